"""Datasette on the same rows: SQLite with FTS5, its limits raised so that it answers exactly."""

import json
import sqlite3
import sys
from contextlib import contextmanager
from importlib import metadata

from bench.archive import remembered
from bench.peers import rows
from bench.site import free_port, started

ALWAYS_TEXT = ("date_earliest", "date_latest", "published_at", "updated_at")
SEARCHED = ("text", "context", "names", "sources")
FILTERED = ("position", "state", "year", "kind", "date_earliest")
JSON_HEADERS = {"Accept": "application/json"}
SETTINGS = {
    "sql_time_limit_ms": 600_000,
    "facet_time_limit_ms": 600_000,
    "facet_suggest_time_limit_ms": 1,
    "suggest_facets": "off",
    "default_facet_size": 100,
    "num_sql_threads": 3,
    "cache_size_kb": 256_000,
}


def prepared(archive, say):
    """The folder with the database, made once for an archive."""

    def make(folder):
        say("Writing the rows to SQLite …")
        build(archive, folder / "bench.db")

    return remembered(archive.home / "datasette", make, __file__, rows.__file__)


def build(archive, path):
    database = sqlite3.connect(path)
    database.execute("PRAGMA journal_mode = OFF")
    insert = None
    for batch in batches(rows.each_row(archive), 5_000):
        if insert is None:
            columns = ["id", *(name for name in batch[0] if name not in ("id", "topics", "topic_list")), "topics"]
            kinds = {"id": "INTEGER PRIMARY KEY", "year": "INTEGER", "articles": "INTEGER"}
            written = ", ".join(f"{name} {kinds.get(name, 'TEXT')}" for name in columns)
            database.execute(f"CREATE TABLE statements ({written})")
            insert = f"INSERT INTO statements VALUES ({', '.join('?' * len(columns))})"
        database.executemany(insert, [[as_sqlite(row, name) for name in columns] for row in batch])
    searched = ", ".join(SEARCHED)
    database.execute(
        f'CREATE VIRTUAL TABLE statements_fts USING fts5({searched}, content="statements", content_rowid=id, '
        "tokenize='porter unicode61')"
    )
    database.execute("INSERT INTO statements_fts (statements_fts) VALUES ('rebuild')")
    database.execute("INSERT INTO statements_fts (statements_fts) VALUES ('optimize')")
    for column in FILTERED:
        database.execute(f"CREATE INDEX statements_{column} ON statements ({column})")
    database.execute("ANALYZE")
    database.commit()
    database.close()


def as_sqlite(row, name):
    value = row["topic_list" if name == "topics" else name]
    return str(value) if name in ALWAYS_TEXT and value is not None else value


def batches(rows, size):
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


@contextmanager
def serving(archive, say):
    """Datasette, read-only and sure that its file does not change, which is when it is fastest."""
    folder = prepared(archive, say)
    settings = [str(part) for name, value in SETTINGS.items() for part in ("--setting", name, value)]
    port = free_port()
    command = [sys.executable, "-m", "datasette", "serve", "--immutable", "bench.db", "--port", str(port), *settings]
    with started("Datasette", port, command, archive.home / "datasette.log", "/-/versions.json", cwd=folder) as server:
        yield server


def ask(server, question):
    """Return (milliseconds, total) of the page of JSON with total, facets and 20 rows."""
    answer = server.get(f"/bench/statements.json?{question.of_datasette()}", JSON_HEADERS)
    found = json.loads(answer.body)
    if found["truncated"] and not found["next"]:
        raise AssertionError("Datasette cut its answer off")
    return answer.ms, found["filtered_table_rows_count"]


def versions():
    return {"Datasette": metadata.version("datasette"), "SQLite": sqlite3.sqlite_version}
