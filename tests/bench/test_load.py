import psycopg2
import pytest
from django.apps import apps
from django.db import connection

from bench.generate import generated, read_counts
from bench.load import fill
from bench.words import LAW
from bench.world import Scale, world
from stances.models import Article, Official, Statement
from tests.records import STATES, make_agency

SCALE = Scale(statements=60, agencies=40, officials=20, articles=40)


@pytest.fixture
def beside():
    """A connection of its own to the database of the tests."""
    known = ("host", "port", "user", "password", "dbname")
    given = {name: value for name, value in connection.get_connection_params().items() if name in known}
    opened = psycopg2.connect(**given)
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path):
    return generated(SCALE, say=lambda words: None, folder=tmp_path)


def make_agencies():
    for each in world(SCALE).agencies:
        make_agency(name=each.name, ori=each.ori, state=each.state if each.state in STATES else "NC")


@pytest.mark.django_db(transaction=True)
def test_what_is_loaded_is_published_found_and_kept_in_the_history_once(beside, folder):
    make_agencies()

    fill(beside, SCALE, folder, say=lambda words: None)

    assert Statement.objects.published().count() == SCALE.statements
    assert Statement.objects.search(LAW).count() == read_counts(folder)[LAW] > 0
    assert apps.get_model("stances.StatementEvent").objects.count() == SCALE.statements
    assert (Official.objects.count(), Article.objects.count()) == (SCALE.officials, SCALE.articles)
    fill(beside, SCALE, folder, say=lambda words: None)
    assert Statement.objects.count() == SCALE.statements
