"""What the codebook page tells of second codings; tests/exports/test_codings.py has their file."""

import re

import pytest

from tests.lists import body
from tests.records import make_pair

LIMITS, DECLINES = {"position": "limits"}, {"position": "declines"}
AT_THE_DESK = {"role": "desk", "coded_at": "2026-11-01T12:00Z"}


@pytest.fixture
def few_are_enough(monkeypatch):
    monkeypatch.setattr("stances.reliability.LEAST", 1)


def reliability(get):
    return body(get("/codebook/")).split('<h2 id="reliability">')[1]


def words(html):
    return " ".join(re.sub("<[^>]*>", " ", html).split())


def test_without_second_codings_the_page_says_so(get):
    page = reliability(get)

    assert "No statement has been coded twice yet" in page
    assert "<table" not in page


def test_the_page_tells_agreement_kappa_and_pairs(archive, get, few_are_enough):
    for reference, second in (("aaaaaaaa", LIMITS), ("aaaaaaab", DECLINES), ("bbbbbbbb", LIMITS)):
        make_pair(second, LIMITS, statement=archive[reference])

    page = reliability(get)

    assert "Both coders gave a position to 3 statements; it is the same position in 2." in page
    assert "one step apart on the scale from partners to declines: 1" in page
    assert "Agreement 67% 21 to 94%" in words(page)
    assert "Cohen’s kappa 0.00" in words(page)
    assert re.search(r'position-declines">Declines</span></th>\s*<td class="none">0</td>', page)
    assert '<a href="/statements/aaaaaaab/">' in page
    assert "nan" not in page


def test_few_codings_are_counted_and_give_no_figure(archive, get):
    for reference in ("aaaaaaaa", "bbbbbbbb"):
        make_pair(LIMITS, DECLINES, statement=archive[reference])

    page = words(reliability(get))

    assert "2 statements have been coded twice so far, which is too few to say how far coders agree." in page
    assert "Of fewer than 30 statements no figure is given" in page
    assert not re.search(r"Agreement \d|Cohen’s kappa \d|First and second position|same position in", page)


def test_a_variable_that_few_were_coded_of_gives_no_figure(archive, get, monkeypatch):
    monkeypatch.setattr("stances.reliability.LEAST", 2)
    make_pair(LIMITS | {"kind": "policy"}, LIMITS | {"kind": "policy"}, statement=archive["aaaaaaaa"])
    make_pair(LIMITS, DECLINES, statement=archive["bbbbbbbb"])

    page = words(reliability(get))

    assert "Position 2 statements, 1 alike Agreement 50%" in page
    assert "Kind 1 statement: too few to say how far coders agree First and second position" in page


def test_what_the_desk_coded_stands_apart_from_the_random_sample(archive, get, few_are_enough):
    make_pair(LIMITS, LIMITS, statement=archive["aaaaaaaa"])
    make_pair(LIMITS, DECLINES | AT_THE_DESK, statement=archive["bbbbbbbb"])

    sample, desk = words(reliability(get)).split("Second codings of the desk")

    assert "Both coders gave a position to 1 statement; it is the same position in 1." in sample
    assert "Both coders gave a position to 1 statement; it is the same position in 0." in desk
    assert "this is no random sample" in desk


def test_the_page_asks_as_many_questions_of_many_codings(archive, get, few_are_enough, django_assert_max_num_queries):
    for reference in ("aaaaaaaa", "bbbbbbbb", "cccccccc", "dddddddd"):
        make_pair(LIMITS, DECLINES, statement=archive[reference])
    get("/codebook/")

    with django_assert_max_num_queries(5):
        get("/codebook/")


def test_one_coding_tells_that_kappa_is_undefined(archive, get, few_are_enough):
    make_pair(LIMITS, LIMITS, statement=archive["aaaaaaaa"])

    assert "undefined, as only one code was given" in reliability(get)


def test_codings_of_what_is_not_public_are_not_measured(archive, get):
    make_pair(LIMITS, DECLINES, statement=archive["aaaaaaaa"])
    before = reliability(get)
    archive["bbbbbbbb"].status, archive["bbbbbbbb"].withdrawn_reason = "withdrawn", "Another county."
    archive["bbbbbbbb"].save()

    make_pair(LIMITS, {"position": "unclear"}, statement=archive["bbbbbbbb"])

    assert reliability(get) == before
