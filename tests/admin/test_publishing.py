"""Publishing and withdrawing: by whom, with which reason, and what is refused."""

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.urls import reverse

from stances.desk.publishing import publish, withdraw
from stances.models import Statement
from tests.records import make_statement

LIST = reverse("admin:stances_statement_changelist")


def send(client, action, *statements, **fields):
    keys = [statement.pk for statement in statements]
    return client.post(LIST, {"action": action, "_selected_action": keys, **fields})


def status_of(statement):
    return Statement.objects.values_list("status", "withdrawn_reason").get(pk=statement.pk)


def unsourced():
    draft = make_statement(status="draft", kind="paraphrase")
    draft.citations.all().delete()
    return draft


def test_a_reviewer_publishes_with_an_internal_reason(reviewer):
    draft = make_statement(status="in-review")

    asked = send(reviewer, "publish", draft)
    send(reviewer, "publish", draft, decided="yes", reason="checked against the tape")

    assert "never public" in asked.content.decode()
    assert status_of(draft) == ("published", "")
    event = Statement.pgh_event_model.objects.filter(pgh_obj=draft).last()
    assert event.pgh_context.metadata["reason"] == "checked against the tape"


def test_a_withdrawal_needs_a_reason(reviewer):
    statement = make_statement()

    answer = send(reviewer, "withdraw", statement, decided="yes", reason=" ")

    assert "Give the reason of the withdrawal" in answer.content.decode()
    assert status_of(statement) == ("published", "")


def test_a_reviewer_withdraws_and_publishes_again(reviewer):
    statement = make_statement()

    send(reviewer, "withdraw", statement, decided="yes", reason="The paper corrected it.")
    assert status_of(statement) == ("withdrawn", "The paper corrected it.")

    send(reviewer, "publish", statement, decided="yes")
    assert status_of(statement) == ("published", "")


def test_each_statement_is_decided_by_itself(reviewer):
    good, bad = make_statement(status="draft"), unsourced()

    asked = send(reviewer, "publish", good, bad)
    answer = send(reviewer, "publish", good, bad, decided="yes")

    assert "It rests on no article" in asked.content.decode()
    assert (status_of(good)[0], status_of(bad)[0]) == ("published", "draft")
    told = [str(message) for message in get_messages(answer.wsgi_request)]
    assert told == ["1 statement is published.", f"{bad.reference}: It rests on no article: add a citation first."]


@pytest.mark.parametrize("action", ["publish", "withdraw"])
def test_an_editor_is_not_offered_decisions(editor, action):
    draft = make_statement(status="draft")

    assert f'value="{action}"' not in editor.get(LIST).content.decode()
    send(editor, action, draft, decided="yes", reason="Because.")
    assert status_of(draft)[0] == "draft"


@pytest.mark.parametrize(
    ("decide", "status", "words"),
    [
        pytest.param(publish, "published", "It is published already.", id="publish again"),
        pytest.param(lambda s: withdraw(s, reason="x"), "draft", "It is not published", id="withdraw a draft"),
        pytest.param(lambda s: withdraw(s, reason=""), "published", "Give the reason", id="withdraw without reason"),
    ],
)
def test_what_can_not_be_decided_is_refused(db, decide, status, words):
    with pytest.raises(ValidationError, match=words):
        decide(make_statement(status=status))
