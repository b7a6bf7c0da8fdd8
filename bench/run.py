"""One run at one size: opens the archive, starts the site and its peers, takes every measure, keeps the figures."""

import datetime
import json
import platform
import time
from contextlib import ExitStack
from dataclasses import dataclass, field

from bench import downloads, generate, searching, writing
from bench.archive import ROOT, opened
from bench.inside import desk
from bench.machine import commit, machine
from bench.peers import datasette, limit
from bench.site import serving

PARTS = {
    "search": searching.searches,
    "pages": searching.pages,
    "downloads": downloads.downloads,
    "writing": writing.writing,
}


@dataclass
class Run:
    """What the measures share. ``seconds`` bounds one figure; ``figures`` is what they add to."""

    archive: object
    site: object
    datasette: object
    tantivy: object
    ask_desk: object
    seconds: float
    say: object
    figures: dict = field(default_factory=dict)
    touched: int = 0

    def touch(self):
        """Change the archive, so that whatever was kept of it is stale."""
        self.touched += 1
        self.ask_desk("touch", times=self.touched)


def measure(scale, clock, seconds=8.0, only=(), keep=True, folder=None):
    """Measure an archive of a Scale, as far as a Clock lets it, and return whether there was time for anything.

    The results take the place of an earlier run's.
    """
    folder, say, is_measured = folder or generate.FOLDER, clock.say, False
    with ExitStack() as resources:
        archive = resources.enter_context(opened(scale, say, folder, keep))
        # Before anything changes: the peers are kept, and have the archive as it was loaded.
        tantivy = limit.Tantivy(archive, say)
        peer = resources.enter_context(datasette.serving(archive, say))
        ask_desk = resources.enter_context(desk(archive))
        say("Starting the site …")
        site = resources.enter_context(serving(archive))
        run = Run(archive, site, peer, tantivy, ask_desk, seconds, say)
        for name, part in PARTS.items():
            if only and name not in only:
                continue
            if clock.minutes_left <= 0:
                say(f"No time is left to measure {name}")
                break
            part(run)
            # After each part, so that a run that is broken off leaves what it has.
            keep_results(run, folder, bool(only))
            is_measured = True
    return is_measured


def keep_results(run, folder, is_part):
    """Write the figures to a file; those of a part of the measures take the place of the same in an earlier run's."""
    path = folder / "results" / f"{run.archive.scale.statements}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    before = json.loads(path.read_text())["figures"] if is_part and path.exists() else {}
    versions = run.ask_desk("versions") | {"Python": platform.python_version()}
    results = {
        "statements": run.archive.scale.statements,
        "date": f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}",
        "commit": commit(ROOT),
        "machine": machine(),
        "versions": versions | datasette.versions() | limit.versions(),
        "figures": before | run.figures,
    }
    path.write_text(json.dumps(results, indent=1))


class Clock:
    """Says what happens with the minutes since the start, and when the time is up."""

    def __init__(self, minutes):
        self.began, self.minutes = time.monotonic(), minutes

    def say(self, words):
        passed = time.monotonic() - self.began
        print(f"{int(passed // 60):3}:{int(passed % 60):02}  {words}", flush=True)

    @property
    def minutes_left(self):
        return self.minutes - (time.monotonic() - self.began) / 60
