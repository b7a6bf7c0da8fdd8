"""The tables of a release as files, and the papers by which programs read them."""

import json
import zlib
from contextlib import closing
from dataclasses import dataclass

from stances.exports import explaining
from stances.exports.copying import Copy
from stances.exports.csv import CSV
from stances.exports.parquet import PARQUET
from stances.exports.tables import Table

from .listings import listed_tables
from .packing import described
from .papers import LICENSE, LICENSE_URL, TITLE, address_of

PATIENCE = 3600  # seconds that a disk may take for a block


def made_with(has_parquet):
    """{program: version} of those that decide which bytes Parquet and ZIP have; CSV is the database's own."""
    programs = {"zlib": zlib.ZLIB_RUNTIME_VERSION}
    if has_parquet:
        import pyarrow

        programs["pyarrow"] = pyarrow.__version__
    return programs


@dataclass(frozen=True)
class About:
    """What a Parquet file says of itself."""

    table: Table
    metadata: dict


def write_tables(connection, release, folder):
    """Write each table as CSV, and as Parquet where the release has it; return {table: number of records}."""
    counts = {}
    for table, listing in listed_tables(release):
        with connection.cursor() as cursor, (folder / f"{table.name}.csv").open("wb") as file:
            cursor.copy_expert(listing.query(CSV, table, release.site_url), file)
            counts[table.name] = cursor.rowcount
        if "pyarrow" in release.made_with:
            query = listing.query(PARQUET, table, release.site_url).as_string(connection)
            write_parquet(Copy(connection, query, PATIENCE, is_last=False), about(release, table), folder)
    return counts


def write_parquet(copy, about, folder):
    with closing(copy), (folder / f"{about.table.name}.parquet").open("wb") as file:
        for piece in PARQUET.packed(copy, about):
            file.write(piece)


def about(release, table):
    facts = {
        "title": f"stances {table.name}",
        "version": release.version,
        "source": address_of(release),
        "codebook_version": release.codebook_version,
        "license": LICENSE,
    }
    return About(table, facts)


def write_explanations(release, folder):
    """Write what columns and codes mean, and return their descriptions as resources of a data package."""
    resources = []
    for description, content in explaining.explanations([table for table, _listing in listed_tables(release)]):
        (folder / description["path"]).write_bytes(content)
        resources.append(description)
    return resources


def write_package(release, folder, explanations):
    """Describe all of it as a Frictionless Data Package (https://specs.frictionlessdata.io/data-package/)."""
    tables = [table for table, _listing in listed_tables(release)]
    resources = [explaining.resource(table, tables, f"{table.name}.csv") for table in tables]
    package = {
        "profile": "data-package",
        "name": "stances",
        "title": TITLE,
        "version": release.version,
        "created": release.last_moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "homepage": address_of(release),
        "licenses": [{"name": LICENSE, "path": LICENSE_URL, "title": "Creative Commons Attribution 4.0"}],
        "codebook_version": release.codebook_version,
        "resources": [measured(each, folder) for each in [*resources, *explanations]],
    }
    (folder / "datapackage.json").write_text(as_json(package), encoding="utf-8")


def measured(resource, folder):
    file = described(folder / resource["path"])
    return resource | {"bytes": file["size"], "hash": f"sha256:{file['sha256']}"}


def as_json(record):
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"
