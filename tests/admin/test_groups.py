"""The groups that the migration makes."""

import importlib

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection

groups = importlib.import_module("stances.migrations.0004_groups")
reports = importlib.import_module("stances.migrations.0014_reports")
codings = importlib.import_module("stances.migrations.0018_codings")


def codenames(name):
    return set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))


@pytest.mark.django_db
def test_editors_write_and_reviewers_decide():
    assert codenames("Editors") == {*groups.EDITORS, *reports.EDITORS}
    assert codenames("Reviewers") == {*groups.REVIEWERS, *reports.REVIEWERS, *codings.REVIEWERS}
    assert not {"publish_statement", "withdraw_statement"} & codenames("Editors")


@pytest.mark.django_db
def test_second_coders_code_and_see_nothing_else():
    assert codenames("Second coders") == {"add_coding"}


@pytest.mark.django_db
def test_making_the_groups_twice_changes_nothing():
    with connection.schema_editor() as editor:
        groups.make_groups(apps, editor)
        reports.permit(apps, editor)
        codings.permit(apps, editor)

    assert Group.objects.count() == 3
