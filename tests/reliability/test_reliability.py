"""What is counted of codings, and what is kept of the figures."""

import pytest

from stances import reliability
from stances.models import Agreement
from stances.reliability import agreements
from tests.records import make_pair, make_statement

pytestmark = pytest.mark.django_db

LIMITS, DECLINES = {"position": "limits"}, {"position": "declines"}
AT_THE_DESK = {"role": "desk", "coded_at": "2026-11-01T12:00Z"}


@pytest.fixture
def library(monkeypatch):
    """What was measured: a list of variables each time."""
    asked, measured = [], reliability.measured
    monkeypatch.setattr(reliability, "measured", lambda counts: asked.append(sorted(counts)) or measured(counts))
    return asked


def test_nothing_was_coded_twice():
    assert agreements() == {}


def test_each_variable_that_both_coded_is_counted():
    make_pair(LIMITS | {"kind": "policy"}, DECLINES | {"kind": "policy"})
    make_pair(LIMITS | {"basis": "court"}, LIMITS | {"certainty": "low"})

    counted = {name: (each.number, each.alike) for name, each in agreements()["collection"].items()}

    assert counted == {"position": (2, 1), "kind": (1, 1)}


def test_topics_are_counted_together_and_each_by_itself():
    make_pair({"topics": ["287g"]}, {"topics": ["287g", "detainers"]})

    found = agreements()["collection"]

    assert found["topic"].counts == {("same", "other"): 1}
    assert found["topic:287g"].counts == {("yes", "yes"): 1}
    assert found["topic:detainers"].counts == {("no", "yes"): 1}
    assert found["topic:visa-certification"].counts == {("no", "no"): 1}


def test_what_the_desk_coded_is_no_part_of_the_random_sample(library):
    make_pair(LIMITS, LIMITS)
    make_pair(LIMITS, DECLINES | AT_THE_DESK)
    make_pair(LIMITS | AT_THE_DESK, LIMITS)

    sample, desk = reliability.reliability()

    assert (sample.is_random, sample.variables["position"].counts) == (True, {("limits", "limits"): 2})
    assert (desk.is_random, desk.variables["position"].counts) == (False, {("limits", "declines"): 1})
    assert library == [["desk/position", "position"]]


def test_what_is_not_public_is_not_counted():
    make_pair(LIMITS, DECLINES, statement=make_statement(status="draft"))

    assert agreements() == {}


def test_figures_are_measured_anew_only_where_the_counts_are_others(library):
    make_pair(LIMITS | {"kind": "policy"}, LIMITS | {"kind": "policy"})
    agreements()
    make_pair(LIMITS, DECLINES)
    agreements()
    agreements()

    assert library == [["kind", "position"], ["position"]]
    assert Agreement.objects.get(variable="position").counts == [["limits", "declines", 1], ["limits", "limits", 1]]


def test_how_positions_differ_is_told_by_the_scale(monkeypatch):
    monkeypatch.setattr("stances.reliability.LEAST", 4)
    for first, second in (("limits", "declines"), ("neutral", "declines"), ("unclear", "limits"), ("limits", "limits")):
        make_pair({"position": first}, {"position": second})

    [found] = reliability.reliability()

    assert found.differences == {"near": 1, "far": 1, "unclear": 1}
    assert found.position.on_scale == 3
    assert [coding.position for coding in found.differing].count("declines") == 2
