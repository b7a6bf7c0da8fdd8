"""Writing: one statement published until it is found, and many imported."""

import statistics
import subprocess
import time

from bench import generate
from bench.archive import Refused
from bench.database_work import database_work_watched
from bench.measures import figures, or_why_not
from bench.questions import Question
from bench.site import NotAnswered

IMPORTED = 100_000  # at most as many as there are
IMPORTED_WITHIN = 300  # seconds
PUBLISHED = 20


def writing(run):
    run.figures["publish"] = or_why_not(publish, run)
    run.figures["import"] = or_why_not(import_many, run)


def publish(run):
    """Publish drafts one by one; the very next request must find each, and count one more in the whole."""
    published, requests = [], []
    before = run.site.get("/statements/").total
    for n in range(PUBLISHED):
        word = f"qzpublished{n}qo"
        reference = run.ask_desk("draft", word=word)
        if run.site.get(f"/statements/?{Question(word).of_site()}").total != 0:
            raise NotAnswered("a draft is found by the public")
        published.append(run.ask_desk("publish", reference=reference))
        answer = run.site.get(f"/statements/?{Question(word).of_site()}")
        requests.append(answer.ms)
        if answer.total != 1 or run.site.get("/statements/").total != before + n + 1:
            raise NotAnswered("the next request does not find or does not count what was published")
    found = {
        "site": figures([each["ms"] for each in published]),
        "inside": {name: statistics.median(each[name] for each in published) for name in published[0]},
        "next": figures(requests),
    }
    run.say(f"Publishing: {found['site']['p50']:.1f} ms; the search after it {found['next']['p50']:.1f} ms")
    return found


def import_many(run):
    """Import and publish a file as editors do, by the management command; its start is part of the time."""
    path, count = run.archive.home / "import.jsonl", min(IMPORTED, run.archive.scale.statements)
    generate.write_import(run.archive.scale, path, count)
    run.say(f"Importing {count:,} statements …")
    before = run.site.get("/statements/").total
    command = ("import_statements", path, "--publish")
    try:
        with database_work_watched(run.archive) as watched:
            began = time.monotonic()
            run.archive.manage(*command, timeout=IMPORTED_WITHIN)
            seconds = time.monotonic() - began
    except subprocess.TimeoutExpired:
        raise NotAnswered(f"not finished after {IMPORTED_WITHIN} s") from None
    except Refused as error:
        raise NotAnswered(str(error)) from None
    finally:
        path.unlink()
    if run.site.get("/statements/").total != before + count:
        raise NotAnswered("the next request does not count what was imported")
    run.say(f"Imported in {seconds:.1f} s")
    return {"seconds": seconds, "statements": count} | watched
