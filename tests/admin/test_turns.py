"""Editors are not kept waiting by an import, and nor is the public by them."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from stances.desk import turns
from stances.models import Official, Statement
from tests.records import make_statement
from tests.refusals import run_sql

pytestmark = pytest.mark.django_db(transaction=True)

OFFICIALS = reverse("admin:stances_official_changelist")
STATEMENTS = reverse("admin:stances_statement_changelist")


@pytest.fixture(autouse=True)
def _little_patience(monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.1)


def test_who_saves_while_an_import_runs_is_told_at_once_that_nothing_was_saved(editor, import_runs):
    answer = editor.post(OFFICIALS + "add/", {"name": "Garry McFadden", "slug": "garry-mcfadden"})

    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "Nothing was saved" in answer.content.decode()
    assert not Official.objects.exists()


def test_of_a_change_in_several_steps_none_is_left_where_one_would_wait(reviewer, request):
    draft = make_statement(status="draft")
    request.getfixturevalue("import_runs")

    sent = {"action": "delete_selected", "_selected_action": [draft.pk], "post": "yes"}
    answer = reviewer.post(STATEMENTS, sent)

    assert answer.status_code == 503
    assert Statement.objects.exists()
    assert not LogEntry.objects.exists()


def test_pages_of_the_desk_are_read_while_an_import_runs(editor, import_runs):
    assert editor.get(STATEMENTS).status_code == 200


def test_who_has_saved_leaves_imports_and_commands_as_patient_as_before(editor):
    editor.post(OFFICIALS + "add/", {"name": "Garry McFadden", "slug": "garry-mcfadden"})

    assert Official.objects.exists()
    assert run_sql("SHOW lock_timeout") == ("0",)
