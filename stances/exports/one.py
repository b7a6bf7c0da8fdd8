"""Records of a table as dictionaries, each what its line of JSONL has; and one statement with all of its citations."""

from dataclasses import replace

from django.db import connection
from psycopg2.sql import SQL, Identifier

from stances.exports.jsonl import JSONL
from stances.exports.links import both, links_of_statement
from stances.exports.tables import STATEMENTS
from stances.models import Citation

RECORD = replace(JSONL, copy="SELECT row_to_json(record) FROM ({records}) AS record")
LISTED = SQL("SELECT * FROM unnest({keys}) WITH ORDINALITY AS listed ({names}, place)")


def records_of(table, keys, address, only=None):
    """Return [{column: value}] of the records with these keys, in their order; ``only`` these columns.

    A key is the number of a record in the database, or of a table that lists by several columns a tuple of them.
    ``address`` precedes the key of each record in its address. A key that nothing has gives no record.
    """
    tuples = [key if isinstance(key, tuple) else (key,) for key in keys]
    names, types = zip(*table.listed, strict=True)
    arrays = [[key[place] for key in tuples] for place in range(len(names))]
    listed = LISTED.format(
        keys=SQL(", ").join(SQL(f"%s::{each}[]") for each in types), names=SQL(", ").join(map(Identifier, names))
    )
    with connection.cursor() as cursor:
        query = RECORD.query(table, listed, SQL("listed.place"), address.replace("%", "%%"), only)
        cursor.execute(query.as_string(cursor.cursor), arrays)
        return [record for (record,) in cursor.fetchall()]


def record_of(statement, address):
    """Return {column: value}, ``citations`` as a list, and ``links``; ``address`` precedes the reference in its own."""
    [record] = records_of(STATEMENTS, [statement.pk], address)
    citations = list(statement.citations.select_related("article"))
    links = links_of_statement(record, [citation.article for citation in citations])
    return record | {"citations": [citation_of(each) for each in citations], "links": links}


def citations_of(ids):
    """Return {id: its citations, as its record has them} of statements, in one query."""
    found = {key: [] for key in ids}
    for citation in Citation.objects.of_statements(ids).select_related("article"):
        found[citation.statement_id].append(citation_of(citation))
    return found


def citation_of(citation):
    """What is public of a citation and its article, and where the article is; None where it is not known."""
    article = citation.article
    return {
        "article_id": article.pk,
        "article": both("article", article.pk),
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
