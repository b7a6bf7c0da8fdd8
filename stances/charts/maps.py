"""The maps of the country and of one state: what each area is drawn with, its words, the legend.

``state_map(measure)`` and ``county_map(state, counties, measure)`` return a Map for templates/charts/_map.html.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from stances.charts import geography
from stances.charts.measures import DEFAULT_MEASURE, MEASURES, NONE, Measure, Shade
from stances.charts.tallies import Tally, area_words
from stances.models import AgencyKey, Jurisdiction, ValueCount, by_local_name
from stances.params import read_params

# Areas with fewer agencies are shown as few. A county seldom has more than a handful that speak at all.
FEW_IN_STATE = 5
FEW_IN_COUNTY = 2

# A state with less room for its abbreviation (units of the map) has it in a box: off the Atlantic coast, where the map
# is empty, or beside the islands.
ROOM_IN_STATE = 17
ROOM_IN_COUNTY = 6
BOX = (66, 24)
BOX_MARGIN = 5
FIRST_BOX, BOX_STEP = (906, 214), 28
BOXES = {"15": (342, 562)}


@dataclass(frozen=True)
class Label:
    """Where the name and the mark of an area stand, in units of the map, and the corner of the box around them."""

    name_x: int
    mark_x: int
    y: int
    box: tuple = ()


@dataclass(frozen=True)
class Area:
    """One area of a map, and what is said of it. Without a path the map lacks it; without a label there is no room.

    ``mark`` is its value at its shortest, ``value`` in words, ``words`` all that is said of it.
    """

    jurisdiction: Jurisdiction
    address: str
    tally: Tally
    shade: Shade
    is_few: bool
    mark: str
    value: str
    words: str
    path: str
    label: Label | None

    @property
    def pattern(self):
        return self.shade.pattern(self.is_few)


@dataclass(frozen=True)
class Map:
    """``areas`` are drawn, ``others`` (territories) are not. ``legend``: [(Shade, how many areas have it)].

    ``few`` is the least number of agencies that is not few.
    """

    measure: Measure
    drawing: geography.Drawing
    areas: list
    others: list
    legend: list
    few: int

    measures = tuple(MEASURES.values())

    @cached_property
    def everywhere(self):
        areas = {area.jurisdiction: area for area in [*self.areas, *self.others]}
        return [areas[jurisdiction] for jurisdiction in by_local_name(areas)]

    @property
    def with_statements(self):
        """The areas with statements, those with the most of the measure first, else by their names."""
        found = [area for area in self.everywhere if area.tally.agencies]
        key = self.measure.key
        return sorted(found, key=lambda area: key(area.tally), reverse=True) if key else found

    @property
    def without_statements(self):
        return [area for area in self.everywhere if not area.tally.agencies]

    @cached_property
    def hatched(self):
        """The shades that any area with few agencies has."""
        of_few = {area.shade for area in self.everywhere if area.is_few}
        return [shade for shade, _count in self.legend if shade in of_few]

    @property
    def hatching(self):
        """The shade that shows in the legend what hatching is; one that is not pale if there is any."""
        return min(self.hatched, key=lambda shade: shade.is_pale, default=None)


def read_measure(params):
    """Return (the measure that a QueryDict asks for or the usual one, what is wrong in words)."""
    kept, errors = read_params(params, ["measure"], [])
    code = kept.get("measure", DEFAULT_MEASURE)
    if code not in MEASURES:
        message = _("“%(value)s” is not one of the measures: %(measures)s.")
        errors["measure"] = [message % {"value": code[:80], "measures": ", ".join(MEASURES)}]
    messages = [f"{name}: {text}" if name else text for name, found in errors.items() for text in found]
    return DEFAULT_MEASURE if messages else code, messages


def state_map(measure=DEFAULT_MEASURE):
    """Return the Map of the states. Asks three questions."""
    tallies = tallies_of_states()
    states = by_local_name(Jurisdiction.objects.states())
    found = [(state, tallies.get(state.state, Tally())) for state in states]
    return draw(geography.states(), found, MEASURES[measure], FEW_IN_STATE, ROOM_IN_STATE, boxes_of_states())


def county_map(state, counties, measure=DEFAULT_MEASURE):
    """Return the Map of ``counties``, [(county, Tally)] of a state. No map shows those of a territory."""
    drawing = geography.counties_of(state.geoid)
    return draw(drawing, counties, MEASURES[measure], FEW_IN_COUNTY, ROOM_IN_COUNTY, {})


def tallies_of_states():
    """Return {USPS: Tally} of the states with statements."""
    positions = defaultdict(dict)
    for usps, position, agencies in AgencyKey.objects.latest_positions("state"):
        if position:
            positions[usps][position] = agencies
    counts = ValueCount.objects.counts("state")
    return {usps: Tally(counts.get(usps, 0), found) for usps, found in positions.items()}


def tallies_of_counties(state, statements):
    """Return (Tally of a state with so many statements, {GEOID: Tally} of its counties with any), by two questions.

    An agency of several counties is one of the state and one of each county; one of the whole state is of no county.
    """
    everywhere, positions = Counter(), defaultdict(Counter)
    for counties, position, agencies in AgencyKey.objects.of_jurisdiction(state).latest_positions("counties"):
        for found in (everywhere, *(positions[geoid] for geoid in counties)) if position else ():
            found[position] += agencies
    counts = ValueCount.objects.counts("county", value__startswith=state.geoid)
    by_county = {geoid: Tally(counts.get(geoid, 0), dict(found)) for geoid, found in positions.items()}
    return Tally(statements, dict(everywhere)), by_county


def tally_of(jurisdiction, statements):
    """Return the Tally of a county or a place that has so many statements."""
    found = AgencyKey.objects.of_jurisdiction(jurisdiction).latest_positions()
    return Tally(statements, {position: agencies for position, agencies in found if position})


def boxes_of_states():
    """Return {GEOID: (x, y)} of the boxes for states that are too small for their abbreviation, from north to south."""
    spots = geography.states().spots
    small = [geoid for geoid, (_x, _y, room) in spots.items() if room < ROOM_IN_STATE and geoid not in BOXES]
    ordered = sorted(small, key=lambda geoid: spots[geoid][1])
    x, y = FIRST_BOX
    return BOXES | {geoid: (x, y + number * BOX_STEP) for number, geoid in enumerate(ordered)}


def draw(drawing, found, measure, few, room, boxes):
    """Return the Map of ``found``, [(jurisdiction, Tally)]."""
    scale = measure.scale([tally for _jurisdiction, tally in found])
    areas = [
        Area(
            jurisdiction,
            jurisdiction.get_absolute_url(),
            tally,
            scale.shade(tally),
            is_few=measure.tells_few and 0 < tally.agencies < few,
            mark=measure.mark(tally) if tally.agencies else "",
            value=(value := measure.words(tally) if tally.agencies else ""),
            words=words_of(jurisdiction, tally, measure, value),
            path=drawing.paths.get(jurisdiction.geoid, ""),
            label=label_of(jurisdiction.geoid, drawing, room, boxes),
        )
        for jurisdiction, tally in found
    ]
    counted = Counter(each.shade for each in areas)
    drawn, others = [each for each in areas if each.path], [each for each in areas if not each.path]
    return Map(measure, drawing, drawn, others, [(each, counted[each]) for each in [*scale.shades, NONE]], few)


def label_of(geoid, drawing, room, boxes):
    if geoid in boxes:
        x, y = boxes[geoid]
        return Label(x + BOX_MARGIN, x + BOX[0] - BOX_MARGIN, y + BOX[1] // 2, (x, y))
    x, y, has_room = drawing.spots.get(geoid, (0, 0, 0))
    return Label(round(x), round(x), round(y)) if has_room >= room else None


def words_of(jurisdiction, tally, measure, value):
    words = area_words(jurisdiction.local_name, tally)
    if measure.code != DEFAULT_MEASURE or not tally.agencies:
        return words
    return _("%(words)s. Prevailing position: %(value)s") % {"words": words, "value": value}
