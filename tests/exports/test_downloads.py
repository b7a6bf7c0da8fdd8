import pytest

from stances.exports.columns import COLUMNS, MEANINGS
from stances.exports.csv import cell
from tests.lists import body, csv_rows, jsonl_rows, references_on_page
from tests.records import make_agency, make_state, make_statement

PROMISED = (  # noqa: SIM905 — as the specification writes them
    "reference url date date_earliest date_latest position kind topics text context basis certainty language "
    "agency agency_slug agency_kind agency_ori state state_fips county county_geoid place place_geoid official "
    "official_slug official_title article_headline article_url article_publisher article_published "
    "article_archive_url via articles published_at updated_at codebook_version "
).split()


def test_columns_are_the_promised_ones_in_order(archive, get):
    assert PROMISED == COLUMNS == list(MEANINGS)
    assert body(get("/statements.csv")).splitlines()[0] == ",".join(PROMISED)
    assert list(jsonl_rows(get("/statements.jsonl"))[0]) == PROMISED


def test_row_says_everything_of_a_statement(archive, get, settings):
    row = csv_rows(get("/statements.csv", q="wedge"))[0]

    assert row | {"published_at": "", "updated_at": ""} == {
        "reference": "aaaaaaaa", "url": f"{settings.SITE_URL}/statements/aaaaaaaa/",
        "date": "2017-02~", "date_earliest": "2017-02-01", "date_latest": "2017-02-28",
        "position": "declines", "kind": "quotation", "topics": "community-trust",
        "text": "We don’t want to put a wedge between us and them.", "context": "", "basis": "unknown",
        "certainty": "high", "language": "en", "agency": "Charlotte-Mecklenburg Police Department",
        "agency_slug": "charlotte-mecklenburg-police-department-nc", "agency_kind": "municipal-police",
        "agency_ori": "NC0600100", "state": "NC", "state_fips": "37", "county": "Mecklenburg County",
        "county_geoid": "37119", "place": "Charlotte", "place_geoid": "3712000", "official": "Rob Tufano",
        "official_slug": "rob-tufano", "official_title": "Spokesperson", "article_headline": "CMPD not enforcing",
        "article_url": "http://www.wbtv.com/story/1", "article_publisher": "WBTV", "article_published": "",
        "article_archive_url": "", "via": "", "articles": "1", "published_at": "", "updated_at": "",
        "codebook_version": "1",
    }  # fmt: skip


def test_jsonl_has_lists_numbers_and_null(archive, get):
    row = jsonl_rows(get("/statements.jsonl", official="cara-smith"))[0]

    assert row["topics"] == ["enforcement", "detainers"]
    assert row["articles"] == 2
    assert row["context"] is None
    assert row["county_geoid"] == "17031"


def test_agency_of_a_state_has_no_county(db, get):
    agency = make_agency(name="State Police", kind="state-police", state="TX", jurisdiction=make_state(state="TX"))
    make_statement(agency=agency)

    row = csv_rows(get("/statements.csv"))[0]

    assert (row["state"], row["state_fips"], row["county_geoid"], row["place_geoid"]) == ("TX", "48", "", "")


def test_original_report_stands_for_the_articles(archive, get):
    archive["bbbbbbbb"].citations.filter(article__publisher="Yahoo News").update(is_original=True)

    row = csv_rows(get("/statements.csv", official="cara-smith"))[0]

    assert (row["article_publisher"], row["via"], row["articles"]) == ("Yahoo News", "Chicago Tribune", "2")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_cell_that_begins_like_a_formula_is_text(text):
    assert cell(text) == f"'{text}"


def test_formula_is_defused_in_csv_and_left_alone_in_jsonl(archive, get):
    assert csv_rows(get("/statements.csv", position="unclear"))[0]["text"].startswith("'=1+1")
    assert jsonl_rows(get("/statements.jsonl", position="unclear"))[0]["text"].startswith("=1+1")


def test_undated_statement_has_empty_dates(archive, get):
    row = csv_rows(get("/statements.csv", position="partners"))[0]

    assert (row["date"], row["date_earliest"], row["date_latest"]) == ("", "", "")


def test_headers_tell_how_many_rows_and_of_what(archive, get):
    response = get("/statements.csv", position=["limits", "declines"], state="nc", per_page="1")

    assert response["X-Row-Count"] == "2" == str(len(csv_rows(response)))
    assert response["X-Canonical-Query"] == "state=NC&position=limits&position=declines"
    assert 'filename="statements-' in response["Content-Disposition"]


def test_canonical_query_of_any_language_fits_a_header(archive, get):
    response = get("/statements.csv", q="Doña\nAna")

    assert response["X-Canonical-Query"] == "q=Do%C3%B1a+Ana"


def test_download_is_whole_whatever_the_page(archive, get):
    whole = [row["reference"] for row in csv_rows(get("/statements.csv"))]

    assert [row["reference"] for row in csv_rows(get("/statements.csv", per_page=2))] == whole
    assert [row["reference"] for row in jsonl_rows(get("/statements.jsonl"))] == whole
    assert references_on_page(get("/statements/")) == whole


def test_empty_list_is_a_header_and_nothing_more(archive, get):
    assert body(get("/statements.csv", q="zeppelin")).splitlines() == [",".join(COLUMNS)]
    assert body(get("/statements.jsonl", q="zeppelin")) == ""
