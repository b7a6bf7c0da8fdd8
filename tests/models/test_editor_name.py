import pytest
from django.contrib.auth.models import User

from stances.models import DataVersion, EditorName
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db


def test_the_database_refuses_a_name_without_words():
    with refused_by("editor_name_has_text"):
        EditorName.objects.create(user=User.objects.create_user("rita"), name=" ")


@pytest.mark.parametrize("write", [EditorName.objects.update, lambda name: User.objects.all().delete()])
def test_pages_are_made_anew_where_a_name_changes(write):
    EditorName.objects.create(user=User.objects.create_user("rita"), name="Rita")
    before = DataVersion.objects.get().moment

    write(name="Rita Smith")

    assert DataVersion.objects.get().moment > before
