import html
import re

import pytest

from tests.lists import body
from tests.records import make_agency

COOK_IL, COOK_GA = "cook-county-sheriffs-office-il", "cook-county-sheriffs-office-ga"
POLICE, SHERIFF = "charlotte-mecklenburg-police-department-nc", "dona-ana-county-sheriffs-office-nm"


def told(text):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).strip()


def table(response):
    return [told(row) for row in re.findall(r"<tr>.*?</tr>", body(response), re.S)]


def test_agencies_stand_side_by_side_in_the_order_asked_for(archive, get):
    rows = table(get("/compare/", agency=[POLICE, COOK_IL]))

    assert rows[0] == "Topic Charlotte-Mecklenburg Police Department , NC Cook County Sheriff&#x27;s Office , IL"
    assert rows[1] == (
        "Enforcement Charlotte-Mecklenburg Police Department Declines about February 2017 ·&nbsp; 1 statement "
        "Cook County Sheriff&#x27;s Office Declines Feb. 21, 2017 ·&nbsp; 1 statement"
    )
    assert rows[2].endswith("nothing said Cook County Sheriff&#x27;s Office Declines Feb. 21, 2017 ·&nbsp; 1 statement")


def test_agencies_share_one_time_axis(archive, get):
    page = body(get("/compare/", agency=[POLICE, COOK_IL]))
    lanes = re.findall(r'role="list" aria-label="([^"]*)"', page)

    assert [html.unescape(lane) for lane in lanes] == [
        "Charlotte-Mecklenburg Police Department",
        "Cook County Sheriff's Office",
    ]
    assert page.count('class="timeline-chart"') == 1
    assert "Unclear, Nov. 14, 2016, Cook County Sheriff&#x27;s Office" in page


FEW = [
    pytest.param([], "Choose two to four agencies", id="none"),
    pytest.param([POLICE], "One agency is chosen. Add one to three others", id="one"),
    pytest.param([POLICE, POLICE], "One agency is chosen.", id="the same one twice"),
]


@pytest.mark.parametrize(("slugs", "words"), FEW)
def test_too_few_agencies_show_the_form(archive, get, slugs, words):
    response = get("/compare/", agency=slugs)

    assert response.status_code == 200
    assert words in body(response)
    assert "<table" not in body(response)


def test_four_agencies_are_the_most(archive, get):
    four = [POLICE, COOK_IL, COOK_GA, SHERIFF]
    page, more = get("/compare/", agency=four), get("/compare/", agency=[*four, make_agency(name="Fifth").slug])

    assert page.status_code == 200
    assert "Four agencies are the most." in body(page)
    assert more.status_code == 400
    assert "agency: 5 agencies are too many to compare: 4 are the most. Remove some." in body(more)


@pytest.mark.parametrize("query", ["agency=nobody", f"agency={POLICE}&agency=nobody", "agencies=x", "q=a&q=b"])
def test_wrong_input_is_explained(archive, client, query):
    response = client.get(f"/compare/?{query}")

    assert response.status_code == 400
    assert "This list can’t be shown" in body(response)
    assert "<table" not in body(response)


def links(response):
    return {
        html.unescape(href): told(words)
        for href, words in re.findall(r'href="(/compare/\?[^"]*)">(.*?)</a>', body(response))
    }


def test_an_agency_is_found_and_added(archive, get):
    response = get("/compare/", agency=POLICE, q="cook")

    assert links(response) == {
        f"/compare/?agency={POLICE}&agency={COOK_IL}": "Add Cook County Sheriff&#x27;s Office (IL)",
        f"/compare/?agency={POLICE}&agency={COOK_GA}": "Add Cook County Sheriff&#x27;s Office (GA)",
    }
    assert f'<input type="hidden" name="agency" value="{POLICE}">' in body(response)


def test_what_is_not_found_is_said(archive, get):
    assert "No other agency is found by “zeppelin”." in body(get("/compare/", q="zeppelin"))


def test_an_agency_is_removed(archive, get):
    assert f"/compare/?agency={COOK_IL}" in links(get("/compare/", agency=[POLICE, COOK_IL]))


def test_agencies_without_statements_say_so(db, get):
    slugs = [make_agency(name=name).slug for name in ("One", "Two")]

    page = body(get("/compare/", agency=slugs))

    assert "The archive has no statement of these agencies. That says nothing of their positions." in page


def test_a_comparison_of_four_takes_few_queries(archive, get, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        get("/compare/", agency=[POLICE, COOK_IL, COOK_GA, SHERIFF], q="cook")
