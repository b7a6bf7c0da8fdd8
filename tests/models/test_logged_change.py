"""The log that the database writes: of what is public, however it was written, and of nothing else."""

import pghistory
import pytest
from django.db import connection, transaction

from stances.changes import PUBLIC
from stances.codebook import Kind, Status
from stances.desk.publishing import publish, withdraw
from stances.models import Article, Citation, LoggedChange, MergedReference, Statement
from tests.records import make_agency, make_article, make_citation, make_state, make_statement
from tests.refusals import run_sql

pytestmark = pytest.mark.django_db


def logged(**kept):
    """What was logged, the oldest first."""
    return list(LoggedChange.objects.filter(**kept).order_by("at", "reference").values_list("change", flat=True))


def at_once(write):
    """Write as a request does: within one transaction, and one context of the history."""
    with pghistory.context(reason="Secret"), transaction.atomic():
        return write()


@pytest.fixture
def statement():
    """A published statement, whose publication is no longer new."""
    statement = at_once(lambda: make_statement(reference="aaaaaaaa"))
    LoggedChange.objects.all().delete()
    return statement


def test_what_is_published_is_logged_once_with_its_sources():
    published = make_statement()
    draft = at_once(lambda: make_statement(status=Status.DRAFT))
    at_once(lambda: publish(draft))

    assert logged(reference=published.reference) == logged(reference=draft.reference) == ["published"]


def test_drafts_leave_nothing_in_the_log():
    draft = make_statement(status=Status.DRAFT, kind=Kind.PARAPHRASE)
    citation = make_citation(statement=draft)
    MergedReference.objects.create(reference="mmmmmmmm", statement=draft)
    for model, values in ((Statement, {"text": "Other"}), (Citation, {"via": "AP"}), (Article, {"headline": "Other"})):
        model.objects.update(**values)
    citation.delete()

    assert logged() == []


def save(statement, **fields):
    for name, value in fields.items():
        setattr(statement, name, value)
    statement.save()


WRITES = [
    pytest.param(lambda s: save(s, text="Other words."), ["changed"], id="a save"),
    pytest.param(lambda s: save(s, topics=["287g"]), ["changed"], id="topics"),
    pytest.param(lambda s: save(s), [], id="a save that changes nothing"),
    pytest.param(lambda s: Statement.objects.update(context="Other"), ["changed"], id="a bulk update"),
    pytest.param(lambda s: run_sql("UPDATE stances_statement SET date_note = 'Other'"), ["changed"], id="raw SQL"),
    pytest.param(lambda s: make_citation(statement=s), ["changed"], id="one more citation"),
    pytest.param(lambda s: Citation.objects.update(via="AP"), ["changed"], id="an outlet"),
    pytest.param(lambda s: Article.objects.update(headline="Other"), ["changed"], id="a headline"),
    pytest.param(lambda s: Article.objects.update(captured_text="Other"), [], id="what is private of an article"),
    pytest.param(lambda s: make_article(), [], id="an article that nothing rests on"),
    pytest.param(lambda s: withdraw(s, reason="Never said."), ["withdrawn"], id="a withdrawal"),
    pytest.param(lambda s: MergedReference.objects.create(reference="mmmmmmmm", statement=s), ["merged"], id="a merge"),
]


@pytest.mark.parametrize(("write", "changes"), WRITES)
def test_what_the_public_sees_is_logged_however_it_is_written(statement, write, changes):
    at_once(lambda: write(statement))

    assert logged() == changes


def test_a_citation_that_goes_is_logged(statement):
    citation = at_once(lambda: make_citation(statement=statement))
    LoggedChange.objects.all().delete()

    at_once(citation.delete)

    assert logged() == ["changed"]


def test_what_is_changed_while_withdrawn_is_not_logged(statement):
    at_once(lambda: withdraw(statement, reason="Never said."))
    at_once(lambda: Statement.objects.update(text="Other words."))
    at_once(lambda: Article.objects.update(headline="Other"))
    at_once(lambda: publish(statement))

    assert logged() == ["withdrawn", "published-again"]


def test_what_one_transaction_writes_is_one_change_and_what_two_write_is_two(statement):
    with transaction.atomic():
        Statement.objects.update(context="One.")
        Statement.objects.update(context="Two.")
    assert logged() == ["changed"]

    Statement.objects.update(context="Three.")
    Statement.objects.update(context="Four.")
    assert logged() == ["changed"] * 3


def test_what_is_done_at_once_has_one_moment_and_later_moments_are_greater(statement):
    other = at_once(lambda: make_statement(reference="bbbbbbbb"))
    at_once(lambda: Statement.objects.update(context="Other"))
    at_once(lambda: (Article.objects.update(headline="Other"), Citation.objects.update(via="AP")))

    found = list(LoggedChange.objects.order_by("at", "reference").values_list("reference", "at"))

    assert [reference for reference, _at in found] == [other.reference, *["aaaaaaaa", "bbbbbbbb"] * 2]
    assert len({at for _reference, at in found}) == 3


def test_a_change_knows_its_agency_and_state(statement):
    agency = make_agency(state="TX", name="Austin Police", jurisdiction=make_state(state="TX"))
    at_once(lambda: Statement.objects.update(agency=agency))

    assert LoggedChange.objects.values_list("agency", "state", "reference").get() == (agency.pk, "TX", "aaaaaaaa")


def test_a_log_of_no_statements_is_empty(statement):
    connection.check_constraints()
    run_sql("TRUNCATE stances_statement CASCADE")

    assert logged() == []


def test_triggers_compare_what_pages_show():
    for model, names in PUBLIC.items():
        keys = [model._meta.get_field(name).column for name in names]
        [trigger] = [each for each in model._meta.triggers if each.name == "logged_after_update"]
        assert all(f"was.{key}" in trigger.func and f"now.{key}" in trigger.func for key in keys)
