import copy
import re
import xml.etree.ElementTree as ElementTree

import pytest

from bench import curve, goals, report, tables
from bench.measures import DOWNLOADS, SEARCHES, figures, repeated


def measured(p50, n=20):
    return {"p50": p50, "p95": p50 * 1.5, "max": p50 * 2, "n": n}


def search(site, datasette=4_000.0, tantivy=20.0):
    return {"site": measured(site), "datasette": measured(datasette, n=5), "tantivy": measured(tantivy)}


# A run that has reached every goal.
FIGURES = {
    **{f"search {each.name}": search(20.0) for each in SEARCHES},
    "totals": {"law": [{"question": "q=law", "site": 3, "datasette": 3, "tantivy": 3, "generated": 3}]},
    "deep page": {"page": 5_000, "site": measured(11.0), "first": measured(10.0)},
    "agency page": {"statements": 5_000, "site": measured(30.0)},
    "again": {"cached": measured(1.0), "304": measured(0.5)},
    **{
        f"pages {name}": {
            "site": {"rate": 700.0, "n": 4_000},
            "cached": {"rate": 7_000.0, "n": 40_000},
            "datasette": {"rate": 100.0, "n": 600},
        }
        for name in ("list", "statement")
    },
    "copy": {"rate": 100_000.0},
    **{
        f"download {each.extension}": {
            "rate": 95_000.0, "growth_mb": 20.0, "first_byte_ms": 50.0, "n": 3, "is_whole": True,
        }
        for each in DOWNLOADS
    },
    "publish": {"site": measured(8.0), "next": measured(12.0)},
    "import": {"seconds": 41.0},
}  # fmt: skip

RESULTS = {
    "statements": 1_000_000,
    "date": "2026-11-22",
    "machine": {"cores": 2, "processor": "Some processor", "memory_gb": 24, "kernel": "6.1.0"},
    "versions": {"PostgreSQL": "15.1", "tantivy": "0.27.0"},
    "figures": FIGURES,
}


def results(**changes):
    return {**RESULTS, "figures": {**copy.deepcopy(FIGURES), **changes}}


def missed(found):
    return [goal.name for goal in goals.GOALS if not goal.judged(found["figures"])[1]]


def test_a_run_that_reaches_everything_misses_nothing():
    assert missed(results()) == []
    assert "**no**" not in report.text([RESULTS])


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        pytest.param({"search law": search(201.0)}, ["common"], id="a common word 19.9 times faster"),
        pytest.param({"search law": search(200.0)}, [], id="a common word just 20 times faster"),
        pytest.param({"search old": search(300.0)}, ["slowest p95"], id="a p95 of 450 ms"),
        pytest.param({"search best-common": search(600.0)}, ["slowest p95", "slowest"], id="one answer of 1.2 s"),
        pytest.param({"import": {"seconds": 60.5}}, ["import"], id="a slow import"),
        pytest.param({"import": {"why": "not finished"}}, ["import"], id="an import that did not finish"),
        pytest.param({"download xlsx": {"why": "not there yet"}}, ["rate xlsx", "memory xlsx"], id="no such format"),
        pytest.param({"again": {"cached": measured(1), "304": {"why": "none"}}}, ["304"], id="no conditional answers"),
    ],
)
def test_a_goal_is_missed_by_what_misses_it_alone(changes, names):
    assert missed(results(**changes)) == names


def test_a_missed_goal_is_shown_with_what_was_reached_and_why(monkeypatch):
    monkeypatch.setitem(goals.REASONS, "import", "Each row fires a trigger.")
    monkeypatch.setitem(goals.REASONS, "publish", "Never printed, as it is met.")

    page = report.text([results(**{"import": {"seconds": 75.0}})])

    assert re.search(r"\| Importing 100,000 .*at most 60.0 s \| 75.0 s \| \*\*no\*\*", page)
    assert "Each row fires a trigger." in page
    assert "Never printed" not in page


def test_what_was_not_measured_is_said_and_not_met():
    found = results()
    del found["figures"]["publish"]

    assert f"{tables.NOT_MEASURED} | **no**" in report.text([found])


def test_engines_that_differ_are_named():
    asked = {"question": "q=law", "site": 3, "datasette": 4, "tantivy": 3, "generated": None}
    page = report.text([results(totals={"law": [asked]})])

    assert "differ** on 1 of 1" in page
    assert "`q=law`: site 3, Datasette 4" in page


def test_engines_that_agree_are_counted():
    assert "for each of 1 questions" in report.text([RESULTS])


def test_a_table_has_as_many_cells_in_each_row():
    for part in report.text([RESULTS]).split("\n\n"):
        rows = [line.count("|") for line in part.splitlines() if line.startswith("|")]
        assert len(set(rows)) <= 1


def test_the_curve_is_a_picture_with_a_point_for_each_size():
    sizes = [{**RESULTS, "statements": size} for size in (10_000, 100_000, 1_000_000)]
    picture = curve.svg(sizes)

    assert ElementTree.fromstring(picture).tag.endswith("svg")
    assert picture.count("<circle") == 3 * picture.count("<polyline") > 0
    assert "prefers-color-scheme:dark" in picture


def test_the_curve_of_one_size_is_drawn_too():
    assert ElementTree.fromstring(curve.svg([RESULTS])).tag.endswith("svg")


def test_percentiles_are_of_all_answers():
    assert figures([float(n) for n in range(1, 101)]) == {"p50": 50.5, "p95": 95.0, "max": 100.0, "n": 100}
    assert figures([3.0]) == {"p50": 3.0, "p95": 3.0, "max": 3.0, "n": 1}


def test_no_question_is_asked_again_before_the_archive_has_changed():
    asked = []

    repeated(lambda word: asked.append(word) or 1.0, ["a", "b"], seconds=9, most=5, between=lambda: asked.append("!"))

    assert asked == ["b", "!", "a", "b", "!", "a", "b", "!", "a"]
