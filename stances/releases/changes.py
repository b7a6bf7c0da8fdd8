"""What a release changes of the one before it: which statements were published, changed, withdrawn and merged."""

from dataclasses import dataclass, field
from heapq import merge
from itertools import groupby
from operator import itemgetter

from stances.exports.one import RECORD
from stances.exports.tables import CITATIONS, STATEMENTS

from .listings import BY_REFERENCE, LISTINGS

# Says that something was changed, and not what.
UNTOLD = {"updated_at"}
AT_A_TIME = 2_000  # records, as the database hands them over

MERGED = """
    SELECT merged.reference, statement.reference
    FROM stances_mergedreference merged JOIN stances_statement statement ON statement.id = merged.statement_id
"""
REASONS = """
    SELECT DISTINCT ON (reference) reference, withdrawn_reason FROM stances_statementevent
    WHERE reference = ANY(%s) AND pgh_created_at < %s ORDER BY reference, pgh_id DESC
"""


@dataclass
class Changes:
    """``changed``: {reference: names of columns}; ``withdrawn``: {reference: reason}; ``merged``: {reference: into}."""

    published: list = field(default_factory=list)
    changed: dict = field(default_factory=dict)
    withdrawn: dict = field(default_factory=dict)
    merged: dict = field(default_factory=dict)

    @property
    def counts(self):
        return {name: len(found) for name, found in vars(self).items()}


def changes_between(before, after, until, site_url):
    """Return the Changes from one past to a later one, each read by a connection, until a moment."""
    changes = Changes()
    sides = [tagged(side, records_of(connection, site_url)) for side, connection in enumerate((before, after))]
    for reference, found in groupby(merge(*sides, key=itemgetter(0, 1)), key=itemgetter(0)):
        add(changes, reference, {side: record for _reference, side, record in found})
    changes.withdrawn = reasons(after, list(changes.withdrawn), until)
    known = merged_in(before)
    changes.merged = {each: into for each, into in merged_in(after).items() if each not in known}
    return changes


def tagged(side, records):
    for reference, record in records:
        yield reference, side, record


def add(changes, reference, records):
    if 0 not in records:
        changes.published.append(reference)
    elif 1 not in records:
        changes.withdrawn[reference] = ""
    elif different := [name for name in records[1] if records[0][name] != records[1][name] and name not in UNTOLD]:
        changes.changed[reference] = different


def records_of(connection, site_url):
    """Yield (reference, {column: value}) of each statement in the order of references, ``citations`` among the columns.

    Every statement of a past has a citation at least.
    """
    with connection.cursor("statements") as statements, connection.cursor("citations") as citations:
        statements.itersize = citations.itersize = AT_A_TIME
        statements.execute(BY_REFERENCE.query(RECORD, STATEMENTS, site_url))
        citations.execute(LISTINGS["citations"].query(RECORD, CITATIONS, site_url))
        cited = groupby((record for (record,) in citations), key=itemgetter("reference"))
        for (statement,), (reference, found) in zip(statements, cited, strict=True):
            yield reference, statement | {"citations": list(found)}


def merged_in(connection):
    """{reference that was merged: reference of the statement that it leads to}"""
    with connection.cursor() as cursor:
        cursor.execute(MERGED)
        return dict(sorted(cursor.fetchall()))


def reasons(connection, references, until):
    """{reference: why the statement was withdrawn}, in the order given; empty where the history gives no reason."""
    with connection.cursor() as cursor:
        cursor.execute(REASONS, [references, until])
        found = dict(cursor.fetchall())
    return {reference: found.get(reference, "") for reference in references}
