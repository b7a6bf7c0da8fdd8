from dataclasses import dataclass

from django.db.models import Count, Prefetch, Value, prefetch_related_objects
from django.utils.functional import cached_property
from django.utils.http import urlencode

from stances import fields, paging, planner, search
from stances.models import SearchRow, Statement, ValueCount
from stances.params import Answer

from .as_of import OfItsTime
from .declared import LISTED, StatementFilter


@dataclass
class StatementList(OfItsTime, Answer):
    """The answer to a query string: the rows in order, or the errors that stand in their place.

    ``errors`` maps a parameter (or "" for the query as a whole) to messages; with any, there are no rows.
    """

    filterset: StatementFilter
    errors: dict
    ids_and_days: paging.IdsAndDays | None = None  # counting facets may tell them in passing, as it tells the next
    years: dict = None  # {year: how many statements may be of it}, whatever days are asked for

    @property
    def cleaned(self):
        return getattr(self.filterset.form, "cleaned_data", {})

    @property
    def form(self):
        return self.filterset.form

    def matching(self, without=()):
        """The matching rows in no order; ``without`` names filters that are left out."""
        return SearchRow.objects.none() if self.errors else self.filterset.rows(without)

    @property
    def is_by_exclusion(self):
        """Whether statements without any of the words asked for match, so that most of the archive may."""
        return any(map(search.excludes_only, search.alternatives(self.cleaned["q"])))

    def kept_away_by_words(self, without=()):
        """The rows that match everything but the words, in no order; ``without`` names filters that are left out."""
        return self.matching(without=["q", *without]).kept_away_by(self.cleaned["q"])

    @property
    def is_whole(self):
        """Whether nothing is asked for, so that every published statement is in the list."""
        return self.is_whole_without(())

    def is_whole_without(self, names):
        return not any(self.cleaned.get(name) for name in StatementFilter.base_filters if name not in names)

    @property
    def only_value(self):
        """(filter, key) of the value that is asked for, if it is the only one and nothing else is asked for."""
        asked = [(name, each.key) for name, values in self.chosen.items() for each in values]
        return asked[0] if len(asked) == 1 and self.is_whole_without(self.chosen) else None

    @property
    def chosen(self):
        """{filter: Values} of the filters with several values that are asked for."""
        return {name: values for name in LISTED if (values := self.values(name))}

    @property
    def days(self):
        """(first, last) of the days between which a statement is to be; None where that is not asked for."""
        after, before = self.cleaned.get("date_after"), self.cleaned.get("date_before")
        return after and after.earliest, before and before.latest

    @cached_property
    def total(self):
        """How many rows match. Counting facets tells it in passing."""
        if self.is_whole:
            return self.everything
        if self.only_value:
            return ValueCount.objects.count_of(*self.only_value)
        with planner.without(planner.WALKING if self.cleaned.get("q") else ()):
            return self.matching().count()

    @cached_property
    def everything(self):
        """How many statements are published. Counting facets tells it in passing."""
        return ValueCount.objects.total()

    def totals_without_one(self):
        """Return {parameter: how many rows match without it} of those that are asked for, where any do."""
        names = dict.fromkeys(name for name, _value in self.pairs if name in StatementFilter.base_filters)
        if len(names) == 1:
            return dict.fromkeys(names, self.everything) if self.everything else {}
        parts = [
            self.matching(without=[name]).order_by().values(left_out=Value(name)).annotate(total=Count("*"))
            for name in names
        ]
        with planner.without(planner.WALKING if self.cleaned["q"] else ()):
            found = parts[0].union(*parts[1:], all=True) if parts else ()
            totals = {row["left_out"]: row["total"] for row in found}
        return {name: totals[name] for name in names if totals.get(name)}

    @property
    def matches(self):
        everything = None if self.is_whole else self.everything
        return paging.Matches(self.matching(), self.cleaned["q"], self.total, everything, self.ids_and_days)

    @property
    def rows(self):
        """All matching rows, in order; by best match all of them are ranked."""
        if self.errors:
            return self.matching()
        if self.is_by_best_match:
            return self.rows_ranking(None)
        return paging.in_order(self.matching(), self.cleaned["sort"])

    @property
    def is_by_best_match(self):
        return self.cleaned["sort"] == "relevance"

    def rows_ranking(self, ids):
        """All matching rows, the best match first among those of these ids; the others follow, newest first."""
        return paging.in_order(self.matching().with_rank(self.cleaned["q"], only=ids), "relevance")

    def page(self):
        """Return (rows of the page that is asked for, with their statements, the cursor of the next page or None)."""
        rows, cursor = self.page_of_rows()
        return with_statements(rows), cursor

    def page_of_rows(self):
        """Return (rows of the page that is asked for, the cursor of the next page or None)."""
        if self.errors:
            return [], None
        cleaned = self.cleaned
        return self.matches.page(cleaned["sort"], cleaned["cursor"] or None, cleaned["per_page"])

    def values(self, name):
        """The values of a filter that has several, each with its label; empty where it is not asked for."""
        return [] if name in self.errors else self.cleaned.get(name) or []

    @cached_property
    def pairs(self):
        """The canonical query: (name, value) of what is asked for, in one order, without what goes without saying."""
        pairs = []
        for name in StatementFilter.base_filters:
            value = self.cleaned.get(name)
            if name in LISTED:
                pairs += [(name, str(each)) for each in value or []]
            elif value:
                pairs.append((name, self._written(name, value)))
        if self.as_of:
            pairs.append(("as_of", self.as_of.text))
        if self.cleaned.get("sort", paging.DEFAULT_SORT) != paging.DEFAULT_SORT:
            pairs.append(("sort", self.cleaned["sort"]))
        return pairs

    @staticmethod
    def _written(name, value):
        if name == "updated_after":
            return fields.written_moment(value)
        return value.text if name.startswith("date_") else " ".join(value.split())

    @cached_property
    def query(self):
        """The canonical query as a query string, the same for every spelling of the same question."""
        return urlencode(self.pairs)

    def query_without(self, name, value=None):
        """The canonical query less one filter, or less one of its values. Without words, no order by best match."""
        gone = {"sort"} if name == "q" and self.cleaned.get("sort") == "relevance" else set()
        return urlencode(
            [p for p in self.pairs if p[0] not in gone and (p[0] != name or (value is not None and p[1] != value))]
        )

    @property
    def query_of_today(self):
        """The canonical query, asked of the archive of today."""
        return self.query_without("as_of")

    def query_replacing(self, **values):
        """The canonical query with these values in the place of those that it has of the same parameters."""
        return urlencode([*(pair for pair in self.pairs if pair[0] not in values), *values.items()])

    def query_of_year(self, year):
        """The canonical query with nothing else asked of the date than a year."""
        return self.query_replacing(date_after=year, date_before=year)

    def query_with(self, **more):
        """The canonical query with more parameters, such as the cursor of the next page."""
        per_page = self.cleaned.get("per_page", paging.PER_PAGE)
        size = [("per_page", per_page)] if per_page != paging.PER_PAGE else []
        return urlencode([*self.pairs, *size, *more.items()])


def newest_statements(number, name=None, key=None):
    """Return (the newest statements, how many there are), of one value of a filter, by its key, or of the archive."""
    rows, everything = SearchRow.objects.published(), ValueCount.objects.total()
    if name is None:
        matches = paging.Matches(rows, "", everything, None)
    else:
        rows = StatementFilter.base_filters[name].filter(rows, [fields.Value(key, "")])
        matches = paging.Matches(rows, "", ValueCount.objects.count_of(name, key), everything)
    found, _cursor = matches.page(paging.DEFAULT_SORT, None, number)
    return [row.statement for row in with_statements(found)], matches.total


def with_statements(rows):
    """Return the rows, each with its statement and everything that a page shows of it."""
    prefetch_related_objects(rows, Prefetch("statement", Statement.objects.with_related()))
    return rows
