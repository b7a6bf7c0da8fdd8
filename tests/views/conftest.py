import pytest
from django.db import transaction

from tests.conftest import make_archive


@pytest.fixture(scope="module")
def kept_archive(django_db_setup, django_db_blocker):
    """One archive for all tests of a module; each test's own changes are undone, as they are within it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_archive()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def archive(kept_archive, db):
    """The archive is there in every test of views, so that the order of tests makes no difference."""
    return kept_archive
