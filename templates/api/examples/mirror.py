"""Keeps a copy of all statements in mirror.sqlite3, in step with the archive, however often it runs."""

import json
import sqlite3
import time
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

SITE = "{{ site }}"


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


copy = sqlite3.connect("mirror.sqlite3")
copy.execute("CREATE TABLE IF NOT EXISTS statement (reference TEXT PRIMARY KEY, record TEXT)")
copy.execute("CREATE TABLE IF NOT EXISTS seen (moment TEXT)")
[seen] = copy.execute("SELECT max(moment) FROM seen").fetchone()

# The first time, all that has ever changed.
asked = {"updated_after": seen or "1000", "sort": "updated", "per_page": 100}
first = get(f"{SITE}/api/v1/statements?{urlencode(asked)}")

with copy:  # all of it, or nothing
    # First what was withdrawn or merged: a record may have come back since.
    gone, more = first["tombstones"], first["tombstones_next"]
    while True:
        copy.executemany("DELETE FROM statement WHERE reference = ?", [(each["reference"],) for each in gone])
        if not more:
            break
        page = get(more)
        gone, more = page["results"], page["next"]

    page = first
    while True:
        rows = [(record["reference"], json.dumps(record)) for record in page["results"]]
        copy.executemany("INSERT OR REPLACE INTO statement VALUES (?, ?)", rows)
        if not page["next"]:
            break
        page = get(page["next"])

    # The moment of the first page, not of the last: what changed meanwhile is asked for the next time.
    copy.execute("DELETE FROM seen")
    copy.execute("INSERT INTO seen VALUES (?)", [first["data_version"]])

print(copy.execute("SELECT count(*) FROM statement").fetchone()[0], "statements as of", first["data_version"])
