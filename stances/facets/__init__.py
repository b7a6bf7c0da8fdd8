"""Counts beside the filters: how many statements of the list each value of a filter has."""

from dataclasses import dataclass

from stances.codebook import AgencyKind, Basis, Kind, Position, Topic
from stances.facets.counting import count, keys_chosen
from stances.facets.rows import YEAR
from stances.filters import StatementFilter
from stances.models import Agency, Jurisdiction, Official, ValueCount
from stances.search import fold

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
EVERY = 1000  # more than any code has values
# One more than is shown tells whether there are more.
LIMITS = {name: MOST_VALUES + 1 if name in DIRECTORIES else EVERY for name in [*SHOWN, YEAR]}


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
    """Return {filter name: Facet} of a StatementList, in the order of SHOWN, and tell the list what was counted.

    The list is told its ``total`` and ``years`` too: {year: how many statements may be of it}, whatever days it is
    limited to.
    """
    archive = ValueCount.objects.most_frequent(LIMITS, also=keys_chosen(statements))
    statements.everything = sum(archive["position"].values())
    counted = count(statements, LIMITS, archive)
    statements.total, statements.ids_and_days, counts = counted.total, counted.ids_and_days, counted.values
    statements.years = dict(sorted(counts.pop(YEAR).items()))
    for name in DIRECTORIES:
        if len(counts[name]) <= MOST_VALUES:  # then these are all, and whatever else the archive has does not match
            counts[name] = dict.fromkeys(archive[name], 0) | counts[name]
    known = _known(counts)
    return {name: _facet(statements, name, counts[name], known) for name in SHOWN}


def _facet(statements, name, counts, known):
    label = StatementFilter.base_filters[name].label
    chosen = {each.key: each for each in statements.values(name)}
    if name in DIRECTORIES:
        return _open_facet(name, label, counts, known[name], chosen)
    if name == "state":
        values = [
            FacetValue(usps, words, counts.get(usps, 0), usps in chosen) for usps, (_usps, words) in known[name].items()
        ]
        return Facet(name, label, sorted(values, key=lambda v: (not v.is_chosen, not v.count, fold(v.label).lower())))
    values = [
        FacetValue(code.value, code.label, counts.get(code.value, 0), code.value in chosen, code.definition)
        for code in CODES[name]
    ]
    return Facet(name, label, values)


def _open_facet(name, label, counts, known, chosen):
    found = {key: FacetValue(value, words, counts[key], key in chosen) for key, (value, words) in known.items()}
    for key, each in chosen.items():
        found.setdefault(key, FacetValue(each.value, each.label, 0, True))
    values = sorted(found.values(), key=lambda v: (-v.count, v.label))
    shown = [value for n, value in enumerate(values) if n < MOST_VALUES or value.is_chosen]
    return Facet(name, label, shown, is_cut=len(values) > MOST_VALUES, directory=DIRECTORIES[name])


def _known(counts):
    """Return {filter: {key: (value, words)}} of what was counted: what stands in addresses and what readers read."""
    known = {"state": {}, "county": {}, "place": {}}
    for place in Jurisdiction.objects.states_and(counts["county"], counts["place"]):
        key = place.state if place.level == "state" else place.geoid
        known[place.level][key] = (key, str(place))
    agencies = Agency.objects.labeled().with_ids(counts["agency"])
    officials = Official.objects.with_ids(counts["official"])
    return known | {
        "agency": {agency.pk: (agency.slug, str(agency)) for agency in agencies},
        "official": {official.pk: (official.slug, str(official)) for official in officials},
        "publisher": {publisher: (publisher, publisher) for publisher in counts["publisher"]},
    }
