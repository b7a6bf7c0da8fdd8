"""The lists of the API: the same records as the pages and the downloads, a page at a time."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from stances.api.lists import LISTS
from stances.exports.tables import TABLES
from stances.models import Agency, Article, DataVersion, Jurisdiction, Official, TopicPosition
from tests.conftest import empty_archive
from tests.lists import body
from tests.records import make_agency, make_article, make_jurisdiction, make_official, make_statement

NAMES = list(LISTS)


@pytest.fixture
def shifts(db):
    """An agency that moved twice on one topic, and another that moved once."""
    agency, other = make_agency(name="First"), make_agency(name="Second", state="TX")
    for year, position in ((2016, "partners"), (2018, "limits"), (2020, "declines")):
        make_statement(agency=agency, date=str(year), position=position)
    make_statement(agency=other, date="2017", position="declines")
    make_statement(agency=other, date="2019", position="cooperates")


def pages(address):
    """The pages of a list, from an address on."""
    client = Client()
    while address:
        answer = client.get(address)
        assert answer.status_code == 200, body(answer)
        yield answer.json()
        address = answer.json()["next"]


def walked(address):
    return [record for page in pages(address) for record in page["results"]]


def test_a_list_tells_what_it_is(open_archive, get):
    answer = get("/api/v1/statements", state=["IL", "nc"], per_page=2, sort="newest").json()

    assert (answer["count"], answer["query"]) == (5, "state=IL&state=NC")
    assert answer["codebook_version"] == "1"
    assert answer["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert answer["data_version"] == f"{DataVersion.objects.get().moment:%Y-%m-%dT%H:%M:%S.%fZ}"
    assert answer["next"].startswith("http://localhost:8000/api/v1/statements?state=IL&state=NC&per_page=2&cursor=")
    assert answer["self"] == "http://localhost:8000/api/v1/statements?state=IL&state=NC&per_page=2"
    assert len(answer["results"]) == 2
    assert Client().get(answer["next"]).json()["self"] == answer["next"]


@pytest.mark.parametrize("name", NAMES)
def test_records_have_the_columns_of_their_table(open_archive, shifts, get, name):
    records = get(f"/api/v1/{name}").json()["results"]

    assert {tuple(record) for record in records} == {tuple(TABLES[name].columns)}


@pytest.mark.parametrize("name", NAMES)
def test_pages_together_are_the_list(open_archive, shifts, name):
    [whole] = pages(f"/api/v1/{name}?per_page=100")

    for size in (1, 2, 3):
        found = [*pages(f"/api/v1/{name}?per_page={size}")]
        assert [record for page in found for record in page["results"]] == whole["results"] != []
        assert {page["count"] for page in found} == {len(whole["results"])}
        assert {page["query"] for page in found} == {""}


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_archive_has_empty_lists(db, get, name):
    empty_archive()

    answer = get(f"/api/v1/{name}").json()

    assert (answer["count"], answer["next"], answer["results"]) == (0, None, [])


ADDED = {
    "agencies": lambda: make_agency(name="Aaa"),
    "officials": lambda: make_statement(official=make_official(name="Aaa")),
    "articles": lambda: make_statement(article=make_article()),
    "jurisdictions": lambda: make_jurisdiction(name="Aaa County", state="AZ"),
}


@pytest.mark.parametrize("name", ADDED)
def test_a_walk_skips_and_repeats_none_while_records_are_added(open_archive, name):
    before = walked(f"/api/v1/{name}")
    first = Client().get(f"/api/v1/{name}?per_page=2").json()

    ADDED[name]()

    rest = walked(first["next"])
    key = TABLES[name].key[0]
    found = [record[key] for record in [*first["results"], *rest]]
    assert len(found) == len(set(found))
    assert {record[key] for record in before} <= set(found)


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("agencies?state=nm", ["Doña Ana County Sheriff's Office"]),
        ("agencies?agency_kind=municipal-police", ["Charlotte-Mecklenburg Police Department"]),
        ("agencies?q=cmpd", ["Charlotte-Mecklenburg Police Department"]),
        ("officials?q=smith", ["Cara Smith"]),
        ("jurisdictions?state=NC&level=county", ["Mecklenburg County", "Union County"]),
        ("jurisdictions?q=cook", ["Cook County", "Cook County"]),
    ],
)
def test_lists_take_the_filters_of_their_pages(open_archive, address, names):
    assert [record["name"] for record in walked(f"/api/v1/{address}")] == names


def test_shifts_take_the_filters_of_their_page(shifts, get):
    answer = get("/api/v1/shifts", state="NC", to="declines").json()

    assert (answer["count"], answer["query"]) == (1, "state=NC&to=declines")
    assert answer["results"][0]["before_position"] == "limits"


def test_only_what_is_public_is_listed(open_archive, get):
    assert {record["name"] for record in walked("/api/v1/officials")} == {"Rob Tufano", "Cara Smith"}
    assert "Hidden" not in body(get("/api/v1/articles"))
    assert get("/api/v1/articles").json()["count"] == Article.objects.published().count()


# Fields


def test_fields_are_those_that_are_asked_for_in_their_own_order(open_archive, get):
    answer = get("/api/v1/statements", fields="position, reference", per_page=1).json()

    assert list(answer["results"][0].items()) == [("reference", "bbbbbbbb"), ("position", "declines")]
    assert "fields=reference%2Cposition" in answer["next"]
    assert list(Client().get(answer["next"]).json()["results"][0]) == ["reference", "position"]


def test_citations_are_a_field_on_request(open_archive, get):
    listed = get("/api/v1/statements", fields="reference,citations", per_page=100).json()["results"]

    for record in listed:
        one = get(f"/api/v1/statements/{record['reference']}").json()
        assert record == {"reference": one["reference"], "citations": one["citations"]}


def test_an_unknown_field_is_refused_with_the_names_of_the_others(open_archive, get):
    answer = get("/api/v1/agencies", fields="slug,nmae")

    [error] = answer.json()["errors"]
    assert (answer.status_code, error["parameter"]) == (400, "fields")
    assert error["message"].startswith("“nmae” is not one of the fields: slug, url, name")


# What is wrong


WRONG = [
    pytest.param("statements?state=ZZ&per_page=0", "/statements/?state=ZZ&per_page=0", id="statements"),
    pytest.param("statements?statte=NC", "/statements/?statte=NC", id="an unknown name"),
    pytest.param("statements?cursor=x", "/statements/?cursor=x", id="a broken cursor"),
    pytest.param("agencies?state=ZZ", "/agencies/?state=ZZ", id="agencies"),
    pytest.param("shifts?to=maybe&date_after=soon", "/shifts/?to=maybe&date_after=soon", id="shifts"),
]


@pytest.mark.parametrize(("address", "beside"), WRONG)
def test_errors_are_those_of_the_page_in_its_words(open_archive, address, beside):
    answer, shown = Client().get(f"/api/v1/{address}"), Client().get(beside)

    assert answer.status_code == shown.status_code == 400
    for error in answer.json()["errors"]:
        assert error["message"] in shown.content.decode().replace("&#x27;", "'").replace("&quot;", '"')


BROKEN = [
    "agencies?cursor=%C3%A9",
    "articles?cursor=abc",
    "articles?cursor=99999999999999999999999",
    "jurisdictions?cursor=123",
    "agencies?per_page=101",
    "shifts?per_page=0",
    "shifts?cursor=x",
    "tombstones?cursor=x",
    "tombstones?updated_after=soon",
    "codebook?state=NC",
    "?state=NC",
    "openapi.json?state=NC",
    "statements/aaaaaaaa?state=NC",
    "statements?fields=,",
    "statements?fields=reference,,date",
    "agencies?page=2",
    "statements?q=%FF",
    "articles?updated_after=soon",
]


@pytest.mark.parametrize("address", BROKEN)
def test_what_cannot_be_read_is_refused(open_archive, address):
    answer = Client().get(f"/api/v1/{address}")

    assert answer.status_code == 400
    assert [bool(error["message"]) for error in answer.json()["errors"]] == [True]


@pytest.mark.parametrize("name", NAMES)
def test_every_list_names_fields_among_what_it_knows(db, get, name):
    [error] = get(f"/api/v1/{name}", zeppelin=1).json()["errors"]

    assert error["message"].endswith(", fields.")


@pytest.mark.parametrize("name", NAMES)
def test_a_list_asks_few_questions_however_many_records_it_has(open_archive, shifts, name):
    with CaptureQueriesContext(connection) as asked:
        Client().get(f"/api/v1/{name}?state=NC" if name in ("statements", "agencies", "shifts") else f"/api/v1/{name}")

    assert len(asked) <= 8


def test_each_list_counts_what_the_database_has(open_archive, shifts, get):
    counts = {name: get(f"/api/v1/{name}").json()["count"] for name in NAMES}

    assert counts["agencies"] == Agency.objects.count()
    assert counts["officials"] == Official.objects.published().count()
    assert counts["jurisdictions"] == Jurisdiction.objects.count()
    assert counts["shifts"] == TopicPosition.objects.shifts().count() == 3
