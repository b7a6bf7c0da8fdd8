"""Keeps a copy of all statements and their articles in mirror.sqlite3, in step with the archive, however often it runs."""

import json
import sqlite3
import time
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

SITE = "{{ site }}"

# What is the statement's own. What it repeats of its articles is in their records, which change by themselves.
FIELDS = (
    "reference,url,date,date_earliest,date_latest,position,kind,topics,text,context,basis,certainty,language,"
    "agency_slug,official_slug,official_title,citations,published_at,updated_at,codebook_version"
)


def get(address):
    """What an address answers; where the archive asks to wait, as soon as it lets us."""
    while True:
        try:
            with urlopen(address) as answer:
                return json.load(answer)
        except HTTPError as problem:
            if problem.code not in (429, 503):
                raise
            time.sleep(int(problem.headers["Retry-After"]))


def changed(name, **more):
    """The first page of what changed in a list since the last round; the first time, of all of it."""
    [since] = copy.execute("SELECT max(moment) FROM seen WHERE list = ?", [name]).fetchone()
    asked = {"updated_after": since or "1000", "per_page": 100, **more}
    return get(f"{SITE}/api/v1/{name}?{urlencode(asked)}")


def own(record):
    """A record without what its citations repeat of their articles."""
    for citation in record.get("citations", []):
        for name in [name for name in citation if name.startswith("article") and name != "article_id"]:
            del citation[name]
    return record


def keep(page, name, key):
    """Keep the records of a page and of all that follow, and the moment to ask from in the next round.

    It is the moment of the first page, not of the last: what changed meanwhile is asked for the next time.
    """
    copy.execute("INSERT OR REPLACE INTO seen VALUES (?, ?)", [name, page["data_version"]])
    while page:
        rows = [(record[key], json.dumps(own(record))) for record in page["results"]]
        copy.executemany(f"INSERT OR REPLACE INTO {name} VALUES (?, ?)", rows)
        page = page["next"] and get(page["next"])


copy = sqlite3.connect("mirror.sqlite3")
copy.execute("CREATE TABLE IF NOT EXISTS statements (reference TEXT PRIMARY KEY, record TEXT)")
copy.execute("CREATE TABLE IF NOT EXISTS articles (id INTEGER PRIMARY KEY, record TEXT)")
copy.execute("CREATE TABLE IF NOT EXISTS seen (list TEXT PRIMARY KEY, moment TEXT)")

with copy:  # all of it, or nothing
    first = changed("statements", sort="updated", fields=FIELDS)
    # First what was withdrawn or merged: a record may have come back since.
    gone, more = first["tombstones"], first["tombstones_next"]
    while True:
        copy.executemany("DELETE FROM statements WHERE reference = ?", [(each["reference"],) for each in gone])
        if not more:
            break
        page = get(more)
        gone, more = page["results"], page["next"]
    keep(first, "statements", "reference")

    # The articles come after the statements, so that none of those is missing that a statement rests on.
    keep(changed("articles"), "articles", "id")
    cited = "SELECT json_extract(value, '$.article_id') FROM statements, json_each(record, '$.citations')"
    copy.execute(f"DELETE FROM articles WHERE id NOT IN ({cited})")

[statements] = copy.execute("SELECT count(*) FROM statements").fetchone()
[articles] = copy.execute("SELECT count(*) FROM articles").fetchone()
print(statements, "statements and", articles, "articles as of", first["data_version"])
