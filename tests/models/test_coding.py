import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from stances.models import Coding, Disagreement
from tests.records import make_coding, make_pair, make_statement
from tests.refusals import refused, refused_by

pytestmark = pytest.mark.django_db

LIMITS, DECLINES = {"position": "limits"}, {"position": "declines"}


def test_a_coding_keeps_its_codes_when_the_statement_changes():
    statement = make_statement(position="limits")
    coding = make_coding(statement=statement, round="first")

    statement.position = "declines"
    statement.save()

    coding.refresh_from_db()
    assert coding.position == "limits"


REFUSED = [
    pytest.param("coding_round_is_known", {"round": "third"}, id="another round"),
    pytest.param("coding_role_is_known", {"role": "expert", "coded_at": "2026-11-01T12:00Z"}, id="another role"),
    pytest.param("coding_position_is_known", {"position": "sanctuary"}, id="another position"),
    pytest.param("coding_kind_is_known", {"kind": "rumor"}, id="another kind"),
    pytest.param("coding_basis_is_known", {"basis": "law"}, id="another basis"),
    pytest.param("coding_certainty_is_known", {"certainty": "sure", **LIMITS}, id="another certainty"),
    pytest.param("coding_topics_are_known", {"topics": ["weather"]}, id="another topic"),
    pytest.param("coding_has_one_to_four_topics", {"topics": []}, id="no topic"),
    pytest.param("coding_topics_differ", {"topics": ["287g", "287g"]}, id="a topic twice"),
    pytest.param("coding_has_a_code", {"position": None}, id="no code"),
    pytest.param("coding_at_the_desk_has_moment", {"role": "desk"}, id="no moment"),
    pytest.param("coding_decision_is_whole", {"decision": "first", "reason": "Yes."}, id="a decision of no moment"),
    pytest.param("coding_decision_is_whole", {"reason": "Yes."}, id="a reason without a decision"),
    pytest.param("coding_has_version", {"codebook_version": " "}, id="no version"),
]


@pytest.mark.parametrize(("constraint", "fields"), REFUSED)
def test_the_database_refuses(constraint, fields):
    with refused_by(constraint):
        make_coding(**fields)


def test_the_first_coding_is_not_decided_on():
    with refused_by("coding_decision_is_of_second"):
        make_coding(round="first", decision="first", decided_at=timezone.now(), reason="Yes.")


def test_a_statement_is_coded_once_a_round():
    statement = make_coding().statement

    with refused_by("coding_once_a_round"):
        make_coding(statement=statement)


def test_nobody_codes_a_statement_twice():
    coder = User.objects.create_user("cody")
    statement = make_coding(coder=coder).statement

    with refused_by("coding_once_a_coder"):
        make_coding(statement=statement, round="first", coder=coder)


def test_what_was_coded_stays_as_it_was_coded():
    coding = make_coding(position="limits")

    with refused("Cannot update rows"):
        Coding.objects.filter(pk=coding.pk).update(position="declines")


def test_two_differ_where_both_have_a_code():
    first = LIMITS | {"topics": ["287g"], "kind": "policy"}

    coding = make_pair(first, DECLINES | {"topics": ["287g"], "basis": "court"})

    assert coding.differing == ["position"]


@pytest.mark.parametrize(
    ("first", "second", "waits"),
    [
        pytest.param(LIMITS, DECLINES, True, id="another position"),
        pytest.param(DECLINES, LIMITS, True, id="the other way round"),
        pytest.param({"topics": ["287g"]}, {"topics": ["287g", "detainers"]}, True, id="another set of topics"),
        pytest.param(LIMITS, LIMITS, False, id="the same"),
        pytest.param(LIMITS, {"kind": "policy"}, False, id="of different variables"),
        pytest.param(LIMITS | {"certainty": "low"}, LIMITS | {"certainty": "high"}, False, id="another certainty"),
    ],
)
def test_a_disagreement_waits(first, second, waits):
    coding = make_pair(first, second)

    fields = ("position", "kind", "topics", "basis")
    assert list(Disagreement.objects.waiting(*fields).values_list("pk", flat=True)) == [coding.pk] * waits
