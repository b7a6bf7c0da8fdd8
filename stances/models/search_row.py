from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stances.querysets import SearchRowQuerySet

from .official import Official
from .search_keys import AgencyKey, CodingKey, PublisherKey
from .statement import Statement
from .triggers import refresh_shifts


class SearchRow(models.Model):
    """All that lists filter, count, search and sort by, in one narrow row for each statement.

    Written by the database only (stances_refresh), in the transaction that changes what it is made from. What many
    statements share is a key; the document lies outside the row (docs/decisions/search-rows.md).
    """

    statement = models.OneToOneField(Statement, models.CASCADE, primary_key=True, related_name="row")
    updated_at = models.DateTimeField()
    coding_key = models.ForeignKey(CodingKey, models.DO_NOTHING, db_constraint=False, related_name="+")
    agency_key = models.ForeignKey(AgencyKey, models.DO_NOTHING, db_constraint=False, related_name="+")
    publisher_key = models.ForeignKey(PublisherKey, models.DO_NOTHING, db_constraint=False, related_name="+")
    is_published = models.BooleanField()
    date_earliest = models.DateField(null=True)
    date_latest = models.DateField(null=True)
    official = models.ForeignKey(Official, models.DO_NOTHING, null=True, db_constraint=False, related_name="+")
    reference = models.CharField(max_length=8)
    padding = models.TextField()
    document = SearchVectorField()

    objects = SearchRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("search row")
        verbose_name_plural = _("search rows")
        indexes = [
            GinIndex(fields=["document"], name="row_document"),  # q, on every list and in the admin
            # A list and its pages, in each order that needs no search
            models.Index(
                F("date_earliest").desc(nulls_last=True),
                "reference",
                condition=Q(is_published=True),
                name="row_newest",
            ),
            models.Index("date_earliest", "reference", condition=Q(is_published=True), name="row_oldest"),
            models.Index(
                F("updated_at").desc(nulls_last=True),
                "reference",
                condition=Q(is_published=True),
                name="row_updated",
            ),
            # The latest statement of each agency, on every map
            models.Index(
                "agency_key",
                F("date_earliest").desc(nulls_last=True),
                "reference",
                include=["coding_key"],
                condition=Q(is_published=True),
                name="row_latest",
            ),
        ]
        triggers = refresh_shifts()

    def __str__(self):
        return self.reference
