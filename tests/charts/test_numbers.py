import pytest

from stances.charts.numbers import legend, numbers_map
from stances.charts.shapes import length

NAMES = {"37": ("NC", "North Carolina: 4 statements"), "09": ("CT", "Connecticut: 900 statements"), "72": ("PR", "")}


def test_states_are_shaded_by_their_numbers():
    drawing = numbers_map({"37": 4, "09": 900}, NAMES)

    paths = {shape.title: shape.look for shape in drawing.shapes if shape.tag == "path"}
    assert paths == {
        "North Carolina: 4 statements": "area shade-statements-2",
        "Connecticut: 900 statements": "area shade-statements-3",
    }
    assert legend({"37": 4, "09": 900}) == [
        ("shade-statements-1", "1"),
        ("shade-statements-2", "2–499"),
        ("shade-statements-3", "500 and more"),
    ]


def test_state_without_a_statement_is_drawn_without_a_number():
    words = [shape.words for shape in numbers_map({"37": 0}, NAMES).shapes if shape.tag == "text"]

    assert words == ["NC", "CT"]


@pytest.mark.parametrize("count", [1, 9_999, 25_632, 1_234_567])
def test_numbers_of_any_length_stay_within_their_boxes(count):
    [name, number] = [shape for shape in numbers_map({"09": count}, NAMES, 15).shapes if "boxed on" in shape.look]

    starts = float(number.attributes["x"]) - length(number.words, number.attributes["font-size"])
    assert starts >= float(name.attributes["x"]) + length(name.words, name.attributes["font-size"])
