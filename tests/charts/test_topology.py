import gzip
import json

import numpy as np
import pytest

from stances.charts.topology import Topology, area, contains, path, simplified, spot

SQUARE = np.array([(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)], float)


@pytest.fixture
def neighbors(tmp_path):
    """Two squares side by side that share the arc between them, in units of a half."""
    arcs = [[[2, 0], [0, 2]], [[2, 2], [-2, 0], [0, -2], [2, 0]], [[2, 0], [2, 0], [0, 2], [-2, 0]]]
    shapes = [
        {"id": "left", "type": "Polygon", "arcs": [[0, 1]]},
        {"id": "right", "type": "MultiPolygon", "arcs": [[[2, ~0]]]},
    ]
    topology = {"transform": {"scale": [0.5, 0.5], "translate": [1, 0]}, "arcs": arcs}
    file = tmp_path / "map.json.gz"
    file.write_bytes(gzip.compress(json.dumps(topology | {"objects": {"all": {"geometries": shapes}}}).encode()))
    return Topology(file)


def test_shapes_are_made_of_arcs_in_either_direction(neighbors):
    (left,), (right,) = (neighbors.rings("all", name) for name in ("left", "right"))

    assert left.tolist() == [[2, 0], [2, 1], [1, 1], [1, 0], [2, 0]]
    assert right.tolist() == [[2, 0], [3, 0], [3, 1], [2, 1], [2, 0]]


def test_simplifying_leaves_no_point_farther_away_than_the_tolerance():
    wave = [(x, 0.1 * (-1) ** x) for x in range(11)]

    assert simplified(wave, 0.3) == [wave[0], wave[-1]]
    assert simplified(wave, 0.01) == wave


def test_simplifying_keeps_a_ring_a_ring():
    ring = [(0, 0), (5, 0.01), (10, 0), (10, 10), (0, 0)]

    assert simplified(ring, 0.1) == [(0, 0), (10, 0), (10, 10), (0, 0)]


def test_area_and_inside_of_a_ring():
    assert area(SQUARE) == area(SQUARE[::-1]) == 100
    assert contains(SQUARE, np.array([(5, 5), (15, 5), (-1, 5)])).tolist() == [True, False, False]


def test_label_stands_in_the_wide_part():
    key = np.array([(0, 0), (10, 0), (10, 10), (0, 10), (0, 6), (-40, 6), (-40, 4), (0, 4), (0, 0)], float)

    x, y, room = spot(key, 20)

    assert 3 < x < 7
    assert 3 < y < 7
    assert 3 < room <= 5


@pytest.mark.parametrize(
    ("ring", "expected"),
    [
        pytest.param(SQUARE, "M0 0l10 0 0 10-10 0z", id="whole numbers"),
        pytest.param(SQUARE / 20 + 1.2, "M1.2 1.2l.5 0 0 .5-.5 0z", id="tenths"),
        pytest.param(SQUARE / 1000, "", id="too small to be seen"),
    ],
)
def test_path_is_written_in_few_characters(ring, expected):
    assert path([ring]) == expected
