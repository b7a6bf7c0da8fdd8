"""Agencies, officials and articles as files: whole, and with the filters and the order of their pages."""

import re
from urllib.parse import urlencode

import pytest

from stances.exports.tables import AGENCIES, ARTICLES, OFFICIALS
from stances.models import Agency
from tests.lists import body, csv_rows, jsonl_rows, xlsx_rows
from tests.records import make_agency, make_official, make_statement

TABLES = [pytest.param(table, id=table.name) for table in (AGENCIES, OFFICIALS, ARTICLES)]
ROW = re.compile(r'<th scope="row"><a href="([^"]*)"')
QUERIES = [
    pytest.param("agencies", {}, id="all agencies"),
    pytest.param("agencies", {"state": ["il", "GA"], "agency_kind": "sheriff"}, id="agencies of a kind in two states"),
    pytest.param("agencies", {"q": "mecklenburg county"}, id="agencies by words"),
    pytest.param("officials", {}, id="all officials"),
    pytest.param("officials", {"q": "rob"}, id="officials by name"),
    pytest.param("articles", {}, id="all articles"),
    pytest.param("articles", {"q": "tribune"}, id="articles by publisher"),
    pytest.param("articles", {"q": "zeppelin"}, id="none"),
]


@pytest.mark.parametrize("table", TABLES)
def test_columns_are_those_of_the_table_in_order(open_archive, get, table):
    assert body(get(f"/{table.name}.csv")).splitlines()[0] == ",".join(table.columns)
    assert list(jsonl_rows(get(f"/{table.name}.jsonl"))[0]) == list(table.columns)
    assert list(xlsx_rows(get(f"/{table.name}.xlsx"))[0]) == list(table.columns)


@pytest.mark.parametrize(("name", "query"), QUERIES)
def test_files_have_the_records_of_the_page_in_its_order(open_archive, get, settings, name, query):
    page = [settings.SITE_URL + path for path in ROW.findall(body(get(f"/{name}/", **query)))]

    for extension, rows in {"csv": csv_rows, "jsonl": jsonl_rows, "xlsx": xlsx_rows}.items():
        response = get(f"/{name}.{extension}", **query)
        assert [row["url"] for row in rows(response)] == page
        assert response["X-Row-Count"] == str(len(page))


def test_file_is_whole_whatever_the_page(own_archive, get):
    for number in range(60):
        make_agency(name=f"Police {number}")

    assert len(csv_rows(get("/agencies.csv", page="2"))) == 64


def test_agency_is_told_with_its_places_and_figures(own_archive, get):
    Agency.objects.filter(aliases=["CMPD"]).update(looked_on="2026-11-03")

    row = jsonl_rows(get("/agencies.jsonl", q="CMPD"))[0]

    assert row | {"url": ""} == {
        "slug": "charlotte-mecklenburg-police-department-nc", "url": "",
        "name": "Charlotte-Mecklenburg Police Department", "kind": "municipal-police", "aliases": ["CMPD"],
        "ori": "NC0600100", "state": "NC", "state_fips": "37", "county": "Mecklenburg County", "county_geoid": "37119",
        "place": "Charlotte", "place_geoid": "3712000", "population_served": None, "officers": None,
        "staffing_year": None, "is_reporting": True, "statements": 2, "looked_on": "2026-11-03",
    }  # fmt: skip


def test_official_is_told_with_titles_and_agencies_of_published_statements(own_archive, get):
    official, agency = own_archive["aaaaaaaa"].official, own_archive["bbbbbbbb"].agency
    make_statement(official=official, official_title="Captain", agency=agency)
    make_statement(official=official, official_title="Hidden", agency=make_agency(name="Hidden"), status="draft")

    [row] = jsonl_rows(get("/officials.jsonl", q="tufano"))

    assert row["titles"] == ["Captain", "Spokesperson"]
    assert row["agencies"] == ["Charlotte-Mecklenburg Police Department", "Cook County Sheriff's Office"]
    assert row["agency_slugs"] == ["charlotte-mecklenburg-police-department-nc", "cook-county-sheriffs-office-il"]
    assert row["statements"] == 3


def test_official_without_any_title_has_an_empty_list(own_archive, get):
    make_statement(official=make_official(name="Nobody Special"))

    assert jsonl_rows(get("/officials.jsonl", q="special"))[0]["titles"] == []
    assert csv_rows(get("/officials.csv", q="special"))[0]["titles"] == ""


def test_article_is_told_with_its_dates(open_archive, get):
    row = jsonl_rows(get("/articles.jsonl", q="tribune"))[0]

    assert (row["headline"], row["publisher"], row["statements"]) == (None, "Chicago Tribune", 1)
    assert (row["published"], row["published_earliest"]) == ("2017-02-21", "2017-02-21")
    assert row["article_url"].startswith("https://example.com/articles/")


@pytest.mark.parametrize("path", ["agencies.csv?state=ZZ", "officials.jsonl?q=a%00", "articles.xlsx?page=many"])
def test_wrong_input_is_answered_with_the_words_of_the_page(open_archive, client, path):
    response = client.get(f"/{path}")
    page = client.get("/" + path.replace(".csv", "/").replace(".jsonl", "/").replace(".xlsx", "/"))

    assert (response.status_code, page.status_code) == (400, 400)
    assert body(response).strip() in body(page)


def test_query_is_told_in_its_one_spelling(open_archive, get):
    response = get("/agencies.csv", agency_kind="sheriff", state=["il", "IL", "ga"], q=" cook  county ", page="1")

    assert response["X-Canonical-Query"] == urlencode(
        [("q", "cook county"), ("state", "GA"), ("state", "IL"), ("agency_kind", "sheriff")]
    )


@pytest.mark.parametrize("name", ["agencies", "officials", "articles"])
def test_page_links_to_its_files(open_archive, get, name):
    page = body(get(f"/{name}/", q="o"))

    for extension in ("csv", "jsonl", "xlsx"):
        assert f'<a href="/{name}.{extension}?q=o" download>' in page
        assert f'title="{extension.upper()}" href="/{name}.{extension}?q=o">' in page
