"""Counts beside the filters: how many statements of the list each value of a filter has.

A filter's own selection does not count for its own values, so that they show what choosing another would give.
"""

from dataclasses import dataclass

from django.db.models import CharField, Count, F, Func, Q, Value
from django.db.models.functions import Cast

from stances.codebook import AgencyKind, Basis, Kind, Position, Topic
from stances.filters import StatementFilter
from stances.models import Agency, Jurisdiction, Official

CODES = {"position": Position, "topic": Topic, "kind": Kind, "basis": Basis, "agency_kind": AgencyKind}

# The order in which readers see them: what they ask for most comes first.
SHOWN = [
    "position",
    "topic",
    "kind",
    "state",
    "county",
    "place",
    "agency_kind",
    "agency",
    "official",
    "publisher",
    "basis",
]

MOST_VALUES = 12  # of a filter with open-ended values; those that are chosen are always among them


@dataclass
class FacetValue:
    value: str
    label: str
    count: int
    is_chosen: bool
    definition: str = ""


@dataclass
class Facet:
    """One filter with its values. ``is_cut``: only the values with the most statements are there."""

    name: str
    label: str
    values: list
    is_cut: bool = False

    @property
    def chosen(self):
        return [value for value in self.values if value.is_chosen]


def count_facets(statements):
    """Return {filter name: Facet} of a StatementList, in the order of SHOWN. One query counts them all."""
    counts = {name: {} for name in SHOWN}
    branches = [branch for name in SHOWN for branch in _branches(statements, name)]
    for name, value, count in branches[0].union(*branches[1:], all=True):
        counts[name][value] = count
    return {name: _facet(statements, name, counts[name]) for name in SHOWN}


def _branches(statements, name):
    """The counts of one filter's values; of open-ended values only the most frequent, and those that are chosen."""
    column = StatementFilter.base_filters[name].field_name
    rows = statements.matching(without=name)
    is_list = StatementFilter.base_filters[name].lookup_expr == "overlap"
    value = Func(F(column), function="unnest") if is_list else F(_column(column))
    counted = (
        rows.annotate(facet=Value(name), value=Cast(value, CharField()))
        .values("facet", "value")
        .annotate(count=Count("*"))
        .order_by("-count", "value")
        .values_list("facet", "value", "count")
    )
    if name in CODES or name == "state":
        return [counted.order_by()]
    chosen = [str(each) for each in statements.values(name)]
    return [counted[: MOST_VALUES + 1], *[_chosen(rows, name, column, is_list, each) for each in chosen]]


def _chosen(rows, name, column, is_list, value):
    """The count of one chosen value, which may not be among the most frequent."""
    if name in ("agency", "official"):
        model = {"agency": Agency, "official": Official}[name]
        key = model.objects.with_slugs([value]).values_list("pk", flat=True)[:1]
        kept, shown = rows.filter(**{column: key}), Cast(F(_column(column)), CharField())
    else:
        kept, shown = (
            rows.filter(**({f"{column}__contains": [value]} if is_list else {column: value})),
            Value(value),
        )
    return (
        kept.annotate(facet=Value(name), value=Cast(shown, CharField()))
        .values("facet", "value")
        .annotate(count=Count("*"))
        .order_by()
        .values_list("facet", "value", "count")
    )


def _column(column):
    return f"{column}_id" if column in ("agency", "official") else column


def _facet(statements, name, counts):
    label = StatementFilter.base_filters[name].label
    chosen = {str(each): each.label for each in statements.values(name)}
    if name in CODES:
        values = [
            FacetValue(code.value, code.label, counts.get(code.value, 0), code.value in chosen, code.definition)
            for code in CODES[name]
        ]
        return Facet(name, label, values)
    if name == "state":
        states = Jurisdiction.objects.states().values_list("state", "name")
        return Facet(name, label, [FacetValue(s, full, counts.get(s, 0), s in chosen) for s, full in states])
    return _open_facet(name, label, counts, chosen)


def _open_facet(name, label, counts, chosen):
    found = _known(name, counts)
    for value, words in chosen.items():
        found.setdefault(value, (words, 0))
    values = [FacetValue(value, words, count, value in chosen) for value, (words, count) in found.items()]
    values.sort(key=lambda v: (-v.count, v.label))
    shown = [value for n, value in enumerate(values) if n < MOST_VALUES or value.is_chosen]
    return Facet(name, label, shown, is_cut=len(counts) > MOST_VALUES)


def _known(name, counts):
    """Return {value: (words, count)} of what was counted, with the words that readers know it by."""
    counts = {value: count for value, count in counts.items() if value}
    if name == "publisher":
        return {value: (value, count) for value, count in counts.items()}
    if name in ("agency", "official"):
        records = (Agency.objects.with_jurisdiction() if name == "agency" else Official.objects).filter(pk__in=counts)
        return {record.slug: (str(record), counts[str(record.pk)]) for record in records}
    places = Jurisdiction.objects.filter(Q(level=name) & Q(geoid__in=counts))
    return {place.geoid: (str(place), counts[place.geoid]) for place in places}
