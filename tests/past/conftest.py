import pytest

from tests.refusals import run_sql


@pytest.fixture(autouse=True)
def no_pasts_before(django_db_setup, django_db_blocker):
    """Each test begins without pasts, and none is left to the next module, whose archive has another history."""
    yield
    with django_db_blocker.unblock():
        run_sql("DELETE FROM stances_past")
