"""XLSX: what a spreadsheet reads is what JSONL says, with dates that are dates, and a sheet about the list."""

import datetime
import io
import re

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from stances.exports import xlsx
from stances.models import Statement
from tests.lists import body, content, jsonl_rows, members, xlsx_rows
from tests.records import make_agency, make_statement

SHEET = "xl/worksheets/sheet1.xml"
DATES = {
    *("date", "date_earliest", "date_latest", "article_published"),
    *("published", "published_earliest", "published_latest"),
}


def workbook(response):
    return openpyxl.load_workbook(io.BytesIO(content(response)))


def as_in_a_sheet(name, value):
    """A value of JSONL as a spreadsheet has it."""
    if isinstance(value, list):
        return ";".join(value) or None
    if value and name in DATES and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return datetime.datetime.fromisoformat(value)
    if value and name.endswith("_at"):
        return datetime.datetime.fromisoformat(value).replace(tzinfo=None, microsecond=0)
    return value


@pytest.mark.parametrize("name", ["statements", "agencies", "officials", "articles"])
def test_rows_are_those_of_jsonl_with_dates_that_are_dates(open_archive, get, name):
    lines = jsonl_rows(get(f"/{name}.jsonl"))

    assert xlsx_rows(get(f"/{name}.xlsx")) == [
        {column: as_in_a_sheet(column, value) for column, value in line.items()} for line in lines
    ]
    assert len(lines) > 1


def test_sheet_has_a_frozen_header_and_a_filter_over_all_rows(open_archive, get):
    sheet = workbook(get("/statements.xlsx")).worksheets[0]

    assert (sheet.title, sheet.dimensions, sheet.auto_filter.ref) == ("Statements", "A1:AJ9", "A1:AJ9")
    assert sheet.freeze_panes == "A2"
    assert sheet["D2"].number_format == "yyyy-mm-dd"
    assert sheet["AI2"].number_format == "yyyy-mm-dd hh:mm:ss"
    assert sheet["A1"].font.bold


def test_second_sheet_tells_what_the_list_is(open_archive, get, settings):
    response = get("/statements.xlsx", state="nc")
    told = dict(workbook(response).worksheets[1].iter_rows(values_only=True))

    assert told["List"] == f"{settings.SITE_URL}/statements/?state=NC"
    assert (told["Query"], told["Records"], told["Codebook version"]) == ("state=NC", "2", "1")
    assert (told["Made at"], told["Data version"]) == (response["X-Generated-At"], response["X-Data-Version"])
    assert told["position"].startswith("The stance toward helping")
    assert told["License"].startswith("CC-BY-4.0")


STRANGE = [
    pytest.param("=1+1", id="a formula"),
    pytest.param("@SUM(A1)", id="another"),
    pytest.param("https://example.com/?a=1&b=2", id="a link"),
    pytest.param("007", id="a number"),
    pytest.param("2017-02-21", id="a date"),
    pytest.param("  spaces around and\tin  ", id="spaces"),
    pytest.param("one line\nand another\n", id="two lines"),
    pytest.param("<b>&amp;</b> ]]> \" '", id="marks of XML"),
    pytest.param("a bell \x07, an escape \x1b[1m and \x01 both \x02 marks", id="control characters"),
    pytest.param("lines\r\nof another\rsystem", id="carriage returns"),
    pytest.param("_x0041_ is no A", id="what spreadsheets say for a control character"),
    pytest.param("\ufffe\uffff no characters", id="what is no character"),
    pytest.param("Doña Ana 🚓", id="any letters"),
]


@pytest.mark.parametrize("text", STRANGE)
def test_text_stays_the_text_it_is(own_archive, get, text):
    Statement.objects.at("aaaaaaaa").update(text=text, context=text)

    [row] = [row for row in xlsx_rows(get("/statements.xlsx")) if row["reference"] == "aaaaaaaa"]

    assert [unescape(row["text"]), unescape(row["context"])] == [text, text]


def test_no_cell_is_a_formula_or_a_link(open_archive, get):
    sheet = members(content(get("/statements.xlsx")))[SHEET].decode()

    assert "=1+1 is &lt;b&gt;" in sheet
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


def test_text_longer_than_a_cell_is_cut_and_says_so(own_archive, get):
    texts = {"x" * 32_767: "x" * 32_767, "é" * 20_000: "é" * 20_000, "🚓" * 16_384: "🚓" * 16_000 + "…"}
    for text in texts:
        make_statement(text=text, position="partners", date="2018")

    found = [row["text"] for row in xlsx_rows(get("/statements.xlsx", date_after="2018"))]

    assert sorted(found) == sorted(texts.values())


def test_day_that_spreadsheets_do_not_know_is_text(own_archive, get):
    make_statement(date="1899")

    row = xlsx_rows(get("/statements.xlsx", date_before="1900"))[0]

    assert (row["date"], row["date_earliest"], row["date_latest"]) == ("1899", "1899-01-01", "1899-12-31")


def test_empty_list_is_a_header(open_archive, get):
    response = get("/statements.xlsx", q="zeppelin")
    sheet = workbook(response).worksheets[0]

    assert (response["X-Row-Count"], sheet.dimensions) == ("0", "A1:AJ1")


@pytest.mark.parametrize("method", ["get", "head"])
def test_more_rows_than_a_sheet_has_are_refused_with_a_way_out(open_archive, client, monkeypatch, method):
    monkeypatch.setattr(xlsx, "MOST", 7)

    response = getattr(client, method)("/statements.xlsx")

    assert response.status_code == 400
    assert method == "head" or body(response).startswith("An XLSX file holds 7 rows at most, and this list has 8.")
    assert len(xlsx_rows(client.get("/statements.xlsx?state=NC"))) == 2


def test_page_does_not_offer_what_is_refused(open_archive, get, monkeypatch):
    monkeypatch.setattr(xlsx, "MOST", 7)
    page = body(get("/statements/"))

    assert "XLSX (too many rows)" in page
    assert 'href="/statements.xlsx"' not in page
    assert 'href="/statements.xlsx?state=NC" download>XLSX</a>' in body(get("/statements/", state="NC"))


def test_workbook_is_not_packed_twice(open_archive, client):
    response = client.get("/statements.xlsx", headers={"Accept-Encoding": "gzip"})

    assert "Content-Encoding" not in response
    assert content(response).startswith(b"PK")


def test_agency_with_a_name_that_begins_like_a_formula(own_archive, get):
    make_agency(name="=Police", aliases=["-Police", "Cops"])

    [row] = xlsx_rows(get("/agencies.xlsx", q="cops"))

    assert (row["name"], row["aliases"], row["is_reporting"], row["statements"]) == ("=Police", "-Police;Cops", True, 0)
