"""Statements, and what belongs to each."""

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import models
from django.db.models import Count, F, Max, Min, Prefetch, Q

from .codings import CodableQuerySet
from .records import ByKey
from .rows import search_query
from .statuses import PUBLISHED, WITHDRAWN


def since(records, column, moment, reference=None):
    """The records with a moment after this one, in the order of moments; of this one too, those after a reference."""
    records = records.order_by(column, "reference")
    if reference is None:
        return records.filter(**{f"{column}__gt": moment})
    is_after = Q(**{f"{column}__gt": moment}) | Q(reference__gt=reference)
    return records.filter(is_after, **{f"{column}__gte": moment})


class StatementQuerySet(CodableQuerySet, ByKey, models.QuerySet):
    key = "reference"

    def published(self):
        return self.filter(status=PUBLISHED)

    def ever_public(self):
        """Those with an address that leads somewhere: published, or withdrawn since."""
        return self.filter(status__in=[PUBLISHED, WITHDRAWN])

    def withdrawn_since(self, *place):
        return since(self.filter(status=WITHDRAWN), "updated_at", *place)

    def at(self, reference):
        return self.filter(reference=reference)

    def with_references(self, references):
        return self.filter(reference__in=references)

    def led_to_by(self, reference):
        """Return the public statement that a reference leads to, its own or one merged into it; None if there is none.

        It has another reference where this one was merged into it, or is written in capitals.
        """
        written, public = reference.lower(), self.ever_public()
        return (
            public.at(written).first()
            or public.filter(merged_references__reference=written, published_at__isnull=False).first()
        )

    def search(self, query):
        return self.filter(row__document=search_query(query))

    def with_related(self):
        """Everything that a page or a row of a download shows, in two queries."""
        return self.with_sources().select_related("agency__county")

    def with_sources(self):
        """With who spoke and for whom, and the articles: what tells of a statement besides its codes."""
        citations = self.model._meta.get_field("citations").related_model.objects
        cited = Prefetch("citations", citations.select_related("article"))
        return self.select_related("agency__jurisdiction", "official").prefetch_related(cited)

    def newest_first(self):
        return self.order_by(F("date_earliest").desc(nulls_last=True), "reference")

    def resting_on(self, article):
        """Those that cite an article, by its id."""
        return self.filter(articles=article)

    def of_agency_of(self, statement):
        return self.filter(agency=statement.agency_id)

    def light(self):
        """With who spoke and for whom, and without the words: what a timeline shows."""
        return self.select_related("official", "agency").defer("text", "context", "date_note")

    def titles_of(self, agency):
        """Who spoke for an agency: each title, the days between which it was seen, the languages of the statements."""
        return self.filter(agency=agency, official__isnull=False)._titles("official__name", "official__slug")

    def titles_held_by(self, official):
        """For whom an official spoke, with each title; see titles_of()."""
        return self.filter(official=official)._titles("agency__name", "agency__slug")

    def _titles(self, name, slug):
        return (
            self.published()
            .values(name, slug, "official_title")
            .annotate(first=Min("date_earliest"), last=Max("date_latest"), count=Count("*"))
            .annotate(languages=ArrayAgg("language", distinct=True))
            .order_by(F("last").desc(nulls_last=True), name)
        )


class MergedReferenceQuerySet(models.QuerySet):
    def at(self, reference):
        return self.filter(reference=reference)

    def with_references(self, references):
        return self.filter(reference__in=references)

    def public(self):
        """Those that lead to a statement which has an address: a published or a withdrawn one."""
        return self.filter(statement__published_at__isnull=False)

    def merged_since(self, *place):
        return since(self, "merged_at", *place)


class ReportQuerySet(models.QuerySet):
    def open(self):
        return self.filter(dealt_with_at=None)

    def dealt_with(self):
        return self.filter(dealt_with_at__isnull=False)


class CitationQuerySet(models.QuerySet):
    def of_statements(self, ids):
        return self.filter(statement__in=ids)

    def get_by_natural_key(self, reference, url):
        return self.get(statement__reference=reference, article__url=url)
