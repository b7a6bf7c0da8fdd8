from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from stances.querysets import SearchRowQuerySet

from .agency import Agency
from .official import Official
from .statement import Statement


class SearchRow(models.Model):
    """All that lists filter, count, search and sort by, in one narrow row for each statement.

    Written by the database only (stances_refresh), in the transaction that changes what it is made from.
    """

    statement = models.OneToOneField(Statement, models.CASCADE, primary_key=True, related_name="row")
    status = models.CharField(max_length=10)
    reference = models.CharField(max_length=8)
    date_earliest = models.DateField(null=True)
    date_latest = models.DateField(null=True)
    updated_at = models.DateTimeField()
    position = models.CharField(max_length=10)
    kind = models.CharField(max_length=10)
    basis = models.CharField(max_length=15)
    topics = ArrayField(models.CharField(max_length=30))
    agency = models.ForeignKey(Agency, models.DO_NOTHING, db_constraint=False, related_name="+")
    agency_kind = models.CharField(max_length=20)
    official = models.ForeignKey(Official, models.DO_NOTHING, null=True, db_constraint=False, related_name="+")
    state = models.CharField(max_length=2)
    counties = ArrayField(models.CharField(max_length=5))
    place = models.CharField(max_length=7)
    publishers = ArrayField(models.CharField(max_length=150))
    document = SearchVectorField()

    objects = SearchRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("search row")
        verbose_name_plural = _("search rows")
        indexes = [
            GinIndex(fields=["document"], name="row_document"),  # q, on every list and in the admin
            models.Index(  # the list without a search, newest first, and its pages
                models.F("date_earliest").desc(nulls_last=True),
                "reference",
                condition=models.Q(status="published"),
                name="row_newest",
            ),
            models.Index(fields=["state"], name="row_state"),  # state pages
            models.Index(fields=["updated_at"], name="row_updated"),  # updated_after
        ]

    def __str__(self):
        return self.reference
