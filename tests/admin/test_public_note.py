"""What an editor says for the public log, and whether he is named in it."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from stances.changes import changes_since_publication
from stances.models import EditorName, Statement
from tests.admin.conftest import errors_of, make_account
from tests.admin.forms import citation_forms, statement_form
from tests.records import make_article, make_statement

NAME = reverse("admin:stances_editorname_changelist")


def form_of(statement, **fields):
    form = statement_form(agency=statement.agency, kind="quotation", text=statement.text, status="published")
    citation = {"id": statement.citations.get().pk, "statement": statement.pk, "article": statement.articles.get().pk}
    return form | citation_forms([citation], initial=1) | fields


def test_the_note_is_public_and_the_reason_is_not(reviewer):
    statement = make_statement(text="Said.")
    address = reverse("admin:stances_statement_change", args=[statement.pk])

    answer = reviewer.post(address, form_of(statement, text="Said so.", why="Secret", public_note="A reader told us."))

    assert errors_of(answer) == []
    assert [(one.note, one.editor) for one in changes_since_publication(statement)] == [("A reader told us.", "")]


def test_a_note_without_a_public_change_is_not_dropped_silently(reviewer):
    statement = make_statement(text="Said.")
    address = reverse("admin:stances_statement_change", args=[statement.pk])

    told = []
    for note in ("A slip.", "Checked again."):
        answer = reviewer.post(address, form_of(statement, text="Said so.", public_note=note), follow=True)
        told.append(" ".join(str(message) for message in answer.context["messages"]))

    assert ["was not kept: nothing was changed that the public sees" in words for words in told] == [False, True]
    assert [one.note for one in changes_since_publication(statement)] == ["A slip."]


def test_an_article_is_changed_with_a_note(reviewer):
    statement = make_statement(article=make_article(publisher="Post"))
    article = statement.articles.get()
    form = {"url": article.url, "headline": "Other", "publisher": "Post", "language": "en", "public_note": "A slip."}

    reviewer.post(reverse("admin:stances_article_change", args=[article.pk]), form)

    assert [one.note for one in changes_since_publication(statement)] == ["A slip."]


def test_a_statement_is_published_with_a_note(reviewer, get):
    draft = make_statement(status="draft")
    fields = {"action": "publish", "_selected_action": [draft.pk], "decided": "yes"}

    reviewer.post(reverse("admin:stances_statement_changelist"), fields | {"public_note": "Newly found."})

    page = get("/changes/").content.decode()
    assert "Newly found." in page
    assert draft.reference in page


@pytest.mark.parametrize(("status", "is_asked"), [("published", True), ("draft", True)])
def test_a_reviewer_is_asked_for_a_note(reviewer, status, is_asked):
    address = reverse("admin:stances_statement_change", args=[make_statement(status=status).pk])

    assert ('name="public_note"' in reviewer.get(address).content.decode()) == is_asked


def test_an_editor_of_drafts_is_not_asked_for_a_note(editor):
    address = reverse("admin:stances_statement_change", args=[make_statement(status="draft").pk])

    assert 'name="public_note"' not in editor.get(address).content.decode()


def test_an_editor_agrees_to_be_named_and_takes_it_back(reviewer):
    statement = make_statement()
    rita = User.objects.get(username="rita")
    form = form_of(statement, context="Other.")
    reviewer.post(reverse("admin:stances_statement_change", args=[statement.pk]), form)

    reviewer.post(reviewer.get(NAME)["Location"], {"name": "Rita Smith"})
    assert [one.editor for one in changes_since_publication(statement)] == ["Rita Smith"]

    reviewer.post(reverse("admin:stances_editorname_delete", args=[rita.pk]), {"post": "yes"})
    assert [one.editor for one in changes_since_publication(statement)] == [""]


def test_nobody_has_a_say_for_another(reviewer, admin_client):
    other = EditorName.objects.create(user=make_account("otto"), name="Otto")
    address = reverse("admin:stances_editorname_change", args=[other.pk])

    for client in (reviewer, admin_client):
        assert client.get(address).status_code == 302  # nothing there
        client.post(address, {"name": "Another"})
        assert reverse("admin:stances_editorname_add") in client.get(NAME)["Location"]
    assert EditorName.objects.get().name == "Otto"


def test_the_history_at_the_desk_has_both(reviewer):
    statement = make_statement()
    form = form_of(statement, context="Other.", why="Internal.", public_note="Public.")
    reviewer.post(reverse("admin:stances_statement_change", args=[statement.pk]), form)

    page = reviewer.get(reverse("admin:stances_statement_history", args=[statement.pk])).content.decode()

    assert "Reason: Internal." in page
    assert "In the public log: Public." in page
    assert Statement.objects.get().context == "Other."
