import re
from collections import Counter
from contextlib import closing

import pytest
from django.http import QueryDict

from stances import paging
from stances.exports.download import FORMATS, download
from stances.exports.listing import of_statements
from stances.exports.package import package
from stances.exports.tables import STATEMENTS
from stances.facets import count_facets
from stances.filters import filter_statements
from stances.models import Statement
from tests.exports.test_copying import slot_is_free
from tests.exports.waiting import within
from tests.lists import body, csv_rows, jsonl_rows, members, references_on_page
from tests.records import make_agency, make_state, make_statement

PROMISED = (  # noqa: SIM905 — as the specification writes them
    "reference url date date_earliest date_latest position kind topics text context basis certainty language "
    "agency agency_slug agency_kind agency_ori state state_fips county county_geoid place place_geoid official "
    "official_slug official_title article_headline article_url article_publisher article_published "
    "article_archive_url via articles published_at updated_at codebook_version "
).split()


def test_columns_are_the_promised_ones_in_order(open_archive, get):
    assert list(STATEMENTS.columns) == PROMISED
    assert body(get("/statements.csv")).splitlines()[0] == ",".join(PROMISED)
    assert list(jsonl_rows(get("/statements.jsonl"))[0]) == PROMISED


def test_row_says_everything_of_a_statement(open_archive, get, settings):
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


def test_jsonl_has_lists_numbers_and_null(open_archive, get):
    row = jsonl_rows(get("/statements.jsonl", official="cara-smith"))[0]

    assert row["topics"] == ["enforcement", "detainers"]
    assert row["articles"] == 2
    assert row["context"] is None
    assert row["county_geoid"] == "17031"


def test_agency_of_a_state_has_no_county(own_archive, get):
    agency = make_agency(name="State Police", kind="state-police", state="TX", jurisdiction=make_state(state="TX"))
    make_statement(agency=agency)

    row = csv_rows(get("/statements.csv", state="TX"))[0]

    assert (row["state"], row["state_fips"], row["county_geoid"], row["place_geoid"]) == ("TX", "48", "", "")


def test_original_report_stands_for_the_articles(own_archive, get):
    own_archive["bbbbbbbb"].citations.filter(article__publisher="Yahoo News").update(is_original=True)

    row = csv_rows(get("/statements.csv", official="cara-smith"))[0]

    assert (row["article_publisher"], row["via"], row["articles"]) == ("Yahoo News", "Chicago Tribune", "2")


def test_cell_that_begins_like_a_formula_is_text(own_archive, get):
    texts = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"]
    for text in texts:
        make_statement(text=text, context=f"{text} and more", position="partners", official_title=text)

    rows = csv_rows(get("/statements.csv", position="partners", date_after="2017"))

    found = {(row["text"], row["context"], row["official_title"]) for row in rows}
    assert found == {(f"'{text}", f"'{text} and more", f"'{text}") for text in texts}


def test_formula_is_defused_in_csv_and_left_alone_in_jsonl(open_archive, get):
    assert csv_rows(get("/statements.csv", position="unclear"))[0]["text"].startswith("'=1+1")
    assert jsonl_rows(get("/statements.jsonl", position="unclear"))[0]["text"].startswith("=1+1")


def test_undated_statement_has_empty_dates(open_archive, get):
    row = csv_rows(get("/statements.csv", position="partners"))[0]

    assert (row["date"], row["date_earliest"], row["date_latest"]) == ("", "", "")


def test_headers_tell_how_many_rows_and_of_what(open_archive, get):
    response = get("/statements.csv", position=["limits", "declines"], state="nc", per_page="1")

    assert response["X-Row-Count"] == "2" == str(len(csv_rows(response)))
    assert response["X-Canonical-Query"] == "state=NC&position=limits&position=declines"
    assert 'filename="statements-' in response["Content-Disposition"]


def test_canonical_query_of_any_language_fits_a_header(open_archive, get):
    response = get("/statements.csv", q="Doña\nAna")

    assert response["X-Canonical-Query"] == "q=Do%C3%B1a+Ana"


def test_download_is_whole_whatever_the_page(open_archive, get):
    whole = [row["reference"] for row in csv_rows(get("/statements.csv"))]

    assert [row["reference"] for row in csv_rows(get("/statements.csv", per_page=2))] == whole
    assert [row["reference"] for row in jsonl_rows(get("/statements.jsonl"))] == whole
    assert references_on_page(get("/statements/")) == whole


def test_empty_list_is_a_header_and_nothing_more(open_archive, get):
    assert body(get("/statements.csv", q="zeppelin")).splitlines() == [",".join(STATEMENTS.columns)]
    assert body(get("/statements.jsonl", q="zeppelin")) == ""


def test_download_agrees_with_the_counts_beside_the_list(open_archive, get):
    rows, facets = csv_rows(get("/statements.csv")), count_facets(filter_statements(QueryDict()))

    assert counts(facets["position"]) == Counter(row["position"] for row in rows)
    assert counts(facets["topic"]) == Counter(topic for row in rows for topic in row["topics"].split(";"))


def counts(facet):
    return {value.value: value.count for value in facet.values if value.count}


def test_count_and_records_are_of_one_moment(own_archive):
    file = download(of_statements(filter_statements(QueryDict())), "jsonl")
    make_statement()

    assert file.envelope.total == len(own_archive) == b"".join(file).count(b"\n")


@pytest.mark.parametrize("extension", ["csv", "zip"])
def test_the_best_matches_are_ranked_at_the_moment_of_the_records(own_archive, monkeypatch, extension):
    monkeypatch.setattr(paging, "MOST_RANKED", 2)
    listing = of_statements(filter_statements(QueryDict("q=we&sort=relevance")))
    make_statement(reference="mmmmmmmm", date="2020", text="We, we and we.")  # which is ranked now, as it is new

    with closing(package(listing) if extension == "zip" else download(listing, extension)) as file:
        Statement.objects.update(text="Other words.")
        found = b"".join(file)

    text = members(found)["statements.csv"] if extension == "zip" else found
    assert re.findall(r"^(\w{8}),", text.decode(), re.M) == ["mmmmmmmm", "bbbbbbbb", "aaaaaaaa", "aaaaaaab"]


@pytest.mark.parametrize("extension", FORMATS)
def test_file_that_is_not_read_to_its_end_frees_its_slot(open_archive, one_slot, extension):
    file = download(of_statements(filter_statements(QueryDict())), extension)
    next(iter(file))

    file.close()

    assert within(5, slot_is_free)


def test_many_of_the_newest_are_read_along_their_index(open_archive, monkeypatch):
    monkeypatch.setattr("stances.exports.download.FEW", 0)
    file = download(of_statements(filter_statements(QueryDict("position=declines"))), "csv")

    with closing(file), file.copy.connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + file.copy.query.removeprefix("COPY (").partition(") TO STDOUT")[0])
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "using row_newest" in plan
    assert not re.search("Hash|Merge|Sort Key: .*date_earliest", plan)


def test_few_are_sorted(open_archive):
    file = download(of_statements(filter_statements(QueryDict())), "csv")

    with closing(file), file.copy.connection.cursor() as cursor:
        cursor.execute("SHOW enable_sort")
        assert cursor.fetchone() == ("on",)
