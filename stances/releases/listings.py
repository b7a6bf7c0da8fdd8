"""Which records of each table a release has, and in which order: the same on every server, whatever its language."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import override
from psycopg2.sql import SQL

from stances.exports.tables import TABLES


@dataclass(frozen=True)
class Listing:
    """``records``: SQL of what the table lists by, with the columns of the ``order``."""

    records: SQL
    order: SQL

    def query(self, form, table, site_url):
        """The query of a Format for all records of a Table; addresses begin with that of the site."""
        with override("en"):
            address = site_url + reverse(table.address)
        return form.query(table, self.records, self.order, address)


def listing(records, *order):
    return Listing(SQL(records), SQL(", ").join(SQL(f"listed.{each}") for each in order))


STATEMENTS = "SELECT statement_id AS id, date_earliest, reference FROM stances_searchrow WHERE is_published"
REFERENCE, SLUG, GEOID, TOPIC, ROUND = (
    f'{name} COLLATE "C"' for name in ("reference", "slug", "geoid", "topic", "round")
)
LISTINGS = {
    "statements": listing(STATEMENTS, "date_earliest DESC NULLS LAST", REFERENCE),
    "agencies": listing("SELECT id, slug FROM stances_agency", SLUG),
    "officials": listing("SELECT id, slug FROM stances_official", SLUG),
    "articles": listing("SELECT id FROM stances_article", "id"),
    "citations": listing(
        "SELECT citation.id, reference, article_id FROM stances_citation citation "
        "JOIN stances_searchrow USING (statement_id) WHERE is_published",
        REFERENCE,
        "article_id",
    ),
    "jurisdictions": listing("SELECT id, geoid FROM stances_jurisdiction", GEOID),
    "shifts": listing(
        "SELECT statement_id AS id, topic, reference FROM stances_topicposition WHERE before_id IS NOT NULL",
        REFERENCE,
        TOPIC,
    ),
    "codings": listing(
        "SELECT coding.id, reference, round FROM stances_coding coding "
        "JOIN stances_searchrow USING (statement_id) WHERE is_published",
        REFERENCE,
        ROUND,
    ),
}
BY_REFERENCE = listing(STATEMENTS, REFERENCE)


def listed_tables(release):
    """[(Table, its Listing)] of every table of a release; of one that is made again, of those that it has."""
    return [(TABLES[name], each) for name, each in LISTINGS.items() if not release.counts or name in release.counts]
