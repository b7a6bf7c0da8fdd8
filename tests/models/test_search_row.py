"""What is committed is found and counted by the next request, however it was written."""

import threading
from collections import Counter
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection, transaction

from stances.codebook import Kind, Status
from stances.desk.publishing import publish
from stances.models import Agency, Article, Jurisdiction, Official, SearchRow, Statement, ValueCount
from tests.records import make_agency, make_article, make_citation, make_jurisdiction, make_official, make_statement
from tests.refusals import run_sql

pytestmark = pytest.mark.django_db


def found(query):
    """The references that a search finds, with the check that statements, their rows and the counts agree."""
    rows = set(SearchRow.objects.search(query).values_list("reference", flat=True))
    assert rows == set(Statement.objects.search(query).values_list("reference", flat=True))
    kept = ValueCount.objects.exclude(count=0).values_list("filter", "value", "count")
    assert {(name, value): count for name, value, count in kept} == counted_anew()
    return rows


def counted_anew():
    """How many published statements have each value of each filter, from the records themselves."""
    counts = Counter()
    for statement in Statement.objects.published().select_related("agency__jurisdiction", "agency__county"):
        agency, place = statement.agency, statement.agency.jurisdiction
        counties = [*filter(None, [place, agency.county, place.parent]), *place.counties.all()]
        values = {
            "position": [statement.position],
            "kind": [statement.kind],
            "basis": [statement.basis],
            "topic": statement.topics,
            "agency": [str(agency.pk)],
            "agency_kind": [agency.kind],
            "state": [place.state],
            "county": {county.geoid for county in counties if county.level == "county"},
            "place": [place.geoid] if place.level == "place" else [],
            "official": [str(statement.official_id)] if statement.official_id else [],
            "publisher": set(statement.articles.values_list("publisher", flat=True)),
            "article": [str(pk) for pk in statement.articles.values_list("pk", flat=True)],
            "year": [str(year) for year in years_of(statement)],
        }
        counts.update((name, value) for name, each in values.items() for value in each)
    return counts


def years_of(statement):
    """The years that a statement may be of."""
    first, last = statement.date_earliest, statement.date_latest
    return range(first.year, last.year + 1) if first else []


NAMES = ["MMD", "The Plaza"]


def make_found(**values):
    """A statement with words of its own in every place that is searched."""
    county = make_jurisdiction(name="Doña Ana County", state="NM")
    place = make_jurisdiction(name="Las Cruces", level="place", state="NM", counties=[county])
    agency = make_agency(
        name="Mesilla Marshal", kind="municipal-police", jurisdiction=place, aliases=["MMD", "The Plaza"]
    )
    article = make_article(headline="Marshal stands aside", publisher="Sun-News")
    fields = {
        "text": "Officers never ask about papers.",
        "context": "After a raid on a dairy.",
        "official": make_official(name="Zoë Núñez"),
        "official_title": "Town Constable",
        **values,
    }
    statement = make_statement(agency=agency, article=article, reference="aaaaaaaa", **fields)
    statement.citations.update(via="Associated Press", printed="never asks for papers, he told reporters")
    return statement


# What is covered


COVERED = [
    pytest.param("papers", id="text"),
    pytest.param("dairy", id="context"),
    pytest.param("Mesilla", id="agency"),
    pytest.param("MMD", id="alias"),
    pytest.param('"the plaza"', id="second alias"),
    pytest.param("Zoë Núñez", id="official"),
    pytest.param("constable", id="title"),
    pytest.param("Cruces", id="place"),
    pytest.param("Doña Ana County", id="county"),
    pytest.param('"New Mexico"', id="state"),
    pytest.param('"nuevo méxico"', id="state in Spanish"),
    pytest.param("Sun-News", id="publisher"),
    pytest.param("aside", id="headline"),
    pytest.param('"Associated Press"', id="via"),
    pytest.param("reporters", id="as printed"),
    pytest.param("nunez dairy cruces press", id="words of several fields"),
]


@pytest.mark.parametrize("query", COVERED)
def test_a_statement_is_found_by_its(query):
    make_found()
    make_statement(reference="bbbbbbbb")

    assert found(query) == {"aaaaaaaa"}


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW])
def test_a_draft_is_found_by_editors_only(status):
    make_found(status=status)

    assert found("papers") == {"aaaaaaaa"}
    assert not SearchRow.objects.published().search("papers").exists()


# How a query is read


PHRASES = [
    pytest.param('"ask about papers"', True, id="words in order"),
    pytest.param('"about ask papers"', False, id="words in another order"),
    pytest.param('"ask papers"', False, id="a stop word left out"),
    pytest.param('"ask the papers"', False, id="another stop word"),
    pytest.param('"papers after a raid"', False, id="across text and context"),
    pytest.param('"Mesilla Marshal MMD"', False, id="across name and alias"),
    pytest.param('"MMD The Plaza"', False, id="across two aliases"),
    pytest.param('"Plaza Zoë"', False, id="across alias and official"),
    pytest.param('"Núñez Town Constable"', False, id="across official and title"),
    pytest.param('"Cruces Doña Ana"', False, id="across place and county"),
    pytest.param('"County New Mexico"', False, id="across county and state"),
    pytest.param('"Sun-News Marshal"', False, id="across publisher and headline"),
    pytest.param('"aside Associated Press"', False, id="across headline and via"),
]


@pytest.mark.parametrize(("query", "is_found"), PHRASES)
def test_a_phrase_is_exact(query, is_found):
    make_found()

    assert bool(found(query)) == is_found


def test_a_phrase_is_not_found_across_two_articles():
    statement = make_found()
    make_citation(statement=statement, article=make_article(publisher="Yahoo News", headline=""))

    assert not found('"reporters Yahoo News"')


READ = [
    pytest.param("dairy -papers", set(), id="not"),
    pytest.param("papers -warrant", {"aaaaaaaa"}, id="not what is not there"),
    pytest.param('papers -"a dairy"', set(), id="not a phrase"),
    pytest.param("-papers", {"bbbbbbbb"}, id="only a not"),
    pytest.param("dairy OR warrant", {"aaaaaaaa", "bbbbbbbb"}, id="or"),
    pytest.param("dairy or warrant", {"aaaaaaaa", "bbbbbbbb"}, id="or in small letters"),
    pytest.param("OR dairy", {"aaaaaaaa"}, id="or before the first word"),
    pytest.param("dairy OR", {"aaaaaaaa"}, id="or after the last word"),
    pytest.param("dairy OR OR warrant", {"aaaaaaaa", "bbbbbbbb"}, id="or twice"),
    pytest.param("dairy OR ?! OR warrant", {"aaaaaaaa", "bbbbbbbb"}, id="or around nothing"),
    pytest.param("dairy OR the", {"aaaaaaaa", "bbbbbbbb"}, id="or a common word"),
    pytest.param("what do they say about the dairies", set(), id="a question: say counts"),
    pytest.param("what is it about the dairies", {"aaaaaaaa"}, id="a question: common words do not count"),
    pytest.param("DAIRY", {"aaaaaaaa"}, id="capitals"),
    pytest.param("dairies", {"aaaaaaaa"}, id="another ending"),
    pytest.param('"on a dairy', {"aaaaaaaa"}, id="a phrase that is not closed"),
    pytest.param("“on a dairy”", {"aaaaaaaa"}, id="typographic quotation marks"),
    pytest.param("judge's", {"bbbbbbbb"}, id="an apostrophe"),
    pytest.param("judge’s", {"bbbbbbbb"}, id="a typographic apostrophe"),
    pytest.param("judges", {"bbbbbbbb"}, id="no apostrophe"),
    pytest.param("judge-signed", {"bbbbbbbb"}, id="a hyphen"),
    pytest.param('"judge signed"', {"bbbbbbbb"}, id="a phrase for a hyphen"),
    pytest.param("signed-judge", set(), id="a hyphen in another order"),
]


@pytest.mark.parametrize(("query", "references"), READ)
def test_a_query_is_read(query, references):
    make_found()
    make_statement(reference="bbbbbbbb", text="Only a judge-signed warrant, by the judge’s hand.")

    assert found(query) == references


@pytest.mark.parametrize(
    "query", ["", "?!", '"', '""', "-", "--", "( & | ! )", "'", "…", "OR", "or OR", ":*", "\\", '-""']
)
def test_a_query_that_asks_for_nothing_finds_nothing(query):
    make_statement()

    assert found(query) == set()


SECTIONS = ["287(g)", "287g", "287 (g)", "287 g", "287(G)", "287G", "287 ( g )"]


@pytest.mark.parametrize("written", SECTIONS)
@pytest.mark.parametrize("asked", SECTIONS)
def test_section_287g_is_one_word_however_it_is_written(asked, written):
    make_statement(reference="aaaaaaaa", text=f"A {written} agreement.")
    make_statement(reference="bbbbbbbb", text="Room 287, group g.")

    assert found(asked) == {"aaaaaaaa"}
    assert found(f'"{asked} agreement"') == {"aaaaaaaa"}
    assert "aaaaaaaa" not in found(f"-{asked}")


@pytest.mark.parametrize(
    ("written", "asked"), [("Doña Ana", "Dona Ana"), ("Dona Ana", "Doña Ana"), ("Don\u0303a Ana", "doña ana")]
)
def test_accents_are_no_matter(written, asked):
    make_statement(reference="aaaaaaaa", text=f"The jail of {written} is open.")

    assert found(asked) == {"aaaaaaaa"}
    assert found(f'"{asked}"') == {"aaaaaaaa"}


# Never stale


def rename_agency(statement):
    Agency.objects.update(name="Newname")


def add_alias(statement):
    statement.agency.aliases.append("Newname")
    statement.agency.save()


def move_agency(statement):
    statement.agency.jurisdiction = make_jurisdiction(name="Newname", level="place", counties=[make_jurisdiction()])
    statement.agency.save()


def rename_official(statement):
    Official.objects.filter(pk=statement.official_id).update(name="Newname")


def change_title(statement):
    Statement.objects.update(official_title="Newname")


def change_text_in_bulk(statement):
    statement.text = "Newname"
    Statement.objects.bulk_update([statement], ["text"])


def change_context_by_raw_sql(statement):
    run_sql("UPDATE stances_statement SET context = 'Newname'")


def change_headline(statement):
    Article.objects.update(headline="Newname")


def change_publisher_by_raw_sql(statement):
    run_sql("UPDATE stances_article SET publisher = 'Newname'")


def add_citation(statement):
    make_citation(statement=statement, article=make_article(publisher="Newname"))


def change_citation(statement):
    statement.citations.update(via="Newname")


def change_printed_by_raw_sql(statement):
    run_sql("UPDATE stances_citation SET printed = 'Newname'")


def rename_place(statement):
    Jurisdiction.objects.filter(level="place").update(name="Newname")


def rename_county(statement):
    run_sql("UPDATE stances_jurisdiction SET name = 'Newname' WHERE level = 'county'")


def rename_state(statement):
    Jurisdiction.objects.filter(level="state").update(name="Newname")


def add_county_of_place(statement):
    statement.agency.jurisdiction.counties.add(make_jurisdiction(name="Newname", state="NM"))


CHANGES = [
    rename_agency,
    add_alias,
    move_agency,
    rename_official,
    change_title,
    change_text_in_bulk,
    change_context_by_raw_sql,
    change_headline,
    change_publisher_by_raw_sql,
    add_citation,
    change_citation,
    change_printed_by_raw_sql,
    rename_place,
    rename_county,
    rename_state,
    add_county_of_place,
]


@pytest.mark.parametrize("change", CHANGES)
def test_the_new_word_is_found_after(change):
    statement = make_found()
    assert not found("newname")

    change(statement)

    assert found("newname") == {"aaaaaaaa"}


GONE = [
    pytest.param("mesilla", rename_agency, id="a renamed agency"),
    pytest.param("nunez", rename_official, id="a renamed official"),
    pytest.param("papers -reporters", change_text_in_bulk, id="a changed text"),
    pytest.param("aside", change_headline, id="a changed headline"),
    pytest.param("cruces", rename_place, id="a renamed place"),
    pytest.param('"new mexico"', rename_state, id="a renamed state"),
]


@pytest.mark.parametrize(("query", "change"), GONE)
def test_the_old_word_is_no_longer_found_after(query, change):
    change(make_found())

    assert not found(query)


def test_a_citation_removed_is_no_longer_found():
    statement = make_found()
    make_citation(statement=statement)

    statement.citations.get(via="Associated Press").delete()

    assert not found('"associated press"')


def test_a_county_that_a_place_no_longer_lies_in_is_no_longer_found():
    statement = make_found()
    far = make_jurisdiction(name="Otero County", state="NM")
    statement.agency.jurisdiction.counties.add(far)
    assert found("otero")

    statement.agency.jurisdiction.counties.remove(far)

    assert not found("otero")
    assert far.geoid not in SearchRow.objects.get().agency_key.counties


# Each with a word of what it removes. Whoever empties a table takes along what rests on it.
EMPTIED = [
    pytest.param("stances_statement CASCADE", "papers", False, id="statements"),
    pytest.param("stances_citation", "reporters", True, id="citations"),
    pytest.param("stances_article CASCADE", "aside", True, id="articles"),
    pytest.param("stances_official CASCADE", "nunez", False, id="officials"),
    pytest.param("stances_agency CASCADE", "mesilla", False, id="agencies"),
    pytest.param("stances_placecounty", "otero", True, id="counties of places"),
    pytest.param("stances_jurisdiction CASCADE", "cruces", False, id="jurisdictions"),
]


@pytest.mark.parametrize(("tables", "query", "statement_stays"), EMPTIED)
def test_what_a_table_had_is_neither_found_nor_counted_once_it_is_emptied(tables, query, statement_stays):
    statement = make_found()
    statement.agency.jurisdiction.counties.add(make_jurisdiction(name="Otero County", state="NM"))
    assert found(query)
    connection.check_constraints()  # a table can't be emptied while it has checks to come

    run_sql(f"TRUNCATE {tables}")

    assert not found(query)
    assert bool(found("-newname")) == statement_stays


def test_a_draft_deleted_is_no_longer_found():
    statement = make_found(status=Status.DRAFT, kind=Kind.PARAPHRASE)

    statement.delete()

    assert not SearchRow.objects.exists()


def test_bulk_created_statements_are_found():
    agency = make_agency(name="Mesilla Marshal")
    said = {"kind": "policy", "position": "limits", "topics": ["287g"], "text": "No holds."}

    Statement.objects.bulk_create([Statement(agency=agency, **said) for _time in range(3)])

    assert len(found("mesilla holds")) == 3


def test_a_fixture_is_found_once_it_is_loaded(tmp_path):
    make_found()
    fixture = tmp_path / "statements.json"
    call_command("dumpdata", "stances.statement", "stances.agency", output=str(fixture))
    changed = fixture.read_text().replace("ask about papers", "ask about passports").replace("Mesilla", "Picacho")
    fixture.write_text(changed)

    call_command("loaddata", str(fixture), verbosity=0)

    assert found("passports picacho") == {"aaaaaaaa"}
    assert not found("mesilla")


def test_everything_that_lists_sort_and_filter_by_is_in_the_row():
    statement = make_found(date="2016-11", basis="court")
    changes = {"status": "withdrawn", "withdrawn_reason": "Never said.", "date": "2017", "position": "partners"}

    Statement.objects.update(**changes, kind="policy", basis="federal", topics=["287g", "detainers"])

    statement.refresh_from_db()
    row = SearchRow.objects.get()
    for part, names in (
        (row, "reference is_published date_earliest date_latest updated_at official_id"),
        (row.coding_key, "position kind basis topics"),
    ):
        assert [getattr(part, name) for name in names.split()] == [getattr(statement, name) for name in names.split()]
    agency = row.agency_key
    assert (agency.agency_id, agency.agency_kind, agency.state) == (statement.agency_id, "municipal-police", "NM")
    assert row.publisher_key.publishers == ["Sun-News"]


def test_an_agency_of_a_county_has_its_county_in_the_row_and_no_place():
    statement = make_statement()

    key = statement.row.agency_key
    assert (key.counties, key.place) == ([statement.agency.jurisdiction.geoid], "")


def test_an_agency_of_a_state_has_neither_county_nor_place_in_the_row():
    state = make_jurisdiction(level="state")
    statement = make_statement(agency=make_agency(name="Highway Patrol", kind="state-police", jurisdiction=state))

    key = statement.row.agency_key
    assert (key.state, key.counties, key.place) == ("NC", [], "")


def test_statements_of_the_same_values_share_their_keys():
    statement = make_found()
    other = make_statement(agency=statement.agency, article=statement.articles.get())

    assert other.row.coding_key == statement.row.coding_key
    assert other.row.agency_key == statement.row.agency_key
    assert other.row.publisher_key == statement.row.publisher_key


def test_a_key_keeps_its_meaning_when_the_agency_moves():
    statement = make_found()
    key, counties = statement.row.agency_key, statement.row.agency_key.counties

    move_agency(statement)

    key.refresh_from_db()
    assert key.counties == counties != SearchRow.objects.get().agency_key.counties


def test_a_document_lies_outside_its_row():
    make_statement(text="wedge " * 20)

    (size,) = run_sql("SELECT pg_column_size(row.*) - pg_column_size(document) FROM stances_searchrow row")

    assert size < 200


def test_withdrawn_statements_are_counted_no_more():
    statement = make_found()

    Statement.objects.update(status="withdrawn", withdrawn_reason="Never said.")

    assert found("papers") == {statement.reference}  # by editors
    assert not ValueCount.objects.of("state").exists()


# Two people at once


def in_a_thread(write):
    """Start a write in a thread with a connection of its own."""

    def run():
        try:
            write()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def wait_until_blocked():
    """Return once another connection waits for a lock, or after two seconds."""
    run_sql(
        """DO $$ BEGIN FOR _try IN 1..200 LOOP
             PERFORM pg_stat_clear_snapshot();
             EXIT WHEN EXISTS (SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock');
             PERFORM pg_sleep(0.01);
           END LOOP; END $$"""
    )


def rename_first(agency):
    with transaction.atomic():
        Agency.objects.update(name="Newname")
        other = in_a_thread(lambda: make_statement(agency=agency, reference="bbbbbbbb"))
        wait_until_blocked()
    other.join()


def state_first(agency):
    with transaction.atomic():
        make_statement(agency=agency, reference="bbbbbbbb")
        other = in_a_thread(lambda: Agency.objects.update(name="Newname"))
        wait_until_blocked()
    other.join()


def edit_first(agency):
    with transaction.atomic():
        Statement.objects.update(context="Edited.")
        make_statement(agency=agency, reference="bbbbbbbb")
        other = in_a_thread(lambda: Agency.objects.update(name="Newname"))
        wait_until_blocked()
    other.join()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("write_both", [rename_first, state_first, edit_first])
def test_a_rename_and_a_new_statement_at_once_end_with_the_new_name(write_both):
    agency = make_agency(name="Oldname")
    make_statement(agency=agency, reference="aaaaaaaa")

    write_both(agency)

    assert found("newname") == {"aaaaaaaa", "bbbbbbbb"}
    assert not found("oldname")


def publish_in_turn(*statements):
    with suppress(ValidationError), transaction.atomic():  # the other has published them
        for statement in statements:
            publish(statement)
            wait_until_blocked()


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_the_same_statements_in_opposite_order_take_turns():
    agency = make_agency()
    first, second = (make_statement(agency=agency, status=Status.IN_REVIEW) for _time in range(2))

    other = in_a_thread(lambda: publish_in_turn(second, first))
    publish_in_turn(first, second)
    other.join()

    assert len(found("warrant")) == Statement.objects.published().count() == 2
