"""The moment moves with each commit that changes something public, and with no other."""

import pytest
from django.core.management import call_command
from django.db import transaction

from stances.codebook import Kind, Status
from stances.models import (
    Agency,
    Article,
    Citation,
    DataVersion,
    Jurisdiction,
    MergedReference,
    Official,
    PlaceCounty,
    Statement,
)
from tests.models.test_search_row import in_a_thread, wait_until_blocked
from tests.records import make_agency, make_citation, make_coding, make_jurisdiction, make_official, make_statement
from tests.refusals import refused_by, run_sql, settled

pytestmark = pytest.mark.django_db


def moment():
    return DataVersion.objects.get(pk=1).moment


def moves(write):
    """Whether a write moves the version."""
    before = moment()
    with settled():
        write()
    assert moment() >= before
    return moment() > before


@pytest.fixture
def statement():
    """A published statement of a place, with all that a page of it shows."""
    county = make_jurisdiction()
    place = make_jurisdiction(name="Charlotte", level="place", counties=[county])
    agency = make_agency(jurisdiction=place)
    return make_statement(agency=agency, official=make_official(), reference="aaaaaaaa")


@pytest.fixture
def draft():
    return make_statement(status=Status.DRAFT, kind=Kind.PARAPHRASE, reference="bbbbbbbb")


def publish(draft):
    draft.status = Status.PUBLISHED
    draft.save()


PUBLIC = [
    pytest.param(lambda: Jurisdiction.objects.update(population=1), id="jurisdictions"),
    pytest.param(lambda: PlaceCounty.objects.all().delete(), id="the counties of a place"),
    pytest.param(lambda: Agency.objects.update(name="Newname"), id="a renamed agency"),
    pytest.param(lambda: make_agency(name="Newname"), id="a new agency"),
    pytest.param(lambda: Agency.objects.update(officers=12, staffing_year=2017), id="the figures of an agency"),
    pytest.param(lambda: Official.objects.update(name="Newname"), id="a renamed official"),
    pytest.param(lambda: Article.objects.update(headline="Newname"), id="a headline"),
    pytest.param(lambda: Statement.objects.update(context="Newname"), id="a bulk update"),
    pytest.param(lambda: run_sql("UPDATE stances_statement SET text = 'Newname'"), id="raw SQL"),
    pytest.param(lambda: Statement.objects.get(status=Status.PUBLISHED).save(), id="a save"),
    pytest.param(lambda: publish(Statement.objects.get(status=Status.DRAFT)), id="a draft that is published"),
    pytest.param(
        lambda: Statement.objects.update(status=Status.WITHDRAWN, withdrawn_reason="Never said."), id="a withdrawal"
    ),
    pytest.param(lambda: make_statement(agency=Agency.objects.first()), id="a new statement"),
    pytest.param(lambda: make_citation(statement=Statement.objects.get(reference="aaaaaaaa")), id="a new citation"),
    pytest.param(lambda: Citation.objects.update(via="Newname"), id="an outlet"),
    pytest.param(
        lambda: MergedReference.objects.create(
            reference="cccccccc", statement=Statement.objects.get(reference="aaaaaaaa")
        ),
        id="a merged reference",
    ),
    pytest.param(lambda: make_coding(statement=Statement.objects.get(reference="aaaaaaaa")), id="a coding"),
]


@pytest.mark.parametrize("write", PUBLIC)
def test_the_version_is_moved_by(write, statement, draft):
    assert moves(write)


PRIVATE = [
    pytest.param(lambda: None, id="nothing"),
    pytest.param(lambda: Agency.objects.filter(name="None").update(name="Newname"), id="an update of no row"),
    pytest.param(lambda: Agency.objects.first().save(), id="a save that changes nothing"),
    pytest.param(
        lambda: Statement.objects.filter(status=Status.DRAFT).update(context="Newname"), id="a draft that is changed"
    ),
    pytest.param(
        lambda: Statement.objects.filter(status=Status.DRAFT).update(status=Status.IN_REVIEW), id="a draft in review"
    ),
    pytest.param(
        lambda: make_statement(
            agency=Agency.objects.first(), article=Article.objects.first(), status=Status.DRAFT, kind=Kind.POLICY
        ),
        id="a new draft",
    ),
    pytest.param(lambda: Citation.objects.filter(statement__status=Status.DRAFT).delete(), id="a draft's citation"),
    pytest.param(lambda: Statement.objects.filter(status=Status.DRAFT).delete(), id="a draft that is deleted"),
    pytest.param(lambda: make_coding(statement=Statement.objects.get(reference="bbbbbbbb")), id="a draft's coding"),
]


@pytest.mark.parametrize("write", PRIVATE)
def test_the_version_is_left_alone_by(write, statement, draft):
    assert not moves(write)


def test_a_citation_that_goes_to_a_draft_and_back_moves_it(statement, draft):
    citations = Citation.objects.filter(pk=make_citation(statement=statement).pk)

    assert moves(lambda: citations.update(statement=draft))
    assert moves(lambda: citations.update(statement=statement))
    assert moves(citations.delete)


def test_a_clock_that_was_set_back_moves_it_on(statement):
    run_sql("UPDATE stances_dataversion SET moment = '2999-01-01T00:00:00Z'")

    assert moves(lambda: Agency.objects.update(name="Newname"))
    assert f"{moment():%Y %f}" == "2999 000001"


def test_there_is_one_row():
    with refused_by("data_version_is_one"):
        run_sql("INSERT INTO stances_dataversion (id, moment) VALUES (2, now())")


@pytest.mark.django_db(transaction=True)
def test_emptied_tables_have_a_version_again_at_once():
    make_agency()
    before = moment()

    run_sql("TRUNCATE stances_dataversion, stances_agency CASCADE")

    assert moment() > before


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_to_a_savepoint_does_not_hide_the_next_change():
    agency = make_agency()
    before = moment()

    with transaction.atomic():
        with transaction.atomic():
            Agency.objects.update(name="First")
            transaction.set_rollback(True)
        Agency.objects.filter(pk=agency.pk).update(name="Second")

    assert moment() > before


@pytest.mark.django_db(transaction=True)
def test_a_loaded_fixture_moves_it(tmp_path):
    make_agency(name="Oldname")
    fixture = tmp_path / "agencies.json"
    call_command("dumpdata", "stances.agency", output=str(fixture))
    fixture.write_text(fixture.read_text().replace("Oldname", "Newname"))
    before = moment()

    call_command("loaddata", str(fixture), verbosity=0)

    assert moment() > before


# Two people at once


@pytest.mark.django_db(transaction=True)
def test_what_is_read_after_the_version_is_as_new_as_the_version():
    make_agency(name="0")
    committed, read = {}, {}

    def rename():
        for number in range(1, 60):
            Agency.objects.update(name=number)
            committed[moment()] = number

    writer = in_a_thread(rename)
    while writer.is_alive():
        read.setdefault(moment(), int(Agency.objects.get().name))

    assert len(committed) == 59
    assert {at: name for at, name in read.items() if name < committed.get(at, 0)} == {}


@pytest.mark.django_db(transaction=True)
def test_moments_are_in_the_order_of_commits():
    make_agency()
    make_official()

    with transaction.atomic():
        Agency.objects.update(name="First")
        first = moment()
        other = in_a_thread(lambda: Official.objects.update(name="Second"))
        wait_until_blocked()
        assert Official.objects.get().name != "Second"
    other.join()

    assert moment() > first
