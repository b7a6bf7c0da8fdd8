import pytest
from django.db.models import ProtectedError

from stances.models import Agency
from tests.records import make_agency, make_jurisdiction, make_state, make_statement
from tests.refusals import refused, refused_by, run_sql

pytestmark = pytest.mark.django_db

BROKEN = [
    pytest.param("agency_has_name", {"name": "\n "}, id="a name of blanks"),
    pytest.param("agency_kind_is_known", {"kind": "police"}, id="an unknown kind"),
    pytest.param("agency_ori_has_nine_characters", {"ori": "NC060000"}, id="an ORI of eight characters"),
    pytest.param("agency_ori_has_nine_characters", {"ori": "nc0600000"}, id="an ORI in lower case"),
    pytest.param("agency_ori_has_nine_characters", {"ori": "NC06-0000"}, id="an ORI with a hyphen"),
    pytest.param("agency_aliases_have_text", {"aliases": ["CMPD", ""]}, id="an empty alias"),
    pytest.param("agency_figures_have_a_year", {"officers": 12}, id="officers of no year"),
    pytest.param("agency_figures_have_a_year", {"population_served": 9000}, id="people of no year"),
    pytest.param("stances_agency_officers_check", {"officers": -1, "staffing_year": 2020}, id="fewer than no officers"),
    pytest.param(
        "stances_agency_population_served_check",
        {"population_served": -1, "staffing_year": 2020},
        id="fewer than no people",
    ),
    pytest.param("stances_agency_staffing_year_check", {"staffing_year": -1}, id="a year below zero"),
]

BAD_SLUGS = ["", "Sheriff-NC", "a--b", "-a", "a-", "a_b", "a/b", "doña-ana-nm", "a\n"]


def test_an_agency_makes_its_address_of_name_and_state():
    agency = make_agency(name="Doña Ana County Sheriff's Office", state="NM")

    assert agency.slug == "dona-ana-county-sheriffs-office-nm"
    assert agency.get_absolute_url() == "/agencies/dona-ana-county-sheriffs-office-nm/"
    assert str(agency) == "Doña Ana County Sheriff's Office (NM)"


def test_namesakes_of_a_state_get_an_address_each():
    first, second, third = make_agency(), make_agency(ori="NC0600000"), make_agency()

    assert second.slug == f"{first.slug}-nc0600000"
    assert third.slug == f"{first.slug}-2"


def test_namesakes_of_two_states_need_no_number():
    make_agency(name="Cook County Sheriff's Office", state="IL")

    assert make_agency(name="Cook County Sheriff's Office", state="GA").slug == "cook-county-sheriffs-office-ga"


def test_two_agencies_may_share_an_ori():
    make_agency(ori="NC0600000")

    assert make_agency(ori="NC0600000").pk


def test_an_agency_of_a_place_polices_it():
    place = make_jurisdiction(name="Charlotte", level="place", counties=[make_jurisdiction()])

    assert make_agency(jurisdiction=place).place == place
    assert make_agency(jurisdiction=make_state()).place is None


@pytest.mark.parametrize(
    "words",
    [
        "mecklenburg sheriff",
        "MCSO",
        "nc0600000",
        "north carolina mcso",
        "sheriff carolina del norte",
        "NC sheriff",
        "sheriffs office",
        "sheriff’s",
    ],
)
def test_an_agency_is_found_by(words):
    agency = make_agency(aliases=["MCSO"], ori="NC0600000")
    make_agency(name="Cook Police", kind="municipal-police", state="IL", jurisdiction=make_state(state="IL"))

    assert list(Agency.objects.search(words)) == [agency]


@pytest.mark.parametrize(("constraint", "values"), BROKEN)
def test_the_database_refuses(constraint, values):
    agency = make_agency()

    with refused_by(constraint):
        Agency.objects.filter(pk=agency.pk).update(**values)


@pytest.mark.parametrize("slug", BAD_SLUGS)
def test_the_database_refuses_a_slug_that_is_no_address(slug):
    agency = Agency(name="Sheriff", slug=slug, kind="sheriff", jurisdiction=make_jurisdiction())

    with refused_by("agency_slug_is_address"):
        Agency.objects.bulk_create([agency])


def test_the_database_refuses_a_slug_twice():
    agency = make_agency()

    with refused_by("stances_agency_slug_key"):
        make_agency(slug=agency.slug)


def test_the_slug_is_permanent():
    agency = make_agency()

    with refused("Cannot update rows from stances_agency"):
        run_sql("UPDATE stances_agency SET slug = 'other' WHERE id = %s", agency.pk)


def test_an_agency_with_a_statement_is_kept():
    agency = make_statement().agency

    with pytest.raises(ProtectedError):
        agency.delete()
    with refused("violates foreign key constraint"):
        run_sql("DELETE FROM stances_agency WHERE id = %s", agency.pk)
