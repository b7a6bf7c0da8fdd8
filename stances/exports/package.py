"""A list as a data package: its statements with all that they name, what columns and codes mean, and how to cite it.

One zip file, written as it is read; its description comes last, as that tells how long the others are.
"""

import hashlib
import json
import stat
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from psycopg2.sql import SQL
from stream_zip import ZIP_64, stream_zip

from stances.exports import explaining
from stances.exports.copying import Copy
from stances.exports.csv import CSV
from stances.exports.download import count, plan, rows_of
from stances.exports.envelope import address_of
from stances.exports.formats import Format
from stances.exports.listing import order_of, written
from stances.exports.snapshot import open_snapshot
from stances.exports.tables import AGENCIES, ARTICLES, CITATIONS, OFFICIALS, STATEMENTS, TABLES, Table
from stances.exports.xlsx import packer
from stances.models import Agency, AgencyKey, Article, Citation, Official

ZIP = Format(
    label=_("Data package"),
    content_type="application/zip",
    copy="",
    purpose=_(
        "CSV of the statements and of the agencies, officials, articles and citations that they name, with what "
        "columns and codes mean and a description for programs (Frictionless Data Package)."
    ),
    kinds={},
    is_text=False,
)
PACKED = (STATEMENTS, CITATIONS, AGENCIES, OFFICIALS, ARTICLES)


class Part(NamedTuple):
    """The records of one table: the COPY that writes them, and how it is to be planned."""

    table: Table
    query: str
    plan: str


class Package:
    """The pieces of a zip file, with the envelope of its list. They have to be closed, read or not."""

    def __init__(self, envelope, snapshot, parts):
        self.envelope, self.snapshot, self.parts = envelope, snapshot, parts
        self.copy, self.resources = None, []

    def __iter__(self):
        return iter(stream_zip(self._members(), get_compressobj=packer, extended_timestamps=False))

    def close(self):
        if self.copy:
            self.copy.close()
        self.snapshot.close()

    def _members(self):
        yield self._member("README.md", [explaining.readme(self.envelope, PACKED).encode()])
        for part in self.parts:
            yield self._member(f"{part.table.name}.csv", self._rows(part))
        self.snapshot.close()  # so that its slot is free before the file ends
        for resource, text in explaining.explanations(PACKED):
            self.resources.append(resource | measured(text))
            yield self._member(resource["path"], [text])
        package = explaining.package(self.envelope, self.resources)
        yield self._member("datapackage.json", [json.dumps(package, ensure_ascii=False, indent=2).encode()])

    def _member(self, name, pieces):
        return name, self.envelope.generated_at, stat.S_IFREG | 0o644, ZIP_64, pieces

    def _rows(self, part):
        with self.snapshot.cursor() as cursor:
            cursor.execute(part.plan)
        self.copy = Copy(self.snapshot, part.query, settings.DOWNLOAD_PATIENCE, is_last=False)
        digest, size = hashlib.sha256(), 0
        for block in self.copy:
            digest.update(block)
            size += len(block)
            yield block
        resource = explaining.resource(part.table, PACKED, f"{part.table.name}.csv")
        rows = self.copy.rows_written - 1  # the first is the header
        self.resources.append(resource | {"bytes": size, "hash": f"sha256:{digest.hexdigest()}", "rows": rows})


def measured(text):
    return {"bytes": len(text), "hash": f"sha256:{hashlib.sha256(text).hexdigest()}"}


def package(listing):
    """Return the Package of a Listing of statements. Raises Busy if as many downloads run as may."""
    snapshot = open_snapshot(listing.matching.db)
    try:
        with snapshot.cursor() as cursor:
            envelope = count(cursor, listing)
            rows = rows_of(cursor, listing, envelope.total)
            statements = part_of(cursor, STATEMENTS, rows, plan(listing, envelope.total))
            others = [part_of(cursor, TABLES[name], rows, PLAN) for name, rows in named_by(listing.matching).items()]
    except BaseException:
        snapshot.close()
        raise
    return Package(envelope, snapshot, [statements, *others])


# What statements name is found by reading whole tables where these are many.
PLAN = "SET LOCAL enable_hashjoin = on; SET LOCAL enable_mergejoin = on; SET LOCAL enable_sort = on"


def named_by(matching):
    """Return {name of a table: its rows in order} of what the statements of a list name."""
    keys = AgencyKey.objects.with_ids(matching.values("agency_key"))
    return {
        "citations": Citation.objects.of_statements(matching).order_by("id").values("id"),
        "agencies": Agency.objects.with_ids(keys.values("agency_id")).order_by("slug").values("id", "slug"),
        "officials": Official.objects.with_ids(matching.values("official_id")).order_by("slug").values("id", "slug"),
        "articles": Article.objects.of_statements(matching).order_by("id").values("id"),
    }


def part_of(cursor, table, rows, plan):
    order = SQL(", ").join(order_of(rows).values())
    query = CSV.query(table, written(cursor, rows), order, address_of(table))
    return Part(table, query.as_string(cursor), plan)
