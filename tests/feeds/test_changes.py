import pghistory
import pytest
from django.db import transaction

from stances.desk.publishing import withdraw
from stances.models import LoggedChange, Statement
from tests.feeds.test_statements import links, read, walk
from tests.records import make_agency, make_statement

pytestmark = pytest.mark.django_db


def at_once(write, **why):
    with pghistory.context(reason="Secret", **why), transaction.atomic():
        return write()


@pytest.fixture
def log():
    statement = at_once(lambda: make_statement(agency=make_agency(name="County Jail"), reference="aaaaaaaa"))
    at_once(lambda: Statement.objects.update(text="Other words."), public_note="A reader wrote to us.")
    return statement


def test_feed_tells_each_change(log, get, settings):
    changed, published = read(get("/changes.atom")).entries

    assert changed.title == "Changed: County Jail (NC), aaaaaaaa"
    assert changed.link == f"{settings.SITE_URL}/statements/aaaaaaaa/"
    assert changed.updated[:19] == LoggedChange.objects.newest_first()[0].at.isoformat()[:19]
    assert all(words in changed.content[0].value for words in ("Other words.", "A reader wrote to us.", "Text"))
    assert (published.tags[0].term, changed.id != published.id) == ("published", True)


def test_a_withdrawal_has_its_reason_and_no_words(log, get):
    at_once(lambda: withdraw(log, reason="Never said."))
    feed = read(get("/changes.atom"))

    assert "Never said." in feed.entries[0].content[0].value
    assert "words." not in str(feed.entries)


def test_what_was_done_to_many_at_once_is_one_entry(get, settings):
    for _ in range(6):
        make_statement(status="draft")
    at_once(lambda: Statement.objects.update(status="published"))

    [entry] = read(get("/changes.atom")).entries

    assert entry.title == "6 statements were published"
    assert entry.link.startswith(f"{settings.SITE_URL}/changes/?change=published&at=")


def test_feed_is_of_the_list_that_is_asked_for_in_pages(log, get, settings):
    feed, last = walk(get, "/changes.atom", state="nc", per_page="1")

    assert links(feed)["alternate"] == f"{settings.SITE_URL}/changes/?state=NC"
    assert links(feed)["self"] == f"{settings.SITE_URL}/changes.atom?state=NC&per_page=1"
    assert links(last)["first"] == links(feed)["self"]
    assert [each.entries[0].tags[0].term for each in (feed, last)] == ["changed", "published"]
    assert read(get("/changes.atom", state="nc", change="merged")).entries == []
