"""The shapes of states and counties as SVG draws them, read from the vendored maps when they are first needed."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from django.conf import settings

from stances.charts.topology import Topology, area, path, spot

FOLDER = settings.BASE_DIR / "fixtures" / "maps"

# Units of the maps; a unit is about a pixel of a map drawn in full width.
NATION = (975, 610)
MOST_WIDTH, MOST_HEIGHT = 760, 600  # of the map of one state
LOCATOR = 220
SIMPLER_BY = 0.45
SMALLEST_ISLAND = 3.0  # square units; a shape that is smaller in all is drawn by its largest island
ROOM_FOR_LABEL = 22.0


@dataclass(frozen=True)
class Drawing:
    """The paths of areas, {geoid: path}, within a frame that begins at 0, 0.

    ``spots``: {geoid: (x, y, room)}, the best place for a label in each and its distance from the border.
    """

    width: int
    height: int
    paths: dict
    spots: dict


@dataclass(frozen=True)
class Frame:
    """The part of a map that a drawing shows, and how much larger."""

    left: float
    top: float
    scale: float
    width: int
    height: int

    def rings(self, topology, layer, geoid):
        """The outlines of a shape in the units of the drawing, the largest first, without the smallest islands."""
        found = topology.rings(layer, geoid, SIMPLER_BY / self.scale)
        found = sorted(((ring - (self.left, self.top)) * self.scale for ring in found), key=area, reverse=True)
        return [ring for number, ring in enumerate(found) if not number or area(ring) >= SMALLEST_ISLAND]

    def drawing(self, topology, layer, geoids):
        rings = {geoid: self.rings(topology, layer, geoid) for geoid in sorted(geoids)}
        spots = {geoid: spot(found[0], ROOM_FOR_LABEL) for geoid, found in rings.items()}
        return Drawing(self.width, self.height, {geoid: path(found) for geoid, found in rings.items()}, spots)


@cache
def states():
    """Return the Drawing of all states and the District of Columbia; territories are not on it."""
    topology = Topology(FOLDER / "states-albers-10m.json.gz")
    frame = Frame(0, 0, 1, *NATION)
    return frame.drawing(topology, "states", topology.ids("states"))


@cache
def counties():
    """The topology of counties, with the states made of them."""
    return Topology(FOLDER / "counties-albers-10m.json.gz")


@cache
def counties_of(state):
    """Return the Drawing of the counties of a state (its GEOID of two digits); an empty one of a territory."""
    if state not in counties().ids("states"):
        return Drawing(0, 0, {}, {})
    frame = frame_of(state, MOST_WIDTH, MOST_HEIGHT)
    geoids = [geoid for geoid in counties().ids("counties") if geoid.startswith(state)]
    return frame.drawing(counties(), "counties", geoids)


@dataclass(frozen=True)
class Locator:
    """A small map: the outline of a state, and the paths of some counties in it."""

    width: int
    height: int
    outline: str
    paths: list


def locator(state, geoids):
    """Return the Locator of counties of a state; None of a territory, and of counties that the map lacks."""
    known = [geoid for geoid in geoids if geoid in counties().ids("counties")]
    if not known:
        return None
    frame, outline = outline_of(state)
    paths = [path(frame.rings(counties(), "counties", geoid)) for geoid in known]
    return Locator(frame.width, frame.height, outline, paths)


@cache
def outline_of(state):
    """Return (Frame, path) of a state in the size of a locator."""
    frame = frame_of(state, LOCATOR, LOCATOR)
    return frame, path(frame.rings(counties(), "states", state))


def frame_of(state, most_width, most_height, margin=4):
    """The frame around a state, without the far islands that hardly add to its area."""
    rings = counties().rings("states", state)
    largest = max(map(area, rings))
    points = np.concatenate([ring for ring in rings if area(ring) > largest / 1000])
    low, high = points.min(axis=0), points.max(axis=0)
    scale = float(min((most_width - 2 * margin) / (high - low)[0], (most_height - 2 * margin) / (high - low)[1]))
    width, height = np.ceil((high - low) * scale).astype(int) + 2 * margin
    left, top = low - margin / scale
    return Frame(float(left), float(top), scale, int(width), int(height))
