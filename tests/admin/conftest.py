import re

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection


def make_account(name, *, group=None, **fields):
    user = User.objects.create_user(name, password="secret", is_staff=True, **fields)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def editor(client, db):
    """A client signed in as an editor."""
    client.force_login(make_account("edith", group="Editors"))
    return client


@pytest.fixture
def reviewer(client, db):
    """A client signed in as a reviewer."""
    client.force_login(make_account("rita", group="Reviewers"))
    return client


@pytest.fixture
def coder(client, db):
    """A client signed in as a second coder."""
    client.force_login(make_account("cody", group="Second coders"))
    return client


@pytest.fixture
def import_runs(transactional_db):
    """A connection that has its turn until it is closed, as an import has; it gives up after ten seconds."""
    other = connection.copy()
    other.set_autocommit(False)
    other.cursor().execute("SET idle_in_transaction_session_timeout = '10s'; SELECT stances_lock()")
    yield other
    other.close()


def errors_of(response):
    """The errors that a form shows, in words and in order; none if it was saved."""
    lists = re.findall(r'<ul class="errorlist[^>]*>(.*?)</ul>', response.content.decode(), re.S)
    return [words for found in lists for words in re.findall(r"<li>(.*?)</li>", found, re.S)]
