import html
import json
import re

import pghistory
import pytest
from django.db import transaction
from django.utils import timezone

from stances.desk.publishing import withdraw
from stances.models import LoggedChange, Statement
from tests.lists import body, jsonl_rows
from tests.records import make_agency, make_jurisdiction, make_statement


def at_once(write, **why):
    with pghistory.context(reason="Secret", **why), transaction.atomic():
        return write()


@pytest.fixture
def log(archive):
    """The references of three changes, from the first to the last, after everything else."""
    LoggedChange.objects.all().delete()
    there = make_agency(name="Austin Police", jurisdiction=make_jurisdiction(name="Travis County", state="TX"))
    at_once(lambda: make_statement(agency=there, reference="tttttttt", text="Said <b>there</b>."))
    at_once(lambda: Statement.objects.filter(reference="aaaaaaaa").update(position="limits"), public_note="A <slip>.")
    at_once(lambda: withdraw(archive["bbbbbbbb"], reason="Another county."))
    return ["tttttttt", "aaaaaaaa", "bbbbbbbb"]


def found(response):
    return re.findall(r'<h3 class="log-what"><a href="/statements/(\w{8})/">', body(response))


def told(text):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).strip()


def entries(response):
    return [told(each) for each in re.findall(r'<li class="log-entry">.*?</li>', body(response), re.S)]


def test_the_page_tells_what_happened_newest_first(log, get):
    response = get("/changes/")
    withdrawn, changed, published = entries(response)

    assert found(response) == log[::-1]
    assert withdrawn.startswith("Withdrawn")
    assert withdrawn.endswith("IL Reason: Another county.")
    assert changed.endswith("Position before: Declines after: Limits Why: A &lt;slip&gt;.")
    assert published.endswith("tttttttt ·&nbsp; Austin Police , TX “Said &lt;b&gt;there&lt;/b&gt;.”")


FILTERS = [
    pytest.param("change=withdrawn", [2], id="a kind"),
    pytest.param("change=withdrawn&change=published", [2, 0], id="either of two kinds"),
    pytest.param("state=tx", [0], id="a state in lower case"),
    pytest.param("state=TX&state=NC&change=changed", [1], id="all of them hold"),
    pytest.param("agency=austin-police-tx&utm_source=letter", [0], id="an agency"),
    pytest.param("date_after=2026-01", [2, 1, 0], id="since a month"),
    pytest.param("date_before=2026-01", [], id="until the end of a month"),
    pytest.param("change=merged", [], id="nothing"),
]


@pytest.mark.parametrize(("query", "numbers"), FILTERS)
def test_changes_are_filtered(log, client, query, numbers):
    assert found(client.get(f"/changes/?{query}")) == [log[number] for number in numbers]


def test_a_day_holds_all_of_its_moments(log, get):
    today = timezone.now().date().isoformat()

    assert found(get("/changes/", date_after=today, date_before=today)) == log[::-1]


WRONG = [
    pytest.param("change=maybe", "change", "“maybe” is not one of the values:", id="no kind"),
    pytest.param("state=ZZ", "state", "“ZZ” is not a state that the archive knows.", id="no state"),
    pytest.param("agency=nobody", "agency", "“nobody” is not an agency that the archive knows.", id="no agency"),
    pytest.param("date_after=yesterday", "date_after", "“yesterday” is not a date.", id="no date"),
    pytest.param("date_after=2018&date_before=2017", "date_before", "This is before the date", id="backwards"),
]


@pytest.mark.parametrize(("query", "name", "words"), WRONG)
def test_wrong_input_is_explained_beside_the_field(archive, client, query, name, words):
    response = client.get(f"/changes/?{query}")

    assert (response.status_code, found(response)) == (400, [])
    assert words in re.search(rf'<p class="error" id="error-{name}">(.*?)</p>', body(response))[1]
    for address in ("/changes.atom", "/changes.jsonl"):
        answer = client.get(f"{address}?{query}")
        assert (answer.status_code, answer["Content-Type"]) == (400, "text/plain; charset=utf-8")
        assert body(answer).startswith(f"{name}: {words}")


@pytest.mark.parametrize(
    "query",
    ["colour=red", "per_page=0", "per_page=101", "cursor=x", "cursor=2026-11-01T12:00:00Z", "at=2026-02-30", "cursor=Z",
     "cursor=2026-11-01T12:00:00.000000Z.AAAAAAAA", "cursor=2026-11-01T12:00:00.000000%2B01:00", "change=%00"],
)  # fmt: skip
def test_what_cannot_be_read_is_no_list(archive, client, query):
    assert client.get(f"/changes/?{query}").status_code == 400


def test_pages_go_on_where_they_ended_while_the_log_grows(log, archive, client):
    address, seen = "/changes/?per_page=1", []
    while address:
        page = client.get(address)
        seen += found(page)
        with pghistory.context(reason=f"Page {len(seen)}"):
            Statement.objects.filter(reference="aaaaaaab").update(context=f"Other {len(seen)}")
        following = re.search(r'rel="next" class="more" href="([^"]*)"', body(page))
        address = html.unescape(following[1]) if following else None

    assert seen == log[::-1]


def test_the_form_leads_to_an_address_without_what_is_empty(log, get):
    response = get("/changes/", state="", change="withdrawn", date_after="", date_before="2026-11")

    assert response["Location"] == "/changes/?change=withdrawn&date_before=2026-11-30"


def test_a_filter_that_is_asked_for_can_be_removed(log, get):
    page = body(get("/changes/", state="TX", date_after="2026-01"))
    chips = [
        (html.unescape(href), told(words)) for href, words in re.findall(r'class="chip" href="([^"]*)">(.*?)</a>', page)
    ]

    assert chips == [
        ("/changes/?date_after=2026-01-01", "State Texas × remove"),
        ("/changes/?state=TX", "Since Jan. 1, 2026 × remove"),
    ]


def test_lines_have_codes_and_values(log, get):
    withdrawn, changed, _published = jsonl_rows(get("/changes.jsonl"))

    assert (withdrawn["change"], withdrawn["reason"], withdrawn["fields"]) == ("withdrawn", "Another county.", [])
    assert (changed["reference"], changed["agency_slug"], changed["state"], changed["note"]) == (
        "aaaaaaaa",
        "charlotte-mecklenburg-police-department-nc",
        "NC",
        "A <slip>.",
    )
    assert changed["fields"] == [{"field": "position", "article": None, "before": "declines", "after": "limits"}]


def test_a_file_of_lines_leads_to_the_next(log, client, settings):
    address, seen = "/changes.jsonl?per_page=2", []
    while address:
        response = client.get(address)
        seen += [json.loads(line)["reference"] for line in body(response).splitlines()]
        following = re.search(rf'<{settings.SITE_URL}([^>]*)>; rel="next"', response["Link"])
        address = following and following[1]

    assert seen == log[::-1]


def test_a_page_takes_as_few_queries_for_many_changes(log, get, django_assert_max_num_queries):
    for number in range(12):
        for among in (Statement.objects.at("aaaaaaaa"), Statement.objects.all()):
            with pghistory.context(user=1):
                among.update(context=f"Context {number} of {len(among)}")

    with django_assert_max_num_queries(12):
        assert (
            len(found(get("/changes/", state=["NC", "IL"], agency="charlotte-mecklenburg-police-department-nc"))) > 20
        )


def test_an_empty_log_says_so(archive, get):
    LoggedChange.objects.all().delete()

    assert "The log has no such change." in body(get("/changes/"))
    assert body(get("/changes.jsonl")) == ""
