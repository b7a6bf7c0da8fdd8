"""The log tells what the history of each statement tells, and what was done to many at once in one line."""

import pghistory
import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.http import QueryDict

from stances.changes import versions_of
from stances.changes.log import entries_of, lines_of
from stances.codebook import Status
from stances.desk.publishing import publish, withdraw
from stances.filters.changes import TOLD_SINGLY, filter_changes
from stances.models import Article, EditorName, LoggedChange, MergedReference, Statement
from tests.records import make_article, make_citation, make_statement

pytestmark = pytest.mark.django_db


def at_once(write, **why):
    with pghistory.context(reason="Secret", **why), transaction.atomic():
        return write()


def lines(query=""):
    return lines_of(filter_changes(QueryDict(query)))[0]


def told(query=""):
    """{reference: what happened to it, newest first}, and the numbers of what was done to many."""
    return [
        (line.entries and [(each.logged.reference, each.change) for each in line.entries]) or line.count
        for line in lines(query)
    ]


def entry(query=""):
    return lines(query)[0].entries[0]


def a_long_history():
    """A statement and another, to which everything happens that may."""
    draft = at_once(lambda: make_statement(status=Status.DRAFT))
    other = make_statement()
    at_once(lambda: Statement.objects.filter(pk=draft.pk).update(text="Still a draft."))
    at_once(lambda: publish(draft))
    citation = at_once(lambda: make_citation(statement=draft, article=make_article(headline="Told again")))
    at_once(lambda: Article.objects.update(byline="Ann Smith"))
    at_once(lambda: Statement.objects.update(context="Both."))
    at_once(lambda: (Statement.objects.update(context="Other."), Statement.objects.update(context="Both.")))
    at_once(citation.delete)
    at_once(lambda: withdraw(draft, reason="Never said."))
    at_once(lambda: Statement.objects.filter(pk=draft.pk).update(text="While withdrawn."))
    at_once(lambda: publish(draft))
    at_once(
        lambda: Statement.objects.filter(pk=draft.pk).update(
            text="The end.", status="withdrawn", withdrawn_reason="No."
        )
    )
    return draft, other


def test_log_and_history_tell_the_same():
    for statement in a_long_history():
        logged = LoggedChange.objects.filter(statement=statement).order_by("at").with_related()
        found = entries_of(logged)

        assert [each.version for each in found] == versions_of([statement.pk])[statement.pk]
        assert [each.change for each in found] == [each.logged.change for each in found]


def test_an_entry_tells_what_changed_and_why_but_not_the_internal_reason():
    statement = make_statement(context="")
    at_once(lambda: Statement.objects.update(context="At a meeting."), public_note="A reader told us.")

    assert [(each.label, each.before, each.after) for each in entry().fields] == [("Context", "", "At a meeting.")]
    assert (entry().note, entry().editor, entry().statement) == ("A reader told us.", "", statement)


def test_an_editor_is_named_only_as_long_as_he_agrees():
    rita = User.objects.create_user("rita", first_name="Rita", last_name="Secret")
    make_statement()
    at_once(lambda: Statement.objects.update(context="At a meeting."), user=rita.pk)
    assert entry().editor == ""

    EditorName.objects.create(user=rita, name="Rita Smith")
    assert entry().editor == "Rita Smith"

    rita.delete()
    assert entry().editor == ""


def test_a_withdrawn_statement_has_its_reason_and_no_words():
    statement = make_statement(text="First.")
    at_once(lambda: Statement.objects.update(text="Second."))
    at_once(lambda: withdraw(statement, reason="Never said."))

    withdrawal, change, publication = [each for line in lines() for each in line.entries]

    assert (withdrawal.reason, withdrawal.fields) == ("Never said.", [])
    assert [(each.label, each.before, each.after) for each in change.fields] == [("Text", "", "")]
    assert not any(each.has_words for each in (withdrawal, change, publication))


def test_a_merge_tells_its_target():
    statement = at_once(make_statement)
    at_once(lambda: MergedReference.objects.create(reference="mmmmmmmm", statement=statement), public_note="Same.")

    assert (entry().logged.reference, entry().statement, entry().note) == ("mmmmmmmm", statement, "Same.")


def many(number, **fields):
    """So many statements published at once."""
    drafts = [make_statement(status=Status.DRAFT, **fields) for _ in range(number)]
    at_once(lambda: Statement.objects.filter(status=Status.DRAFT).update(status=Status.PUBLISHED), public_note="All.")
    return drafts


def test_few_are_told_one_by_one_and_many_in_a_line():
    many(TOLD_SINGLY)
    many(TOLD_SINGLY + 1)

    together, singly = lines()

    assert (str(together.words), together.note, together.entries) == ("6 statements were published", "All.", [])
    assert len(singly.entries) == TOLD_SINGLY
    assert len(told(together.query)) == TOLD_SINGLY + 1
    assert all(found[0][1] == "published" for found in told(together.query))


def test_no_more_are_counted_than_a_page_may_take(monkeypatch):
    monkeypatch.setattr("stances.filters.changes.MOST_COUNTED", 6)
    monkeypatch.setattr("stances.changes.log.MOST_COUNTED", 6)
    many(8)

    assert str(lines()[0].words) == "More than 6 statements were published"


def test_a_change_that_came_to_nothing_is_not_told():
    make_statement(context="Same.")
    at_once(lambda: (Statement.objects.update(context="Other."), Statement.objects.update(context="Same.")))

    assert [found[0][1] for found in told()] == ["published"]
