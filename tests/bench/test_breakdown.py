import pytest
from django.db import connection

from bench import breakdown, explaining
from tests.records import make_article, make_citation, make_statement


@pytest.fixture
def statements(db):
    """Two statements with both words, of which one has them as a phrase."""
    for text in ("A wedge between us and them.", "Between them a wedge."):
        make_citation(statement=make_statement(text=text), article=make_article())


def test_the_database_has_its_part_of_the_time_of_a_page(statements):
    found = breakdown.inside(["/statements/", "/statements/?q=wedge"], seconds=0.01)

    assert found["n"] == breakdown.LEAST
    assert found["queries"] >= 3
    assert 0 < found["database_ms"] < found["ms"]


def test_a_page_that_is_not_there_says_so(statements):
    assert breakdown.inside(["/statements/nothing/"], seconds=1) == {"why": "/statements/nothing/ answers 404"}
    assert breakdown.reading("/statements/?state=XX") == {"why": "/statements/?state=XX answers 400"}


def test_what_a_page_reads_is_told_by_table(statements):
    found = breakdown.reading("/statements/?q=wedge")

    assert 0 < found["most"][1] <= found["mb"]
    assert found["most"][0]
    assert found["slowest"][1] > 0


def test_explaining_leaves_the_answer_as_it_is(statements):
    with connection.execute_wrapper(explaining.Explained()), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM stances_statement WHERE status = %s", ["published"])
        assert cursor.fetchall() == [(2,)]


def node(kind, blocks, *below, **more):
    return {"Node Type": kind, "Shared Hit Blocks": blocks, "Shared Read Blocks": 0, "Plans": list(below), **more}


def test_blocks_count_where_they_are_read_and_once():
    plan = node("Sort", 384, node("Seq Scan", 256, **{"Relation Name": "large"}), node("Sort", 128))

    assert explaining.read_by(plan) == {"large": 2.0, "Sort": 1.0}


def test_rows_that_an_index_gave_in_vain_are_counted_in_each_loop():
    again = {"Rows Removed by Index Recheck": 7, "Actual Rows": 5, "Actual Loops": 2}

    assert explaining.rechecked(node("Gather", 1, node("Bitmap Heap Scan", 1, **again))) == {
        "candidates": 24,
        "matches": 10,
    }


def test_the_data_version_is_asked_for(db):
    assert breakdown.version() > 0
