import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.db.models import ProtectedError
from django.utils import timezone

from stances.codebook import Kind, Status, Topic
from stances.models import Citation, MergedReference, Statement
from stances.models.statement import REFERENCE_ALPHABET, make_reference
from tests.records import make_agency, make_article, make_citation, make_official, make_statement
from tests.refusals import refused, refused_by, run_sql

pytestmark = pytest.mark.django_db

BROKEN = [
    pytest.param("statement_has_text", {"text": " \n\t"}, id="a text of blanks"),
    pytest.param("statement_kind_is_known", {"kind": "quote"}, id="an unknown kind"),
    pytest.param("statement_position_is_known", {"position": "sanctuary"}, id="an unknown position"),
    pytest.param("statement_basis_is_known", {"basis": ""}, id="an empty basis"),
    pytest.param("statement_certainty_is_known", {"certainty": "none"}, id="an unknown certainty"),
    pytest.param("statement_status_is_known", {"status": "public"}, id="an unknown status"),
    pytest.param("statement_topics_are_known", {"topics": ["weather"]}, id="an unknown topic"),
    pytest.param("statement_has_one_to_four_topics", {"topics": []}, id="no topic"),
    pytest.param("statement_has_one_to_four_topics", {"topics": list(Topic)[:5]}, id="five topics"),
    pytest.param("statement_topics_differ", {"topics": ["287g", "detainers", "287g"]}, id="a topic twice"),
    pytest.param("statement_date_is_date", {"date": "last Tuesday"}, id="a date in words"),
    pytest.param("statement_date_is_date", {"date": "5025"}, id="a year far off"),
    pytest.param("statement_date_is_date", {"date": "2017-2-1"}, id="a month of one digit"),
    pytest.param("statement_date_is_date", {"date": "2017-02-21\n"}, id="a line break after a date"),
    pytest.param("statement_date_is_date", {"date": "2017-02-21 "}, id="a blank after a date"),
    pytest.param("statement_date_is_date", {"date": "２０１７"}, id="digits of another script"),
    pytest.param("statement_date_is_date", {"date": "2016/2017/2018"}, id="a span of three dates"),
    pytest.param("statement_dates_in_order", {"date": "2017/2016"}, id="a span that ends before it begins"),
    pytest.param("statement_language_is_tag", {"language": "Spanish"}, id="a language in words"),
    pytest.param("statement_withdrawn_has_reason", {"status": "withdrawn"}, id="withdrawn without a reason"),
    pytest.param(
        "statement_withdrawn_has_reason",
        {"status": "withdrawn", "withdrawn_reason": " \n"},
        id="withdrawn for a reason of blanks",
    ),
]

BAD_REFERENCES = ["", "tooshor", "T1FAN0A1", "tiresome", "t1fan0u1", "t1fan0l1", "t1fan0o1", "t1fan-a1"]
IMPOSSIBLE = ["2017-13", "2017-00", "2017-02-30", "2015-02-29", "2017-02-00", "2017-01/2017-13", "2017-04-31~"]


def make_draft(**values):
    return make_statement(status=Status.DRAFT, kind=Kind.PARAPHRASE, **values)


# What it is


def test_a_statement_is_known_by_its_reference():
    statement = make_statement(reference="t1fan0a1", text="We do not enforce federal immigration policy.")

    assert statement.get_absolute_url() == "/statements/t1fan0a1/"
    assert str(statement) == "t1fan0a1: We do not enforce federal immigration policy."


def test_a_reference_is_made_of_letters_that_nobody_confuses():
    references = {make_reference() for _time in range(50)}

    assert len(references) == 50
    assert set("".join(references)) <= set(REFERENCE_ALPHABET)
    assert {len(reference) for reference in references} == {8}


def test_the_main_citation_is_the_original_report_else_the_first():
    statement = make_statement()
    first = statement.main_citation
    second = make_citation(statement=statement)

    assert statement.main_citation == first
    Citation.objects.filter(pk=second.pk).update(is_original=True)
    assert Statement.objects.get().main_citation == second


def test_topics_are_told_in_the_order_of_the_codebook():
    statement = make_statement(topics=[Topic.DETAINERS, Topic.ENFORCEMENT])

    assert statement.topic_members == [Topic.ENFORCEMENT, Topic.DETAINERS]


def test_an_undated_statement_comes_last():
    undated, old, new = (make_statement(date=date) for date in ("", "2016-11", "2017"))

    assert list(Statement.objects.newest_first()) == [new, old, undated]


# What the database refuses


@pytest.mark.parametrize(("constraint", "values"), BROKEN)
def test_the_database_refuses_in_an_update(constraint, values):
    statement = make_draft()

    with refused_by(constraint):
        Statement.objects.filter(pk=statement.pk).update(**values)


@pytest.mark.parametrize(("constraint", "values"), BROKEN)
def test_the_database_refuses_in_a_new_record(constraint, values):
    agency = make_agency()
    paraphrase = {"kind": "paraphrase", "position": "limits", "topics": ["287g"], "text": "Said so."}

    with refused_by(constraint):
        Statement.objects.bulk_create([Statement(agency=agency, **paraphrase | values)])


@pytest.mark.parametrize("reference", BAD_REFERENCES)
def test_the_database_refuses_a_reference(reference):
    with refused_by("statement_reference_is_base32"):
        make_draft(reference=reference)


@pytest.mark.parametrize("reference", BAD_REFERENCES)
def test_the_database_refuses_a_merged_reference(reference):
    statement = make_statement()

    with refused_by("merged_reference_is_base32"):
        MergedReference.objects.create(reference=reference, statement=statement)


def test_the_database_refuses_a_reference_twice():
    make_statement(reference="t1fan0a1")

    with refused_by("stances_statement_reference_key"):
        make_statement(reference="t1fan0a1")


@pytest.mark.parametrize("date", IMPOSSIBLE)
def test_the_database_refuses_a_day_that_no_calendar_has(date):
    with refused("date field value out of range"):
        make_draft(date=date)


def test_no_text_has_the_character_nul():
    with pytest.raises(ValueError, match="NUL"):
        make_draft(date="2017\x00")


# What is permanent


def test_the_reference_is_permanent():
    statement = make_draft()

    with refused("Cannot update rows from stances_statement"):
        run_sql("UPDATE stances_statement SET reference = 't1fan0a1' WHERE id = %s", statement.pk)


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({}, id="published"),
        pytest.param({"status": "withdrawn", "withdrawn_reason": "Another agency said it."}, id="withdrawn"),
    ],
)
def test_what_was_published_is_never_deleted(values):
    statement = make_statement()
    if values:
        Statement.objects.update(**values)

    with refused("Cannot delete rows from stances_statement"):
        Statement.objects.filter(pk=statement.pk).delete()


def test_a_draft_may_be_deleted_with_its_citations():
    make_draft().delete()

    assert not Statement.objects.exists()
    assert not Citation.objects.exists()


def test_a_statement_that_another_was_merged_into_is_kept():
    statement = make_draft()
    MergedReference.objects.create(reference="t1fan0a1", statement=statement)

    with pytest.raises(ProtectedError):
        statement.delete()


# Every fact has a source


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"kind": "quotation"}, id="a quotation, though a draft"),
        pytest.param({"status": "published"}, id="published, though a paraphrase"),
    ],
)
def test_the_database_refuses_without_an_article(values):
    said = {"kind": "paraphrase", "position": "limits", "topics": ["287g"], "text": "Said so."}

    with refused_by("statement_rests_on_article"):
        Statement.objects.create(agency=make_agency(), **said | values)


def test_the_database_refuses_to_publish_a_draft_without_an_article():
    draft = make_draft()
    draft.citations.all().delete()

    with refused_by("statement_rests_on_article"):
        run_sql("UPDATE stances_statement SET status = 'published' WHERE id = %s", draft.pk)


def test_the_article_may_come_later_in_the_same_transaction():
    statement = make_statement()

    connection.check_constraints()

    assert statement.citations.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_quotation_without_an_article_is_refused_at_the_end_of_the_transaction():
    with refused_by("statement_rests_on_article"):
        Statement.objects.create(
            agency=make_agency(), kind="quotation", position="limits", topics=["287g"], text="No holds."
        )
    assert not Statement.objects.exists()


# Moments that the database keeps


def test_the_moment_of_publication_is_kept_from_the_first():
    statement = make_draft()
    Statement.objects.update(status=Status.PUBLISHED)
    published_at = Statement.objects.get().published_at

    Statement.objects.update(status=Status.WITHDRAWN, withdrawn_reason="Another agency said it.")
    Statement.objects.update(status=Status.PUBLISHED, published_at=None)

    assert statement.published_at is None
    assert Statement.objects.get().published_at == published_at is not None


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW])
def test_what_was_published_is_never_a_draft_again(status):
    make_statement()

    with refused_by("statement_once_public_stays"):
        Statement.objects.update(status=status, published_at=None)


def test_a_reference_belongs_to_one_record():
    statement = make_statement(reference="t1fan0a1")
    MergedReference.objects.create(reference="t1fan0b2", statement=statement)

    with refused_by("reference_is_one_records"):
        MergedReference.objects.create(reference="t1fan0a1", statement=statement)
    with refused_by("reference_is_one_records"):
        make_statement(reference="t1fan0b2")


@pytest.mark.django_db(transaction=True)
def test_the_moment_of_the_last_change_is_kept_even_by_raw_sql():
    before = make_draft().updated_at

    run_sql("UPDATE stances_statement SET context = 'More.', updated_at = '1999-01-01'")

    assert before < Statement.objects.get().updated_at <= timezone.now()


# Partial dates, however they are written


NOVEMBER = datetime.date(2016, 11, 1), datetime.date(2016, 11, 30)


def derived():
    return Statement.objects.values_list("date_earliest", "date_latest").get()


def by_save():
    statement = make_draft(date="2020")
    statement.date = "2016-11"
    statement.save()


def by_update():
    make_draft(date="2020")
    Statement.objects.update(date="2016-11")


def by_bulk_update():
    statement = make_draft(date="2020")
    statement.date = "2016-11"
    Statement.objects.bulk_update([statement], ["date"])


def by_bulk_create():
    said = {"kind": "paraphrase", "position": "limits", "topics": ["287g"], "text": "Said so."}
    Statement.objects.bulk_create([Statement(agency=make_agency(), date="2016-11", **said)])


def by_raw_sql():
    make_draft(date="2020")
    run_sql("UPDATE stances_statement SET date = '2016-11'")


@pytest.mark.parametrize("write", [by_save, by_update, by_bulk_update, by_bulk_create, by_raw_sql])
def test_the_days_of_a_date_are_derived(write):
    write()

    assert derived() == NOVEMBER


def test_the_days_of_a_date_are_derived_in_fixtures(tmp_path):
    make_draft(reference="t1fan0a1", date="2020")
    fixture = tmp_path / "statements.json"
    call_command("dumpdata", "stances.statement", natural_foreign=True, natural_primary=True, output=str(fixture))
    fixture.write_text(fixture.read_text().replace('"2020"', '"2016-11"').replace("2020-", "1999-"))

    call_command("loaddata", str(fixture), verbosity=0)

    assert derived() == NOVEMBER


def test_the_days_of_a_date_cannot_be_written():
    make_draft()

    with refused("can only be updated to DEFAULT"):
        run_sql("UPDATE stances_statement SET date_earliest = '2016-01-01'")


def test_an_empty_date_has_no_days():
    make_draft(date="")

    assert derived() == (None, None)


def test_a_form_refuses_what_is_no_date():
    statement = make_draft()
    statement.date = "2017-13"

    with pytest.raises(ValidationError, match="no calendar"):
        statement.full_clean()


# Merged references


def test_a_merged_reference_is_never_made_again():
    MergedReference.objects.create(reference="t1fan0a1", statement=make_statement())

    assert MergedReference.objects.public().count() == 1
    assert MergedReference.objects.get().merged_at is not None


def test_a_merged_reference_of_a_draft_is_not_public():
    MergedReference.objects.create(reference="t1fan0a1", statement=make_draft())

    assert not MergedReference.objects.public().exists()


def test_officials_of_an_agency_are_told_with_the_titles_they_had():
    agency, official = make_agency(), make_official()
    for title, date in (("Major", "2016"), ("Sheriff", "2019")):
        make_statement(agency=agency, official=official, official_title=title, date=date, article=make_article())

    titles = Statement.objects.titles_of(agency)

    assert [(each["official_title"], each["first"].year) for each in titles] == [("Sheriff", 2019), ("Major", 2016)]
