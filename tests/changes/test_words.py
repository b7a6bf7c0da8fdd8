"""What changed since publication: what the public saw, and nothing that it did not."""

import re

import pghistory
import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from stances.changes import PUBLIC, changes_since_publication, withdrawn_on
from stances.codebook import Status
from stances.desk import publishing
from stances.models import Article, Citation, EditorName, Statement
from tests.records import make_agency, make_article, make_citation, make_official, make_statement

pytestmark = pytest.mark.django_db


def change(record, **fields):
    """Save a record for a reason, as an editor does."""
    with pghistory.context(reason="Secret reason"):
        for name, value in fields.items():
            setattr(record, name, value)
        record.save()


def told(statement):
    return [
        {each.label: (each.before, each.after) for each in one.fields} for one in changes_since_publication(statement)
    ]


def test_a_statement_that_was_only_published_has_no_changes():
    draft = make_statement(status=Status.DRAFT)
    change(draft, text="Secret words of a draft.")
    make_citation(statement=draft, via="AP")
    publishing.publish(draft)

    assert told(draft) == told(make_statement()) == []


def test_public_fields_are_told_in_words_newest_first():
    statement = make_statement(position="limits", topics=["detainers"], date="2017-02")
    change(statement, position="declines", topics=["detainers", "287g"], date="2017-02-21")
    change(statement, context="At a council meeting.")

    assert told(statement) == [
        {"Context": ("", "At a council meeting.")},
        {
            "Position": ("Limits", "Declines"),
            "Topics": ("Detainers", "Detainers, 287(g)"),
            "Date": ("February 2017", "Feb. 21, 2017"),
        },
    ]
    assert changes_since_publication(statement)[0].day == timezone.now().date()


def test_names_stand_for_agencies_and_officials():
    statement = make_statement(agency=make_agency(name="Old Police"))
    change(statement, agency=make_agency(name="New Police"), official=make_official(name="Ann Smith"))

    assert told(statement) == [{"Agency": ("Old Police", "New Police"), "Official": ("", "Ann Smith")}]


def test_sources_that_come_go_or_change_are_told():
    article = make_article(publisher="Post", headline="Old headline")
    statement = make_statement(article=article)
    with pghistory.context(reason="another"):
        citation = make_citation(statement=statement, article=make_article(publisher="Sun", headline="Told again"))
    change(citation, via="AP")
    change(article, headline="New headline", captured_text="Secret article", published="2017-02")
    with pghistory.context(reason="gone"):
        citation.delete()

    assert told(statement) == [
        {"Source": ("Sun, Told again", "")},
        {"Post: headline": ("Old headline", "New headline"), "Post: published": ("", "February 2017")},
        {"Sun: via": ("", "AP")},
        {"Source": ("", "Sun, Told again")},
    ]


def test_what_is_changed_while_withdrawn_is_told_as_a_whole_once_it_is_public_again():
    statement = make_statement(text="First.")
    with pghistory.context(reason="x"):
        publishing.withdraw(statement, reason="Another county.")
    statement.refresh_from_db()
    change(statement, text="Secret second.")
    change(statement, text="Third.")
    with pghistory.context(reason="y"):
        publishing.publish(statement)

    again, withdrawal = changes_since_publication(statement)

    assert (withdrawal.withdrawn, withdrawal.fields) == ("Another county.", [])
    assert (again.is_returned, told(statement)[0]) == (True, {"Text": ("First.", "Third.")})


def test_nothing_private_is_told():
    editor = User.objects.create_user("secretary", first_name="Secret", last_name="Editor")
    statement = make_statement(status=Status.DRAFT, text="Secret draft.")
    with pghistory.context(user=editor.pk, reason="Secret reason"):
        statement.status, statement.text = Status.PUBLISHED, "Public."
        statement.save()
    change(make_official(note="Secret note"), note="Secret notes")
    change(statement, text="Public words.")

    assert told(statement) == [{"Text": ("Public.", "Public words.")}]
    assert not re.search("(?i)secret", str(changes_since_publication(statement)))


def test_a_change_that_is_written_without_a_reason_is_told_unless_it_is_part_of_the_publication():
    with transaction.atomic():
        statement = make_statement()
        Statement.objects.update(context="At once.")
    Statement.objects.update(context="By SQL.")

    assert told(statement) == [{"Context": ("At once.", "By SQL.")}]


def test_each_field_of_the_page_is_either_public_or_known_not_to_be():
    private = {
        Statement: {"id", "reference", "status", "withdrawn_reason", "published_at", "created_at", "updated_at"},
        Citation: {"id", "statement", "article"},
        Article: {"id", "language", "captured_text"},
    }
    for model, names in PUBLIC.items():
        kept = {f.name for f in model.pgh_event_model._meta.fields if not f.name.startswith("pgh_")}
        assert kept == set(names) | private[model]


def test_day_of_the_last_withdrawal():
    statement = make_statement()
    assert withdrawn_on(statement) is None

    publishing.withdraw(statement, reason="Another county.")

    assert withdrawn_on(statement) == timezone.now().date()


def test_words_are_in_the_language_that_they_were_written_in():
    article = make_article(headline="Viejo", language="es")
    statement = make_statement(article=article, text="No preguntamos.", language="es")
    change(statement, text="No preguntamos por eso.", context="At a council meeting.", position="declines")
    change(article, headline="Nuevo")

    headline, *rest = [each for one in changes_since_publication(statement) for each in one.fields]

    assert (headline.label, headline.language_after) == ("Charlotte Observer: headline", "es")
    assert {each.label: (each.language_before, each.language_after) for each in rest} == {
        "Text": ("es", "es"),
        "Context": ("en", "en"),
        "Position": ("", ""),
    }


def test_the_public_note_is_told_and_the_editor_if_he_agrees():
    shy, named = (User.objects.create_user(name) for name in ("shy", "named"))
    EditorName.objects.create(user=named, name="Ann Smith")
    statement = make_statement()
    for user in (shy, named):
        with pghistory.context(user=user.pk, reason="Secret", public_note=f"Why {user.username}."):
            Statement.objects.update(context=user.username)

    told = [(one.note, one.editor) for one in changes_since_publication(statement)]

    assert told == [("Why named.", "Ann Smith"), ("Why shy.", "")]
