"""Which records: questions about many records, each a short method that can be chained."""

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import models
from django.db.models import Count, Exists, F, FloatField, Func, OuterRef, Q, Value
from django.db.models.functions import Cast

from stances import search

PUBLISHED = "published"  # codebook.Status; every public door asks published() below


def search_query(query, read=search.websearch):
    return SearchQuery(read(query), config=search.CONFIG, search_type="websearch")


class FoldedQuerySet(models.QuerySet):
    """Records with a name that is found without regard to case, accents or punctuation."""

    def named(self, words, *fields):
        """Keep the records that have each of the words in one of the folded columns."""
        found = self
        for word in search.fold(words).lower().split():
            found = found.filter(Q(*((f"{field}__contains", word) for field in fields), _connector=Q.OR))
        return found


class ByKey:
    """Records that fixtures name by a key of their own rather than by a number."""

    key = "slug"

    def get_by_natural_key(self, value):
        return self.get(**{self.key: value})

    def with_slugs(self, slugs):
        return self.filter(slug__in=[str(slug) for slug in slugs])


class JurisdictionQuerySet(FoldedQuerySet):
    def states(self):
        return self.filter(level="state").order_by("name")

    def counties(self):
        return self.filter(level="county").order_by("name", "geoid")

    def places(self):
        return self.filter(level="place").order_by("name", "geoid")

    def in_state(self, usps):
        return self.filter(state=usps.upper())

    def in_county(self, county):
        """The places that lie in a county, wholly or partly."""
        return self.filter(counties=county)

    def search(self, words):
        return self.named(words, "folded", "parent__folded")


class AgencyQuerySet(ByKey, FoldedQuerySet):
    def with_jurisdiction(self):
        return self.select_related("jurisdiction__parent", "county")

    def in_state(self, usps):
        return self.filter(jurisdiction__state=usps.upper())

    def in_county(self, county):
        return self.filter(
            Q(jurisdiction=county) | Q(county=county) | Q(jurisdiction__counties=county)
        ).distinct()

    def of_jurisdiction(self, jurisdiction):
        """The agencies of a state, a county (with those of its places) or a place."""
        if jurisdiction.level == "state":
            return self.in_state(jurisdiction.state)
        return self.in_county(jurisdiction) if jurisdiction.level == "county" else self.filter(jurisdiction=jurisdiction)

    def with_published_counts(self):
        """Adds ``published_count``: how many published statements each has."""
        return self.annotate(published_count=Count("statements", filter=Q(statements__status=PUBLISHED)))

    def most_said_first(self):
        return self.with_published_counts().order_by("-published_count", "name", "slug")

    def with_statements(self):
        """Only agencies with a published statement."""
        return self.filter(pk__in=models.Subquery(self._statements().values("agency")))

    def _statements(self):
        return self.model._meta.get_field("statements").related_model.objects.published()

    def search(self, words):
        """Find by name, alias, ORI, place, county or state (name or abbreviation)."""
        state = self.model._meta.get_field("jurisdiction").related_model.objects.states()
        return self.annotate(
            state_words=models.Subquery(state.filter(state=OuterRef("jurisdiction__state")).values("folded")[:1])
        ).named(words, "folded", "jurisdiction__folded", "county__folded", "state_words", "jurisdiction__state__lower")


class WithStatementsQuerySet(FoldedQuerySet):
    """Records that are public only where a published statement leads to them."""

    def published(self):
        statements = self.model._meta.get_field("statements").related_model.objects.published()
        relation = "articles" if self.model.__name__ == "Article" else "official"
        return self.filter(Exists(statements.filter(**{relation: OuterRef("pk")})))

    def with_published_counts(self):
        """Adds ``published_count``: how many published statements each has."""
        return self.annotate(
            published_count=Count("statements", filter=Q(statements__status=PUBLISHED), distinct=True)
        )


class OfficialQuerySet(ByKey, WithStatementsQuerySet):
    def of_agency(self, agency):
        return self.filter(statements__agency=agency).distinct()

    def search(self, words):
        return self.named(words, "folded")


class ArticleQuerySet(ByKey, WithStatementsQuerySet):
    key = "url"

    def at(self, url):
        """The articles at an address, however it is written (see stances_canonical_url)."""
        return self.filter(canonical_url=Func(Value(url), function="stances_canonical_url"))

    def published_publishers(self):
        """One public article for each publisher."""
        return self.published().order_by("publisher", "id").distinct("publisher")

    def newest_first(self):
        return self.order_by(F("published_earliest").desc(nulls_last=True), "id")

    def search(self, words):
        return self.filter(Q(headline__icontains=words) | Q(publisher__icontains=words) | Q(url__icontains=words))


class StatementQuerySet(ByKey, models.QuerySet):
    key = "reference"

    def published(self):
        return self.filter(status=PUBLISHED)

    def search(self, query):
        return self.filter(row__document=search_query(query))

    def with_related(self):
        """Everything that a page or a row of a download shows, in a fixed number of queries."""
        return self.select_related("agency__jurisdiction__parent", "agency__county", "official").prefetch_related(
            "citations__article"
        )

    def newest_first(self):
        return self.order_by(F("date_earliest").desc(nulls_last=True), "reference")


class CitationQuerySet(models.QuerySet):
    def get_by_natural_key(self, reference, url):
        return self.get(statement__reference=reference, article__url=url)


class SearchRowQuerySet(models.QuerySet):
    """Lists of statements: filtered, counted and sorted on the search rows alone."""

    def published(self):
        return self.filter(status=PUBLISHED)

    def search(self, query):
        return self.filter(document=search_query(query))

    def with_rank(self, query):
        """Adds ``rank``: how well the words asked for fit; higher is better."""
        return self.annotate(rank=Cast(SearchRank(F("document"), search_query(query, search.websearch_for_rank)), FloatField()))

    def not_before(self, day):
        return self.filter(date_latest__gte=day)

    def not_after(self, day):
        return self.filter(date_earliest__lte=day)

    def with_related(self):
        """Adds the statements with everything that a page or a row of a download shows."""
        return self.select_related(
            "statement__agency__jurisdiction__parent", "statement__agency__county", "statement__official"
        ).prefetch_related("statement__citations__article")
