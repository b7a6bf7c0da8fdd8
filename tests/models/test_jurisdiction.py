import pytest
from django.db.models import ProtectedError

from stances.models import Jurisdiction, PlaceCounty
from tests.records import make_agency, make_jurisdiction, make_state
from tests.refusals import refused, refused_by, run_sql

pytestmark = pytest.mark.django_db

COUNTY = {
    "level": "county",
    "geoid": "37119",
    "name": "Union County",
    "slug": "union-county",
    "state": "NC",
}

BROKEN = [
    pytest.param("jurisdiction_has_name", {"name": " \t"}, id="a name of blanks"),
    pytest.param("jurisdiction_geoid_fits_level", {"geoid": "7119"}, id="a county that lost its leading zero"),
    pytest.param("jurisdiction_geoid_fits_level", {"geoid": "3712000"}, id="a county with the GEOID of a place"),
    pytest.param("jurisdiction_geoid_fits_level", {"geoid": "3711x"}, id="a letter in a GEOID"),
    pytest.param("jurisdiction_state_is_usps", {"state": "nc"}, id="a state in lower case"),
    pytest.param("jurisdiction_parent_unless_state", {"parent": None}, id="a county of no state"),
    pytest.param("stances_jurisdiction_population_check", {"population": -1}, id="fewer than no people"),
    pytest.param("stances_jurisdiction_vintage_check", {"vintage": -2017}, id="a year below zero"),
]


def create(**values):
    return Jurisdiction.objects.create(**COUNTY | {"parent": make_state(state="NC")} | values)


def test_a_county_has_its_state_in_its_name_and_address():
    county = create()

    assert str(county) == "Union County, NC"
    assert county.get_absolute_url() == "/jurisdictions/nc/union-county/"
    assert make_state(state="NC").get_absolute_url() == "/jurisdictions/nc/"


def test_a_jurisdiction_is_a_value_of_the_filter_of_its_level():
    county, state = create(), make_state(state="NC")

    assert (county.filter_name, county.filter_value) == ("county", "37119")
    assert (state.filter_name, state.filter_value) == ("state", "NC")


def test_leading_zeros_are_kept():
    county = create(geoid="01001", state="AL")

    assert Jurisdiction.objects.get(pk=county.pk).geoid == "01001"


@pytest.mark.parametrize("words", ["Dona Ana", "doña", "COUNTY ana", "Ana Nuevo México"])
def test_a_jurisdiction_is_found_whatever_its_accents(words):
    county = make_jurisdiction(name="Doña Ana County", state="NM")

    assert list(Jurisdiction.objects.search(words).counties()) == [county]


@pytest.mark.parametrize(("constraint", "values"), BROKEN)
def test_the_database_refuses(constraint, values):
    with refused_by(constraint):
        create(**values)


def test_the_database_refuses_a_level_that_it_does_not_know():
    with refused_by("jurisdiction_geoid_fits_level"):
        create(level="city")


def test_the_database_refuses_a_state_with_a_parent():
    with refused_by("jurisdiction_parent_unless_state"):
        create(level="state", geoid="38")


def test_the_database_refuses_a_geoid_twice():
    create()

    with refused_by("jurisdiction_geoid_is_unique"):
        create(slug="another-slug")


def test_the_database_refuses_a_slug_twice_in_a_state():
    create()

    with refused_by("jurisdiction_slug_is_unique_in_state"):
        create(geoid="37121")


def test_the_same_slug_may_be_in_two_states():
    create()

    assert create(geoid="45119", state="SC", parent=make_state(state="SC")).pk


def test_the_database_refuses_the_same_county_of_a_place_twice():
    county = create()
    place = make_jurisdiction(name="Charlotte", level="place", counties=[county])

    with refused_by("place_county_is_unique"):
        PlaceCounty.objects.create(place=place, county=county)


@pytest.mark.parametrize("values", [{"geoid": "37121"}, {"state": "SC"}, {"level": "place", "geoid": "3712000"}])
def test_level_geoid_and_state_are_permanent(values):
    county = create()

    with refused("Cannot update rows from stances_jurisdiction"):
        Jurisdiction.objects.filter(pk=county.pk).update(**values)


def test_a_county_with_an_agency_is_kept():
    county = create()
    make_agency(jurisdiction=county)

    with pytest.raises(ProtectedError):
        county.delete()
    with refused("violates foreign key constraint"):
        run_sql("DELETE FROM stances_jurisdiction WHERE id = %s", county.pk)
