"""Writing: one statement published until it is found, and a hundred thousand imported."""

import subprocess
import time

from bench import generate
from bench.archive import Refused
from bench.measures import figures, or_why_not
from bench.questions import Question
from bench.site import NotAnswered

IMPORTED = 100_000
IMPORTED_WITHIN = 300  # seconds
PUBLISHED = 20


def writing(run):
    run.figures["publish"] = or_why_not(publish, run)
    run.figures["import"] = or_why_not(import_many, run)


def publish(run):
    """Publish drafts one by one; the very next request must find each, and count one more in the whole."""
    times, requests = [], []
    before = run.site.get("/statements/").total
    for n in range(PUBLISHED):
        word = f"qzpublished{n}qo"
        reference = run.ask_desk("draft", word=word)
        if run.site.get(f"/statements/?{Question(word).of_site()}").total != 0:
            raise NotAnswered("a draft is found by the public")
        times.append(run.ask_desk("publish", reference=reference))
        answer = run.site.get(f"/statements/?{Question(word).of_site()}")
        requests.append(answer.ms)
        if answer.total != 1 or run.site.get("/statements/").total != before + n + 1:
            raise NotAnswered("the next request does not find or does not count what was published")
    run.say(f"Publishing: {figures(times)['p50']:.1f} ms; the search after it {figures(requests)['p50']:.1f} ms")
    return {"site": figures(times), "next": figures(requests)}


def import_many(run):
    """Import and publish a file as editors do, by the management command; its start is part of the time."""
    path = run.archive.home / "import.jsonl"
    generate.write_import(run.archive.scale, path, IMPORTED)
    run.say(f"Importing {IMPORTED:,} statements …")
    before = run.site.get("/statements/").total
    began = time.monotonic()
    command = ("import_statements", path, "--publish")
    try:
        run.archive.manage(*command, timeout=IMPORTED_WITHIN)
    except subprocess.TimeoutExpired:
        raise NotAnswered(f"not finished after {IMPORTED_WITHIN} s") from None
    except Refused as error:
        raise NotAnswered(str(error)) from None
    finally:
        path.unlink()
    seconds = time.monotonic() - began
    if run.site.get("/statements/").total != before + IMPORTED:
        raise NotAnswered("the next request does not count what was imported")
    run.say(f"Imported in {seconds:.1f} s")
    return {"seconds": seconds}
