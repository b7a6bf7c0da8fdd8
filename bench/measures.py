"""What is measured, as data, and how one figure is taken from many requests."""

import math
import statistics
import time
from dataclasses import dataclass

from bench import questions
from bench.site import NotAnswered


@dataclass(frozen=True)
class Search:
    """One kind of question. ``of_datasette``: Datasette, whose tables have no best match and whose search cannot
    only exclude, is asked too.
    """

    name: str
    label: str
    questions: object
    of_datasette: bool = True


SEARCHES = [
    Search("nothing", "no query", questions.nothing),
    Search("three-filters", "three filters", questions.three_filters),
    Search("rare", "rare word (about 20 statements)", questions.rare),
    Search("medium", "medium word (1–2 %)", questions.medium),
    Search("law", "common word (30 %)", questions.law),
    Search("immigration", "common word (43 %)", questions.immigration),
    Search("other-form", "another form of the common word (43 %)", questions.other_form),
    Search("old", "word that only old statements have (3 %)", questions.old),
    Search("phrase", "phrase of three common words (0.5 %)", questions.phrases),
    Search("names", "phrase that the names of most agencies have", questions.phrase_of_names),
    Search("without", "every statement without a word (70 %)", questions.without_law, of_datasette=False),
    Search("common-filtered", "common word and two filters", questions.common_with_filters),
    Search("several", "two filters with two values each", questions.several_values),
    Search("until", "until a year in the middle (18–49 %)", questions.until),
    Search("until-oldest", "the same, oldest first", questions.until_oldest_first),
    Search("best-common", "common word (30 %), best match first", questions.best_match, of_datasette=False),
    Search(
        "best-frequent",
        "frequent word (10–29 %), best match first",
        questions.best_match_of_frequent,
        of_datasette=False,
    ),
    Search("best-medium", "medium word, best match first", questions.best_match_of_medium, of_datasette=False),
]


@dataclass(frozen=True)
class Download:
    """A format; ``of_copy`` is the least share of psql's rows a second, ``memory_mb`` the most growth of a worker."""

    extension: str
    of_copy: float
    memory_mb: int


DOWNLOADS = [
    Download("csv", 0.9, 64),
    Download("jsonl", 0.6, 64),
    Download("xlsx", 0.25, 64),
    Download("parquet", 0.8, 400),
]


# Files in other orders, of which the first byte alone is measured: (label, path).
FIRST_BYTES = {
    "updated": ("CSV of everything, last changed first", "/statements.csv?sort=updated"),
    "until": ("CSV until a year in the middle", f"/statements.csv?date_before={questions.MIDDLE_YEARS[1]}"),
}


def figures(times):
    """{p50, p95, max, n} of milliseconds."""
    ordered = sorted(times)
    return {
        "p50": statistics.median(ordered),
        "p95": ordered[math.ceil(0.95 * len(ordered)) - 1],
        "max": ordered[-1],
        "n": len(ordered),
    }


def repeated(ask, asked, *, seconds, most=60, least=3, between=lambda: None):
    """Ask one question after the other until there are ``most`` answers or the time is up; returns their figures.

    ``between`` is called before any question is asked again: what is kept of an answer must not be measured.
    """
    ask(asked[-1])
    between()
    deadline, times = time.monotonic() + seconds, []
    while len(times) < most and (len(times) < least or time.monotonic() < deadline):
        if times and len(times) % len(asked) == 0:
            between()
        times.append(ask(asked[len(times) % len(asked)]))
    return figures(times)


def or_why_not(measure, *arguments, **kwargs):
    """What a measure gives, or {"why": …} where the site does not answer it (yet)."""
    try:
        return measure(*arguments, **kwargs)
    except NotAnswered as error:
        return {"why": str(error)[:300]}
