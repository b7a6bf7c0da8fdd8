import pytest
from django.db import connection

from stances.codebook import Kind, Status
from stances.models import Citation
from tests.records import make_article, make_citation, make_statement
from tests.refusals import refused_by, run_sql

pytestmark = pytest.mark.django_db


def test_a_statement_may_rest_on_several_articles():
    statement = make_statement()

    make_citation(statement=statement)

    assert statement.articles.count() == 2


def test_the_original_report_comes_first():
    statement = make_statement()

    original = make_citation(statement=statement, is_original=True)

    assert statement.citations.first() == original


def test_the_database_refuses_an_article_twice():
    statement = make_statement()

    with refused_by("citation_is_unique"):
        make_citation(statement=statement, article=statement.articles.get())


def test_the_database_refuses_two_original_reports():
    statement = make_statement()
    make_citation(statement=statement, is_original=True)

    with refused_by("citation_one_original"):
        statement.citations.update(is_original=True)


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"status": Status.DRAFT}, id="of a quotation in draft"),
        pytest.param({"kind": Kind.POLICY}, id="of a published policy"),
        pytest.param({"status": Status.WITHDRAWN, "withdrawn_reason": "Never said."}, id="of a withdrawn quotation"),
    ],
)
def test_the_database_refuses_to_lose_the_last_citation(values):
    statement = make_statement(**values)

    with refused_by("statement_rests_on_article"):
        statement.citations.all().delete()


def test_the_database_refuses_to_move_the_last_citation_to_another_statement():
    statement, other = make_statement(), make_statement()

    with refused_by("statement_rests_on_article"):
        run_sql("UPDATE stances_citation SET statement_id = %s WHERE statement_id = %s", other.pk, statement.pk)


def test_a_citation_may_be_replaced_in_one_transaction():
    statement = make_statement()
    article = make_article()

    statement.citations.all().delete()
    make_citation(statement=statement, article=article)
    connection.check_constraints()

    assert statement.articles.get() == article


def test_one_of_two_citations_may_go():
    statement = make_statement()
    make_citation(statement=statement)

    statement.citations.first().delete()
    connection.check_constraints()

    assert Citation.objects.count() == 1


def test_a_draft_that_quotes_nobody_may_lose_its_citation():
    statement = make_statement(kind=Kind.PARAPHRASE, status=Status.DRAFT)

    statement.citations.all().delete()
    connection.check_constraints()

    assert not Citation.objects.exists()
