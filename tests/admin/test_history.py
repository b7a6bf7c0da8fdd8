"""The history that the desk shows: whoever made a change, and however."""

import pghistory
from django.contrib.auth.models import User
from django.db import connection
from django.urls import reverse

from stances.admin.history import changes_of
from tests.records import make_article, make_citation, make_statement


def told(statement):
    return [
        (change.what, change.who, {field.label: (field.before, field.after) for field in change.fields})
        for change in changes_of(statement)
    ]


def test_a_change_by_sql_is_told_with_labels(db):
    statement = make_statement(position="limits", topics=["detainers"])

    with connection.cursor() as cursor:
        cursor.execute("UPDATE stances_statement SET position = 'declines', topics = '{287g,data-sharing}'")

    assert told(statement)[0] == (
        "Statement changed",
        "outside the site",
        {"position": ("Limits", "Declines"), "topics": ("Detainers", "287(g), Data sharing")},
    )


def test_an_account_and_a_reason_are_named(db):
    statement = make_statement(status="draft")
    user = User.objects.create_user("rita", first_name="Rita", last_name="Ruiz")

    with pghistory.context(user=user.pk, reason="checked"):
        statement.status = "published"
        statement.save()

    change = changes_of(statement)[0]
    assert (change.who, change.reason) == ("Rita Ruiz", "checked")


def test_citations_belong_to_the_history_even_deleted_ones(db):
    statement = make_statement()
    citation = make_citation(statement=statement, article=make_article(headline="Gone", publisher="Post"))
    citation.delete()

    what, _who, fields = told(statement)[0]

    assert what == "Citation deleted"
    assert fields["article"] == ("Gone (Post)", "")


def test_the_page_shows_fields_in_words(editor):
    statement = make_statement(position="limits")

    page = editor.get(reverse("admin:stances_statement_history", args=[statement.pk])).content.decode()

    assert "Statement added" in page
    assert "<td>Limits</td>" in page
    assert "outside the site" in page
