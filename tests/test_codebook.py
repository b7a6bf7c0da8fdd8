import re

import pytest
from django.apps import apps
from django.utils.translation import override

from stances.codebook import TOPICS_PER_STATEMENT, VARIABLES, Basis, Kind, Position, Status
from stances.models import Agency, Statement
from tests.refusals import run_sql

CODES = [pytest.param(code, id=f"{name}: {code}") for name, (_, _, codes) in VARIABLES.items() for code in codes]
BRITISH = re.compile(r"programme|honour|licence|neighbour|organis|colour|defence|behaviour|centre|labour|enrol\b", re.I)

CONSTRAINED = [
    ("statement_kind_is_known", "kind"),
    ("statement_position_is_known", "position"),
    ("statement_topics_are_known", "topic"),
    ("statement_basis_is_known", "basis"),
    ("statement_certainty_is_known", "certainty"),
    ("agency_kind_is_known", "agency_kind"),
]


def codes_in_database(constraint):
    """The words that a constraint names, read from the database itself."""
    written = run_sql("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s", constraint)[0]
    return set(re.findall(r"'([a-z0-9-]+)'::", written))


@pytest.mark.django_db
@pytest.mark.parametrize(("constraint", "variable"), CONSTRAINED)
def test_database_and_codebook_have_the_same_codes(constraint, variable):
    assert codes_in_database(constraint) == set(VARIABLES[variable][2].values)


@pytest.mark.django_db
def test_the_database_knows_each_status():
    assert codes_in_database("statement_status_is_known") == set(Status.values)


def test_each_variable_of_the_codebook_is_constrained():
    assert {variable for _, variable in CONSTRAINED} == set(VARIABLES)


def test_forms_offer_the_codes_of_the_codebook():
    for name in ("position", "kind", "basis", "certainty"):
        assert Statement._meta.get_field(name).choices == VARIABLES[name][2].choices
    assert Statement._meta.get_field("topics").base_field.choices == VARIABLES["topic"][2].choices
    assert Agency._meta.get_field("kind").choices == VARIABLES["agency_kind"][2].choices


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_an_address_and_has_a_label_and_a_definition(code):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code.value)
    assert str(code.label)[0].isupper() or str(code.label)[0].isdigit()
    assert re.fullmatch(r"[A-Z].{10,}\.", str(code.definition))


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_told_in_neutral_words_and_american_spelling(code):
    with override("en"):
        words = f"{code.label} {code.definition}"

    assert not BRITISH.search(words)
    assert "sanctuary" not in words.lower()


@pytest.mark.parametrize("variable", VARIABLES)
def test_a_variable_has_a_label_and_a_definition(variable):
    label, definition, _ = VARIABLES[variable]

    assert str(label)
    assert str(definition).endswith(".")
    assert not BRITISH.search(str(definition))


def test_labels_of_a_variable_differ():
    for _label, _definition, codes in VARIABLES.values():
        assert len(set(map(str, codes.labels))) == len(codes)


def test_positions_are_ranked_from_partners_to_declines():
    assert [position.rank for position in Position] == [2, 1, 0, -1, -2, None]


def test_a_code_is_its_word():
    assert Kind.QUOTATION == "quotation"
    assert f"{Basis.STATE_LAW}" == "state-law"


def test_one_to_four_topics_are_the_rule_of_form_and_database():
    constraint = next(c for c in Statement._meta.constraints if c.name == "statement_has_one_to_four_topics")

    assert TOPICS_PER_STATEMENT == (1, 4)
    assert dict(constraint.condition.children) == {"topics__len__range": TOPICS_PER_STATEMENT}


def test_no_column_of_codes_is_too_short_for_its_codes():
    for model in apps.get_app_config("stances").get_models():
        for field in model._meta.fields:
            longest = max((len(code) for code, _ in field.choices or ()), default=0)
            assert longest <= (field.max_length or longest), field
