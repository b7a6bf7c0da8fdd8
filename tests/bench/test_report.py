import copy
import json
import re
import subprocess
import xml.etree.ElementTree as ElementTree

import pytest

from bench import curve, goals, report, tables
from bench.machine import commit
from bench.measures import DOWNLOADS, SEARCHES, figures, repeated


def measured(p50, n=20):
    return {"p50": p50, "p95": p50 * 1.5, "max": p50 * 2, "n": n}


INSIDE = {"ms": 31.0, "database_ms": 9.0, "queries": 10, "n": 20}
READING = {
    "mb": 297.4,
    "most": ["stances_searchrow", 210.2],
    "slowest": ["row_document", 7.5],
    "path": "/statements/?q=x",
}


def search(site, datasette=4_000.0, tantivy=20.0, **more):
    engines = {"site": measured(site), "datasette": measured(datasette, n=5), "tantivy": measured(tantivy)}
    return engines | {"inside": INSIDE, "reading": READING} | more


def rate(each_second):
    return {"rate": each_second, "n": int(each_second * 6), "serving_ms": 0.41, "asking_ms": 0.12}


# A run that has reached every goal.
FIGURES = {
    **{f"search {each.name}": search(20.0) for each in SEARCHES},
    "totals": {"law": [{"question": "q=law", "site": 3, "datasette": 3, "tantivy": 3, "generated": 3}]},
    "deep page": {
        "page": 5_000, "site": measured(11.0), "first": measured(10.0), "inside": INSIDE, "reading": READING,
    },
    "agency page": {"statements": 5_000, "site": measured(30.0)},
    "again": {"cached": measured(1.0), "304": measured(0.5), "version_ms": 0.12},
    **{
        f"pages {name}": {
            "site": rate(700.0), "cached": rate(7_000.0), "datasette": rate(100.0),
            "inside": INSIDE, "reading": READING, "version_ms": 0.12,
        }
        for name in ("list", "statement")
    },
    "copy": {"rate": 100_000.0},
    **{
        f"download {each.extension}": {
            "rate": 95_000.0, "growth_mb": 20.0, "peak_mb": 143.0, "first_byte_ms": 50.0, "n": 3, "is_whole": True,
            "worker_share": 0.38,
        }
        for each in DOWNLOADS
    },
    "first byte updated": measured(60.0),
    "publish": {"site": measured(8.0), "inside": INSIDE, "next": measured(12.0)},
    "import": {
        "seconds": 41.0, "statements": 100_000, "database_s": 30.0, "waiting_s": 8.0,
        "functions": [["stances_refresh", 21.0], ["the history", 4.0]],
    },
}  # fmt: skip

RESULTS = {
    "statements": 1_000_000,
    "date": "2026-11-22",
    "commit": "0123abc",
    "machine": {"cores": 2, "processor": "Some processor", "memory_gb": 24, "kernel": "6.1.0"},
    "versions": {"PostgreSQL": "15.1", "tantivy": "0.27.0"},
    "figures": FIGURES,
}


def results(statements=1_000_000, **changes):
    return {**RESULTS, "statements": statements, "figures": {**copy.deepcopy(FIGURES), **changes}}


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
        pytest.param({"search names": search(280.0)}, ["slowest p95"], id="a p95 of 420 ms of what has no goal itself"),
        pytest.param(
            {"download parquet": FIGURES["download parquet"] | {"first_byte_ms": 301.0}},
            ["first byte"],
            id="one format begins late",
        ),
        pytest.param({"first byte updated": measured(900.0)}, [], id="a slow first byte in another order"),
        pytest.param({"import": {"seconds": 60.5}}, ["import"], id="a slow import"),
        pytest.param({"import": {"why": "not finished"}}, ["import"], id="an import that did not finish"),
        pytest.param(
            {"download xlsx": {"why": "not there yet"}}, ["rate xlsx", "memory xlsx", "first byte"], id="no such format"
        ),
        pytest.param({"again": {"cached": measured(1), "304": {"why": "none"}}}, ["304"], id="no conditional answers"),
    ],
)
def test_a_goal_is_missed_by_what_misses_it_alone(changes, names):
    assert missed(results(**changes)) == names


def test_a_missed_goal_is_shown_with_what_was_reached_and_why():
    page = report.text([results(**{"import": FIGURES["import"] | {"seconds": 75.0}})])

    assert re.search(r"\| Importing 100,000 .*at most 60.0 s \| 75.0 s \| \*\*no\*\*", page)
    assert "- **Importing 100,000 statements, history and search included**: Of 75.0 s, the database works 30.0" in page
    assert "- **Publishing one" not in page


def test_a_small_archive_is_not_judged():
    page = report.text([results(10_000, **{"search law": search(201.0), "download xlsx": {"why": "not there yet"}})])

    assert "They hold at 1,000,000 statements." in page
    assert "**no**" not in page
    assert "| yes |" not in page
    assert "| Common word: times faster than Datasette | at least 20.0 × | 19.9 × |" in page
    assert "- **Common word: times faster than Datasette**: 201.0 ms over HTTP: 31.0 ms inside" in page
    assert "- **XLSX" not in page


def test_rows_say_what_they_really_were():
    deep, few = FIGURES["deep page"] | {"page": 250}, FIGURES["import"] | {"statements": 10_000}
    page = report.text([results(10_000, **{"deep page": deep, "import": few})])

    assert "| Page 250 by cursor against page 1 |" in page
    assert "| page 250 by cursor |" in page
    assert "| Importing 10,000 statements, history and search included |" in page
    assert "| importing 10,000 statements | 41.0 s |" in page
    assert "age 5,000" not in page


def test_a_run_says_of_what_code_it_is():
    assert "on 2026-11-22, of commit 0123abc: 1,000,000 made-up" in report.text([RESULTS])
    assert "on 2026-11-22: 1,000,000 made-up" in report.text([RESULTS | {"commit": ""}])


def test_a_checkout_has_a_commit_and_perhaps_changes(tmp_path):
    git = ["git", "-c", "user.name=Somebody", "-c", "user.email=somebody@localhost", "-C", tmp_path]
    without = commit(tmp_path)
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "Begin"]):
        (tmp_path / "code.py").write_text("")
        subprocess.run([*git, *words], check=True)
    clean = commit(tmp_path)
    (tmp_path / "code.py").write_text("changed")

    assert without == ""
    assert re.fullmatch("[0-9a-f]{7,}", clean)
    assert commit(tmp_path) == f"{clean} with changes"


def test_a_download_says_by_how_much_a_worker_grew_and_to_what():
    assert "CSV of everything: first byte 50 ms, memory +20 MB to 143 MB" in report.text([RESULTS])


@pytest.mark.parametrize(
    ("sizes", "path"),
    [
        pytest.param([10_000, 1_000_000], "docs/performance.md", id="a million is what the archive promises"),
        pytest.param([10_000, 100_000], ".bench/results/performance-100000.md", id="a small run stays apart"),
        pytest.param([1_000_000, 2_000_000], ".bench/results/performance-2000000.md", id="a larger one too"),
    ],
)
def test_the_page_in_docs_is_of_a_million(sizes, path):
    assert report.page_of([results(size) for size in sizes]) == report.ROOT / path


def test_a_page_is_written_where_it_is_asked_for(tmp_path):
    page = report.write([results(10_000)], tmp_path / "new")

    assert page == tmp_path / "new" / "performance.md"
    assert "![How long searches take with 10,000 statements](performance.svg)" in page.read_text()
    assert (tmp_path / "new" / "performance.svg").exists()


def test_results_are_read_up_to_the_largest_of_the_run(tmp_path):
    (tmp_path / "results").mkdir()
    for size in (1_000_000, 10_000, 100_000):
        (tmp_path / "results" / f"{size}.json").write_text(json.dumps(results(size)))

    assert [each["statements"] for each in report.read_results(100_000, tmp_path)] == [10_000, 100_000]
    assert [each["statements"] for each in report.read_results(None, tmp_path)] == [10_000, 100_000, 1_000_000]


def test_what_was_not_measured_is_said_and_not_met():
    found = results()
    del found["figures"]["publish"]

    assert f"{tables.NOT_MEASURED} | **no**" in report.text([found])
    assert "(p50)**: It was not measured in this run." in report.text([found])


def test_engines_that_differ_are_named():
    asked = {"question": "q=law", "site": 3, "datasette": 4, "tantivy": 3, "generated": None}
    page = report.text([results(totals={"law": [asked]})])

    assert "differ** on 1 of 1" in page
    assert "`q=law`: site 3, Datasette 4" in page


def test_an_engine_that_cannot_be_asked_does_not_differ():
    asked = {"question": "q=-law", "site": 7, "datasette": None, "tantivy": 7, "generated": 7}

    assert report.differences({"totals": {"without": [asked]}}) == []


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
