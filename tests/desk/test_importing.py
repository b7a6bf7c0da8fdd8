import copy
import io
import json

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Count, Exists, OuterRef
from django.test.utils import CaptureQueriesContext

from stances.desk import importing
from stances.management.commands import import_statements
from stances.models import (
    Agency,
    Article,
    Citation,
    MergedReference,
    Official,
    SearchRow,
    Statement,
    TopicPosition,
    ValueCount,
)
from tests.records import make_agency, make_article, make_citation, make_jurisdiction, make_official, make_statement

RECORD = {
    "reference": "aaaaaaaa",
    "kind": "paraphrase",
    "position": "limits",
    "topics": ["jail-access", "detainers"],
    "date": "2017-02-21",
    "date_note": "The article says Tuesday.",
    "text": "The sheriff would hold nobody without a warrant.",
    "certainty": "medium",
    "agency": {
        "name": "Mecklenburg County Sheriff's Office",
        "kind": "sheriff",
        "state": "NC",
        "ori": "NC0600000",
        "county_geoid": "37119",
        "place": None,
    },
    "official": {"name": "Garry McFadden", "title": "Sheriff"},
    "article": {
        "headline": "Sheriff ends holds",
        "url": "https://www.wbtv.com/story/1",
        "publisher": "WBTV",
        "byline": None,
        "published": "2017-02",
    },
    "via": "Associated Press",
}


def make_record(**values):
    """A record of the file, changed by ``values``; ``agency``, ``official`` and ``article`` are changed in part."""
    record = copy.deepcopy(RECORD)
    for name, value in values.items():
        is_part = isinstance(value, dict) and isinstance(record.get(name), dict)
        record[name] = record[name] | value if is_part else value
    return record


def run(*records, **options):
    return importing.import_statements(list(enumerate(records, 1)), **options)


@pytest.fixture
def agency(db):
    """The agency that the record names."""
    county = make_jurisdiction(name="Mecklenburg County", geoid="37119")
    return make_agency(jurisdiction=county, ori="NC0600000")


# One record


def test_a_record_becomes_a_draft_with_its_source(agency):
    report = run(make_record())

    statement = Statement.objects.get()
    citation = statement.citations.get()
    assert (report.added, statement.status, statement.agency) == (1, "draft", agency)
    assert (statement.text, statement.date, statement.basis) == (RECORD["text"], "2017-02-21", "unknown")
    assert (statement.official.name, statement.official_title) == ("Garry McFadden", "Sheriff")
    assert (citation.article.headline, citation.via, citation.printed) == ("Sheriff ends holds", "Associated Press", "")


def test_topics_are_kept_in_the_order_of_the_codebook(agency):
    run(make_record())

    assert Statement.objects.get().topics == ["detainers", "jail-access"]


def test_what_is_to_be_published_is_published(agency):
    run(make_record(), publish=True)

    assert Statement.objects.published().get().published_at is not None


def test_an_agency_may_speak_as_a_body(agency):
    run(make_record(official=None))

    assert Statement.objects.get().official is None
    assert not Official.objects.exists()


def test_a_title_without_a_name_is_kept(agency):
    run(make_record(official={"name": None, "title": "A spokesperson"}))

    assert Statement.objects.get().official_title == "A spokesperson"


def test_an_import_again_changes_nothing(agency):
    run(make_record())
    before = events()

    report = run(make_record(text="Other words."))

    assert (report.added, report.there, events()) == (0, 1, before)


def test_a_dry_run_tells_all_and_changes_nothing(agency):
    before = events()

    report = run(make_record(), dry_run=True)

    assert str(report) == "1 statements added, 0 merged into another, 0 were there already; 0 errors"
    assert not Statement.objects.exists()
    assert events() == before


def events():
    """How many events the history of each model has."""
    return {m: m.objects.count() for m in apps.get_app_config("stances").get_models() if m.__name__.endswith("Event")}


# Which agency


def test_an_agency_is_found_by_its_slug_before_its_ori(agency):
    other = make_agency(name="Another Office")

    run(make_record(agency={"slug": other.slug}))

    assert Statement.objects.get().agency == other


def test_an_agency_is_found_by_state_name_and_kind_where_there_is_no_ori(agency):
    make_agency(kind="jail")
    make_agency(state="SC")

    run(make_record(agency={"ori": None, "name": "MECKLENBURG COUNTY SHERIFF’S OFFICE"}))

    assert Statement.objects.get().agency == agency


def test_another_name_of_a_known_agency_becomes_an_alias(agency):
    run(make_record(agency={"name": "Mecklenburg Sheriff"}))

    agency.refresh_from_db()
    assert agency.aliases == ["Mecklenburg Sheriff"]
    assert SearchRow.objects.search('"mecklenburg sheriff"').exists()


def test_a_name_that_is_an_alias_already_is_not_added_again(agency):
    records = [make_record(agency={"name": "MCSO"}), make_record(agency={"name": "mcso"}, reference="bbbbbbbb")]

    run(*records)

    agency.refresh_from_db()
    assert agency.aliases == ["MCSO"]


def test_an_agency_that_is_not_there_is_added_with_its_place(agency):
    county = agency.jurisdiction
    place = make_jurisdiction(name="Matthews", level="place", counties=[county])
    town = {"name": "Matthews Police Department", "kind": "municipal-police", "ori": None, "place": "Matthews"}

    report = run(make_record(agency=town))

    added = Statement.objects.get().agency
    assert report.agencies_added == ["Matthews Police Department (NC)"]
    assert (added.jurisdiction, added.county, added.slug) == (place, county, "matthews-police-department-nc")


def test_of_a_place_that_is_not_there_the_county_is_used_and_told(agency):
    report = run(make_record(agency={"name": "Atlantis Police", "ori": None, "place": "Atlantis"}))

    assert Statement.objects.get().agency.jurisdiction == agency.jurisdiction
    assert "0 places “Atlantis”" in report.notes[0]


def test_of_two_places_of_a_name_the_one_in_the_county_is_used(agency):
    here = make_jurisdiction(name="Union", level="place", slug="union-1", counties=[agency.jurisdiction])
    make_jurisdiction(name="Union", level="place", slug="union-2")

    run(make_record(agency={"name": "Union Police", "ori": None, "place": "Union"}))

    assert Statement.objects.get().agency.jurisdiction == here


def test_an_agency_of_a_state_has_no_county(agency):
    patrol = {"name": "Highway Patrol", "kind": "state-police", "ori": None, "county_geoid": None}

    run(make_record(agency=patrol))

    added = Statement.objects.get().agency
    assert (added.jurisdiction.level, added.county) == ("state", None)


def test_of_agencies_that_share_an_ori_the_name_decides(agency):
    make_agency(name="Mecklenburg Jail", kind="jail", ori="NC0600000")

    run(make_record())

    assert Statement.objects.get().agency == agency


# Which official


def test_the_same_name_at_the_same_agency_is_the_same_person(agency):
    run(make_record(), make_record(reference="bbbbbbbb", official={"title": "Sheriff-elect"}), publish=True)

    assert Official.objects.get().statements.count() == 2


def test_the_same_name_at_another_agency_is_another_person(agency):
    other = make_agency(name="Another Office")

    run(make_record(), make_record(reference="bbbbbbbb", agency={"slug": other.slug}))

    assert sorted(Official.objects.values_list("slug", flat=True)) == ["garry-mcfadden", "garry-mcfadden-2"]


def test_a_person_who_moved_is_named_by_a_slug(agency):
    other = make_agency(name="Another Office")
    person = {"slug": "garry-mcfadden"}

    run(make_record(official=person), make_record(reference="bbbbbbbb", official=person, agency={"slug": other.slug}))

    assert Official.objects.get().statements.count() == 2


def test_a_slug_names_a_person_who_is_there(agency):
    official = make_official(name="Garry L. McFadden", slug="garry-mcfadden")

    run(make_record(official={"slug": "garry-mcfadden"}))

    assert Statement.objects.get().official == official


# Which article


def test_the_same_page_is_the_same_article(agency):
    article = make_article(url="http://wbtv.com/story/1/", publisher="WBTV", headline="Sheriff ends holds")

    run(make_record())

    assert Statement.objects.get().articles.get() == article


def test_what_was_not_known_of_an_article_is_added(agency):
    article = make_article(url="https://www.wbtv.com/story/1", publisher="WBTV", headline="", published="")

    report = run(make_record())

    article.refresh_from_db()
    assert (article.headline, article.published, report.notes) == ("Sheriff ends holds", "2017-02", [])


def test_what_an_article_says_otherwise_is_noted_and_not_overwritten(agency):
    article = make_article(url="https://www.wbtv.com/story/1", publisher="WBTV", headline="Another headline")

    report = run(make_record())

    article.refresh_from_db()
    assert article.headline == "Another headline"
    assert report.notes == ["aaaaaaaa: https://www.wbtv.com/story/1: headline: Sheriff ends holds"]
    assert Citation.objects.get().printed == "headline: Sheriff ends holds"


# The same event told twice


def merge_of(statement, **values):
    return make_record(reference="bbbbbbbb", same_as=statement.reference, text="In other words.", **values)


def test_a_record_of_the_same_event_becomes_a_citation(agency):
    statement = make_statement(agency=agency, date="2017-02")

    report = run(merge_of(statement))

    statement.refresh_from_db()
    assert (report.added, report.merged, Statement.objects.count()) == (0, 1, 1)
    assert statement.citations.get(article__publisher="WBTV").printed == "In other words."
    assert MergedReference.objects.get(pk="bbbbbbbb").statement == statement


DATES = [
    pytest.param("2017-02", "2017-02-21", "2017-02-21", id="a day of the month"),
    pytest.param("2017-02-21", "2017-02", "2017-02-21", id="less exact"),
    pytest.param("2017-02", "2017-03-01", "2017-02", id="another month"),
    pytest.param("2017-02-21", "2017-02-22", "2017-02-21", id="another day"),
    pytest.param("", "2017-02", "2017-02", id="undated before"),
    pytest.param("2017", "", "2017", id="undated now"),
]


@pytest.mark.parametrize(("before", "told", "after"), DATES)
def test_a_merge_takes_the_date_that_is_more_exact(agency, before, told, after):
    statement = make_statement(agency=agency, date=before, date_note="As before.")

    run(merge_of(statement, date=told))

    statement.refresh_from_db()
    assert statement.date == after
    assert statement.date_note == ("As before." if before == after else "The article says Tuesday.")


def test_a_merge_by_an_article_that_is_cited_already_keeps_its_words_too(agency):
    statement = make_statement(agency=agency)
    article = make_article(url="https://www.wbtv.com/story/1", publisher="WBTV", headline="Sheriff ends holds")
    make_citation(statement=statement, article=article, printed="First words.")

    run(merge_of(statement))

    assert statement.citations.get(article=article).printed == "First words.\nIn other words."


def test_a_merged_record_is_there_already_the_next_time(agency):
    statement = make_statement(agency=agency)
    run(merge_of(statement))
    before = events()

    report = run(merge_of(statement))

    assert (report.merged, report.there, events()) == (0, 1, before)


# Bad records


OTHER_PAGE = "https://www.wbtv.com/story/2"

BAD = [
    pytest.param({"reference": None}, "reference is missing", id="no reference"),
    pytest.param({"text": ""}, "text is missing", id="no text"),
    pytest.param({"topics": []}, "topics is missing", id="no topic"),
    pytest.param({"agency": None}, "agency is missing", id="no agency"),
    pytest.param({"agency": {"name": ""}}, "agency.name is missing", id="an agency without a name"),
    pytest.param({"article": None}, "article is missing", id="no article"),
    pytest.param(
        {"article": {"url": OTHER_PAGE, "publisher": None}}, "publisher: This field cannot be blank", id="no publisher"
    ),
    pytest.param({"article": {"url": "wbtv"}}, "url: Enter a valid URL", id="an address that is none"),
    pytest.param({"kind": "quote"}, "“quote” is not a kind of the codebook (quotation, ", id="an unknown kind"),
    pytest.param({"position": "sanctuary"}, "“sanctuary” is not a position", id="an unknown position"),
    pytest.param({"topics": ["287g", "ice"]}, "“ice” is not a topic", id="an unknown topic"),
    pytest.param({"basis": "law"}, "“law” is not a basis", id="an unknown basis"),
    pytest.param({"certainty": "sure"}, "“sure” is not a certainty", id="an unknown certainty"),
    pytest.param({"agency": {"kind": "police"}}, "“police” is not a agency_kind", id="an unknown kind of agency"),
    pytest.param({"date": "2017-13"}, "“2017-13” has a month or a day that no calendar has", id="an impossible date"),
    pytest.param({"date": "2017-00"}, "“2017-00” has a month or a day that no calendar has", id="month zero"),
    pytest.param({"date": "2017/2016"}, "“2017/2016” ends before it begins", id="a span backwards"),
    pytest.param({"article": {"published": "Tuesday"}}, "“Tuesday” is not a date", id="a day of publication in words"),
    pytest.param({"agency": {"ori": "NC9999999"}}, "none has the ORI or slug “NC9999999”", id="an unknown ORI"),
    pytest.param({"agency": {"slug": "nobody-nc"}}, "none has the ORI or slug “nobody-nc”", id="an unknown slug"),
    pytest.param(
        {"agency": {"ori": "", "state": "ZZ", "county_geoid": ""}},
        "“ZZ” is no state's abbreviation",
        id="no such state",
    ),
    pytest.param({"same_as": "zzzzzzzz"}, "same_as: no statement has the reference “zzzzzzzz”", id="same as nothing"),
    pytest.param({"official": {"name": "x" * 101}}, "the database refuses it: value too long", id="a name too long"),
    pytest.param({"text": " \n"}, "the database refuses it: statement_has_text", id="a text of blanks"),
    pytest.param({"reference": "TOOSHORT"}, "statement_reference_is_base32", id="a malformed reference"),
    pytest.param({"language": "Spanish"}, "statement_language_is_tag", id="a language in words"),
    pytest.param(
        {"article": {"url": OTHER_PAGE, "publisher": "x" * 151}},
        "publisher: Ensure this value has",
        id="a publisher too long",
    ),
    pytest.param({"official": {"title": "x" * 151}}, "official_title: Ensure this value has", id="a title too long"),
    pytest.param({"context": "a\u202eb"}, "context: There is a control character", id="a control character"),
    pytest.param({"text": "a\ud800b"}, "not of the form that a record has: text", id="half a character"),
    pytest.param({"text": "a\x00b"}, "not of the form that a record has: text", id="NUL"),
    pytest.param({"date": 2017}, "not of the form that a record has: date", id="a date that is a number"),
    pytest.param({"topics": "287g"}, "not of the form that a record has: topics", id="topics that are no list"),
    pytest.param({"topics": [287]}, "not of the form that a record has: topics", id="a topic that is a number"),
    pytest.param({"agency": "Sheriff"}, "not of the form that a record has: agency", id="an agency that is text"),
    pytest.param({"agency": {"ori": 1}}, "not of the form that a record has: agency.ori", id="an ORI that is a number"),
    pytest.param({"official": ["Sheriff"]}, "not of the form that a record has: official", id="officials in a list"),
]


@pytest.mark.parametrize(("values", "words"), BAD)
def test_a_bad_record_is_named_with_its_line_and_nothing_is_imported(agency, values, words):
    before = events()

    report = run(make_record(reference="bbbbbbbb"), make_record(**values))

    assert [error[:7] for error in report.errors] == ["Line 2:"]
    assert words in report.errors[0]
    assert events() == before


def test_a_line_that_is_no_object_is_named(agency):
    report = run(["aaaaaaaa"])

    assert report.errors == ["Line 1: not of the form that a record has: {}"]


def test_every_error_of_every_record_is_told(agency):
    report = run(make_record(kind="x", date="y"), make_record(), make_record(reference="bbbbbbbb", text=""))

    assert [error.split(";")[0] for error in report.errors] == [
        "Line 1: “x” is not a kind of the codebook (quotation, paraphrase, policy, action)",
        "Line 3: text is missing",
    ]
    assert "“y” is not a date" in report.errors[0]


TOO_LONG = [
    pytest.param({"article": {"headline": "x" * 301}}, 300, id="a headline that was not known"),
    pytest.param({"agency": {"name": "x" * 151}}, 150, id="another name of an agency"),
]


@pytest.mark.parametrize(("values", "limit"), TOO_LONG)
def test_what_is_too_long_is_not_cut_off(agency, values, limit):
    make_article(url=RECORD["article"]["url"], publisher="WBTV", headline="")

    report = run(make_record(**values))

    assert report.errors == [f"Line 1: the database refuses it: value too long for type character varying({limit})"]


def test_agencies_that_cannot_be_told_apart_are_named_by_their_slugs(agency):
    other = make_agency(ori="NC0600000")

    report = run(make_record())

    assert "2 agencies fit; name one by its slug" in report.errors[0]
    assert agency.slug in report.errors[0]
    assert other.slug in report.errors[0]


# In batches


TRICKY = [
    {"date": "2017"},
    {"reference": "bbbbbbbb", "agency": {"name": "MCSO"}, "article": {"headline": "Another", "byline": "Ann Lee"}},
    {"reference": "cccccccc", "agency": {"name": "mcso"}, "official": {"slug": "garry-mcfadden"}},
    {"reference": "dddddddd", "agency": {"name": "New Police", "ori": None}, "article": {"url": ""}},
    {"reference": "eeeeeeee", "agency": {"name": "NEW police", "ori": None}, "article": {"url": ""}},
    {"reference": "ffffffff", "agency": {"name": "Old Police", "slug": "new-police-nc"}, "official": None},
    {"reference": "gggggggg", "same_as": "aaaaaaaa", "date": "2017-02", "text": "In other words."},
    {"reference": "hhhhhhhh", "same_as": "aaaaaaaa", "article": {"url": "http://wbtv.com/story/1/?utm_source=x"}},
    {"reference": "aaaaaaaa", "text": "A reference that is there."},
    {"reference": "gggggggg", "text": "A reference that was merged."},
    {"reference": "jjjjjjjj", "same_as": "ffffffff", "article": {"url": "https://www.wbtv.com/story/2"}},
    {"reference": "kkkkkkkk", "article": {"url": "https://wbtv.com/story/2", "headline": ""}},
]
FACTS = {
    Agency: ("slug", "name", "aliases", "county__geoid", "jurisdiction__geoid"),
    Article: ("url", "headline", "publisher", "byline", "published"),
    Citation: ("statement__reference", "article__url", "via", "printed"),
    MergedReference: ("reference", "statement__reference"),
    Official: ("slug", "name"),
    SearchRow: (
        *("reference", "is_published", "date_latest", "official__slug", "document", "publisher_key__publishers"),
        *("agency_key__state", "agency_key__counties", "coding_key__position", "coding_key__topics"),
    ),
    Statement: ("reference", "agency__slug", "official__slug", "official_title", "text", "date", "date_note", "status"),
}


def archive_after(records, **options):
    """The report of an import and all that the archive says after it; the import is undone."""
    with transaction.atomic():
        report = run(*records, **options)
        archive = {model: list(model.objects.order_by("pk").values_list(*FACTS[model])) for model in FACTS}
        archive[ValueCount] = sorted(ValueCount.objects.exclude(count=0).values_list("filter", "count"))
        transaction.set_rollback(True)
    return report, archive


@pytest.mark.parametrize("size", [2, 3, 5000])
def test_records_in_batches_do_what_they_do_one_by_one(agency, size):
    records = [make_record(**values) for values in TRICKY]

    alone = archive_after(records, publish=True, batch_size=1)

    assert (alone[0].added, alone[0].merged, alone[0].there, alone[0].errors) == (7, 3, 2, [])
    assert archive_after(records, publish=True, batch_size=size) == alone


@pytest.mark.parametrize("size", [1, 5000])
def test_shifts_of_what_is_imported_are_found(agency, size):
    make_statement(agency=agency, position="declines", topics=["287g"], date="2010", reference="zzzzzzz1")
    said = [("2012", "limits"), ("2016", "limits"), ("2014", "partners"), ("2018", "limits")]
    records = [
        make_record(reference=f"zzzzzzz{n}", date=date, position=position, topics=["287g"])
        for n, (date, position) in enumerate(said, 2)
    ]
    run(*records, publish=True, batch_size=size)

    shifts = TopicPosition.objects.shifts().newest_first()
    assert list(shifts.values_list("before__date", "position_before", "date_earliest__year", "position")) == [
        ("2014", "partners", 2016, "limits"),
        ("2012", "limits", 2014, "partners"),
        ("2010", "declines", 2012, "limits"),
    ]


def test_each_record_that_the_database_refuses_is_found_in_its_batch(agency):
    records = [make_record(reference=f"aaaaaaa{n}") for n in range(10)]
    records[2]["language"] = records[7]["language"] = "Spanish"
    records[3]["official"]["name"] = "x" * 101
    records[5]["text"] = ""

    report = run(*records)

    assert report.errors == [
        "Line 3: the database refuses it: statement_language_is_tag",
        "Line 4: the database refuses it: value too long for type character varying(100)",
        "Line 6: text is missing",
        "Line 8: the database refuses it: statement_language_is_tag",
    ]
    assert not Statement.objects.exists()


def test_a_record_that_is_refused_leaves_nothing_for_those_after_it(agency):
    refused = make_record(agency={"name": "Lost", "ori": None}, official={"name": "Lost"}, article={"url": "lost"})
    after = make_record(reference="bbbbbbbb", same_as="aaaaaaaa")

    report = run(refused, make_record(reference="cccccccc", agency={"slug": "lost-nc"}), after)

    assert [error.split("“")[0] for error in report.errors] == [
        "Line 1: url: Enter a valid URL.",
        "Line 2: agency: none has the ORI or slug ",
        "Line 3: same_as: no statement has the reference ",
    ]


def test_namesakes_of_one_batch_have_addresses_of_their_own(agency):
    make_official(name="Ann Lee")
    agencies = [make_agency(name=f"Office {n}") for n in range(3)]
    people = [make_record(reference=f"aaaaaaa{a.pk % 10}", agency={"slug": a.slug}) for a in agencies]

    run(*(record | {"official": {"name": "Ann Lee"}} for record in people))

    assert set(Official.objects.values_list("slug", flat=True)) == {"ann-lee", "ann-lee-2", "ann-lee-3", "ann-lee-4"}


def test_more_records_of_a_batch_take_no_more_questions(agency):
    questions = []
    for digits in ("01", "23456789abcdefghjkmn"):
        records = [make_record(reference=f"aaaaaaa{d}", article={"url": f"https://example.com/{d}"}) for d in digits]
        with CaptureQueriesContext(connection) as asked:
            run(*records, publish=True)
        questions.append(len(asked))

    assert Statement.objects.count() == 22
    assert questions[1] <= questions[0] < 30


# The command


@pytest.fixture
def write(tmp_path):
    """Write lines to a file; its path."""

    def write(*lines):
        path = tmp_path / "records.jsonl"
        path.write_bytes(b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines))
        return str(path)

    return write


def test_the_command_imports_a_file_and_says_what_it_did(agency, write):
    said = io.StringIO()

    call_command("import_statements", write(make_record(), b""), "--publish", stdout=said)

    assert Statement.objects.published().count() == 1
    assert "1 statements added" in said.getvalue()


def test_the_command_tells_notes_and_added_agencies_where_asked_to(agency, write):
    said = io.StringIO()

    call_command("import_statements", write(make_record(agency={"name": "New", "ori": ""})), verbosity=2, stdout=said)

    assert "agency added: New (NC)" in said.getvalue()


def test_the_command_tells_the_public_why(agency, write):
    call_command(
        "import_statements", write(make_record()), "--publish", "--note", "A new county.", stdout=io.StringIO()
    )

    context = Statement.pgh_event_model.objects.get().pgh_context
    assert context.metadata == {"reason": "import", "public_note": "A new county."}


def test_a_dry_run_of_the_command_changes_nothing(agency, write):
    call_command("import_statements", write(make_record()), "--dry-run", stdout=io.StringIO())

    assert not Statement.objects.exists()


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(("output", "times"), [(Terminal, 2), (io.StringIO, 0)])
def test_a_long_import_says_on_a_terminal_how_far_it_is(agency, write, monkeypatch, output, times):
    monkeypatch.setattr(import_statements, "SECONDS", 0)
    said = output()

    call_command("import_statements", write(make_record(), make_record(reference="bbbbbbbb")), stdout=said)

    assert said.getvalue().count("records so far") == times


BAD_FILES = [
    pytest.param([make_record(), b"{not json}"], "Line 2 is not JSON", id="not JSON"),
    pytest.param([make_record(), b'{"text": "\xff"}'], "Line 2 is not JSON", id="not UTF-8"),
    pytest.param([make_record(), make_record(reference="bbbbbbbb", kind="x")], "Line 2: “x” is not", id="a bad record"),
]


@pytest.mark.parametrize(("lines", "words"), BAD_FILES)
def test_the_command_refuses_a_bad_file_and_imports_nothing(agency, write, lines, words):
    with pytest.raises(CommandError, match=words):
        call_command("import_statements", write(*lines))

    assert not Statement.objects.exists()


def test_the_command_says_that_a_file_is_not_there(db):
    with pytest.raises(CommandError, match=r"nowhere\.jsonl: .*No such file"):
        call_command("import_statements", "nowhere.jsonl")


# The whole collection on top of the seed


def collection():
    return importing.read_jsonl(settings.BASE_DIR / "fixtures/collection.jsonl")


def test_the_collection_and_the_seed_are_published(whole_archive):
    records = [record for _, record in collection()]
    merged = {record["reference"] for record in records if "same_as" in record}

    assert len(records) == 697
    assert Statement.objects.published().count() == Statement.objects.count() == 695 + 8
    assert SearchRow.objects.published().count() == 703
    assert set(MergedReference.objects.values_list("pk", flat=True)) == merged


def test_the_collection_twice_changes_nothing(whole_archive):
    before = events()

    report = importing.import_statements(collection(), publish=True)

    assert (report.added, report.merged, report.there, report.errors) == (0, 0, 697, [])
    assert events() == before


def test_beck_is_one_statement_with_two_sources_and_the_better_date(whole_archive):
    merged = next(record for _, record in collection() if record["reference"] == "mhstg3fb")

    statement = MergedReference.objects.get(pk="mhstg3fb").statement

    assert (statement.reference, statement.date, statement.date_note) == ("beck2016", "2016-11-14", merged["date_note"])
    assert {c.article.publisher: c.printed for c in statement.citations.all()} == {
        "Yahoo News": "",
        "LAist": merged["text"],
    }
    assert statement.text.startswith("I don’t intend on doing anything differently.")


def test_gonzalez_is_one_statement_with_two_sources(whole_archive):
    statement = MergedReference.objects.get(pk="0zbx3mx4").statement

    assert (statement.reference, statement.date, statement.citations.count()) == ("h4rr1s87", "2017-02-21", 2)


def test_kirkpatrick_is_one_person_with_a_role_at_two_agencies(whole_archive):
    official = Official.objects.get(slug="anne-kirkpatrick")

    roles = set(official.statements.values_list("agency__jurisdiction__state", "official_title"))

    assert roles == {("CA", "Chief of Police"), ("LA", "Superintendent")}


def test_no_agency_or_article_of_the_collection_is_there_twice(whole_archive):
    twice = (
        Agency.objects.filter(Exists(Statement.objects.filter(agency=OuterRef("pk"))))
        .values("name", "kind", "jurisdiction")
        .annotate(n=Count("*"))
        .filter(n__gt=1)
    )
    articles = Article.objects.exclude(url="").values("canonical_url").annotate(n=Count("*")).filter(n__gt=1)

    assert list(twice) == []
    assert list(articles) == []


def test_each_record_of_the_collection_says_what_the_archive_says(whole_archive):
    archived = {statement.reference: statement for statement in Statement.objects.with_related()}

    for _, record in collection():
        if statement := archived.get(record["reference"]):
            assert (statement.text, statement.date, statement.position) == (
                record["text"],
                record["date"],
                record["position"],
            )
            assert statement.agency.ori == (record["agency"]["ori"] or statement.agency.ori)
            assert statement.agency.state == record["agency"]["state"]
