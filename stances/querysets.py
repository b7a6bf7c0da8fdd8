"""Which records: questions about many records, each a short method that can be chained."""

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import models
from django.db.models import Count, Exists, F, FloatField, Func, Max, Min, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce

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

    def below_state(self):
        return self.exclude(level="state")

    def with_agency_counts(self):
        """Adds ``agency_count`` to states: how many agencies are anywhere in each."""
        agencies = self.model._meta.get_field("agencies").related_model.objects
        counted = agencies.filter(jurisdiction__state=OuterRef("state")).order_by().values("jurisdiction__state")
        return self.annotate(agency_count=Coalesce(Subquery(counted.values(n=Count("*"))), 0))

    def search(self, words):
        return self.named(words, "folded", "parent__folded")


class AgencyQuerySet(ByKey, FoldedQuerySet):
    def with_jurisdiction(self):
        return self.select_related("jurisdiction__parent", "county")

    def in_state(self, usps):
        return self.filter(jurisdiction__state=usps.upper())

    def in_county(self, county):
        return self.filter(Q(jurisdiction=county) | Q(county=county) | Q(jurisdiction__counties=county)).distinct()

    def of_jurisdiction(self, jurisdiction):
        """The agencies of a state, a county (with those of its places) or a place."""
        if jurisdiction.level == "state":
            return self.in_state(jurisdiction.state)
        return (
            self.in_county(jurisdiction) if jurisdiction.level == "county" else self.filter(jurisdiction=jurisdiction)
        )

    def with_published_counts(self):
        """Adds ``published_count``: how many published statements each has."""
        return self.annotate(published_count=Count("statements", filter=Q(statements__status=PUBLISHED)))

    def most_said_first(self):
        return self.with_published_counts().order_by("-published_count", "name", "slug")

    def with_statements(self):
        """Only agencies with a published statement."""
        return self.filter(pk__in=Subquery(self._statements().values("agency")))

    def _statements(self):
        return self.model._meta.get_field("statements").related_model.objects.published()

    def search(self, words):
        """Find by name, alias, ORI, place, county or state (name or abbreviation): each of the words."""
        # The states are looked up first: asking for the state's name in each of 24,000 rows takes far longer.
        states = dict(self._jurisdictions().states().values_list("state", "folded"))
        found = self
        for word in search.fold(words).lower().split():
            here = [usps for usps, name in states.items() if word in [usps.lower(), *name.split()]]
            found = found.filter(self._has(word) | Q(jurisdiction__state__in=here))
        return found

    def _jurisdictions(self):
        return self.model._meta.get_field("jurisdiction").related_model.objects

    @staticmethod
    def _has(word):
        """The condition that a word is part of a name; one of two letters has to be a whole word of it."""
        if len(word) == 2:
            return Q(folded__regex=rf"\m{word}\M")
        names = ("folded", "jurisdiction__folded", "county__folded")
        return Q(*((f"{name}__contains", word) for name in names), _connector=Q.OR)


class WithStatementsQuerySet(FoldedQuerySet):
    """Records that are public only where a published statement leads to them."""

    def published(self):
        statements = self.model._meta.get_field("statements").related_model.objects.published()
        relation = "articles" if self.model.__name__ == "Article" else "official"
        return self.filter(Exists(statements.filter(**{relation: OuterRef("pk")})))

    def with_published_counts(self):
        """Adds ``published_count``: how many published statements each has."""
        return self.annotate(published_count=Count("statements", filter=Q(statements__status=PUBLISHED), distinct=True))


class OfficialQuerySet(ByKey, WithStatementsQuerySet):
    def with_agencies(self):
        """Adds ``agency_names``: the agencies that each has spoken for in published statements."""
        names = ArrayAgg("statements__agency__name", distinct=True, filter=Q(statements__status=PUBLISHED))
        return self.annotate(agency_names=names)

    def of_agency(self, agency):
        return self.filter(statements__agency=agency).distinct()

    def search(self, words):
        return self.named(words, "folded")


class ArticleQuerySet(ByKey, WithStatementsQuerySet):
    key = "url"

    def at(self, url):
        """The articles at an address, however it is written (see stances_canonical_url)."""
        return self.filter(canonical_url=Func(Value(url), function="stances_canonical_url"))

    def of_agency(self, agency):
        """The articles that published statements of an agency rest on."""
        return self.filter(
            Exists(
                self.model.statements.through.objects.filter(
                    article=OuterRef("pk"), statement__agency=agency, statement__status=PUBLISHED
                )
            )
        )

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

    def ever_public(self):
        """Those with an address that leads somewhere: published, or withdrawn since."""
        return self.filter(published_at__isnull=False)

    def at(self, reference):
        return self.filter(reference=reference)

    def known_as(self, reference):
        """The statement with a reference, its own or one merged into it."""
        return self.filter(Q(reference=reference) | Q(merged_references=reference))

    def search(self, query):
        return self.filter(row__document=search_query(query))

    def with_related(self):
        """Everything that a page or a row of a download shows, in a fixed number of queries."""
        return self.select_related("agency__jurisdiction__parent", "agency__county", "official").prefetch_related(
            "citations__article"
        )

    def newest_first(self):
        return self.order_by(F("date_earliest").desc(nulls_last=True), "reference")

    def of_jurisdiction(self, jurisdiction):
        """Those of a state, a county (with its places) or a place."""
        return self.filter(
            pk__in=self.model._meta.get_field("row").related_model.objects.of_jurisdiction(jurisdiction).values("pk")
        )

    def titles_of(self, agency):
        """Who spoke for an agency, with each title and the days between which it was seen."""
        return (
            self.published()
            .filter(agency=agency, official__isnull=False)
            .values("official__name", "official__slug", "official_title")
            .annotate(first=Min("date_earliest"), last=Max("date_latest"), count=Count("*"))
            .order_by(F("last").desc(nulls_last=True), "official__name")
        )


class MergedReferenceQuerySet(models.QuerySet):
    def at(self, reference):
        return self.filter(reference=reference)

    def public(self):
        """Those that lead to a statement which has an address: a published or a withdrawn one."""
        return self.filter(statement__published_at__isnull=False)


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
        return self.annotate(
            rank=Cast(SearchRank(F("document"), search_query(query, search.websearch_for_rank)), FloatField())
        )

    def in_state(self, usps):
        return self.filter(state=usps)

    def of_jurisdiction(self, jurisdiction):
        found = {
            "state": {"state": jurisdiction.state},
            "county": {"counties__contains": [jurisdiction.geoid]},
        }
        return self.filter(**found.get(jurisdiction.level, {"place": jurisdiction.geoid}))

    def count_by(self, column):
        """Return {value of a column: how many rows have it}."""
        return dict(self.order_by().values_list(column).annotate(count=Count("*")))

    def count_by_county(self):
        """Return {county GEOID: how many rows}; a place that lies in several counties counts in each."""
        county = Func(F("counties"), function="unnest", output_field=models.CharField())
        return dict(self.order_by().annotate(county=county).values_list("county").annotate(count=Count("*")))

    def span(self):
        """Return the first and last day that anything dated may be of."""
        return self.aggregate(first=Min("date_earliest"), last=Max("date_latest"))

    def not_before(self, day):
        return self.filter(date_latest__gte=day)

    def not_after(self, day):
        return self.filter(date_earliest__lte=day)

    def with_related(self):
        """Adds the statements with everything that a page or a row of a download shows."""
        return self.select_related(
            "statement__agency__jurisdiction__parent", "statement__agency__county", "statement__official"
        ).prefetch_related("statement__citations__article")
