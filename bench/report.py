"""Writes the page on a run and its curve from the results that are kept; measures nothing."""

import json

from bench import curve, generate, goals, reasons, tables
from bench.archive import ROOT
from bench.method import HOW

DOCS = ROOT / "docs"


def read_results(largest=None, folder=None):
    """The results of every size up to the largest that have been measured, the smallest first."""
    paths = ((folder or generate.FOLDER) / "results").glob("*.json")
    found = sorted((json.loads(path.read_text()) for path in paths), key=lambda each: each["statements"])
    return [each for each in found if largest is None or each["statements"] <= largest]


def page_of(results, folder=None):
    """The path of the page on some results: in docs only if they are what the goals are promised of."""
    largest = results[-1]["statements"]
    if folder or largest == goals.PROMISED_AT:
        return (folder or DOCS) / "performance.md"
    return generate.FOLDER / "results" / f"performance-{largest}.md"


def write(results, folder=None):
    """Write the page on the largest archive of the results, and beside it the curve over all; returns its path."""
    page = page_of(results, folder)
    picture = page.with_suffix(".svg")
    page.parent.mkdir(parents=True, exist_ok=True)
    picture.write_text(curve.svg(results), encoding="utf-8")
    page.write_text(text(results, picture.name), encoding="utf-8")
    return page


def text(results, picture="performance.svg"):
    main = results[-1]
    figures = main["figures"]
    sizes = listed([f"{each['statements']:,}" for each in results])
    parts = [
        "# How fast it is",
        opening(main),
        "## Goals",
        goals_part(main),
        f"## Figures at {main['statements']:,} statements",
        tables.figures(figures),
        agreement(figures),
        "## Growth",
        f"![How long searches take with {sizes} statements]({picture})",
        tables.growth(results),
        HOW,
    ]
    return "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"


def listed(words):
    return " and ".join([*([", ".join(words[:-1])] if words[:-1] else []), words[-1]])


def opening(main):
    machine, versions = main["machine"], main["versions"]
    code = f", of commit {main['commit']}" if main.get("commit") else ""
    return (
        f"Written by `make bench` on {main['date']}{code}: {main['statements']:,} made-up statements, "
        f"{machine['cores']} cores ({machine['processor']}), {machine['memory_gb']} GB of memory, "
        f"Linux {machine['kernel']}; "
        + ", ".join(f"{name} {version}" for name, version in versions.items())
        + ". Compare the ratios, not the milliseconds: they were taken side by side in one run."
    )


def goals_part(main):
    """The goals, judged and with the reasons where one is missed; of an archive of another size they are only shown."""
    figures, is_judged = main["figures"], main["statements"] == goals.PROMISED_AT
    missed = [goal for goal in goals.missed(figures) if is_judged or goal.judged(figures)[0]]
    lines = [f"- **{goal.named(figures)}**: {reasons.reason(goal, figures)}" for goal in missed]
    head = "Why some are missed:" if is_judged else "Beyond a goal, though at this size nothing is promised:"
    parts = [
        "" if is_judged else f"They hold at {goals.PROMISED_AT:,} statements. Nothing is judged by fewer or more.",
        tables.goals(figures, is_judged=is_judged),
        *([head, "\n".join(lines)] if lines else []),
    ]
    return "\n\n".join(filter(None, parts))


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
