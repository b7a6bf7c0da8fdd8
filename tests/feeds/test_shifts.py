from xml.etree import ElementTree

import pytest

from stances.models import Statement
from tests.feeds.test_statements import links, walk
from tests.lists import body
from tests.records import make_agency, make_statement

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def shift(db):
    agency = make_agency(name="County Jail")
    before = make_statement(agency=agency, position="limits", date="2016-11", topics=["287g"])
    return before, make_statement(agency=agency, position="declines", date="2017-02~", topics=["287g"])


def feed(response):
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(body(response))


def test_feed_tells_each_shift(shift, get, settings):
    [entry] = feed(get("/shifts.atom")).findall("a:entry", ATOM)
    statement = settings.SITE_URL + shift[1].get_absolute_url()

    assert entry.findtext("a:title", namespaces=ATOM) == "County Jail (NC) on 287(g): from “Limits” to “Declines”"
    assert entry.findtext("a:summary", namespaces=ATOM) == (
        "From “Limits” (November 2016) to “Declines” (about February 2017)."
    )
    assert entry.find("a:link", ATOM).get("href") == statement
    assert entry.findtext("a:id", namespaces=ATOM) == f"{statement}#287g"


def test_feed_is_of_the_list_that_is_asked_for(shift, get, settings):
    found = feed(get("/shifts.atom", state="nc", to="declines"))

    links = {link.get("rel"): link.get("href") for link in found.findall("a:link", ATOM)}
    assert links["alternate"] == f"{settings.SITE_URL}/shifts/?state=NC&to=declines"
    assert links["self"] == f"{settings.SITE_URL}/shifts.atom?state=NC&to=declines"
    assert feed(get("/shifts.atom", to="limits")).findall("a:entry", ATOM) == []


def test_a_reader_gets_from_the_first_page_to_the_last_shift(shift, get, settings, monkeypatch):
    monkeypatch.setattr("stances.feeds.shifts.PER_PAGE", 1)
    make_statement(agency=shift[0].agency, position="partners", date="2018", topics=["287g"])

    newest, oldest = walk(get, "/shifts.atom", state="nc")

    assert (newest.entries[0].title[-10:], oldest.entries[0].title[-10:]) == ("“Partners”", "“Declines”")
    assert links(oldest)["first"] == links(newest)["self"] == f"{settings.SITE_URL}/shifts.atom?state=NC"


def test_a_shift_is_as_new_as_the_last_change_of_its_statements(shift, get):
    Statement.objects.filter(pk=shift[0].pk).update(context="Another.")
    shift[0].refresh_from_db()

    entry = feed(get("/shifts.atom")).find("a:entry", ATOM)

    assert entry.findtext("a:updated", namespaces=ATOM) == shift[0].updated_at.isoformat()


def test_page_names_its_feed(shift, get):
    assert 'type="application/atom+xml" title="Shifts" href="/shifts.atom?to=declines"' in body(
        get("/shifts/", to="declines")
    )
