"""Who is given which statement to code a second time, what is kept of it, and what a reviewer makes of two codings."""

import json

import pghistory
import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command

from stances.desk.coding import decide, keep_coding, statement_for
from stances.models import Agreement, Coding, MergedReference, Statement
from tests.admin.conftest import make_account
from tests.lists import body, jsonl_rows
from tests.records import make_coding, make_pair, make_statement

pytestmark = pytest.mark.django_db

CODES = {"position": "declines", "kind": "policy", "topics": ["287g"], "basis": "agency", "certainty": "high"}


@pytest.fixture
def cody():
    return User.objects.create_user("cody")


# Which statement


def test_a_statement_is_given_that_nobody_coded_twice(cody):
    make_coding()
    make_statement(status="draft")
    left = make_statement()

    assert statement_for(cody) == left


def test_nobody_is_given_what_they_entered_or_changed(cody):
    with pghistory.context(user=cody.pk):
        make_statement()
    changed = make_statement()
    with pghistory.context(user=cody.pk):
        Statement.objects.filter(pk=changed.pk).update(context="At a meeting.")

    assert statement_for(cody) is None


def test_nobody_is_given_what_they_coded_first(cody):
    make_coding(round="first", coder=cody)

    assert statement_for(cody) is None


def test_what_was_skipped_comes_last(cody):
    skipped, other = make_statement(reference="aaaaaaaa"), make_statement(reference="bbbbbbbb")

    assert [statement_for(cody, skipped=["aaaaaaaa"]) for _time in range(5)] == [other] * 5
    make_coding(statement=other)
    assert statement_for(cody, skipped=["aaaaaaaa"]) == skipped


# What is kept


def test_the_first_coding_is_what_the_statement_said_then(cody):
    edith = User.objects.create_user("edith")
    statement = make_statement(position="limits", kind="paraphrase")
    with pghistory.context(user=edith.pk):
        Statement.objects.filter(pk=statement.pk).update(position="neutral")

    keep_coding(cody, statement.reference, CODES, "Hard.")
    Statement.objects.filter(pk=statement.pk).update(position="partners")

    first, second = Coding.objects.in_order()
    assert (first.round, first.position, first.coder, first.role) == ("first", "neutral", edith, "desk")
    assert (second.round, second.position, second.coder, second.note) == ("second", "declines", cody, "Hard.")


def test_a_first_coding_that_is_there_stays(cody):
    first = make_coding(round="first", position="unclear")

    keep_coding(cody, first.statement.reference, CODES)

    assert list(Coding.objects.in_order().values_list("position", flat=True)) == ["unclear", "declines"]


def test_of_two_coders_the_later_one_is_told(cody):
    statement = make_coding(round="second").statement

    with pytest.raises(ValidationError, match="meanwhile"):
        keep_coding(cody, statement.reference, CODES)


# Decisions


@pytest.fixture
def rita(db):
    return make_account("rita", group="Reviewers")


@pytest.fixture
def disagreement(db):
    statement = make_statement(position="limits", kind="policy", topics=["287g"])
    first, second = ({"position": position, "kind": "policy"} for position in ("limits", "declines"))
    return make_pair(first, second, statement=statement)


@pytest.mark.parametrize(
    ("decision", "position"),
    [
        pytest.param("first", "limits", id="first"),
        pytest.param("second", "declines", id="second"),
        pytest.param("other", "unclear", id="other"),
    ],
)
def test_the_statement_says_what_was_decided_and_the_codings_what_was_coded(disagreement, rita, decision, position):
    decide(disagreement, rita, decision, reason="The order says so.", codes={"position": "unclear"})

    statement = Statement.objects.get()
    assert (statement.position, statement.kind) == (position, "policy")
    assert list(Coding.objects.in_order().values_list("position", flat=True)) == ["limits", "declines"]
    assert Coding.objects.waiting("position").count() == 0


def test_a_decision_is_kept_with_its_reason_in_the_history(disagreement, rita):
    decide(disagreement, rita, "second", reason=" The order says so. ")

    event = Statement.pgh_event_model.objects.order_by("pgh_id").last()
    assert (event.position, event.pgh_context.metadata["reason"]) == ("declines", "The order says so.")
    disagreement.refresh_from_db()
    assert (disagreement.decided_by, disagreement.reason) == (rita, "The order says so.")


def test_the_public_log_says_that_coders_differed_and_not_who_decided_nor_why(disagreement, rita, get):
    decide(disagreement, rita, "second", reason="The order says so.")

    [line, *_publication] = jsonl_rows(get("/changes.jsonl"))
    assert line["note"] == "A second coder coded it differently, and a reviewer decided for the second coding."
    assert (line["editor"], [each["after"] for each in line["fields"]]) == (None, ["declines"])
    assert "The order says so." not in body(get(f"/statements/{line['reference']}/"))


def test_what_was_corrected_since_and_does_not_differ_stays(disagreement, rita):
    Statement.objects.update(kind="action")

    decide(disagreement, rita, "second", reason="The order says so.")

    assert Statement.objects.get().kind == "action"


def test_a_decision_is_refused_without_a_reason_or_twice(disagreement, rita):
    with pytest.raises(ValidationError, match="reason"):
        decide(disagreement, rita, "first", reason=" ")
    decide(disagreement, rita, "first", reason="The order says so.")
    with pytest.raises(ValidationError, match="meanwhile"):
        decide(disagreement, rita, "second", reason="No.")


def test_what_is_public_is_a_reviewers_to_decide(disagreement):
    with pytest.raises(PermissionDenied):
        decide(disagreement, make_account("edith", group="Editors"), "second", reason="The order says so.")


# The file


def load(tmp_path, *records):
    path = tmp_path / "codings.jsonl"
    path.write_text("\n".join(json.dumps(record) for record in records))
    call_command("load_codings", str(path), verbosity=0)


def record(reference="aaaaaaaa", first=None, second=None):
    limits = {"position": "limits"}
    return {"reference": reference, "first": first or limits, "second": second or limits}


def test_loading_adds_both_codings_once_and_measures(tmp_path, capsys):
    make_statement(reference="aaaaaaaa", position="partners")

    load(tmp_path, record(second={"position": "declines"}))
    load(tmp_path, record(second={"position": "unclear"}))

    found = [(each.round, each.position, each.role, each.coded_at) for each in Coding.objects.in_order()]
    assert found == [("first", "limits", "collection", None), ("second", "declines", "collection", None)]
    assert "0 statements coded twice added, 1 were there already" in capsys.readouterr().out
    assert Agreement.objects.get().counts == [["limits", "declines", 1]]


def test_what_was_merged_into_another_statement_is_left_out(tmp_path, capsys):
    MergedReference.objects.create(reference="aaaaaaaa", statement=make_statement())

    load(tmp_path, record())

    assert "1 left out as merged" in capsys.readouterr().out
    assert not Coding.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        pytest.param(record("zzzzzzzz"), "Line 2: the archive has no statement zzzzzzzz", id="no such statement"),
        pytest.param(record("\x00"), "Line 2: the reference is not one", id="no reference"),
        pytest.param(record(first={"position": "no"}), "Line 2: “no” is no position of the", id="no such code"),
        pytest.param(record(first={"topics": "287g"}), "Line 2: “287g” is no topics", id="no list of topics"),
        pytest.param(record(first={"mood": "bad"}), "Line 2: first has codes of position, kind", id="no such variable"),
        pytest.param({"reference": "aaaaaaaa"}, "Line 2: it is an object with reference, first", id="half a record"),
        pytest.param([], "Line 2: it is an object with reference, first", id="no record"),
    ],
)
def test_a_file_with_an_error_is_refused_whole(tmp_path, wrong, words):
    make_statement(reference="aaaaaaaa")

    with pytest.raises(CommandError, match=words):
        load(tmp_path, record(), wrong)

    assert not Coding.objects.exists()
