"""Writes docs/performance.md and its curve from the results of runs; measures nothing."""

import json

from bench import curve, generate, goals, tables
from bench.archive import ROOT

PAGE = ROOT / "docs" / "performance.md"
CURVE = ROOT / "docs" / "performance.svg"


def read_results(folder=None):
    """The results of every size that has been measured, the smallest first."""
    paths = ((folder or generate.FOLDER) / "results").glob("*.json")
    return sorted((json.loads(path.read_text()) for path in paths), key=lambda each: each["statements"])


def write(results, page=PAGE, picture=CURVE):
    """Write the page on the largest archive of the results, and the curve over all of them."""
    picture.write_text(curve.svg(results), encoding="utf-8")
    page.write_text(text(results), encoding="utf-8")


def text(results):
    main = results[-1]
    figures = main["figures"]
    parts = [
        "# How fast it is",
        opening(main),
        "## Goals",
        tables.goals(figures),
        *reasons(figures),
        f"## Figures at {main['statements']:,} statements",
        tables.figures(figures),
        agreement(figures),
        "## Growth",
        "![How long searches take with 10,000, 100,000 and a million statements](performance.svg)",
        tables.growth(results),
        HOW,
    ]
    return "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"


def opening(main):
    machine, versions = main["machine"], main["versions"]
    return (
        f"Written by `make bench` on {main['date']}: {main['statements']:,} made-up statements, "
        f"{machine['cores']} cores ({machine['processor']}), {machine['memory_gb']} GB of memory, "
        f"Linux {machine['kernel']}; "
        + ", ".join(f"{name} {version}" for name, version in versions.items())
        + ". Compare the ratios, not the milliseconds: they were taken side by side in one run."
    )


def reasons(figures):
    """Why each missed goal is missed, as far as it is known."""
    missed = [goal for goal in goals.GOALS if not goal.judged(figures)[1]]
    lines = [f"- **{goal.label}**: {goals.REASONS[goal.name]}" for goal in missed if goal.name in goals.REASONS]
    return ["Why some are missed:", "\n".join(lines)] if lines else []


def agreement(figures):
    """Whether all engines found the same, in words; each question on which they differ."""
    asked = questions_of(figures)
    if not asked:
        return ""
    known = [each for each in asked if each["generated"] is not None]
    differing = differences(figures)
    if not differing:
        return (
            f"All engines found the same number of statements for each of {len(asked)} questions; for {len(known)} of "
            "them the generator knows it too, and agrees."
        )
    lines = [
        f"- `{each['question']}`: site {each['site']}, Datasette {each['datasette']}, tantivy {each['tantivy']}, "
        f"generator {each['generated']}"
        for each in differing
    ]
    return f"**The engines differ** on {len(differing)} of {len(asked)} questions:\n\n" + "\n".join(lines)


def questions_of(figures):
    return [each for asked in figures.get("totals", {}).values() for each in asked]


def differences(figures):
    """The questions for which not all engines, and the generator where it knows, found the same total."""
    return [each for each in questions_of(figures) if not agrees(each)]


def agrees(each):
    return len({each[name] for name in ("site", "datasette", "tantivy", "generated")} - {None}) == 1 and (
        each["site"] is not None
    )


HOW = """
## How it is measured

`make bench` does all of this; `make bench ARGS="--help"` lists what can be asked of it. `bench/` has the code.

- **The archive is made up**, the same each time: texts of 20 to 80 words from a Zipf-distributed vocabulary of 50,000
  pronounceable words, with `law` in 30 % and `immigration` in 43 % of the statements, words that are rare, phrases, and
  words that only statements before 2012 have; the real states, counties, places and 18,000 of the real agencies. Codes,
  dates and citations are as skewed as in the real collection. It is loaded by COPY with all triggers on.
- **The site runs as its users run it**: `manage.py serve`, two workers, its private PostgreSQL. Everything is asked
  over HTTP on one connection that is kept alive, pages compressed as browsers ask for them, downloads plain.
- **Nothing comes from a cache** unless the row says so: each kind of question has many questions, and before one is
  asked again a published statement is changed, which makes stale whatever was kept.
- **p50 and p95** are of n answers; the time for one figure is bounded, so that slow answers have a smaller n.
- **Datasette** has the same rows in SQLite with FTS5 (Porter's stemmer), indexed columns, an immutable file, limits
  raised so that it answers exactly, and is asked by HTTP for JSON: total, the facets position, state, year, kind and
  topic, 20 rows, newest first. The site's page is HTML with eleven facets.
- **tantivy** runs within the measuring process and answers the total, the same five facets and 20 ids: the limit of
  what a search can be. **psql** writes the columns of a download to a file by `\\copy`: the limit of downloads.
- **Pages per second** come from eight connections at once, for six seconds: lists with four filters against Datasette's
  table page with the same filters and facets, a statement's page against its row page; cached is one list, or one
  statement, again and again. The measuring program shares the cores with the server.
- **Memory** is by how much the most that a worker ever held (VmHWM, reset before) exceeds what it held at the start.
- **Publishing** is the transaction of the desk's own publishing; the next request must find and count the statement.
- **The search has no prefixes**: a word finds its other forms by its stem. The row of another form of the common word
  stands where prefixes would.
"""
