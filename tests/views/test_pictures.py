import re

import pytest

from tests.lists import body


def test_list_leads_to_its_pictures_and_back(archive, get):
    [there] = re.findall(r'href="(/statements/pictures/[^"]*)"', body(get("/statements/", state="IL", sort="oldest")))
    page = body(get(there.replace("&amp;", "&")))

    assert '<p class="sentence">3 statements in Illinois.</p>' in page
    assert 'href="/statements/?state=IL&amp;sort=oldest">Back to the list' in page


def test_page_has_each_chart_with_its_table_and_its_files(archive, get):
    page = body(get("/statements/pictures/", state="IL"))

    assert re.findall(r'<svg class="picture"[^>]*aria-label="([^"]*)"', page) == [
        *["Positions over time"] * 2,
        *["Topics by position"] * 2,
        "Statements by state",
    ]
    assert page.count("<table>") == 3
    for code in ("positions", "topics", "states"):
        for extension in ("svg", "png", "csv"):
            assert f'href="/statements/pictures/{code}.{extension}?state=IL" download' in page


def test_numbers_lead_to_their_lists(archive, get):
    page = body(get("/statements/pictures/", state="IL"))

    assert '<a href="/statements/?state=IL&amp;date_after=2016&amp;date_before=2016&amp;position=neutral">1</a>' in page


def test_empty_list_has_no_pictures_and_helps(archive, get):
    page = body(get("/statements/pictures/", q="zeppelin", state="NC"))

    assert "No statement has all of this" in page
    assert '<a href="/statements/?state=NC"><strong>2 statements</strong> without “Words”</a>' in page
    assert "picture-section" not in page


def test_wrong_filter_is_explained_beside_its_field_and_leads_back_to_the_pictures(archive, get):
    response = get("/statements/pictures/", date_after="2017-02-30")

    assert response.status_code == 400
    assert '<form id="filters" method="get" action="/statements/pictures/"' in body(response)
    assert 'id="error-date_after"' in body(response)


@pytest.mark.parametrize("extension", ["svg", "png", "csv"])
def test_file_of_a_wrong_filter_has_the_words_of_the_page(archive, get, extension):
    response = get(f"/statements/pictures/states.{extension}", positon="declines")

    assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert body(response) == "“positon” is not a filter. Did you mean “position”?\n"


def test_empty_fields_lead_to_the_proper_address(archive, get):
    response = get("/statements/pictures/", q="", state="IL", sort="oldest")

    assert (response.status_code, response["Location"]) == (302, "/statements/pictures/?state=IL")


@pytest.mark.parametrize(
    ("extension", "content_type"), [("svg", "image/svg+xml"), ("png", "image/png"), ("csv", "text/csv; charset=utf-8")]
)
def test_file_says_what_it_is(archive, get, extension, content_type):
    response = get(f"/statements/pictures/topics.{extension}", state="IL")

    how = "attachment" if extension == "csv" else "inline"
    assert response["Content-Type"] == content_type
    assert re.fullmatch(rf'{how}; filename="stances-topics-[\d-]+\.{extension}"', response["Content-Disposition"])


def test_pictures_speak_spanish(archive, get):
    page = body(get("/es/statements/pictures/", state="IL"))

    assert 'href="/es/statements/?state=IL' in page
