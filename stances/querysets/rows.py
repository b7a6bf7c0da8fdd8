"""Search rows, by which lists are filtered, counted and sorted, their keys, and the counts of the whole archive."""

from functools import reduce
from operator import and_

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connections, models
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    FloatField,
    Func,
    Lookup,
    Max,
    Min,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from stances import search


class IsAnyOf(Lookup):
    """Whether a number is any of a list of others, which is one value; Django would look at each of those of IN."""

    prepare_rhs = False

    def as_sql(self, compiler, connection):
        lhs, lhs_params = self.process_lhs(compiler, connection)
        rhs, rhs_params = self.process_rhs(compiler, connection)
        return f"{lhs} = ANY({rhs})", [*lhs_params, *rhs_params]


WEBSEARCH = {"config": search.CONFIG, "search_type": "websearch"}


def search_query(query, read=search.websearch):
    return SearchQuery(read(query), **WEBSEARCH)


def what_others_have(query):
    """The search for what a query does not find, where an alternative of it has nothing but exclusions."""
    parts = []
    for terms in search.alternatives(query):
        words = (" OR " if search.excludes_only(terms) else " ").join(str(term) for term in terms)
        part = SearchQuery(words.replace('-"', '"') if search.excludes_only(terms) else words, **WEBSEARCH)
        parts.append(part if search.excludes_only(terms) else ~part)
    return reduce(and_, parts)


class KeyQuerySet(models.QuerySet):
    def with_ids(self, ids):
        return self.filter(pk__in=ids)


class AgencyKeyQuerySet(KeyQuerySet):
    def of_jurisdiction(self, jurisdiction):
        """The agencies of a state, a county (with those of its places) or a place."""
        if jurisdiction.level == "state":
            return self.filter(state=jurisdiction.state)
        if jurisdiction.level == "county":
            return self.filter(counties__contains=[jurisdiction.geoid])
        return self.filter(place=jurisdiction.geoid)

    def latest_positions(self, *by):
        """Return rows of the columns ``by``, a position and how many agencies have it in their latest statement.

        The position is None of keys that no published statement has (any more).
        """
        rows = apps.get_model("stances", "SearchRow").objects.published().filter(agency_key=OuterRef("pk"))
        latest = Subquery(rows.newest_first().values("coding_key__position")[:1])
        return (
            self.order_by()
            .values(*by, position=latest)
            .annotate(agencies=Count("*"))
            .values_list(*by, "position", "agencies")
        )


class SearchRowQuerySet(models.QuerySet):
    """Lists of statements: filtered, counted and sorted on the search rows alone."""

    def published(self):
        return self.filter(is_published=True)

    def search(self, query):
        if any(map(search.excludes_only, search.alternatives(query))):
            return self._search_others(query)
        return self._search_phrases(query) if search.phrases(query) else self.filter(document=search_query(query))

    def _search_others(self, query):
        """All but what has the words that are excluded: the index can't find rows by what they lack."""
        return self.filter(~Exists(self.model.objects.kept_away_by(query).filter(pk=OuterRef("pk"))))

    def kept_away_by(self, query):
        """What a query does not find, where an alternative of it has nothing but exclusions."""
        return self.filter(document=what_others_have(query))

    def _search_phrases(self, query):
        """What has all the words, and has them in order in the name of its agency or anywhere.

        The index knows no order, so that the documents have to be read; but not those of the thousands of statements
        by agencies that have the phrase in their names.
        """
        rows = self.filter(document=search_query(query, search.websearch_in_any_order))
        agencies, keys = (apps.get_model("stances", name).objects for name in ("Agency", "AgencyKey"))
        for phrase in search.phrases(query):
            # As an array, so that they are found once: where a search plans a join, it is a look at each agency.
            named = keys.filter(
                IsAnyOf(F("agency_id"), ArraySubquery(agencies.with_phrase(phrase).order_by().values("pk")))
            )
            rows = rows.filter(Q(agency_key__in=named) | Q(document=search_query(phrase)))
        return rows

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

    def newest_first(self):
        return self.order_by(F("date_earliest").desc(nulls_last=True), "reference")

    def span(self):
        """Return the first and last of the days by which lists are in order."""
        return self.aggregate(first=Min("date_earliest"), last=Max("date_earliest"))

    def last_change(self):
        """Return the moment of the last change; None without records."""
        return self.aggregate(last=Max("updated_at"))["last"]

    def not_before(self, day):
        return self.filter(date_latest__gte=day)

    def not_after(self, day):
        # By an expression, so that the index of the order does not tempt the planner to find rows by their day and then
        # to read the document of each.
        first_day = Func(F("date_earliest"), template="(%(expressions)s + 0)", output_field=models.DateField())
        return self.alias(first_day=first_day).filter(first_day__lte=day)

    def from_day(self, day):
        """Those that begin no later, for a walk along the index of the newest that begins there."""
        return self.filter(date_earliest__lte=day)

    def with_ids(self, ids):
        """The published ones of a list of ids."""
        # By an expression, so that the indexes of the orders, which have the published rows only, are no way to them.
        return self.alias(is_public=Coalesce("is_published", False)).filter(IsAnyOf(F("pk"), ids), is_public=True)

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

    def numbers_of_values(self, names):
        """Return {filter: how many of its values any published statement has}."""
        counted = self.filter(filter__in=names, count__gt=0).order_by().values("filter").annotate(number=Count("*"))
        return dict.fromkeys(names, 0) | dict(counted.values_list("filter", "number"))

    def count_of(self, name, value):
        """Return how many published statements have a value."""
        return self.of(name).filter(value=str(value)).values_list("count", flat=True).first() or 0

    def total(self):
        """Return how many statements are published: each has one position."""
        return self.of("position").aggregate(total=Coalesce(models.Sum("count"), 0))["total"]
