"""A copy that follows the documented steps is in step with the archive, whatever is written while it reads."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.db import transaction
from django.test import Client

from stances.api import documentation, views
from stances.codebook import Status
from stances.desk import publishing
from stances.models import Citation, DataVersion, MergedReference, Statement
from tests.api.test_lists import walked
from tests.conftest import empty_archive
from tests.lists import body
from tests.models.test_search_row import in_a_thread, wait_until_blocked
from tests.records import make_agency, make_article, make_citation, make_statement
from tests.refusals import run_sql

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def emptied(transactional_db):
    yield
    empty_archive()


@pytest.fixture
def agency():
    return make_agency()


def get(address):
    answer = Client().get(address)
    assert answer.status_code == 200, body(answer)
    return answer.json()


class Mirror:
    """The documented steps. ``between`` is called after the first page, as something that happens meanwhile."""

    def __init__(self):
        self.records, self.seen = {}, "1000"

    def sync(self, between=lambda: None):
        first = page = get(f"/api/v1/statements?sort=updated&updated_after={self.seen}&per_page=2")
        between()
        self.delete(first["tombstones"], first["tombstones_next"])
        self.keep(page["results"])
        while page["next"]:
            page = get(page["next"])
            self.keep(page["results"])
        self.seen = first["data_version"]
        return self

    def delete(self, tombstones, following):
        while True:
            for each in tombstones:
                self.records.pop(each["reference"], None)
            if not following:
                return
            page = get(following)
            tombstones, following = page["results"], page["next"]

    def keep(self, records):
        self.records |= {record["reference"]: record for record in records}

    @property
    def is_in_step(self):
        answer = get("/api/v1/statements?per_page=100")
        return self.records == {record["reference"]: record for record in answer["results"]}


def withdraw(statement):
    publishing.withdraw(statement, reason="It was another county.")


def edit(statement):
    Statement.objects.filter(pk=statement.pk).update(context="More.")


def add_citation(statement):
    make_citation(statement=statement)


CHANGES = [
    pytest.param(edit, id="an edit in bulk"),
    pytest.param(withdraw, id="a withdrawal"),
    pytest.param(add_citation, id="a new citation"),
    pytest.param(lambda each: run_sql("UPDATE stances_citation SET via = 'AP'"), id="an outlet by raw SQL"),
    pytest.param(lambda each: make_statement(agency=each.agency), id="a new statement"),
    pytest.param(
        lambda each: MergedReference.objects.create(reference="mmmmmmmm", statement=each), id="a merged reference"
    ),
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_while_it_walks_is_in_the_next_round(agency, change):
    first, *_others = [make_statement(agency=agency) for _number in range(3)]

    mirror = Mirror().sync(between=lambda: change(first))  # which the walk has not come to, and will not meet any more

    assert mirror.sync().is_in_step


def test_a_second_round_without_changes_has_nothing(agency):
    make_statement(agency=agency)
    mirror = Mirror().sync()

    answer = get(f"/api/v1/statements?updated_after={mirror.seen}")

    assert (answer["count"], answer["results"], answer["tombstones"]) == (0, [], [])


def test_what_a_writer_that_waited_commits_is_later_than_what_was_told_before(agency):
    first, second = make_statement(agency=agency), make_statement(agency=agency)

    with transaction.atomic():
        edit(first)
        waiting = in_a_thread(lambda: edit(second))
        wait_until_blocked()
        told = DataVersion.objects.get().moment  # what a mirror would be told after this commit
    waiting.join()

    assert Statement.objects.get(pk=second.pk).updated_at > told


def test_a_clock_that_was_set_back_hides_no_change(agency):
    statement = make_statement(agency=agency)
    run_sql("UPDATE stances_dataversion SET moment = '2999-01-01T00:00:00Z'")
    mirror = Mirror().sync()

    edit(statement)

    assert mirror.sync().is_in_step


def test_a_record_that_is_published_again_is_no_tombstone(agency):
    statement = make_statement(agency=agency)
    mirror = Mirror().sync()
    withdraw(statement)
    publishing.publish(statement)

    answer = get(f"/api/v1/statements?updated_after={mirror.seen}")

    assert (answer["tombstones"], answer["count"]) == ([], 1)
    assert mirror.sync().is_in_step


def test_live_rows_and_tombstones_spell_a_moment_alike(agency):
    statement = make_statement(agency=agency)
    asked = "updated_after=2017-02-21T01:00:00%2B01:00"

    rows, tombstones = (get(f"/api/v1/{name}?{asked}") for name in ("statements", "tombstones"))

    assert rows["query"] == tombstones["query"] == "updated_after=2017-02-21T00%3A00%3A00Z"
    [row] = rows["results"]
    withdraw(statement)
    [tombstone] = get(f"/api/v1/tombstones?{asked}")["results"]
    assert len(row["updated_at"]) == len(tombstone["updated_at"])
    assert row["updated_at"] < tombstone["updated_at"]


# The example


def test_the_example_follows_statements_and_their_articles(agency, live_server, settings, tmp_path):
    settings.SITE_URL = live_server.url
    program = tmp_path / "mirror.py"
    program.write_text(documentation.example("mirror"))
    changed, gone, *_others = [make_statement(agency=agency) for _number in range(3)]
    copied(program)

    changed.articles.update(publisher="Another Press")
    withdraw(gone)
    make_statement(agency=agency, article=make_article(publisher="A new one"))

    statements, articles = copied(program)
    live = {each["reference"]: each for each in results(f"statements?fields={','.join(FIELDS)}")}
    assert {key: own(each) for key, each in live.items()} == statements != live
    assert articles == {each["id"]: each for each in results("articles")}
    assert {"Another Press", "A new one"} < {each["publisher"] for each in articles.values()}


FIELDS = ["reference", "text", "updated_at", "citations"]


def copied(program):
    """Run the example; what it has then: ({reference: record}, {id: record}), of statements some fields alone."""
    subprocess.run([sys.executable, program], cwd=program.parent, check=True)
    with closing(sqlite3.connect(program.with_name("mirror.sqlite3"))) as copy:
        statements, articles = (
            {key: json.loads(record) for key, record in copy.execute(f"SELECT * FROM {name}")}
            for name in ("statements", "articles")
        )
    return {key: own(each) for key, each in statements.items()}, articles


def own(statement):
    citations = [{name: each[name] for name in ("article_id", "via")} for each in statement["citations"]]
    return {name: statement[name] for name in FIELDS} | {"citations": citations}


def results(address):
    return get(f"/api/v1/{address}")["results"]


# Citations


ADD_CITATION = """
    INSERT INTO stances_citation (statement_id, article_id, via, is_original, printed) VALUES (%s, %s, '', false, '')
"""


def moved(statement, write):
    before = Statement.objects.get(pk=statement.pk).updated_at
    write()
    return Statement.objects.get(pk=statement.pk).updated_at > before


def test_what_a_statement_rests_on_is_part_of_it(agency):
    statement = make_statement(agency=agency)
    citation = make_citation(statement=statement)
    citations = Citation.objects.filter(pk=citation.pk)

    assert moved(statement, lambda: citations.update(via="AP"))
    assert moved(statement, lambda: citations.update(article=make_article()))
    assert not moved(statement, lambda: citations.update(via="AP"))
    assert moved(statement, citations.delete)
    assert moved(statement, lambda: run_sql(ADD_CITATION, statement.pk, make_article().pk))


def test_a_citation_that_goes_to_another_statement_changes_both(agency):
    one, other = make_statement(agency=agency), make_statement(agency=agency)
    citations = Citation.objects.filter(pk=make_citation(statement=one).pk)

    assert moved(one, lambda: citations.update(statement=other))
    assert moved(other, lambda: citations.update(statement=one))


def test_a_statement_that_is_written_with_its_citations_is_written_once(agency):
    statement = make_statement(agency=agency)
    draft = make_statement(agency=agency, status=Status.DRAFT)

    assert Statement.pgh_event_model.objects.filter(pgh_obj_id=statement.pk).count() == 1
    assert not moved(draft, lambda: make_citation(statement=draft))


# Tombstones


def test_a_tombstone_tells_what_happened(agency):
    withdrawn, kept = make_statement(agency=agency), make_statement(agency=agency)
    since = DataVersion.objects.get().moment.isoformat().replace("+00:00", "Z")
    withdraw(withdrawn)
    MergedReference.objects.create(reference="mmmmmmmm", statement=kept)

    first, second = get(f"/api/v1/tombstones?updated_after={since}")["results"]

    assert (first["reference"], first["status"]) == (withdrawn.reference, "withdrawn")
    assert (first["reason"], first["merged_into"]) == ("It was another county.", None)
    assert (second["status"], second["reason"], second["merged_into"]) == ("merged", None, kept.reference)
    assert since < first["updated_at"] < second["updated_at"]


def test_tombstones_are_told_whatever_else_is_asked_for(agency):
    make_statement(agency=make_agency(state="TX"))
    statement = make_statement(agency=agency)
    withdraw(statement)

    answer = get("/api/v1/statements?updated_after=2020&state=TX&per_page=1")

    assert [each["reference"] for each in answer["tombstones"]] == [statement.reference]
    assert (answer["count"], answer["tombstones_next"]) == (1, None)
    assert "tombstones" not in get("/api/v1/statements?state=TX")


def test_more_tombstones_than_one_answer_has_are_all_told(agency, monkeypatch):
    monkeypatch.setattr(views, "MOST_TOMBSTONES", 2)
    statements = [make_statement(agency=agency) for _number in range(4)]
    kept = make_statement(agency=agency)
    mirror = Mirror().sync()
    with transaction.atomic():  # several of one moment, as a bulk update has them
        Statement.objects.filter(pk__in=[each.pk for each in statements]).update(
            status=Status.WITHDRAWN, withdrawn_reason="Never said."
        )
        for number in range(3):
            MergedReference.objects.create(reference=f"mmmmmmm{number}", statement=kept)

    mirror.sync()

    assert set(mirror.records) == {kept.reference}
    assert get(f"/api/v1/tombstones?updated_after={mirror.seen}")["count"] == 0
    assert sorted(each["reference"] for each in walked("/api/v1/tombstones?per_page=3")) == sorted(
        [*(each.reference for each in statements), "mmmmmmm0", "mmmmmmm1", "mmmmmmm2"]
    )
