"""Coding blind, and the queue of what two coders coded differently."""

import re

import pytest
from django.urls import reverse

from stances.models import Coding, Statement
from tests.records import make_agency, make_article, make_official, make_pair, make_statement

BLIND = "/admin/stances/coding/add/"
QUEUE = "/admin/stances/disagreement/"
CODES = {
    "position": "partners",
    "kind": "action",
    "topics": ["287g", "detainers"],
    "basis": "court",
    "certainty": "low",
}

# Codes that no word of the page has to do with, so that only what shows them is found.
HIDDEN = {"position": "limits", "kind": "policy", "topics": ["visa-certification"], "basis": "governing-body"}


def statement_with_everything(**fields):
    return make_statement(
        agency=make_agency(name="Wake Police"),
        official=make_official(name="Ann Chief"),
        article=make_article(headline="Headline of it", url="https://example.com/it"),
        text="Words of it.",
        context="Context of it.",
        date="2019-03",
        **fields,
    )


def send(client, reference, **fields):
    return client.post(BLIND, {"reference": reference, **CODES, **fields}, follow=True)


def page(response):
    return response.content.decode()


# Blind


def test_a_coder_sees_what_was_said_and_no_code(coder):
    statement_with_everything(**HIDDEN)

    words = page(coder.get(BLIND))

    for shown in ("Words of it.", "Context of it.", "Wake Police", "Ann Chief", "March 2019", "https://example.com/it"):
        assert shown in words, shown
    assert "checked" not in words
    assert re.findall(r"/statement/\d+|/statements/", words) == []


def test_the_page_is_the_same_whatever_the_codes_are(coder):
    statement_with_everything(reference="aaaaaaaa", **HIDDEN, certainty="low")
    before = page(coder.get(BLIND))
    Statement.objects.update(position="partners", kind="quotation", topics=["287g"], basis="agency", certainty="high")

    after = page(coder.get(BLIND))

    token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|nonce-[^"]*')
    assert token.sub("", before) == token.sub("", after)


def test_a_coding_is_kept_and_the_next_statement_comes(coder):
    statement = make_statement(reference="aaaaaaaa")
    coder.get(BLIND)
    make_statement(reference="bbbbbbbb")

    response = send(coder, "aaaaaaaa", note="Hard.")

    coding = Coding.objects.of_round("second").get()
    assert {name: getattr(coding, name) for name in CODES} == CODES
    assert (coding.statement, coding.coder.username, coding.note) == (statement, "cody", "Hard.")
    assert 'value="bbbbbbbb"' in page(response)
    assert "agree" not in " ".join(str(each) for each in response.context["messages"])


def test_each_variable_needs_a_code(coder):
    make_statement(reference="aaaaaaaa")
    coder.get(BLIND)

    response = send(coder, "aaaaaaaa", position="", topics=[])

    assert "Choose one to four topics." in page(response)
    assert not Coding.objects.exists()


def test_the_statement_stays_until_it_is_coded_or_skipped(coder):
    for reference in ("aaaaaaaa", "bbbbbbbb"):
        make_statement(reference=reference)
    offered = {re.search(r'name="reference" value="(\w+)"', page(coder.get(BLIND)))[1] for _time in range(5)}
    assert len(offered) == 1

    [first] = offered

    response = coder.post(BLIND, {"reference": first, "skip": "Skip"}, follow=True)

    assert f'value="{first}"' not in page(response)
    assert not Coding.objects.exists()


def test_a_statement_of_ones_own_choice_is_not_taken(coder):
    make_statement(reference="aaaaaaaa")
    coder.get(BLIND)
    make_statement(reference="bbbbbbbb")

    response = send(coder, "bbbbbbbb")

    assert "nothing was saved" in page(response)
    assert not Coding.objects.exists()


def test_at_the_end_nothing_is_left(coder, db):
    assert "Nothing is left" in page(coder.get(BLIND))


def test_a_second_coder_sees_neither_statements_nor_codings(coder):
    coding = make_pair({"position": "limits"}, {"position": "declines"})
    statement = coding.statement_id

    for name, args in (
        ("statement_changelist", []),
        ("statement_change", [statement]),
        ("statement_history", [statement]),
        ("coding_changelist", []),
        ("coding_change", [coding.pk]),
        ("coding_history", [coding.pk]),
        ("disagreement_changelist", []),
        ("disagreement_change", [coding.pk]),
    ):
        assert coder.get(reverse(f"admin:stances_{name}", args=args)).status_code == 403, name


def test_the_desk_of_a_second_coder_leads_to_blind_coding_alone(coder):
    lines = re.findall(r'<tr class="model-(\w+)', page(coder.get("/admin/")))

    assert lines == ["blindcoding"]


def test_an_editor_does_not_code_blind(editor):
    assert editor.get(BLIND).status_code == 403


# Disagreements


@pytest.fixture
def disagreement(db):
    statement = statement_with_everything(position="limits", kind="policy", reference="aaaaaaaa")
    first, second = ({"position": position, "kind": "policy"} for position in ("limits", "declines"))
    return make_pair(first, second, statement=statement)


def address(coding):
    return reverse("admin:stances_disagreement_change", args=[coding.pk])


def test_the_desk_counts_what_waits_for_a_reviewer(reviewer, disagreement):
    assert "Disagreements of coders (1 waiting)" in page(reviewer.get("/admin/"))


def test_the_queue_has_both_codings_and_the_source(reviewer, disagreement):
    words = page(reviewer.get(QUEUE))

    for shown in ("Words of it.", "position-limits", "position-declines", "Charlotte Observer"):
        assert shown in words, shown


def test_a_reviewer_sees_both_side_by_side_and_decides(reviewer, disagreement):
    words = page(reviewer.get(address(disagreement)))
    assert all(shown in words for shown in ("Words of it.", "https://example.com/it", "differs"))

    response = reviewer.post(address(disagreement), {"decision": "second", "reason": "The order."}, follow=True)

    assert Statement.objects.get().position == "declines"
    assert "Decided: aaaaaaaa." in page(response)
    assert "position-limits" not in page(response)


def test_who_decides_second_is_told_that_someone_has(reviewer, disagreement):
    answer = {"decision": "second", "reason": "The order."}
    reviewer.post(address(disagreement), answer)

    response = reviewer.post(address(disagreement), answer, follow=True)

    assert "Someone has decided on this meanwhile." in page(response)


def test_other_codes_are_chosen_for_what_differs(reviewer, disagreement):
    answer = {"decision": "other", "reason": "The order.", "position": "neutral", "kind": "action"}

    reviewer.post(address(disagreement), answer)

    assert (Statement.objects.get().position, Statement.objects.get().kind) == ("neutral", "policy")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        pytest.param({"decision": "second", "reason": " "}, "This field is required", id="no reason"),
        pytest.param({"reason": "The order."}, "This field is required", id="no decision"),
        pytest.param({"decision": "other", "reason": "x", "position": ""}, "Choose what is right", id="no other code"),
    ],
)
def test_half_a_decision_is_refused(reviewer, disagreement, fields, words):
    assert words in page(reviewer.post(address(disagreement), fields))
    assert Statement.objects.get().position == "limits"


def test_editors_do_not_decide(editor, disagreement):
    assert editor.get(QUEUE).status_code == 403
    assert editor.post(address(disagreement), {"decision": "second", "reason": "x"}).status_code == 403


def test_what_was_decided_is_found_among_the_codings(reviewer, disagreement):
    reviewer.post(address(disagreement), {"decision": "first", "reason": "The order."})

    assert "The first coding stands" in page(reviewer.get("/admin/stances/coding/", {"decision": "first"}))
    codings = reverse("admin:stances_coding_change", args=[disagreement.pk])
    assert "The order." in page(reviewer.get(codings))
    assert reviewer.get(reverse("admin:stances_coding_history", args=[disagreement.pk])).status_code == 200
    assert reviewer.post(codings, {"position": "partners"}).status_code == 403
