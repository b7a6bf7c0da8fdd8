import pytest

from bench import goals, reasons
from tests.bench.test_report import FIGURES, INSIDE, READING, measured, rate, results, search

RECHECKED = {"candidates": 12_000, "matches": 5_000, "ms": 88.0}


def reason(name, **changes):
    [goal] = [goal for goal in goals.GOALS if goal.name == name]
    return reasons.reason(goal, results(**changes)["figures"])


def test_a_search_says_what_its_time_goes_into():
    words = reason("rare", **{"search rare": search(56.0, datasette=10.0)})

    assert words.startswith("56.0 ms over HTTP: 31.0 ms inside Django, of which 9.0 ms are 10 queries; they read")
    assert "they read 297.4 MB, most of it stances_searchrow (210.2 MB), and the slowest takes 7.5 ms for row" in words
    assert "Datasette takes 10.0 ms" in words


def test_of_the_common_words_the_one_that_decides_is_told_of():
    assert reason("common", **{"search law": search(300.0)}).startswith("300.0 ms")
    assert reason("common", **{"search immigration": search(400.0)}).startswith("400.0 ms")


def test_a_phrase_says_how_many_rows_are_read_for_how_many_matches():
    words = reason("phrase", **{"search phrase": search(500.0, reading=READING | {"rechecked": RECHECKED})})

    assert "12,000 rows with all the words to find 5,000 with the phrase" in words
    assert "a query of 88.0 ms" in words


def test_every_slow_search_is_listed_the_slowest_first():
    words = reason("slowest p95", **{"search old": search(300.0), "search several": search(400.0)})

    assert words.index("Two filters with two values each: 600.0 ms, of 31.0 ms") < words.index("Word that only old")
    assert "450.0 ms" in words
    assert words.count("inside Django") == 2


def test_a_slow_search_whose_parts_were_not_measured_says_so():
    slow = {"site": measured(300.0), "tantivy": measured(1.0)}

    assert reason("slowest p95", **{"search old": slow}).endswith("450.0 ms; no reason is known yet.")


def test_cached_pages_name_what_each_visit_costs():
    pages = FIGURES["pages statement"] | {"cached": rate(900.0)}
    words = reason("pages cached", **{"pages statement": pages})

    assert "Each visit to a statement asks the database for the data version" in words
    assert (
        "0.12 ms. Under load, each takes the site's workers 0.41 ms of a processor and the program that asks" in words
    )


def test_an_import_is_divided_between_python_and_the_database():
    words = reason("import", **{"import": FIGURES["import"] | {"seconds": 75.0}})

    assert words.startswith("Of 75.0 s, the database works 30.0 s and waits 8.0 s for Python")
    assert words.endswith("stances_refresh 21.0 s, the history 4.0 s.")


@pytest.mark.parametrize(
    ("name", "changes", "words"),
    [
        pytest.param("rate xlsx", {"download xlsx": {"why": "not there yet"}}, "not there yet", id="what is not there"),
        pytest.param("publish", {"publish": {}}, "It was not measured in this run.", id="what was not measured"),
        pytest.param("memory csv", {}, reasons.UNKNOWN, id="a goal without a reason"),
        pytest.param("rare", {"search rare": {"site": measured(9), "datasette": measured(9)}}, reasons.UNKNOWN,
                     id="parts that were not measured"),
        pytest.param("slowest", {"search old": {"why": "an error"}}, "an error", id="one search without an answer"),
    ],
)  # fmt: skip
def test_there_is_always_a_reason_or_the_word_that_there_is_none(name, changes, words):
    assert reason(name, **changes) == words


def test_every_reason_belongs_to_a_goal_and_can_be_said_of_a_whole_run():
    names = {goal.name for goal in goals.GOALS}

    assert set(reasons.REASONS) <= names
    for name in set(reasons.REASONS) - {"slowest p95", "slowest"}:
        assert reason(name) != reasons.UNKNOWN, name


def test_the_page_by_cursor_is_broken_down():
    deep = {"page": 5_000, "site": measured(40.0), "first": measured(10.0), "inside": INSIDE, "reading": READING}

    assert reason("deep page", **{"deep page": deep}).startswith("40.0 ms against 10.0 ms: 31.0 ms inside Django")
