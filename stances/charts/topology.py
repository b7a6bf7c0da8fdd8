"""Borders out of TopoJSON, and what it takes to draw them: simpler lines, areas, SVG paths, room for a label.

Points are arrays of shape (points, 2) in the units of the map; a ring ends with the point that it begins with.
"""

import gzip
import json
import math
from itertools import accumulate

import numpy as np


class Topology:
    """The arcs of a TopoJSON file (gzipped) and the shapes made of them.

    Neighbors share an arc, so simplifying arcs rather than shapes leaves no gap between them.
    """

    def __init__(self, path):
        with gzip.open(path) as file:
            topology = json.load(file)
        self._scale, self._translate = (topology["transform"][name] for name in ("scale", "translate"))
        self._arcs = topology["arcs"]
        self._shapes = {
            layer: {each["id"]: each for each in found["geometries"] if "id" in each}
            for layer, found in topology["objects"].items()
        }

    def ids(self, layer):
        return self._shapes[layer].keys()

    def rings(self, layer, shape, tolerance=0.0):
        """Return the outlines of a shape, each simplified by no more than a tolerance; what lies in holes is left out.

        A hole is where a shape has another within it, which is drawn over it.
        """
        found = self._shapes[layer][shape]
        polygons = found["arcs"] if found["type"] == "MultiPolygon" else [found["arcs"]]
        return [self._ring(polygon[0], tolerance) for polygon in polygons]

    def _ring(self, numbers, tolerance):
        arcs = [simplified(self._arc(number), tolerance) for number in numbers]
        return np.array([*(point for arc in arcs for point in arc[:-1]), arcs[0][0]])

    def _arc(self, number):
        """The points of an arc, which are stored as steps from one to the next; ~number is the same arc backwards."""
        if number < 0:
            return self._arc(~number)[::-1]
        points = accumulate(self._arcs[number], lambda point, step: (point[0] + step[0], point[1] + step[1]))
        (sx, sy), (tx, ty) = self._scale, self._translate
        return [(x * sx + tx, y * sy + ty) for x, y in points]


def simplified(points, tolerance):
    """Return a list of points without those that lie within a tolerance of the line without them (Douglas, Peucker)."""
    if len(points) < 3:
        return points
    (x1, y1), (x2, y2) = points[0], points[-1]
    dx, dy, length = x2 - x1, y2 - y1, math.dist(points[0], points[-1])
    if length:
        away = [abs(dx * (y - y1) - dy * (x - x1)) / length for x, y in points[1:-1]]
    else:
        away = [math.dist(points[0], point) for point in points[1:-1]]
    farthest = max(away)
    if farthest <= tolerance:
        return [points[0], points[-1]]
    place = away.index(farthest) + 1
    return simplified(points[: place + 1], tolerance)[:-1] + simplified(points[place:], tolerance)


def distances(points, starts, ends):
    """Return the distance of each point from each line between a start and an end: (points, lines)."""
    along = ends - starts
    length = np.maximum((along**2).sum(axis=1), 1e-12)
    from_start = points[:, None] - starts
    share = np.clip((from_start * along).sum(axis=2) / length, 0, 1)
    return np.sqrt(((from_start - share[..., None] * along) ** 2).sum(axis=2))


def area(ring):
    x, y = ring.T
    return abs(float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum())) / 2


def contains(ring, points):
    """Return an array of booleans: whether each point lies within a ring."""
    (x1, y1), (x2, y2) = ring[:-1].T, ring[1:].T
    x, y = points[:, :1], points[:, 1:]
    crosses = (y1 > y) != (y2 > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        return (crosses & (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)).sum(axis=1) % 2 == 1


def spot(ring, enough, steps=12):
    """Return (x, y, room) of the best place for a label: far from the border, then near the middle.

    ``room`` is the distance to the border; more than ``enough`` makes no place better.
    """
    low, high = ring.min(axis=0), ring.max(axis=0)
    shares = (np.arange(steps) + 0.5) / steps
    points = np.stack(np.meshgrid(shares, shares), axis=-1).reshape(-1, 2) * (high - low) + low
    inside = points[contains(ring, points)]
    points = inside if len(inside) else points
    room = distances(points, ring[:-1], ring[1:]).min(axis=1)
    best = int((np.minimum(room, enough) - 0.1 * np.hypot(*(points - (low + high) / 2).T)).argmax())
    return float(points[best, 0]), float(points[best, 1]), float(room[best])


def path(rings):
    """Return rings as the ``d`` of an SVG path, to a tenth of a unit; none of a ring that is too small to be seen."""
    return "".join(map(_subpath, rings))


def _subpath(ring):
    tenths = np.rint(ring * 10).astype(int)
    steps = np.diff(tenths, axis=0)
    steps = steps[steps.any(axis=1)][:-1]  # the last one is drawn by closing the path
    return f"M{_numbers(tenths[0])}l{_numbers(steps.ravel())}z" if len(steps) > 1 else ""


def _numbers(tenths):
    """Tenths as SVG reads them in the fewest characters: 12.3, .5, -.5; a minus needs no space before it."""
    texts = (f"{each / 10:g}".replace("0.", ".", 1) if abs(each) < 10 else f"{each / 10:g}" for each in tenths)
    return "".join(text if text.startswith("-") else f" {text}" for text in texts).lstrip()
