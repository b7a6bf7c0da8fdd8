"""`?as_of=` on the list of statements and its downloads: what it takes, what it says, what keeps it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from stances.desk.publishing import publish
from stances.models import Statement
from tests.lists import body, csv_rows, references_on_page
from tests.records import make_statement
from tests.refusals import run_sql
from tests.test_public_doors import MOST_QUERIES, queries

from .moments import as_of_now


@pytest.fixture
def moment(own_archive):
    """A moment after which a statement was added."""
    moment = as_of_now()
    make_statement(reference="mmmmmmmm", agency=own_archive["bbbbbbbb"].agency, date="2020")
    return moment


REFUSED = [
    pytest.param(f"{timezone.now():%Y-%m-%d}", "not over yet", id="today"),
    pytest.param(f"{timezone.now():%Y}", "not over yet", id="this year"),
    pytest.param("2999-01-01", "not over yet", id="a day to come"),
    pytest.param(f"{timezone.now() + timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}", "not come yet", id="a moment to come"),
    pytest.param("2016-11~", "one day, month or year", id="about"),
    pytest.param("2016/2017", "one day, month or year", id="a span"),
    pytest.param("2016-02-30", "no calendar has", id="no day"),
    pytest.param("yesterday", "is not a date", id="a word"),
]


@pytest.mark.parametrize(("text", "words"), REFUSED)
def test_what_is_no_time_in_the_past_is_explained(open_archive, get, text, words):
    page, file = get("/statements/", as_of=text), get("/statements.csv", as_of=text)

    assert (page.status_code, file.status_code) == (400, 400)
    assert words in body(page)
    assert f"as_of: {page.context['statements'].errors['as_of'][0]}" in body(file)


@pytest.mark.parametrize("text", ["2016-11-01", "2016-11", "2016", "2016-11-01T12:00:00Z", "2016-11-01T12:00:00+02:00"])
def test_before_the_archive_began_there_is_nothing_and_it_says_so(moment, get, text):
    page, file = get("/statements/", as_of=text), get("/statements.csv", as_of=text)

    assert references_on_page(page) == csv_rows(file) == []
    assert "The history of the archive begins on" in body(page)
    assert "X-Data-Version" not in file
    assert get("/api/v1/statements", as_of=text).json()["data_version"] is None


def test_the_page_says_of_when_it_is_and_leads_to_today(moment, get):
    page = get("/statements/", as_of=moment, state="IL")

    assert "mmmmmmmm" not in references_on_page(page)
    assert "in Illinois as published at" in body(page)
    assert 'href="/statements/?state=IL"' in body(page)
    assert '<meta name="robots" content="noindex, nofollow">' in body(page)


def test_whatever_leads_on_from_the_past_stays_there(moment, get):
    words = body(get("/statements/", as_of=moment, per_page=1, position=["declines", "unclear"]))
    queries = re.findall(r'href="(?:/statements/|/statements\.\w+)?\?([^"]*)"', words)

    away = [query for query in queries if "as_of=" not in query]
    assert len(queries) > 10
    assert {query.split("&")[0].split("=")[0] for query in away} <= {"position", "sort"}  # today's list, and the feed


def test_the_next_page_is_of_the_same_past(moment, client):
    first = client.get(f"/statements/?as_of={moment}&per_page=3")
    second = client.get(f"/statements/?{first.context['next_query']}")

    found = references_on_page(first) + references_on_page(second)
    assert len(found) == len(set(found)) == 6
    assert "mmmmmmmm" not in found


def test_filters_know_what_the_archive_knew_then(moment, get):
    run_sql("UPDATE stances_article SET publisher = 'WBTV News' WHERE publisher = 'WBTV'")

    assert len(csv_rows(get("/statements.csv", as_of=moment, publisher="WBTV"))) == 2
    assert get("/statements.csv", publisher="WBTV").status_code == 400
    assert get("/statements.csv", as_of=moment, publisher="WBTV News").status_code == 400


def test_a_page_of_the_past_asks_few_questions(moment, get):
    counts = queries([f"/statements/?as_of={moment}{more}" for more in ("", "", "&q=county", "&state=IL&kind=action")])

    assert max(counts.values()) <= MOST_QUERIES


@pytest.mark.parametrize("name", ["agencies", "officials", "articles"])
def test_directories_know_the_past_too(own_archive, get, name):
    then, moment = body(get(f"/{name}.csv")), as_of_now()
    run_sql("UPDATE stances_agency SET name = 'A ' || name")
    publish(Statement.objects.get(reference="hhhhhhhh"))

    page = body(get(f"/{name}/", as_of=moment))

    assert body(get(f"/{name}.csv", as_of=moment)) == then != body(get(f"/{name}.csv"))
    assert f"as it was published at <strong>{moment[:10]}" in page
    assert f'href="/{name}.csv?as_of=' in page
    assert "Hidden" not in page


def test_a_file_of_the_past_is_named_for_its_day_and_versioned_by_its_last_change(moment, get):
    file = get("/statements.csv", as_of=moment)

    assert f'filename="statements-as-of-{moment[:10]}.csv"' in file["Content-Disposition"]
    assert file["X-Data-Version"] <= moment
    again = get("/statements.csv", as_of=file["X-Data-Version"])
    assert body(again) == body(file)


def test_a_data_package_is_of_one_day(moment, get):
    package = get("/data/datapackage.json", as_of=moment, state="IL").json()

    assert all("as_of=" in resource["path"] for resource in package["resources"])


def test_a_feed_is_of_what_comes(moment, get):
    response = get("/statements.atom", as_of=moment)

    assert response.status_code == 400
    assert "as_of: Here only the archive of today can be asked for." in body(response)


def test_spellings_of_a_moment_have_one_query(moment, get):
    spelled = get("/statements.csv", as_of=f" {moment.replace('Z', '+00:00')} ", state="nc")

    assert spelled["X-Canonical-Query"] == get("/statements.csv", as_of=moment, state="NC")["X-Canonical-Query"]


def test_the_archive_of_today_is_back_after_a_request(moment, get):
    body(get("/statements.csv", as_of=moment))

    assert run_sql("SHOW search_path") == ('"$user", public',)
    assert "mmmmmmmm" in references_on_page(get("/statements/"))
