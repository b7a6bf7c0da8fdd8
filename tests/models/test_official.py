import pytest
from django.db.models import ProtectedError

from stances.models import Official
from tests.records import make_official, make_statement
from tests.refusals import refused, refused_by, run_sql

pytestmark = pytest.mark.django_db

BROKEN = [
    pytest.param("official_has_name", {"name": " "}, id="a name of blanks"),
    pytest.param("official_slug_is_address", {"slug": "Garry-McFadden"}, id="a slug with capitals"),
    pytest.param("official_slug_is_address", {"slug": "garry mcfadden"}, id="a slug with a blank"),
    pytest.param("official_slug_is_address", {"slug": "garry/mcfadden"}, id="a slug with a slash"),
]


def test_namesakes_get_an_address_each():
    slugs = [make_official(name="José Núñez").slug for _namesake in range(3)]

    assert slugs == ["jose-nunez", "jose-nunez-2", "jose-nunez-3"]


def test_a_name_without_a_latin_letter_has_an_address_too():
    assert make_official(name="李明").get_absolute_url() == "/officials/official/"


@pytest.mark.parametrize("words", ["nunez", "NÚÑEZ jose", "ose"])
def test_an_official_is_found_by(words):
    official = make_official(name="José Núñez")
    make_official(name="Cara Smith")

    assert list(Official.objects.search(words)) == [official]


@pytest.mark.parametrize(("constraint", "values"), BROKEN)
def test_the_database_refuses(constraint, values):
    with refused_by(constraint):
        make_official(**values)


def test_the_database_refuses_a_slug_twice():
    make_official(slug="garry-mcfadden")

    with refused_by("stances_official_slug_key"):
        make_official(slug="garry-mcfadden")


def test_the_slug_is_permanent():
    official = make_official()

    with refused("Cannot update rows from stances_official"):
        Official.objects.filter(pk=official.pk).update(slug="other")


def test_an_official_who_spoke_is_kept():
    official = make_official()
    make_statement(official=official)

    with pytest.raises(ProtectedError):
        official.delete()
    with refused("violates foreign key constraint"):
        run_sql("DELETE FROM stances_official WHERE id = %s", official.pk)
