"""Figures of published examples, and of tables that have none."""

import pytest

from stances.reliability.aside import measure_aside
from stances.reliability.measuring import measure

# Fleiss, Cohen and Everitt, “Large sample standard errors of kappa and weighted kappa” (1969): 200 cases.
TABLE = [[106, 10, 4], [22, 28, 10], [2, 12, 6]]
PUBLISHED = {(first, second): TABLE[i][j] for i, first in enumerate("abc") for j, second in enumerate("abc")}


def test_a_published_example_is_measured_as_it_was_published():
    figures = measure(PUBLISHED, ["a", "b", "c"])

    assert figures["share"][0] == pytest.approx(0.70)
    assert figures["kappa"][0] == pytest.approx(0.429, abs=0.001)


def test_a_difference_of_one_step_weighs_less_than_one_of_two():
    near, far = ({("a", "a"): 5, ("b", "b"): 5, ("c", "c"): 5, ("a", other): 3} for other in "bc")

    for weights in ("linear", "quadratic"):
        assert measure(near, "abc", "abc")[weights][0] > measure(far, "abc", "abc")[weights][0]


def test_what_is_not_on_the_scale_has_no_weight():
    scaled = {("a", "a"): 5, ("b", "b"): 5, ("a", "b"): 2, ("c", "b"): 1}

    with_others, without = measure(scaled | {("unclear", "a"): 9}, "abc", "abc"), measure(scaled, "abc", "abc")

    assert with_others["quadratic"] == without["quadratic"]
    assert with_others["share"] != without["share"]


def test_a_share_is_between_its_bounds():
    estimate, low, high = measure({("a", "a"): 106, ("a", "b"): 15})["share"]

    assert (round(low, 3), round(estimate, 3), round(high, 3)) == (0.806, 0.876, 0.923)


@pytest.mark.parametrize(
    ("counts", "kappa"),
    [
        pytest.param({}, None, id="nothing"),
        pytest.param({("a", "a"): 1}, None, id="one statement"),
        pytest.param({("b", "b"): 40}, None, id="one code alone"),
        pytest.param({("a", "a"): 4, ("b", "b"): 4}, [1, None, None], id="all alike"),
        pytest.param({("a", "b"): 1}, [0, None, None], id="one statement with two codes"),
        pytest.param({("a", "b"): 9}, [0, None, None], id="each with one code of their own"),
    ],
)
def test_a_table_that_tells_little_is_no_number_of_nowhere(counts, kappa):
    figures = measure(counts, "abc", "abc")

    assert figures["kappa"] == kappa
    assert all(figures[name] is None or "nan" not in str(figures[name]) for name in figures)


def test_a_program_of_its_own_measures_the_same():
    counts = {("a", "a"): 4, ("b", "b"): 4, ("a", "b"): 1}

    [figures] = measure_aside([([[*pair, number] for pair, number in counts.items()], ["a", "b"], [])])

    assert figures == measure(counts, ["a", "b"])
