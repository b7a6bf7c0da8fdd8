"""Every change to a fact leaves an event, however it was written, and events are only ever added."""

import pghistory
import pytest
from django.apps import apps

from stances.codebook import Kind, Status
from stances.desk import importing, publishing
from stances.models import (
    Agency,
    Article,
    Citation,
    Coding,
    Jurisdiction,
    MergedReference,
    Official,
    PlaceCounty,
    Statement,
)
from tests.records import make_agency, make_coding, make_jurisdiction, make_official, make_statement
from tests.refusals import refused, run_sql

pytestmark = pytest.mark.django_db

KEPT = [Jurisdiction, PlaceCounty, Agency, Official, Article, Statement, Citation, MergedReference, Coding]


def events_of(model):
    """All events of a model, in the order in which they happened."""
    return apps.get_model("stances", f"{model.__name__}Event").objects.order_by("pgh_id")


def labels(model):
    return list(events_of(model).values_list("pgh_label", flat=True))


WRITES = [
    pytest.param(Jurisdiction, {"name": "Wake County"}, id="jurisdiction"),
    pytest.param(Agency, {"aliases": ["MCSO"]}, id="agency"),
    pytest.param(Official, {"note": "Not the mayor of that name."}, id="official"),
    pytest.param(Article, {"headline": "Another headline"}, id="article"),
    pytest.param(Statement, {"context": "At a council meeting."}, id="statement"),
    pytest.param(Citation, {"via": "Associated Press"}, id="citation"),
    pytest.param(MergedReference, {"merged_at": "2026-11-01 12:00:00+00:00"}, id="merged reference"),
    pytest.param(Coding, {"note": "Hard to tell."}, id="coding"),
]


@pytest.mark.parametrize(("model", "values"), WRITES)
def test_what_is_inserted_and_changed_in_bulk_leaves_an_event_for_each_record(model, values):
    for reference in ("aaaaaaaa", "bbbbbbbb"):
        statement = make_statement(official=make_official(), agency=make_agency())
        MergedReference.objects.create(reference=reference, statement=statement)
        make_coding(statement=statement)
    records = model.objects.count()

    model.objects.update(**values)

    assert labels(model)[:records] == ["insert"] * records
    assert set(labels(model)[records:]) == {"update"}
    assert [str(getattr(events_of(model).last(), name)) for name in values] == [str(each) for each in values.values()]


def test_a_save_leaves_an_event_with_all_that_was_written():
    statement = make_statement()

    statement.context = "At a council meeting."
    statement.save()

    event = events_of(Statement).last()
    assert (event.pgh_label, event.context, event.pgh_obj_id) == ("update", "At a council meeting.", statement.pk)
    assert (event.topics, event.date, event.position) == (statement.topics, statement.date, statement.position)


def test_a_bulk_update_leaves_an_event_for_each_record():
    statements = [make_statement(), make_statement()]
    for statement in statements:
        statement.context = "At a council meeting."

    Statement.objects.bulk_update(statements, ["context"])

    assert labels(Statement) == ["insert", "insert", "update", "update"]


def test_raw_sql_leaves_an_event():
    agency = make_agency()

    run_sql("UPDATE stances_agency SET name = 'Newname' WHERE id = %s", agency.pk)

    assert events_of(Agency).last().name == "Newname"


def test_a_deletion_leaves_an_event_with_what_there_was():
    statement = make_statement(status=Status.DRAFT, kind=Kind.PARAPHRASE, text="Said once.")

    statement.delete()

    assert events_of(Statement).last().text == "Said once."
    assert (labels(Statement), labels(Citation)) == (["insert", "delete"], ["insert", "delete"])


def test_a_write_that_changes_nothing_leaves_no_event():
    official = make_official()

    official.save()

    assert labels(Official) == ["insert"]


def test_a_write_that_is_undone_leaves_no_event():
    with refused("position_is_known"):
        make_statement(position="sanctuary")

    assert labels(Statement) == []


# Why, and by whom


def test_an_event_keeps_the_context_it_was_written_in():
    with pghistory.context(reason="A reader wrote to us."):
        make_statement()

    assert events_of(Statement).get().pgh_context.metadata == {"reason": "A reader wrote to us."}


def test_an_import_says_that_it_was_one():
    agency = make_agency()
    record = {
        "reference": "aaaaaaaa",
        "kind": "quotation",
        "position": "limits",
        "topics": ["detainers"],
        "text": "No holds without a warrant.",
        "agency": {"name": agency.name, "kind": agency.kind, "state": "NC", "slug": agency.slug},
        "article": {"publisher": "WBTV", "url": "https://www.wbtv.com/story/1"},
    }

    importing.import_statements([(1, record)])

    for model in (Statement, Citation, Article):
        assert events_of(model).get().pgh_context.metadata == {"reason": "import"}


def test_a_withdrawal_keeps_its_reason_and_its_moment():
    statement = make_statement()

    publishing.withdraw(statement, reason="Another county said it.")

    event = events_of(Statement).last()
    assert (event.status, event.withdrawn_reason) == ("withdrawn", "Another county said it.")
    assert event.pgh_context.metadata == {"reason": "Another county said it."}
    assert event.pgh_created_at is not None


# Only ever added to


@pytest.mark.parametrize("model", KEPT)
def test_history_refuses_to_be_changed_or_deleted(model):
    make_jurisdiction(name="Charlotte", level="place", counties=[make_jurisdiction()])
    MergedReference.objects.create(reference="aaaaaaaa", statement=make_statement(official=make_official()))
    make_coding()
    table = events_of(model).model._meta.db_table

    with refused(f"Cannot update or delete rows from {table}"):
        run_sql(f"UPDATE {table} SET pgh_label = 'other'")
    with refused(f"Cannot update or delete rows from {table}"):
        events_of(model).all().delete()


def test_each_model_that_states_facts_has_a_history():
    events = [model for model in apps.get_app_config("stances").get_models() if hasattr(model, "pgh_tracked_model")]

    assert {event.pgh_tracked_model for event in events} == set(KEPT)


def test_the_history_leaves_out_only_what_the_database_derives():
    for model in KEPT:
        left_out = {f.name for f in model._meta.fields} - {f.name for f in events_of(model).model._meta.fields}

        assert all(model._meta.get_field(name).generated for name in left_out), left_out
