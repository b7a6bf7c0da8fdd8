"""What editors do with the reports of readers."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import User
from django.urls import reverse

from stances.models import Report
from tests.records import make_statement

LIST = "/admin/stances/report/"


@pytest.fixture
def report(db):
    return Report.objects.create(statement=make_statement(reference="aaaaaaaa"), wrong="It was March.", email="a@b.org")


def page_of(report):
    return reverse("admin:stances_report_change", args=[report.pk])


def test_the_list_links_to_the_statement_and_can_be_narrowed(editor, report):
    statement = reverse("admin:stances_statement_change", args=[report.statement_id])

    assert f'<a href="{statement}">aaaaaaaa</a>' in editor.get(LIST).content.decode()
    assert "It was March." in editor.get(LIST, {"standing": "open"}).content.decode()
    assert "It was March." not in editor.get(LIST, {"standing": "dealt-with"}).content.decode()


def test_an_editor_deals_with_a_report_and_is_named(editor, report):
    editor.post(page_of(report), {"is_dealt_with": "on", "note": "Corrected.", "wrong": "Else"})

    report.refresh_from_db()
    assert (report.is_open, report.dealt_with_by.username, report.note) == (False, "edith", "Corrected.")
    assert report.wrong == "It was March."
    assert "edith" in editor.get(LIST).content.decode()


def test_a_note_alone_changes_nobody_who_dealt_with_it(editor, report):
    report.dealt_with_at, report.dealt_with_by = report.sent_at, User.objects.create_user("rita")
    report.save()

    editor.post(page_of(report), {"is_dealt_with": "on", "note": "More."})

    report.refresh_from_db()
    assert (report.dealt_with_by.username, report.dealt_with_at, report.note) == ("rita", report.sent_at, "More.")


def test_several_are_dealt_with_and_opened_again_at_once(editor, report):
    chosen = {ACTION_CHECKBOX_NAME: [report.pk]}
    editor.post(LIST, {"action": "deal_with", **chosen})
    assert [each.dealt_with_by.username for each in Report.objects.dealt_with()] == ["edith"]

    editor.post(LIST, {"action": "open_again", **chosen})
    assert [each.dealt_with_by for each in Report.objects.open()] == [None]


def test_the_history_of_a_report_opens(editor, report):
    assert editor.get(reverse("admin:stances_report_history", args=[report.pk])).status_code == 200


def test_reports_are_added_by_readers_and_deleted_by_reviewers(editor, report):
    assert editor.get(f"{LIST}add/").status_code == 403
    assert editor.get(reverse("admin:stances_report_delete", args=[report.pk])).status_code == 403


def test_a_reviewer_may_delete_what_is_spam(reviewer, report):
    reviewer.post(reverse("admin:stances_report_delete", args=[report.pk]), {"post": "yes"})

    assert not Report.objects.exists()
