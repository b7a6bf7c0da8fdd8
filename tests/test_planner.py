"""No search reads more of the database than it has to, however rare, common or old its words are.

Counted in buffers of 8 kB that PostgreSQL looks at, which are the same on any machine; times are the benchmark's.
"""

from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.http import QueryDict

from stances import planner
from stances.facets import count_facets
from stances.filters import filter_statements
from stances.models import SearchRow
from stances.paging import Cursor, in_order
from tests.records import make_agency, make_jurisdiction, make_official, make_statement
from tests.refusals import run_sql

pytestmark = pytest.mark.django_db

ROWS = 200_000

# Thirty words each, low numbers more often, and the words whose frequency is known; "bygone" in old statements only.
# Every five-hundredth has the same thirty, as they are not searched for.
# Days run from 2005 to 2026. The codes, agencies and publishers are those of the statements that are there already.
GENERATE = """
    WITH made_up AS MATERIALIZED (
      SELECT each, ARRAY(
        SELECT DISTINCT 'w' || (5000 * power(random(), 3) + 0 * each)::int FROM generate_series(1, 30)) AS words
      FROM generate_series(0, 499) each)
    INSERT INTO stances_searchrow
    SELECT 1000000 + n, now(), like_it.coding_key_id, like_it.agency_key_id, like_it.publisher_key_id, true,
      made.day, made.day, like_it.official_id, to_char(n, 'FM00000000'), repeat(' ', 2100),
      array_to_tsvector(
        words || ARRAY(SELECT word FROM (VALUES
          ('immigr', n %% 100 < 43), ('law', n %% 10 < 3), ('sanctuari', n %% 70 = 0), ('zeppelin', n %% 20000 = 7),
          ('bygon', made.day < '2006-01-01' AND n %% 3 = 0)) known (word, is_there) WHERE is_there))
    FROM generate_series(1, %s) n
    JOIN made_up ON each = n %% 500
    CROSS JOIN LATERAL (SELECT date '2005-01-01' + n * 79 %% 7700) made (day)
    JOIN (SELECT row_number() OVER () - 1 AS number, row.* FROM stances_searchrow row) like_it
      ON like_it.number = n %% (SELECT count(*) FROM stances_searchrow)
"""
INDEXES = """
    SELECT string_agg('DROP INDEX ' || indexname, ';'), string_agg(indexdef, ';') FROM pg_indexes
    WHERE tablename = 'stances_searchrow' AND indexname NOT LIKE '%%pkey'
"""
STATEMENT_EXISTS = "stances_searchrow_statement_id_db1ec1a9_fk_stances_statement_id"
STATES = ["NC", "IL", "GA", "TX", "CA", "NY", "WA", "AZ"]

# A row takes 140 bytes, so that all of them are some 3,600 buffers, of which a search may read each a few times.
# To read the documents of all would take ten times as many; those of the 2,000 matches that are ranked are eight each.
MOST_BUFFERS = 16_500


@pytest.fixture(scope="module")
def large_archive(django_db_setup, django_db_blocker):
    """The search rows of 200,000 statements, in a transaction that is taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        for state in STATES:
            county = make_jurisdiction(name=f"{state} County", state=state)
            agency, official = make_agency(jurisdiction=county), make_official(name=f"Sheriff of {state}")
            make_statement(agency=agency, official=official, position="limits" if state < "M" else "declines")
        run_sql("SET CONSTRAINTS ALL IMMEDIATE")
        # The statements themselves are not there, nor shifts of them, and an index is made faster at once.
        run_sql(f"ALTER TABLE stances_searchrow DROP CONSTRAINT {STATEMENT_EXISTS}")
        run_sql("ALTER TABLE stances_searchrow DISABLE TRIGGER USER")
        drop_indexes, make_indexes = run_sql(INDEXES)
        run_sql(drop_indexes)
        run_sql(GENERATE, ROWS)
        run_sql(make_indexes)
        run_sql("UPDATE stances_valuecount SET count = count * %s / %s", ROWS, len(STATES))
        run_sql("ANALYZE stances_searchrow")
        yield
        transaction.set_rollback(True)


@contextmanager
def buffers_counted():
    """Yield a list that gets the buffers that each query reads, of the heap, of indexes and of documents."""
    counted = []

    def explain(execute, sql, params, many, context):
        if "SELECT" in sql:
            execute(f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) {sql}", params, many, context)
            (plan,) = context["cursor"].fetchone()[0]
            counted.append(plan["Plan"]["Shared Hit Blocks"] + plan["Plan"]["Shared Read Blocks"])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explain):
        yield counted


SEARCHES = [
    pytest.param("q=zeppelin", ROWS // 20_000, id="a rare word"),
    pytest.param("q=sanctuary", ROWS // 70, id="a medium word"),
    pytest.param("q=law", ROWS * 3 // 10, id="a word in 30 %"),
    pytest.param("q=immigration", ROWS * 43 // 100, id="a word in 43 %"),
    pytest.param("q=bygone", None, id="a word of old statements only"),
    pytest.param("q=bygone&sort=oldest", None, id="a word of old statements only, oldest first"),
    pytest.param("q=law+-zeppelin", None, id="a word without another"),
    pytest.param("q=immigration&state=AZ&position=declines", 0, id="a common word with filters that nothing passes"),
    pytest.param("q=immigration&state=AZ&position=limits", None, id="a common word with filters"),
    pytest.param("q=law+OR+immigration&state=AZ&state=CA", None, id="either word"),
    pytest.param("", ROWS, id="everything"),
    pytest.param("state=AZ", ROWS // 8 + 1, id="one filter"),
    pytest.param("state=AZ&state=NC&position=limits&date_after=2020", None, id="three filters"),
    pytest.param("date_before=2005-02", None, id="the oldest days"),
    pytest.param("sort=updated&position=declines", None, id="last changed first"),
    pytest.param("date_before=2010", None, id="old days"),
    pytest.param("date_after=2015&sort=oldest", None, id="new days, oldest first"),
    pytest.param("date_before=2010&position=limits", None, id="old days and a filter"),
    pytest.param("q=law&position=limits&date_before=2012", None, id="a common word, a filter and days"),
    pytest.param("sort=updated", None, id="last changed first"),
    pytest.param("sort=updated&position=limits", None, id="a filter, last changed first"),
    pytest.param("q=-law", None, id="nothing but an exclusion"),
    pytest.param("q=law+OR+-immigration", None, id="a word or an exclusion"),
    pytest.param("q=law&sort=relevance", ROWS * 3 // 10, id="a common word, best match first"),
    pytest.param("q=law+-sanctuary&sort=relevance", None, id="a word without another, best match first"),
    pytest.param("q=law&position=limits&sort=relevance", None, id="a common word and a filter, best match first"),
]


@pytest.mark.parametrize(("query", "total"), SEARCHES)
def test_a_search_reads_a_bounded_number_of_buffers(large_archive, query, total):
    statements = filter_statements(QueryDict(query))

    with buffers_counted() as counted:
        count_facets(statements)
        statements.page()

    assert len(counted) > 2
    assert max(counted) < MOST_BUFFERS
    assert total in (None, statements.total)


def test_the_next_pages_read_no_more_than_the_first(large_archive):
    (row,) = in_order(SearchRow.objects.published().light(), "newest")[100_000:100_001]
    statements = filter_statements(QueryDict(f"cursor={Cursor('newest', row.date_earliest, row.reference)}"))

    with buffers_counted() as counted:
        statements.page()

    assert max(counted) < 200


def test_the_count_sees_a_walk_along_the_order(large_archive):
    rows = in_order(SearchRow.objects.published().search("sanctuary"), "newest")

    with buffers_counted() as counted, planner.without(planner.FINDING):
        list(rows.values_list("pk")[:100])

    assert max(counted) > 2 * MOST_BUFFERS
