"""What stands beside a statement, in the order of its agency's list."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stances.codebook import Status
from stances.models import Statement
from stances.neighbors import neighbors, parts_beside
from tests.records import make_agency, make_statement

pytestmark = pytest.mark.django_db

# In the order of the list: two of one day, vague dates by their first day, undated ones last.
LISTED = ["2019", "2017-02-21", "2017-02-21", "2017-02~", "2016-11/2017-03", "", ""]


@pytest.fixture
def agency():
    return make_agency()


def make_list(agency, dates=LISTED, **fields):
    made = [
        make_statement(agency=agency, date=date, reference=f"{number:08}", **fields)
        for number, date in enumerate(dates)
    ]
    make_statement(agency=make_agency(), date="2017-02-21", reference="00000002z"[1:])
    make_statement(agency=agency, date="2017-02-21", reference="00000003z"[1:], status=Status.DRAFT)
    return made


def test_previous_and_next_go_through_the_whole_list(agency):
    listed = make_list(agency)

    ways = [neighbors(statement) for statement in listed]

    assert [way.previous for way in ways] == [None, *listed[:-1]]
    assert [way.following for way in ways] == [*listed[1:], None]
    assert list(Statement.objects.published().of_agency_of(listed[0]).newest_first()) == listed


def test_what_overlaps_and_shares_a_topic_may_be_the_same_event(agency):
    one = make_statement(agency=agency, date="2017-02-21", topics=["detainers", "287g"])
    near = make_statement(agency=agency, date="2017-02~", topics=["287g", "data-sharing"])
    make_statement(agency=agency, date="2017-02", topics=["enforcement"])
    make_statement(agency=agency, date="2017-02-22", topics=["detainers"])
    make_statement(date="2017-02-21", topics=["detainers"])

    assert neighbors(one).perhaps_same == [near]
    assert neighbors(near).perhaps_same == [one]


@pytest.mark.parametrize("date", ["2017", "2017-01/2017-03", ""])
def test_a_date_that_is_not_known_to_a_month_makes_no_same_event(agency, date):
    one = make_statement(agency=agency, date="2017-02-21")
    vague = make_statement(agency=agency, date=date)

    assert (neighbors(one).perhaps_same, neighbors(vague).perhaps_same) == ([], [])


def test_newest_of_the_agency_are_a_few_others(agency):
    listed = make_list(agency, ["2020", "2019", "2018", "2017", "2016", "2015", "2014"])

    assert neighbors(listed[1]).newest == [listed[0], *listed[2:6]]


def test_all_of_it_takes_three_queries(agency):
    [statement, *_others] = make_list(agency)

    with CaptureQueriesContext(connection) as asked:
        neighbors(statement)

    assert len(asked) == 3


def test_each_part_goes_straight_to_its_place_in_the_index(agency):
    """In a long list PostgreSQL reads few rows, wherever in it the statement stands."""
    middle = make_list(agency)[3]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off")
    values = {"agency": middle.agency_id, "day": middle.date_earliest, "reference": middle.reference}

    for place, sql in parts_beside(middle).items():
        if place != "same":
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN SELECT {sql}", values)
                plan = str(cursor.fetchall())
            assert "statement_in_agency" in plan
            assert "Sort" not in plan
