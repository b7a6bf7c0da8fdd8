import re

import pytest

from stances.models import Jurisdiction
from tests.lists import body, references_on_page
from tests.records import make_agency, make_jurisdiction, make_state, make_statement


def section(response, name):
    """The links of one section of a page, by the id of its heading: [(address, text)]."""
    found = re.search(rf'<section aria-labelledby="{name}">(.*?)</section>', body(response), re.DOTALL)
    return re.findall(r'<a href="([^"]*)">([^<]*)</a>', found[1]) if found else []


def test_directory_counts_statements_and_agencies_of_each_state(archive, get):
    rows = re.findall(r'<th scope="row"><a href="/jurisdictions/(..)/">', body(get("/jurisdictions/")))
    counts = re.findall(r'class="number">(\d+) <span', body(get("/jurisdictions/")))

    assert rows == ["ga", "il", "nm", "nc"]
    assert counts == [*"111", *"311", *"211", *"211"]  # statements, agencies with any, all agencies


def test_state_has_its_counties_agencies_and_statements(archive, get):
    response = get("/jurisdictions/nc/")

    assert [name for _address, name in section(response, "counties") if " County" in name] == [
        "Mecklenburg County",
        "Union County",
    ]
    assert references_on_page(response) == ["aaaaaaaa", "aaaaaaab"]
    assert ">Charlotte-Mecklenburg Police Department</a>" in body(response)
    assert '<a href="/statements/?state=NC">2 statements</a>' in body(response)


def test_place_counts_in_each_of_its_counties(archive, get):
    page = body(get("/jurisdictions/nc/"))

    for county in ("Mecklenburg", "Union"):
        assert f"{county} County: 2 statements by 1 agency; of the latest of each, 1 limits or declines" in page


@pytest.mark.parametrize("county", ["mecklenburg-county", "union-county"])
def test_county_has_its_places_with_what_their_police_said(archive, get, county):
    response = get(f"/jurisdictions/nc/{county}/")

    assert section(response, "places") == [("/jurisdictions/nc/charlotte/", "Charlotte")]
    assert references_on_page(response) == ["aaaaaaaa", "aaaaaaab"]
    assert ">Charlotte-Mecklenburg Police Department</a>" in body(response)


def test_place_tells_every_county_that_it_lies_in(archive, get):
    response = get("/jurisdictions/nc/charlotte/")
    said = re.search(r"<p>It lies in several counties:.*?</p>", body(response))[0]

    assert re.findall(r'href="([^"]*)"', said) == [
        "/jurisdictions/nc/mecklenburg-county/",
        "/jurisdictions/nc/union-county/",
    ]
    assert "GEOID <code>3712000</code>" in body(response)
    assert 'href="/statements/?place=3712000"' in body(response)


def test_place_of_one_county_says_which(archive, get):
    place = make_jurisdiction(
        name="Oak Park", level="place", state="IL", counties=[Jurisdiction.objects.get(geoid="17031")]
    )

    page = re.sub(r"\s+", " ", body(get(place.get_absolute_url())))

    assert 'It lies in <a href="/jurisdictions/il/cook-county/">Cook County</a></p>' in page


def test_county_is_not_its_namesake(archive, get):
    assert references_on_page(get("/jurisdictions/ga/cook-county/")) == ["cccccccc"]
    assert references_on_page(get("/jurisdictions/il/cook-county/")) == ["bbbbbbbb", "gggggggg", "ffffffff"]


@pytest.mark.parametrize("path", ["/jurisdictions/NC/", "/jurisdictions/Nc/charlotte/"])
def test_state_in_capitals_leads_to_the_one_spelling(archive, get, path):
    response = get(path)

    assert (response.status_code, response["Location"]) == (301, path.lower())


def test_jurisdiction_without_statements_says_so_and_draws_no_conclusion(db, get):
    for jurisdiction in (make_state(state="TX"), make_jurisdiction(name="Loving County", state="TX")):
        page = body(get(jurisdiction.get_absolute_url()))
        assert "The archive has no statement from here. That says nothing of what its police do." in page


def test_long_lists_are_cut_and_say_where_the_rest_is(db, get):
    county = make_jurisdiction(name="Long County")
    for number in range(26):
        make_agency(name=f"Police {number:03}", jurisdiction=county)
    for _number in range(7):
        statement = make_statement(agency=make_agency(jurisdiction=county))

    response = get(county.get_absolute_url())

    assert len(references_on_page(response)) == 6
    assert f'href="/statements/?county={county.geoid}">All 7 statements, with filters and downloads</a>' in body(
        response
    )
    assert body(response).count('<th scope="row">') == 25
    assert 'href="/agencies/?state=NC">All agencies of the state</a>' in body(response)
    assert statement.agency.get_absolute_url() in body(response)


def test_population_is_told_where_it_is_known(archive, get):
    Jurisdiction.objects.filter(geoid="37119").update(population=1122276)

    assert "population 1,122,276" in body(get("/jurisdictions/nc/mecklenburg-county/"))
    assert "population" not in body(get("/jurisdictions/nc/union-county/"))


def test_page_tells_the_latest_position_of_each_agency(archive, get):
    page = re.sub(r"\s+", " ", body(get("/jurisdictions/il/")))

    assert '<span class="position position-declines">Declines</span> 1 agency' in page


def test_county_and_place_are_shown_in_their_state(archive, get):
    assert 'aria-label="Where Mecklenburg County lies in North Carolina"' in body(
        get("/jurisdictions/nc/mecklenburg-county/")
    )
    assert 'aria-label="Where its counties lie in North Carolina"' in body(get("/jurisdictions/nc/charlotte/"))


def test_territory_has_a_page_without_a_map(db, get):
    territory = Jurisdiction.objects.create(level="state", geoid="72", name="Puerto Rico", slug="pr", state="PR")
    Jurisdiction.objects.create(
        level="county", geoid="72001", name="Adjuntas Municipio", slug="adjuntas", state="PR", parent=territory
    )

    page = body(get("/jurisdictions/pr/"))

    assert "Adjuntas Municipio" in page
    assert 'class="map"' not in page
    assert 'class="map"' not in body(get("/jurisdictions/pr/adjuntas/"))
