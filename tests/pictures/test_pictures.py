"""Each number of a picture is the number of the list that it leads to."""

import pytest
from django.http import QueryDict

from stances.facets.crossing import cross
from stances.filters import filter_statements
from stances.pictures import one_picture, pictures
from tests.records import make_statement

QUERIES = [
    "",
    "state=IL",
    "state=IL&state=NM&position=declines&position=neutral",
    "q=we",
    'q="an us" OR detainers',
    "date_after=2017",
    "date_after=2016-11&date_before=2016-11-20",
    "topic=detainers",
    "topic=detainers&topic=287g&date_before=2016",
    "agency_kind=sheriff&updated_after=2020&sort=oldest",
    "q=zeppelin",
]


def asked(query=""):
    return filter_statements(QueryDict(query))


def table(query, code):
    """The table of a picture: {row: {position: how many}}."""
    rows = one_picture(asked(query), code).table.rows
    return {row.code: {position.value: count for position, count in row.parts.items()} for row in rows}


@pytest.mark.parametrize("query", QUERIES)
def test_each_number_is_that_of_the_list_it_leads_to(archive, query):
    make_statement(date="2011-12/2013-01", text="We said so.")

    rows = [row for picture in pictures(asked(query)) for row in picture.table.rows]

    cells = [cell for row in rows for cell in [*row.cells, row.total] if cell.query]
    assert {cell.query: asked(cell.query).total for cell in cells} == {cell.query: cell.count for cell in cells}
    assert bool(cells) == (query != "q=zeppelin")


@pytest.mark.parametrize("query", QUERIES)
def test_whole_list_is_counted(archive, query):
    statements = asked(query)

    crossed = cross(statements)

    assert sum(crossed.everything.values()) == statements.total == asked(query).total


def test_statement_of_uncertain_date_counts_in_each_year_that_it_may_be_of(archive):
    make_statement(date="2011-12/2013-01", position="limits")

    picture = one_picture(asked("date_before=2015"), "positions")

    assert [(row.code, row.total.count) for row in picture.table.rows] == [("2011", 1), ("2012", 1), ("2013", 1)]
    assert picture.notes == [
        "1 statement, whose date is uncertain, may be of several years and counts in each of them."
    ]


def test_years_that_are_not_asked_for_are_left_out(archive):
    make_statement(date="2016/2018", position="limits")

    assert list(table("date_after=2017&date_before=2017", "positions")) == ["2017"]


def test_undated_statements_are_told_and_not_drawn(archive):
    picture = one_picture(asked(), "positions")

    [undated] = picture.table.last
    assert (undated.label, undated.total.count) == ("Undated", 1)
    assert picture.notes[-1] == "1 undated statement is not drawn."


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        pytest.param("1950", {"1950/1959": {"limits": 1}, "2010/2019": {"declines": 1}}, id="tens of years"),
        pytest.param("1000/1150", {"1000/1099": {"limits": 1}, "1100/1199": {"limits": 1}}, id="hundreds of years"),
    ],
)
def test_many_years_are_drawn_in_spans(archive, date, expected):
    make_statement(date=date, position="limits", text="Zeppelins stay.")
    make_statement(date="2017", position="declines", text="Zeppelins stay.")

    found = table("q=zeppelins", "positions")

    assert expected.items() <= found.items()
    cells = [row.total for row in one_picture(asked("q=zeppelins"), "positions").table.rows]
    assert [asked(cell.query).total for cell in cells] == [cell.count for cell in cells]


def test_statement_counts_for_each_of_its_topics(archive):
    assert table("official=cara-smith", "topics") == {"enforcement": {"declines": 1}, "detainers": {"declines": 1}}


def test_row_of_another_topic_than_the_one_asked_for_leads_nowhere(archive):
    rows = one_picture(asked("topic=detainers&official=cara-smith"), "topics").table.rows

    assert {row.code: bool(row.total.query) for row in rows} == {"enforcement": False, "detainers": True}


def test_states_have_the_most_statements_first(archive):
    assert list(table("", "states")) == ["IL", "NM", "NC", "GA"]


def test_list_without_a_statement_says_so(db):
    assert {picture.nothing for picture in pictures(asked())} == {
        "This list has no statement, so there is nothing to draw."
    }


def test_list_without_a_date_says_so(db):
    make_statement(date="")

    [over_time, *others] = pictures(asked())
    assert over_time.nothing == "No statement of this list has a date, so there is nothing to draw."
    assert [picture.nothing for picture in others] == ["", ""]


def test_list_of_undated_statements_has_topics_and_no_years(archive):
    over_time, by_topic, _by_state = pictures(asked("kind=action"))

    assert (over_time.wide, over_time.table.last[0].total.count) == (None, 1)
    assert {row.code for row in by_topic.table.rows} == {"287g", "jail-access"}
