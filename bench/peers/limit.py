"""Where the limits are: tantivy, a search library within this process, and psql's \\copy to a file."""

import subprocess
import time
from importlib import metadata
from pathlib import Path

import environ
import tantivy

from archive.postgres import binaries
from archive.postgres.accounts import server_account
from bench.archive import remembered
from bench.peers import rows
from bench.questions import FACETS

COUNTED = [*FACETS, "topics"]


class Tantivy:
    """An index of one archive, asked for a total, the five facets and the ids of 20 newest."""

    def __init__(self, archive, say):
        def make(folder):
            say("Indexing the rows by tantivy …")
            build(archive, folder)

        self.index = tantivy.Index.open(str(remembered(archive.home / "tantivy", make, __file__, rows.__file__)))
        self.searcher = self.index.searcher()

    def query(self, question):
        wanted = self.of_words(question)
        if question.last_day:
            days = (1, question.last_day.toordinal())  # undated statements are of day 0
            until = tantivy.Query.range_query(self.index.schema, "day", tantivy.FieldType.Integer, *days)
            wanted.append((tantivy.Occur.Must, until))
        for name, values in question.filters.items():
            if name == "date_before":
                continue
            field = "topics" if name == "topic" else name
            either = [
                (tantivy.Occur.Should, tantivy.Query.term_query(self.index.schema, field, value)) for value in values
            ]
            wanted.append((tantivy.Occur.Must, tantivy.Query.boolean_query(either)))
        return tantivy.Query.boolean_query(wanted) if wanted else tantivy.Query.all_query()

    def of_words(self, question):
        if question.excluded:
            excluded = self.index.parse_query(question.excluded, ["body"])
            return [(tantivy.Occur.Must, tantivy.Query.all_query()), (tantivy.Occur.MustNot, excluded)]
        return [(tantivy.Occur.Must, self.index.parse_query(question.words, ["body"]))] if question.q else []

    def ask(self, question):
        """Return (milliseconds, total)."""
        query = self.query(question)
        began = time.perf_counter()
        if question.sort == "relevance":
            found = self.searcher.search(query, 20, count=True)
        else:
            order = tantivy.Order.Asc if question.sort == "oldest" else tantivy.Order.Desc
            found = self.searcher.search(query, 20, count=True, order_by_field="day", order=order)
        self.searcher.aggregate(query, {name: {"terms": {"field": name, "size": 100}} for name in COUNTED})
        return (time.perf_counter() - began) * 1000, found.count


def build(archive, folder):
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("body", tokenizer_name="en_stem", index_option="position")
    for name in COUNTED:
        builder.add_text_field(name, tokenizer_name="raw", fast=True, index_option="basic")
    builder.add_unsigned_field("id", stored=True)
    builder.add_integer_field("day", fast=True)
    index = tantivy.Index(builder.build(), path=str(folder))
    writer = index.writer(512_000_000, 2)
    for row in rows.each_row(archive):
        writer.add_document(document(row))
    writer.commit()
    writer.wait_merging_threads()


def document(row):
    found = tantivy.Document(id=row["id"], day=row["date_earliest"].toordinal() if row["date_earliest"] else 0)
    found.add_text("body", " . ".join(filter(None, [row["text"], row["context"], row["names"], row["sources"]])))
    for name in FACETS:
        if row[name] is not None:
            found.add_text(name, str(row[name]))
    for topic in row["topics"].split(";"):
        found.add_text("topics", topic)
    return found


def psql_copy(archive, path):
    """Write the whole download by psql to a file; returns (rows, seconds)."""
    psql = binaries.choose(server_account()).program("psql")
    where = environ.Env.db_url_config(archive.url)
    begin = [psql, "--no-psqlrc", "--host", where["HOST"], "--username", where["USER"], "--dbname", where["NAME"]]
    began = time.monotonic()
    command = f"\\copy ({rows.download_query()}) TO '{Path(path)}' CSV HEADER"
    done = subprocess.run([*begin, "--command", command], check=True, capture_output=True, text=True)
    return int(done.stdout.split()[-1]), time.monotonic() - began  # psql says "COPY 1000000"


def versions():
    return {"tantivy": metadata.version("tantivy")}
