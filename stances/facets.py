"""Counts beside the filters: how many statements of the list each value of a filter has.

A filter's own selection does not count for its own values, so that they show what choosing another would give.
"""

from dataclasses import dataclass

from django.db.models import CharField, Count, F, Func, Q, Value
from django.db.models.functions import Cast

from stances.codebook import AgencyKind, Basis, Kind, Position, Topic
from stances.filters import StatementFilter
from stances.models import Agency, Jurisdiction, Official, SearchRow

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

# Where every value of a filter with open-ended values is listed.
DIRECTORIES = {
    "county": "jurisdictions",
    "place": "jurisdictions",
    "agency": "agencies",
    "official": "officials",
    "publisher": "articles",
}

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
    """One filter with its values. ``is_cut``: only the values with the most statements are there.

    ``directory`` names the page that lists every value of a filter with too many to show.
    """

    name: str
    label: str
    values: list
    is_cut: bool = False
    directory: str = ""

    @property
    def chosen(self):
        return [value for value in self.values if value.is_chosen]


def count_facets(statements):
    """Return {filter name: Facet} of a StatementList, in the order of SHOWN. One query counts them all."""
    branches = [branch for name in SHOWN for branch in _branches(statements, name)]
    counts = {branch: {} for branch in (*SHOWN, *map(_anywhere, SHOWN))}
    for branch, value, count in branches[0].union(*branches[1:], all=True):
        counts[branch][value] = count
    return {name: _facet(statements, name, counts[name], counts[_anywhere(name)]) for name in SHOWN}


def _anywhere(name):
    """The name of the branch that has a filter's most frequent values in the whole archive."""
    return f"{name} anywhere"


def _branches(statements, name):
    """The counts of one filter's values.

    Of open-ended values: the most frequent in the list and in the whole archive, and those that are chosen.
    """
    column = StatementFilter.base_filters[name].field_name
    is_list = StatementFilter.base_filters[name].lookup_expr == "overlap"
    value = Func(F(column), function="unnest") if is_list else F(_column(column))
    rows = statements.matching(without=name)
    counted = _counted(rows, name, value)
    if name not in DIRECTORIES:
        return [counted]
    anywhere = _counted(SearchRow.objects.published(), _anywhere(name), value)
    chosen = [_counted(*_chosen(rows, name, column, is_list, str(each))) for each in statements.values(name)]
    return [_most_frequent(counted), _most_frequent(anywhere), *chosen]


def _counted(rows, branch, value):
    return (
        rows.annotate(branch=Value(branch), value=Cast(value, CharField()))
        .order_by()
        .values("branch", "value")
        .annotate(count=Count("*"))
        .values_list("branch", "value", "count")
    )


def _most_frequent(counted):
    return counted.order_by("-count", "value")[: MOST_VALUES + 1]


def _chosen(rows, name, column, is_list, value):
    """What _counted needs for one chosen value, which may not be among the most frequent."""
    if name in ("agency", "official"):
        model = {"agency": Agency, "official": Official}[name]
        key = model.objects.with_slugs([value]).values_list("pk", flat=True)[:1]
        return rows.filter(**{column: key}), name, F(_column(column))
    return rows.filter(**({f"{column}__contains": [value]} if is_list else {column: value})), name, Value(value)


def _column(column):
    return f"{column}_id" if column in ("agency", "official") else column


def _facet(statements, name, counts, anywhere):
    label = StatementFilter.base_filters[name].label
    chosen = {str(each): each.label for each in statements.values(name)}
    if name in DIRECTORIES:
        return _open_facet(name, label, counts, anywhere, chosen)
    if name == "state":
        states = Jurisdiction.objects.states().values_list("state", "name")
        values = [FacetValue(usps, words, counts.get(usps, 0), usps in chosen) for usps, words in states]
        return Facet(name, label, sorted(values, key=lambda v: (not v.is_chosen, not v.count)))
    values = [
        FacetValue(code.value, code.label, counts.get(code.value, 0), code.value in chosen, code.definition)
        for code in CODES[name]
    ]
    return Facet(name, label, values)


def _open_facet(name, label, counts, anywhere, chosen):
    if len(counts) <= MOST_VALUES:  # then these are all, and whatever else the archive has does not match
        counts = dict.fromkeys(anywhere, 0) | counts
    found = _known(name, counts)
    for value, words in chosen.items():
        found.setdefault(value, (words, 0))
    values = [FacetValue(value, words, count, value in chosen) for value, (words, count) in found.items()]
    values.sort(key=lambda v: (-v.count, v.label))
    shown = [value for n, value in enumerate(values) if n < MOST_VALUES or value.is_chosen]
    return Facet(name, label, shown, is_cut=len(values) > MOST_VALUES, directory=DIRECTORIES[name])


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
