"""What the codebook page and its file tell of second codings."""

import re

from tests.lists import body
from tests.records import make_pair

LIMITS, DECLINES = {"position": "limits"}, {"position": "declines"}


def reliability(get):
    return body(get("/codebook/")).split('<h2 id="reliability">')[1]


def words(html):
    return " ".join(re.sub("<[^>]*>", " ", html).split())


def test_without_second_codings_the_page_says_so(get):
    page = reliability(get)

    assert "No statement has been coded twice yet" in page
    assert "<table" not in page


def test_the_page_tells_agreement_kappa_and_pairs(archive, get):
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


def test_the_page_asks_as_many_questions_of_many_codings(archive, get, django_assert_max_num_queries):
    for reference in ("aaaaaaaa", "bbbbbbbb", "cccccccc", "dddddddd"):
        make_pair(LIMITS, DECLINES, statement=archive[reference])
    get("/codebook/")

    with django_assert_max_num_queries(5):
        get("/codebook/")


def test_codings_of_what_is_not_public_are_not_measured(archive, get):
    make_pair(LIMITS, DECLINES, statement=archive["aaaaaaaa"])
    before = reliability(get)
    archive["bbbbbbbb"].status, archive["bbbbbbbb"].withdrawn_reason = "withdrawn", "Another county."
    archive["bbbbbbbb"].save()

    make_pair(LIMITS, {"position": "unclear"}, statement=archive["bbbbbbbb"])

    assert reliability(get) == before


def test_one_coding_tells_that_kappa_is_undefined(archive, get):
    make_pair(LIMITS, LIMITS, statement=archive["aaaaaaaa"])

    assert "undefined, as only one code was given" in reliability(get)
