import pytest

from stances.charts.measures import MARKS, MEASURES, breaks
from stances.charts.tallies import Tally, area_words
from stances.codebook import Position


def tally(statements=1, **positions):
    return Tally(statements, positions)


def shade(measure, found, others=()):
    return MEASURES[measure].scale([found, *others]).shade(found)


def test_words_of_an_area_tell_its_numbers():
    found = tally(41, limits=4, declines=8, cooperates=3, partners=2, neutral=5)

    assert area_words("North Carolina", found) == (
        "North Carolina: 41 statements by 22 agencies; "
        "of the latest of each, 12 limit or decline, 5 cooperate or partner"
    )


def test_words_of_one_are_singular():
    assert area_words("Guam", tally(1, limits=1)) == (
        "Guam: 1 statement by 1 agency; of the latest of each, 1 limits or declines, 0 cooperate or partner"
    )
    assert area_words("Guam", Tally()) == "Guam: no statement in the archive"


def test_position_of_most_agencies_prevails():
    found = tally(limits=2, declines=3, unclear=1)

    assert (shade("position", found).code, MEASURES["position"].words(found)) == ("declines", "Declines")


def test_tie_is_told_as_a_tie():
    found = tally(partners=2, limits=2, neutral=1)

    assert (shade("position", found).code, MEASURES["position"].mark(found)) == ("tied", "=")
    assert MEASURES["position"].words(found) == "a tie of Partners and Limits"


@pytest.mark.parametrize(
    ("measure", "positions", "code", "words"),
    [
        pytest.param("limits", {"partners": 3}, "limiting-0", "0%", id="none"),
        pytest.param("limits", {"partners": 299, "limits": 1}, "limiting-1", "1%", id="hardly any is not none"),
        pytest.param("limits", {"limits": 1, "unclear": 3}, "limiting-2", "25%", id="unclear ones are among all"),
        pytest.param("limits", {"declines": 299, "partners": 1}, "limiting-4", "99%", id="nearly all is not all"),
        pytest.param("cooperates", {"partners": 1, "cooperates": 1, "neutral": 2}, "cooperating-3", "50%", id="half"),
    ],
)
def test_share_has_a_shade(measure, positions, code, words):
    found = tally(**positions)

    assert (shade(measure, found).code, MEASURES[measure].words(found)) == (code, words)


def test_area_without_statements_has_the_shade_of_none_in_every_measure():
    assert {shade(code, Tally()).code for code in MEASURES} == {"none"}


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        pytest.param([], [1], id="nothing"),
        pytest.param([3, 3, 3], [1, 2], id="all alike"),
        pytest.param(range(1, 101), [1, 20, 50], id="evenly"),
        pytest.param([10**n for n in range(6)], [1, 10, 100, 1000, 10000], id="far apart"),
    ],
)
def test_shades_of_a_number_begin_at_round_ones(numbers, expected):
    assert breaks(numbers) == expected


def test_legend_of_numbers_leaves_no_gap():
    found = [tally(number, limits=1) for number in (1, 40, 300, 2000, 31_000)]
    scale = MEASURES["statements"].scale(found)

    assert [each.label for each in scale.shades] == ["1–19", "20–199", "200–1,999", "2,000–19,999", "20,000 and more"]
    assert [scale.of(each) for each in found] == [0, 1, 2, 3, 4]


def test_every_position_has_a_mark():
    assert set(MARKS) == set(Position.values)


@pytest.mark.parametrize(
    ("limiting", "others", "share"),
    [(0, 3, 0), (2, 15, 12), (2, 1, 67), (1, 300, 1), (300, 1, 99), (3, 0, 100), (0, 0, 0)],
)
def test_a_share_is_rounded_and_whole_or_nothing_only_if_it_is(limiting, others, share):
    assert Tally(0, {"limits": limiting, "partners": others}).limiting_share == share
