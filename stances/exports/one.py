"""One statement as a record: what its line of JSONL has, and all of its citations."""

from django.db import connection
from psycopg2.sql import SQL

from stances.exports.formats import Format
from stances.exports.jsonl import JSONL

RECORD = Format("application/json", "SELECT row_to_json(record) FROM ({records}) AS record", JSONL.kinds)
LISTED = SQL("SELECT id AS statement_id FROM stances_statement WHERE id = %s")


def record_of(statement, address):
    """Return {column: value} and, as ``citations``, a list; ``address`` precedes the reference in its address."""
    with connection.cursor() as cursor:
        cursor.execute(RECORD.query(LISTED, SQL("1"), address).as_string(cursor.cursor), [statement.pk])
        (record,) = cursor.fetchone()
    return record | {"citations": [citation_of(each) for each in statement.citations.select_related("article")]}


def citation_of(citation):
    """What is public of a citation and its article; None where it is not known."""
    article = citation.article
    return {
        "article_headline": article.headline or None,
        "article_url": article.url or None,
        "article_publisher": article.publisher,
        "article_byline": article.byline or None,
        "article_published": article.published or None,
        "article_archive_url": article.archive_url or None,
        "article_language": article.language,
        "via": citation.via or None,
        "is_original": citation.is_original,
        "printed": citation.printed or None,
    }
