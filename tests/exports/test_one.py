"""Records as JSON: the columns of every format, with the same values; of one statement all citations too."""

import pytest

from stances.exports.one import records_of
from stances.exports.tables import JURISDICTIONS, SHIFTS, STATEMENTS, TABLES
from stances.models import Agency, Article, Official, Statement
from tests.lists import jsonl_rows
from tests.records import make_agency, make_article, make_citation, make_statement


@pytest.mark.parametrize("reference", ["aaaaaaaa", "bbbbbbbb", "eeeeeeee", "ffffffff"])
def test_one_record_is_its_line_in_the_list(open_archive, get, reference):
    record = get(f"/statements/{reference}.json").json()
    [line] = [row for row in jsonl_rows(get("/statements.jsonl")) if row["reference"] == reference]

    citations, links = record.pop("citations"), record.pop("links")
    assert list(record) == list(STATEMENTS.columns)
    assert record == line
    assert len(citations) == len(links["articles"]) == record["articles"]


@pytest.mark.django_db
def test_each_citation_is_told_whole_and_without_what_is_private(get, open_archive):
    article = make_article(
        publisher="Sun", headline="", byline="A. Writer", published="2017-02", captured_text="Secret", language="es"
    )
    make_citation(statement=open_archive["aaaaaaaa"], article=article, via="AP", is_original=True, printed="Else.")

    first, second = get("/statements/aaaaaaaa.json").json()["citations"]

    assert first == {
        "article_id": article.pk,
        "article": {
            "api": f"http://localhost:8000/api/v1/articles/{article.pk}",
            "page": f"http://localhost:8000/articles/{article.pk}/",
        },
        "article_headline": None,
        "article_url": article.url,
        "article_publisher": "Sun",
        "article_byline": "A. Writer",
        "article_published": "2017-02",
        "article_archive_url": None,
        "article_language": "es",
        "via": "AP",
        "is_original": True,
        "printed": "Else.",
    }
    assert (second["article_publisher"], second["is_original"]) == ("WBTV", False)


# Records of any table, by their keys

MODELS = {"statements": Statement, "agencies": Agency, "officials": Official, "articles": Article}


@pytest.mark.parametrize("name", MODELS)
def test_records_are_the_lines_of_jsonl_in_the_order_asked_for(open_archive, get, settings, name):
    lines = jsonl_rows(get(f"/{name}.jsonl"))
    [key] = TABLES[name].key
    field = "reference" if name == "statements" else "id" if name == "articles" else "slug"
    ids = {str(getattr(record, field)): record.pk for record in MODELS[name].objects.all()}

    keys = [ids[str(line[key])] for line in reversed(lines)]

    assert records_of(TABLES[name], keys, f"{settings.SITE_URL}/{name}/") == lines[::-1]


def test_records_have_only_the_columns_asked_for_in_the_order_of_the_table(open_archive):
    key = open_archive["aaaaaaaa"].pk

    [record] = records_of(STATEMENTS, [key, 0], "https://example.org/100%/", only=["position", "url"])

    assert list(record.items()) == [("url", "https://example.org/100%/aaaaaaaa/"), ("position", "declines")]


def test_jurisdiction_is_told_with_its_counties_and_statements(open_archive, settings):
    charlotte = open_archive["aaaaaaaa"].agency.jurisdiction
    place, state = records_of(JURISDICTIONS, [charlotte.pk, charlotte.parent.parent.pk], "https://x/jurisdictions/")

    assert (place["geoid"], place["level"], place["state_fips"], place["vintage"]) == ("3712000", "place", "37", 2017)
    assert place["county_geoids"] == ["37119", "37179"]
    assert (place["url"], state["url"]) == ("https://x/jurisdictions/nc/charlotte/", "https://x/jurisdictions/nc/")
    assert (place["statements"], state["statements"], state["county_geoids"]) == (2, 2, [])


@pytest.mark.django_db
def test_shift_is_told_by_what_stands_before_and_after_it():
    agency = make_agency()
    before = make_statement(agency=agency, position="cooperates", date="2016-11", topics=["detainers"])
    after = make_statement(agency=agency, position="limits", date="2017-02~", topics=["detainers"])

    [record] = records_of(SHIFTS, [(after.pk, "detainers"), (before.pk, "detainers")], "https://x/statements/")

    assert (record["reference"], record["before_reference"]) == (after.reference, before.reference)
    assert (record["before_position"], record["position"], record["topic"]) == ("cooperates", "limits", "detainers")
    assert (record["before_date"], record["date"]) == ("2016-11", "2017-02~")
    assert record["before_url"] == f"https://x/statements/{before.reference}/"
