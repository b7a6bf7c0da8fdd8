from datetime import date

import pytest

from stances import dates
from stances.charts.timeline import AXIS, MARKS, MOST_ROWS, POINT, WIDE, Event, draw, year_step
from stances.codebook import Position

LANES = {code.value: code.label for code in Position}


def event(written, lane="limits"):
    day = dates.parse(written)
    return Event(lane, day.earliest, day.latest, day.is_exact, lane, written)


def drawn(*written):
    return draw([event(each) for each in written], LANES)


def points(timeline, lane="limits"):
    return {point.source: point for each in timeline.lanes if each.key == lane for point in each.points}


def test_every_position_has_a_mark():
    assert list(MARKS) == Position.values


def test_nothing_is_drawn_of_nothing():
    assert draw([], LANES) is None


def test_the_axis_has_whole_years_between_its_edges():
    timeline = drawn("2016-01-01", "2019-12-31")

    assert (timeline.first_year, timeline.last_year) == (2016, 2019)
    assert [(tick.on.year, tick.x) for tick in timeline.ticks] == [
        (2016, "4.00%"),
        (2017, "27.05%"),
        (2018, "50.03%"),
        (2019, "73.02%"),
    ]


def test_a_day_is_a_point_and_an_uncertain_date_the_span_it_is():
    timeline = drawn("2016-07-01", "2017", "2019")

    assert points(timeline)["2017"].left == "27.05%"
    assert points(timeline)["2017"].width == "22.98%"
    assert points(timeline)["2017"].x == "38.54%"
    assert points(timeline)["2016-07-01"].width == "0.06%"


def test_points_that_would_cover_each_other_stand_below_each_other():
    timeline = drawn("2017-02-01", "2017-02-02", "2017-02-03", "2019-02-01")
    found = points(timeline)

    heights = [found[each].y for each in ("2017-02-01", "2017-02-02", "2017-02-03")]
    assert heights == [heights[0], heights[0] + POINT, heights[0] + 2 * POINT]
    assert found["2019-02-01"].y == heights[0]


def test_lanes_follow_each_other_and_are_as_high_as_their_points_need():
    timeline = drawn("2017-02-01", "2017-02-02")

    assert [lane.key for lane in timeline.lanes] == Position.values
    assert all(one.bottom == other.top for one, other in zip(timeline.lanes, timeline.lanes[1:], strict=False))
    assert timeline.lanes[3].height == timeline.lanes[0].height + 2 * POINT
    assert timeline.height == timeline.lanes[-1].bottom + AXIS


def test_every_point_lies_within_its_lane():
    timeline = drawn(*(f"2017-02-{day:02}" for day in range(1, 29)))

    for lane in timeline.lanes:
        assert all(lane.top < point.y - POINT / 2 <= point.y + POINT / 2 <= lane.bottom for point in lane.points)


def test_few_points_fit_a_phone_and_many_need_a_width_of_their_own():
    assert not drawn("2017-02-21").is_wide
    assert not drawn(*(f"{year}-02-21" for year in range(2010, 2020))).is_wide
    assert drawn(*(f"2017-02-{day:02}" for day in range(1, 7)), "2010", "2025").is_wide


def test_points_without_room_are_left_out_and_counted():
    one_day = ["2017-02-21"] * 30
    timeline = drawn(*one_day, "2020")

    assert timeline.left_out == 30 - MOST_ROWS[WIDE]
    assert sum(len(lane.points) for lane in timeline.lanes) == MOST_ROWS[WIDE] + 1


def test_the_last_events_are_those_without_room():
    events = [event("2017-02-21") for _each in range(MOST_ROWS[WIDE])]
    timeline = draw([*events, event("2017-02-22")], LANES)

    assert "2017-02-22" not in points(timeline)


@pytest.mark.parametrize(("years", "step"), [(1, 1), (6, 1), (7, 2), (12, 2), (13, 5), (22, 5), (100, 20), (2000, 500)])
def test_years_between_ticks(years, step):
    assert year_step(years) == step


def test_a_few_years_have_quarters():
    assert [tick.on.month for tick in drawn("2017-05").ticks] == [1, 4, 7, 10]
    assert len(drawn("2017-05", "2018-05").ticks) == 8
    assert len(drawn("2017-05", "2019-05").ticks) == 3


def test_the_label_of_a_year_at_the_end_stands_before_it_where_there_is_no_room():
    long = drawn("1991", "2010-05")

    assert [(tick.on.year, tick.has_room) for tick in long.ticks] == [
        (1995, True),
        (2000, True),
        (2005, True),
        (2010, False),
    ]


def test_a_point_knows_its_mark_and_where_it_leads():
    [point] = points(drawn("2017-02~")).values()

    assert (point.mark, point.position, point.source) == ("−", "limits", "2017-02~")
    assert not point.event.is_exact


def test_the_whole_calendar_can_be_drawn():
    timeline = drawn("1000", "2999-12-31")

    assert timeline.ticks[0].on == date(1000, 1, 1)
    assert len(timeline.ticks) <= 6
