"""Whom made-up statements speak of: real agencies, made-up officials and publishers; all follow from a Scale."""

import csv
import gzip
import itertools
import random
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bench.words import vocabulary

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"

# The most frequent agency has half a percent of all statements: 5,000 of a million.
AGENCY_EXPONENT = 0.54
PUBLISHERS = 400

FIRST_NAMES = """
James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph Jessica
Thomas Sarah Charles Karen Christopher Lisa Daniel Nancy Matthew Betty Anthony Sandra Mark Margaret Donald Ashley
""".split()  # noqa: SIM905 — a list of this length reads better as words
TITLES = {
    "sheriff": ["Sheriff", "Sheriff", "Sheriff", "Chief Deputy", "Undersheriff", "Captain", "Spokesperson"],
    "jail": ["Director", "Warden", "Deputy Commissioner", "Spokesperson"],
}
OTHER_TITLES = ["Chief of Police", "Police Chief", "Chief", "Deputy Chief", "Captain", "Sergeant", "Spokesperson"]
MASTHEADS = ["{} Herald", "The {} Times", "{} Tribune", "Daily {}", "{} Public Radio", "K{} News", "{} Observer"]

# Names of agencies that a search for one of the known words would find too.
CONFUSING = re.compile(r"\blaws?\b|immigra", re.I)


@dataclass(frozen=True)
class Scale:
    """How large an archive is, and the seed that it follows from."""

    statements: int = 1_000_000
    agencies: int = 18_000
    officials: int = 60_000
    articles: int = 300_000
    seed: int = 287

    @classmethod
    def of(cls, statements):
        """An archive of so many statements with as many officials and articles to each as in the one of a million."""
        return cls(statements, officials=max(20, statements * 6 // 100), articles=max(20, statements * 3 // 10))


@dataclass(frozen=True)
class Agency:
    ori: str
    name: str
    kind: str
    state: str


@dataclass(frozen=True)
class World:
    """``officials`` are indices of agencies: who speaks for which. ``speakers`` is the same the other way round."""

    scale: Scale
    agencies: list
    agency_weights: list
    officials: list
    speakers: list
    publishers: list
    publisher_weights: list


@lru_cache(maxsize=2)
def world(scale):
    """The world of a Scale, the same each time."""
    dice = random.Random(f"world {scale.seed}")
    agencies = choose_agencies(dice, scale.agencies)
    weights = list(itertools.accumulate(rank**-AGENCY_EXPONENT for rank in range(1, len(agencies) + 1)))
    officials = dice.choices(range(len(agencies)), cum_weights=weights, k=scale.officials)
    speakers = [[] for _ in agencies]
    for official, agency in enumerate(officials):
        speakers[agency].append(official)
    return World(
        scale=scale,
        agencies=agencies,
        agency_weights=weights,
        officials=officials,
        speakers=speakers,
        publishers=make_publishers(dice),
        publisher_weights=list(itertools.accumulate(1 / rank for rank in range(1, PUBLISHERS + 1))),
    )


def choose_agencies(dice, count):
    """Real agencies, the ones with most statements first: sheriffs are heard more often than others, as in life."""
    corrected = {row["key"] for row in read_rows(FIXTURES / "corrections.csv")}
    rows = [
        row
        for row in read_rows(FIXTURES / "agencies.csv.gz")
        if row["ori"] not in corrected and not CONFUSING.search(row["name"])
    ]
    order = {row["ori"]: dice.random() * (0.3 if row["kind"] == "sheriff" else 1) for row in rows}
    rows.sort(key=lambda row: order[row["ori"]])
    return [Agency(row["ori"], " ".join(row["name"].split()), row["kind"], row["state"]) for row in rows[:count]]


def read_rows(path):
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def make_publishers(dice):
    """Names of publishers made of words that no statement has often."""
    seldom = vocabulary().words[-PUBLISHERS:]
    return [dice.choice(MASTHEADS).format(word.capitalize()) for word in seldom]


def official_name(number):
    """The name of an official: one of 32 first names with a family name of its own for each 32 officials."""
    family = vocabulary().words[2_000 + number // len(FIRST_NAMES) % 40_000]
    return f"{FIRST_NAMES[number % len(FIRST_NAMES)]} {family.capitalize()}"


def official_slug(number):
    return f"{official_name(number).lower().replace(' ', '-')}-bench-{number}"


def official_title(number, kind):
    titles = TITLES.get(kind, OTHER_TITLES)
    return titles[number * 7 % len(titles)]
