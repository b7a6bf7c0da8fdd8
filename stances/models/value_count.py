from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from stances.querysets import ValueCountQuerySet


class ValueCount(models.Model):
    """How many published statements of the whole archive have a value of a filter, such as ``state`` and ``NC``.

    Besides the filters of a list, each ``year`` and ``article`` has its count. Kept by the database (stances_refresh),
    in the transaction that changes the statements.
    """

    pk = models.CompositePrimaryKey("filter", "value")
    filter = models.CharField(max_length=20)
    value = models.CharField(max_length=150)
    count = models.IntegerField()

    objects = ValueCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("count of a value")
        verbose_name_plural = _("counts of values")
        indexes = [
            # The most frequent values of a filter, on every list.
            models.Index("filter", F("count").desc(), "value", name="value_count_most"),
        ]

    def __str__(self):
        return f"{self.filter}={self.value}: {self.count}"
