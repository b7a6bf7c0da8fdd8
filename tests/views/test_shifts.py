import html
import re

import pytest

from tests.lists import body
from tests.records import make_agency, make_jurisdiction, make_statement


def make_shift(agency, before, after, **fields):
    """Two statements of an agency, each “position date”; the reference of the later one."""
    said = [dict(zip(("position", "date"), each.split(), strict=True)) for each in (before, after)]
    return [make_statement(agency=agency, **fields, **each).reference for each in said][-1]


@pytest.fixture
def shifts(archive):
    """The references by which shifts are known, from the oldest to the newest."""
    here = archive["aaaaaaaa"].agency
    there = make_agency(name="Chicago Police", jurisdiction=make_jurisdiction(name="Cook County", state="IL"))
    return [
        make_shift(there, "limits 2010", "declines 2012-05", topics=["detainers"]),
        make_shift(here, "partners 2014-03", "cooperates 2015", topics=["287g", "jail-access"]),
        make_shift(there, "cooperates 2015", "limits 2018", topics=["status-inquiries"]),
    ]


def found(response):
    return re.findall(r'<article class="shift" id="shift-(\w{8})-', body(response))


def told(text):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).strip()


def test_shifts_are_newest_first_with_both_statements(shifts, get):
    response = get("/shifts/")
    first = told(re.search(r'<article class="shift".*?</article>', body(response), re.S)[0])

    assert found(response) == shifts[::-1]
    assert first.startswith("Chicago Police , IL Status inquiries From Cooperates 2015 “We will not hold")
    assert re.search(r"To Limits 2018 “We will not hold people", first)
    assert f'href="/statements/{shifts[2]}/"' in body(response)


def test_a_move_on_two_topics_is_shown_once_and_counted_twice(shifts, get):
    page = body(get("/shifts/", state="NC"))

    assert told(re.search(r"<h3>.*?</h3>", page, re.S)[0]).endswith("NC 287(g) Jail access")
    assert "2 shifts, newest first" in page


def test_page_says_what_a_shift_is(archive, get):
    page = told(body(get("/shifts/")))

    assert "A statement whose position is unclear does not count." in page
    assert "Statements whose possible days overlap are one moment" in page
    assert "conflicting and is passed over" in page


FILTERS = [
    pytest.param("state=il", [2, 0], id="a state in lower case"),
    pytest.param("state=IL&state=NC", [2, 1, 0], id="either of two states"),
    pytest.param("agency=chicago-police-il", [2, 0], id="an agency"),
    pytest.param("topic=287g", [1], id="a topic"),
    pytest.param("from=limits", [0], id="from a position"),
    pytest.param("to=limits&to=cooperates", [2, 1], id="to either of two positions"),
    pytest.param("from=unclear", [], id="from unclear, which does not count"),
    pytest.param("date_after=2015-06", [2, 1], id="after a day that a vague date may be"),
    pytest.param("date_before=2012", [0], id="until the end of a year"),
    pytest.param("date_after=2012&date_before=2015", [1, 0], id="a span"),
    pytest.param("state=IL&to=limits&utm_source=letter", [2], id="all of them hold"),
]


@pytest.mark.parametrize(("query", "numbers"), FILTERS)
def test_shifts_are_filtered(shifts, client, query, numbers):
    assert found(client.get(f"/shifts/?{query}")) == [shifts[number] for number in numbers]


WRONG = [
    pytest.param("state=ZZ", "state", "“ZZ” is not a state that the archive knows.", id="no state"),
    pytest.param("agency=nobody", "agency", "“nobody” is not an agency that the archive knows.", id="no agency"),
    pytest.param("to=maybe", "to", "“maybe” is not one of the values:", id="no position"),
    pytest.param("date_after=yesterday", "date_after", "“yesterday” is not a date.", id="no date"),
    pytest.param(
        "date_after=2018&date_before=2017", "date_before", "This is before the date after which", id="backwards"
    ),
]


@pytest.mark.parametrize(("query", "name", "words"), WRONG)
def test_wrong_input_is_explained_beside_the_field(archive, client, query, name, words):
    response = client.get(f"/shifts/?{query}")
    feed = client.get(f"/shifts.atom?{query}")

    assert (response.status_code, found(response)) == (400, [])
    assert words in re.search(rf'<p class="error" id="error-{name}">(.*?)</p>', body(response))[1]
    assert (feed.status_code, feed["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert body(feed).startswith(f"{name}: {words}")


BROKEN = [
    "x",
    "2017-02-21.aaaaaaaa",
    "2017-02-30.aaaaaaaa.detainers",
    "20170221.aaaaaaaa.detainers",
    "2017-02-21.AAAAAAAA.detainers",
    "2017-02-21.aaaaaaaa.nothing",
    "2017-02-21.aaaaaaaa.detainers.1",
]


@pytest.mark.parametrize("cursor", BROKEN)
def test_a_broken_page_address_is_explained(archive, get, cursor):
    response = get("/shifts/", cursor=cursor)

    assert response.status_code == 400
    assert "cursor: This page address is broken. Start again from the first page." in body(response)


@pytest.mark.parametrize("query", ["colour=red", "to=limits&colour=red"])
def test_an_unknown_filter_is_no_filter(archive, client, query):
    assert client.get(f"/shifts/?{query}").status_code == 400


def test_pages_lead_from_the_first_shift_to_the_last(monkeypatch, shifts, client):
    monkeypatch.setattr("stances.filters.shifts.ShiftList.__init__.__defaults__", (1, ()))
    address, seen = "/shifts/?state=NC&state=IL", []
    while address:
        page = client.get(address)
        seen += found(page)
        following = re.search(r'rel="next" class="more" href="([^"]*)"', body(page))
        address = html.unescape(following[1]) if following else None

    assert seen == [shifts[2], shifts[1], shifts[1], shifts[0]]


def test_the_form_leads_to_an_address_without_what_is_empty(shifts, get):
    response = get("/shifts/", state="", topic="287g", **{"from": "", "to": ""})

    assert (response.status_code, response["Location"]) == (302, "/shifts/?topic=287g")


def test_a_filter_that_is_asked_for_can_be_removed(shifts, get):
    page = body(get("/shifts/", state="IL", to="limits", date_after="2015-06"))
    chips = [(href, told(words)) for href, words in re.findall(r'class="chip" href="([^"]*)">(.*?)</a>', page)]

    assert [(html.unescape(href), words) for href, words in chips] == [
        ("/shifts/?to=limits&date_after=2015-06", "State Illinois × remove"),
        ("/shifts/?state=IL&date_after=2015-06", "To the position Limits × remove"),
        ("/shifts/?state=IL&to=limits", "Dated from June 2015 × remove"),
    ]


def test_many_shifts_are_not_counted_to_the_end(monkeypatch, shifts, get):
    monkeypatch.setattr("stances.filters.shifts.MOST_COUNTED", 2)

    assert "More than 1,000 shifts, newest first" in body(get("/shifts/"))


def test_a_page_of_shifts_takes_few_queries(shifts, get, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        get("/shifts/", state="IL", agency="chicago-police-il")
