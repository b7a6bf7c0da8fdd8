"""Combinations of values by which lists filter and count, each kept once and named by a number.

A key is never changed, and no number is used again: whoever has seen a key may keep what it means for ever. Written by
the database only (stances_refresh).
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from stances.querysets import AgencyKeyQuerySet, KeyQuerySet


class CodingKey(models.Model):
    """What the codebook says of a statement."""

    id = models.AutoField(primary_key=True)
    position = models.CharField(max_length=10)
    kind = models.CharField(max_length=10)
    basis = models.CharField(max_length=15)
    topics = ArrayField(models.CharField(max_length=30))

    objects = KeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("coding key")
        verbose_name_plural = _("coding keys")
        constraints = [models.UniqueConstraint("position", "kind", "basis", "topics", name="coding_key_is_unique")]

    def __str__(self):
        return f"{self.position} {self.kind} {self.basis} {' '.join(self.topics)}"


class AgencyKey(models.Model):
    """An agency and where it is. An agency that moves, or turns out to be of another kind, gets another key."""

    id = models.AutoField(primary_key=True)
    agency_id = models.BigIntegerField()
    agency_kind = models.CharField(max_length=20)
    state = models.CharField(max_length=2)
    counties = ArrayField(models.CharField(max_length=5))
    place = models.CharField(max_length=7)

    objects = AgencyKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("agency key")
        verbose_name_plural = _("agency keys")
        constraints = [
            models.UniqueConstraint(
                "agency_id", "agency_kind", "state", "place", "counties", name="agency_key_is_unique"
            )
        ]

    def __str__(self):
        return f"{self.agency_id} {self.agency_kind} {self.state} {' '.join(self.counties)} {self.place}".strip()


class PublisherKey(models.Model):
    """The publishers of all articles that a statement rests on, in the order of their names."""

    id = models.AutoField(primary_key=True)
    publishers = ArrayField(models.CharField(max_length=150))

    objects = KeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("publisher key")
        verbose_name_plural = _("publisher keys")
        constraints = [models.UniqueConstraint("publishers", name="publisher_key_is_unique")]

    def __str__(self):
        return ", ".join(self.publishers)
