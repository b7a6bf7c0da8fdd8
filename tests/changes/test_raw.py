import json

import pghistory
import pytest
from django.db import transaction

from stances.desk.publishing import publish, withdraw
from stances.models import MergedReference, Statement
from tests.lists import body, jsonl_rows
from tests.records import make_article, make_citation, make_official, make_statement

pytestmark = pytest.mark.django_db


def at_once(write, **why):
    with pghistory.context(reason="Secret", **why), transaction.atomic():
        return write()


@pytest.fixture
def statement():
    """A statement that was a draft, was then published, corrected, withdrawn and published again."""
    article = make_article(publisher="Post", headline="Told", url="https://example.com/told")
    draft = make_statement(status="draft", text="Secret draft.", reference="aaaaaaaa", article=article)
    at_once(lambda: Statement.objects.update(text="Secret second draft."))
    at_once(lambda: Statement.objects.update(text="Public.", status="published"), public_note="Found.")
    official = make_official(name="Ann Smith")
    at_once(lambda: Statement.objects.update(position="declines", topics=["287g"], official=official, date="2017-02"))
    at_once(lambda: withdraw(draft, reason="Never said."))
    at_once(lambda: Statement.objects.update(text="Secret while withdrawn."))
    at_once(lambda: Statement.objects.update(text="Public again."))
    at_once(lambda: publish(draft))
    draft.refresh_from_db()
    return draft


def history(get):
    return json.loads(body(get("/statements/aaaaaaaa/history.json")))


def test_history_has_each_public_state(statement, get):
    found = history(get)["versions"]

    assert [each["change"] for each in found] == ["published", "changed", "withdrawn", "published-again"]
    assert [each["record"] and each["record"]["text"] for each in found] == [
        "Public.",
        "Public.",
        None,
        "Public again.",
    ]
    assert [each["note"] for each in found] == ["Found.", None, None, None]
    assert found[2]["reason"] == "Never said."
    assert found[0]["record"]["citations"][0]["article_headline"] == "Told"
    assert found[0]["at"] < found[1]["at"] < found[2]["at"] < found[3]["at"]


def test_history_has_codes_and_values_before_and_after(statement, get):
    fields = {each["field"]: (each["before"], each["after"]) for each in history(get)["versions"][1]["fields"]}

    assert fields == {
        "position": ("limits", "declines"),
        "topics": (["detainers"], ["287g"]),
        "official": (None, "ann-smith"),
        "date": ("2017-02-21", "2017-02"),
    }


def test_history_has_nothing_of_drafts_nor_of_what_is_internal(statement, get):
    assert "Secret" not in body(get("/statements/aaaaaaaa/history.json"))


def test_citations_that_come_and_go_are_whole(statement, get):
    article = make_article(publisher="Sun")
    citation = at_once(lambda: make_citation(statement=statement, article=article, via="AP"))
    at_once(citation.delete)

    came, went = [each["fields"][0] for each in history(get)["versions"][-2:]]

    assert (came["field"], came["article"], came["before"], came["after"]["via"]) == (
        "citation",
        article.pk,
        None,
        "AP",
    )
    assert (went["before"]["article_publisher"], went["after"]) == ("Sun", None)


def test_merges_are_told_from_when_they_were_public(get):
    statement = make_statement(status="draft", reference="aaaaaaaa")
    MergedReference.objects.create(reference="mmmmmmmm", statement=statement, merged_at="2026-01-01T00:00:00Z")
    at_once(lambda: publish(statement))
    statement.refresh_from_db()

    [merged] = history(get)["merged"]

    assert (merged["reference"], merged["at"][:19]) == ("mmmmmmmm", statement.published_at.isoformat()[:19])


def test_merges_are_told_with_the_note_and_the_moment_of_the_log(statement, get):
    at_once(lambda: MergedReference.objects.create(reference="mmmmmmmm", statement=statement), public_note="Same day.")

    [merged], [line, *_others] = history(get)["merged"], jsonl_rows(get("/changes.jsonl"))

    assert (merged["note"], merged["editor"]) == ("Same day.", None)
    assert (merged["reference"], merged["at"]) == (line["reference"], line["at"])


def test_history_answers_as_the_page_does(statement, get):
    MergedReference.objects.create(reference="mmmmmmmm", statement=statement)
    moved = get("/statements/mmmmmmmm/history.json")
    at_once(lambda: withdraw(statement, reason="It was another county."))
    gone = get("/statements/aaaaaaaa/history.json")

    assert (moved.status_code, moved["Location"]) == (301, "/statements/aaaaaaaa/history.json")
    assert (gone.status_code, body(gone)) == (410, "This statement was withdrawn. It was another county.\n")
    assert get("/statements/zzzzzzzz/history.json").status_code == 404
