import pytest

from stances.charts.shapes import Stack
from stances.charts.stacks import columns, rows, rules, share_words
from stances.codebook import Position

LIMITS, DECLINES, UNCLEAR = Position.LIMITS, Position.DECLINES, Position.UNCLEAR


def bars(drawing):
    return [shape for shape in drawing.shapes if shape.tag == "rect"]


def words(drawing):
    return [shape.words for shape in drawing.shapes if shape.tag == "text"]


RULES = [
    (1, [0, 1]),
    (4, [0, 1, 2, 3, 4]),
    (7, [0, 2, 4, 6]),
    (211, [0, 50, 100, 150, 200]),
    (10**6, [0, 500000, 10**6]),
]


@pytest.mark.parametrize(("most", "expected"), RULES)
def test_rules_are_few_and_round(most, expected):
    assert rules(most) == expected


def test_columns_are_as_tall_as_their_counts():
    drawing = columns([Stack("2016", {LIMITS: 10}), Stack("2017", {LIMITS: 10, DECLINES: 10})], 700)

    heights = [float(bar.attributes["height"]) for bar in bars(drawing)]
    assert heights == pytest.approx([heights[0]] * 3)
    assert [bar.look for bar in bars(drawing)] == ["shade-limits", "shade-limits", "shade-declines"]


def test_part_of_a_column_has_its_mark_and_tells_its_count():
    drawing = columns([Stack("2016", {LIMITS: 1, DECLINES: 3})], 700)

    assert {"−", "−−", "4", "2016"} <= set(words(drawing))
    assert [bar.title for bar in bars(drawing)] == [
        "2016, Limits: 1 of 4 statements",
        "2016, Declines: 3 of 4 statements",
    ]


@pytest.mark.parametrize("width", [344, 700, 928])
@pytest.mark.parametrize("number", [1, 2, 22, 60])
def test_columns_stay_within_the_drawing(width, number):
    drawing = columns([Stack(str(2000 + n), dict.fromkeys(Position, 10**n % 999_983)) for n in range(number)], width)

    for bar in bars(drawing):
        x, y, wide, tall = (float(bar.attributes[name]) for name in ("x", "y", "width", "height"))
        assert 0 <= x < x + wide <= width + 0.1
        assert 0 <= y <= y + tall <= drawing.height


def test_few_among_very_many_have_no_room_for_a_mark():
    drawing = columns([Stack("2016", {LIMITS: 999_999, DECLINES: 1})], 700)

    assert "−−" not in words(drawing)


@pytest.mark.parametrize("width", [344, 700])
def test_rows_are_as_long_as_each_other_whatever_they_count(width):
    drawing = rows([Stack("Detainers", {LIMITS: 1}), Stack("287(g)", {LIMITS: 300, UNCLEAR: 100})], width)

    first, second, third = bars(drawing)
    assert float(first.attributes["width"]) == pytest.approx(
        float(second.attributes["width"]) + float(third.attributes["width"]), abs=2
    )
    assert {"−", "100%", "75%", "?", "25%", "1", "400"} <= set(words(drawing))


SHARES = [(0, 4, "0%"), (1, 4, "25%"), (1, 3, "33%"), (1, 1000, "<1%"), (4, 4, "100%")]


@pytest.mark.parametrize(("count", "total", "expected"), SHARES)
def test_share_is_told_in_whole_percent(count, total, expected):
    assert share_words(count, total) == expected


def test_highest_column_alone_has_its_total_where_others_have_no_room():
    drawing = columns([Stack(str(2000 + n), {LIMITS: 1000 + n}, has_tick=False) for n in range(40)], 344)

    assert [word for word in words(drawing) if word.startswith("1,0")] == ["1,000", "1,039"]
