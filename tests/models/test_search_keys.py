import pytest

from stances.models import AgencyKey, CodingKey, PublisherKey
from tests.records import make_statement
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db

TWICE = [
    pytest.param("coding_key_is_unique", CodingKey, id="codes"),
    pytest.param("agency_key_is_unique", AgencyKey, id="an agency"),
    pytest.param("publisher_key_is_unique", PublisherKey, id="publishers"),
]


@pytest.mark.parametrize(("constraint", "model"), TWICE)
def test_no_two_keys_mean_the_same(constraint, model):
    make_statement()
    key = model.objects.first()
    key.pk = None

    with refused_by(constraint):
        key.save(force_insert=True)
