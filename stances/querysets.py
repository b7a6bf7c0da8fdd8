"""Which records: questions about many records, each a short method that can be chained."""

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connections, models
from django.db.models import Case, Count, Exists, F, FloatField, Func, Max, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce

from stances import search

PUBLISHED = "published"  # codebook.Status; every public door asks published() below


def search_query(query, read=search.websearch):
    return SearchQuery(read(query), config=search.CONFIG, search_type="websearch")


class KeyQuerySet(models.QuerySet):
    def with_ids(self, ids):
        return self.filter(pk__in=ids)


class FoldedQuerySet(models.QuerySet):
    """Records with a name that is found without regard to case, accents or punctuation."""

    def named(self, words, *fields):
        """Keep the records that have each of the words in one of the folded columns."""
        found = self
        for word in search.fold(words).lower().split():
            found = found.filter(Q(*((f"{field}__contains", word) for field in fields), _connector=Q.OR))
        return found


class CountedQuerySet(FoldedQuerySet):
    """Records whose published statements are counted (stances_valuecount), under the name of their model."""

    def _counts(self):
        counts = apps.get_model("stances", "ValueCount").objects.of(self.model._meta.model_name)
        return counts.filter(value=Cast(OuterRef("pk"), models.TextField()))

    def with_published_counts(self):
        """Adds ``published_count``: how many published statements each has."""
        return self.annotate(published_count=Coalesce(Subquery(self._counts().values("count")), 0))


class ByKey:
    """Records that fixtures name by a key of their own rather than by a number."""

    key = "slug"

    def get_by_natural_key(self, value):
        return self.get(**{self.key: value})

    def with_ids(self, ids):
        return self.filter(pk__in=ids)

    def with_slugs(self, slugs):
        return self.filter(slug__in=slugs)


class JurisdictionQuerySet(FoldedQuerySet):
    def states(self):
        return self.filter(level="state").order_by("name")

    def counties(self):
        return self.filter(level="county").order_by("name", "geoid")

    def places(self):
        return self.filter(level="place").order_by("name", "geoid")

    def states_and(self, geoids):
        """All states, by name, and then the counties and places of these GEOIDs."""
        return self.filter(Q(level="state") | Q(geoid__in=geoids)).order_by(
            models.Case(When(level="state", then=0), default=1), "name"
        )

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


class AgencyQuerySet(ByKey, CountedQuerySet):
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

    def around(self, agency, number):
        """So many others of its county (they have ``is_near``), then so many of the rest of its state."""
        others = self.exclude(pk=agency.pk).in_state(agency.state).most_said_first()
        is_near = Q(county=agency.county_id) if agency.county_id else Q(pk=None)
        near = others.filter(is_near).annotate(is_near=Value(True))
        far = others.exclude(is_near).annotate(is_near=Value(False))
        return near[:number].union(far[:number], all=True).order_by("-is_near", "-published_count", "name", "slug")

    def most_said_first(self):
        return self.with_published_counts().order_by("-published_count", "name", "slug")

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


class WithStatementsQuerySet(CountedQuerySet):
    """Records that are public only where a published statement leads to them."""

    def published(self):
        return self.filter(Exists(self._counts()))


class OfficialQuerySet(ByKey, WithStatementsQuerySet):
    def with_agencies(self):
        """Adds ``agency_names``: the agencies that each has spoken for in published statements."""
        said = self.model._meta.get_field("statements").related_model.objects.published()
        names = said.filter(official=OuterRef("pk")).order_by("agency__name").values("agency__name").distinct()
        return self.annotate(agency_names=ArraySubquery(names))

    def of_agency(self, agency):
        return self.filter(statements__agency=agency).distinct()

    def search(self, words):
        return self.named(words, "folded")


class ArticleQuerySet(ByKey, WithStatementsQuerySet):
    key = "url"

    def at(self, url):
        """The articles at an address, however it is written (see stances_canonical_url)."""
        return self.filter(canonical_url=Func(Value(url), function="stances_canonical_url"))

    def of_statements(self, ids):
        """The articles that some statements rest on."""
        cited = self.model.statements.through.objects.filter(statement__in=ids)
        return self.filter(pk__in=cited.values("article"))

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

    def light(self):
        """With who spoke and for whom, and without the words: what a timeline shows."""
        return self.select_related("official", "agency").defer("text", "context", "date_note")

    def newest_first(self):
        return self.order_by(F("date_earliest").desc(nulls_last=True), "reference")

    def titles_of(self, agency):
        """Who spoke for an agency, with each title and the days between which it was seen."""
        return self.filter(agency=agency, official__isnull=False)._titles("official__name", "official__slug")

    def titles_held_by(self, official):
        """For whom an official spoke, with each title and the days between which it was seen."""
        return self.filter(official=official)._titles("agency__name", "agency__slug")

    def _titles(self, name, slug):
        return (
            self.published()
            .values(name, slug, "official_title")
            .annotate(first=Min("date_earliest"), last=Max("date_latest"), count=Count("*"))
            .order_by(F("last").desc(nulls_last=True), name)
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
        return self.filter(is_published=True)

    def search(self, query):
        return self.filter(document=search_query(query))

    def with_rank(self, query, only=None):
        """Adds ``rank``: how well the words asked for fit; higher is better. None where the id is not in ``only``.

        Those without have an ``unranked_day`` to be sorted by.
        """
        rank = Cast(SearchRank(F("document"), search_query(query, search.websearch_for_rank)), FloatField())
        if only is None:
            return self.annotate(rank=rank, unranked_day=Value(None, models.DateField()))
        is_ranked = Q(pk__in=only)
        return self.annotate(
            rank=Case(When(is_ranked, then=rank)), unranked_day=Case(When(~is_ranked, then="date_earliest"))
        )

    def span(self):
        """Return the first and last of the days by which lists are in order."""
        return self.aggregate(first=Min("date_earliest"), last=Max("date_earliest"))

    def not_before(self, day):
        return self.filter(date_latest__gte=day)

    def not_after(self, day):
        # By an expression, so that the index of the order does not tempt the planner to find rows by their day and then
        # to read the document of each.
        first_day = Func(F("date_earliest"), template="(%(expressions)s + 0)", output_field=models.DateField())
        return self.alias(first_day=first_day).filter(first_day__lte=day)

    def with_ids(self, ids):
        return self.filter(pk__in=ids)

    def light(self):
        """Without the document, which is long and which no list shows."""
        return self.defer("document", "padding")


BY_NUMBER = ("agency", "official")  # filters whose values search rows know by a number


# A union of one query for each filter takes Django longer to write than PostgreSQL to answer.
MOST_FREQUENT = """
    SELECT filter, value, count
    FROM unnest(%s::text[], %s::int[]) wanted (name, most) CROSS JOIN LATERAL (
      SELECT filter, value, count FROM stances_valuecount
      WHERE filter = wanted.name AND count > 0 ORDER BY count DESC, value LIMIT wanted.most) found
    UNION ALL
    SELECT filter, value, count
    FROM stances_valuecount JOIN unnest(%s::text[], %s::text[]) also (filter, value) USING (filter, value)
    WHERE count > 0
"""


class ValueCountQuerySet(models.QuerySet):
    """How many published statements the archive has of each value of a filter."""

    def of(self, name):
        """The values of a filter that any published statement has."""
        return self.filter(filter=name, count__gt=0)

    def counts(self, name, **lookups):
        """Return {value: count} of a filter; ``lookups`` narrow the values."""
        return dict(self.of(name).filter(**lookups).values_list("value", "count"))

    def most_frequent(self, limits, also):
        """Return {filter: {value: count}} of the most frequent values, and of those in ``also``, in one query.

        ``limits`` maps filters to how many values, ``also`` to a collection of values.
        """
        more = [(name, str(value)) for name, values in also.items() for value in values]
        names, values = [name for name, _value in more], [value for _name, value in more]
        with connections[self.db].cursor() as cursor:
            cursor.execute(MOST_FREQUENT, [list(limits), list(limits.values()), names, values])
            found = {name: {} for name in limits}
            for name, value, count in cursor.fetchall():
                found[name][int(value) if name in BY_NUMBER else value] = count
        return found

    def count_of(self, name, value):
        """Return how many published statements have a value."""
        return self.of(name).filter(value=str(value)).values_list("count", flat=True).first() or 0

    def total(self):
        """Return how many statements are published: each has one position."""
        return self.of("position").aggregate(total=Coalesce(models.Sum("count"), 0))["total"]
