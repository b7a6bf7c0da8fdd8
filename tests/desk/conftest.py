import environ
import pytest
from django.db import connection, transaction

from archive.postgres import running


@pytest.fixture(scope="session")
def prepared_server(prepared_dir):
    """The settings of a database with the whole collection, as `manage.py prepare` leaves it."""
    from tests.site_plugin import copy_of  # registered as a plugin only after this file is read

    with running(copy_of(prepared_dir, "desk"), say=lambda words: None) as url:
        given = environ.Env.db_url_config(url)
        yield {name: given[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}


@pytest.fixture
def whole_archive(prepared_server, django_db_setup, django_db_blocker):
    """Lead the connection to the whole collection for one test; what the test changes there is undone."""
    given = {name: connection.settings_dict[name] for name in prepared_server}
    with django_db_blocker.unblock():
        lead_to(prepared_server)
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
        lead_to(given)


def lead_to(settings):
    connection.close()
    connection.settings_dict.update(settings)
