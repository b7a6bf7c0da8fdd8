import pytest
from django.http import QueryDict

from stances.charts.maps import county_map, read_measure, state_map, tallies_of_counties, tallies_of_states, tally_of
from stances.charts.tallies import Tally
from stances.models import Jurisdiction
from tests.records import make_agency, make_jurisdiction, make_state, make_statement


def areas(found):
    return {area.jurisdiction.state: area for area in [*found.areas, *found.others]}


def test_each_agency_counts_once_by_its_latest_statement(db):
    agency = make_agency(state="TX")
    for date, position in (("2017", "limits"), ("2025-03", "partners"), ("2020-05-05", "declines"), ("", "neutral")):
        make_statement(agency=agency, date=date, position=position)

    assert tallies_of_states() == {"TX": Tally(4, {"partners": 1})}


def test_undated_statement_counts_where_there_is_no_other(db):
    make_statement(agency=make_agency(state="TX"), date="", position="unclear")

    assert tallies_of_states() == {"TX": Tally(1, {"unclear": 1})}


def test_what_is_not_published_counts_nowhere(db):
    agency = make_agency(state="TX")
    make_statement(agency=agency, date="2016", position="limits")
    make_statement(agency=agency, date="2025", position="partners", status="draft")
    make_statement(agency=make_agency(state="GA"), status="in-review")

    assert tallies_of_states() == {"TX": Tally(1, {"limits": 1})}


def test_agency_that_moved_counts_where_it_is_now(db):
    agency = make_agency(state="TX")
    make_statement(agency=agency, position="limits")
    agency.jurisdiction = agency.county = make_jurisdiction(name="Cook County", state="GA")
    agency.save()

    assert tallies_of_states() == {"GA": Tally(1, {"limits": 1})}


def test_place_counts_in_each_of_its_counties_and_once_in_its_state(archive):
    tally, counties = tallies_of_counties(make_state(state="NC"), 2)

    assert tally == Tally(2, {"declines": 1})
    assert counties == {"37119": Tally(2, {"declines": 1}), "37179": Tally(2, {"declines": 1})}


def test_agency_of_the_whole_state_is_of_no_county(db):
    texas = make_state(state="TX")
    make_statement(agency=make_agency(jurisdiction=texas, kind="state-police"), position="partners")

    assert tallies_of_counties(texas, 1) == (Tally(1, {"partners": 1}), {})


@pytest.mark.parametrize("geoid", ["37119", "3712000"])
def test_county_and_place_have_their_own(archive, geoid):
    assert tally_of(Jurisdiction.objects.get(geoid=geoid), 2) == Tally(2, {"declines": 1})


def test_map_draws_states_and_lists_territories(archive):
    Jurisdiction.objects.create(level="state", geoid="72", name="Puerto Rico", slug="puerto-rico", state="PR")

    found = state_map()

    assert [area.jurisdiction.state for area in found.others] == ["PR"]
    assert areas(found)["NC"].path.startswith("M")
    assert areas(found)["NC"].address == "/jurisdictions/nc/"


def test_few_agencies_are_shown_as_few(db):
    for _number in range(5):
        make_statement(agency=make_agency(state="TX"))
    make_statement(agency=make_agency(state="GA"))

    found = areas(state_map())

    assert (found["TX"].is_few, found["TX"].pattern) == (False, "")
    assert (found["GA"].is_few, found["GA"].pattern) == (True, "few-limits")
    assert not areas(state_map("statements"))["GA"].is_few


def test_areas_with_the_most_come_first(archive):
    found = state_map("limits").with_statements

    assert [area.jurisdiction.state for area in found] == ["IL", "NM", "NC", "GA"]
    assert [area.value for area in found] == ["100%", "100%", "100%", "0%"]


def test_legend_counts_every_area(archive):
    found = state_map()

    assert {shade.code: count for shade, count in found.legend if count} == {
        "cooperates": 1,
        "limits": 1,
        "declines": 2,
    }


def test_small_state_has_its_label_in_a_box(db):
    for state, geoid, name in (("RI", "44", "Rhode Island"), ("WY", "56", "Wyoming")):
        Jurisdiction.objects.create(level="state", geoid=geoid, name=name, slug=state.lower(), state=state)

    found = areas(state_map())

    assert found["RI"].label.box
    assert not found["WY"].label.box


def test_county_that_the_map_lacks_is_still_listed(db):
    county = make_jurisdiction(name="New County", state="TX", geoid="48999")

    found = county_map(make_state(state="TX"), [(county, Tally(1, {"limits": 1}))])

    assert (found.areas, [area.jurisdiction for area in found.with_statements]) == ([], [county])


@pytest.mark.parametrize(
    ("query", "measure", "wrong"),
    [
        pytest.param("", "position", "", id="the usual one"),
        pytest.param("measure=limits&utm_source=x", "limits", "", id="one of them"),
        pytest.param("measure=size", "position", "“size” is not one of the measures", id="another"),
        pytest.param("measure=limits&measure=cooperates", "position", "more than once", id="two"),
        pytest.param("mesure=limits", "position", "Did you mean “measure”?", id="misspelled"),
    ],
)
def test_measure_is_read_strictly(query, measure, wrong):
    found, messages = read_measure(QueryDict(query))

    assert found == measure
    assert wrong in " ".join(messages)
    assert bool(messages) == bool(wrong)
