from pathlib import Path

import pytest

from bench import arguments

MEASURES = ("search", "writing")


def read(*given):
    return arguments.read("What it does.", MEASURES, given)


@pytest.mark.parametrize(
    ("given", "sizes"),
    [
        pytest.param([], [10_000, 100_000, 1_000_000], id="the whole curve"),
        pytest.param(["--statements", "30_000"], [30_000], id="one size"),
        pytest.param(["--statements", "1,000"], [1_000], id="the least"),
        pytest.param(["--sizes", "50000,2000"], [2_000, 50_000], id="a curve of one's own, the smallest first"),
    ],
)
def test_sizes_are_those_asked_for(given, sizes):
    assert read(*given).sizes == sizes


@pytest.mark.parametrize(
    ("given", "words"),
    [
        pytest.param(["--statements", "0"], "1,000 statements or more, not 0", id="nothing"),
        pytest.param(["--statements=-5"], "1,000 statements or more, not -5", id="less than nothing"),
        pytest.param(["--statements", "999"], "1,000 statements or more, not 999", id="hardly anything"),
        pytest.param(["--statements", "many"], "'many' is not a whole number", id="a word"),
        pytest.param(["--sizes", "10000,0"], "1,000 statements or more, not 0", id="nothing in the curve"),
        pytest.param(["--minutes", "0"], "more than 0, not 0", id="no time"),
        pytest.param(["--seconds", "nan"], "more than 0, not nan", id="a time that is no number"),
        pytest.param(["--only", "search,all"], "--only knows search, writing, not all", id="an unknown measure"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(given, words, capsys):
    with pytest.raises(SystemExit):
        read(*given)

    assert words in capsys.readouterr().err


def test_the_page_goes_to_the_folder_asked_for():
    assert read("--write", "docs").write == Path("docs")
    assert read().write is None
