"""What the archive promises at a million statements, and whether a run has reached it."""

from dataclasses import dataclass

from bench.measures import DOWNLOADS, SEARCHES

PROMISED_AT = 1_000_000  # statements
SLOWEST_P95, SLOWEST = 400, 1_000  # ms

SINGLE_SEARCHES = [f"search {search.name}" for search in SEARCHES]


class NotMeasured(Exception):
    """A figure that is not there; the message says why."""


def figure(figures, *path):
    """A figure by its path; raises NotMeasured."""
    for name in path:
        figures = figures.get(name, {"why": "It was not measured in this run."})
        if isinstance(figures, dict) and "why" in figures:
            raise NotMeasured(figures["why"])
    return figures


@dataclass(frozen=True)
class Goal:
    """``value`` takes it from the figures (or raises NotMeasured); ``shown`` says it, as it says ``limit``.

    ``label`` may have {page}, of the page by cursor, and {imported}, the statements that were.
    """

    name: str
    label: str
    limit: float
    at_least: bool
    shown: str
    value: object

    def judged(self, figures):
        """(what was reached in words or None, whether the goal is met)."""
        try:
            value = self.value(figures)
        except NotMeasured:
            return None, False
        return self.words(value), value >= self.limit if self.at_least else value <= self.limit

    def named(self, figures):
        """The label with what it really was."""
        page = figures.get("deep page", {}).get("page", 5_000)
        imported = figures.get("import", {}).get("statements", 100_000)
        return self.label.format(page=f"{page:,}", imported=f"{imported:,}")

    def words(self, value):
        return self.shown.format(value)

    @property
    def wanted(self):
        return f"{'at least' if self.at_least else 'at most'} {self.words(self.limit)}"


def missed(figures):
    return [goal for goal in GOALS if not goal.judged(figures)[1]]


def faster(*names):
    """How many times faster than Datasette the slowest of some searches is, by its p50."""

    def value(figures):
        found = [[figure(figures, f"search {name}", who, "p50") for who in ("datasette", "site")] for name in names]
        return min(peer / site for peer, site in found)

    return value


def slowest(kind):
    return lambda figures: max(figure(figures, name, "site", kind) for name in SINGLE_SEARCHES)


def of(*path):
    return lambda figures: figure(figures, *path)


def depth(figures):
    return figure(figures, "deep page", "site", "p50") / figure(figures, "deep page", "first", "p50")


def of_copy(extension):
    return lambda figures: figure(figures, f"download {extension}", "rate") / figure(figures, "copy", "rate")


def first_byte(figures):
    """Of the slowest format."""
    return max(figure(figures, f"download {each.extension}", "first_byte_ms") for each in DOWNLOADS)


def pages(kind):
    """The lesser of the ratios of the two kinds of page."""

    def value(figures):
        rates = [
            [figure(figures, name, who, "rate") for who in (kind, "datasette")]
            for name in ("pages list", "pages statement")
        ]
        return min(site / peer for site, peer in rates)

    return value


TIMES, MS, SHARE, MB = "{:,.1f} ×", "{:,.1f} ms", "{:.2f}", "{:,.0f} MB"

GOALS = [
    Goal("common", "Common word: times faster than Datasette", 20, True, TIMES, faster("law", "immigration")),
    Goal("phrase", "Phrase: times faster than Datasette", 4, True, TIMES, faster("phrase")),
    Goal("rare", "Rare word: times faster than Datasette", 5, True, TIMES, faster("rare")),
    Goal("nothing", "No query: times faster than Datasette", 150, True, TIMES, faster("nothing")),
    Goal("slowest p95", "Slowest p95 of any single search", SLOWEST_P95, False, MS, slowest("p95")),
    Goal("slowest", "Slowest single search of all", SLOWEST, False, MS, slowest("max")),
    Goal("304", "The same search again, by its validator (p50)", 2, False, MS, of("again", "304", "p50")),
    Goal("cached", "The same search again, whole (p50)", 2, False, MS, of("again", "cached", "p50")),
    Goal("deep page", "Page {page} by cursor against page 1", 1.5, False, TIMES, depth),
    *(
        Goal(
            f"rate {each.extension}",
            f"{each.extension.upper()} through HTTP against psql `\\copy` to a file",
            each.of_copy, True, SHARE, of_copy(each.extension),
        )
        for each in DOWNLOADS
    ),
    *(
        Goal(
            f"memory {each.extension}",
            f"{each.extension.upper()}: growth of the serving process",
            each.memory_mb, False, MB, of(f"download {each.extension}", "growth_mb"),
        )
        for each in DOWNLOADS
    ),
    Goal("first byte", "First byte of any format", 300, False, MS, first_byte),
    Goal("publish", "Publishing one statement, search and counts up to date (p50)", 20, False, MS,
         of("publish", "site", "p50")),
    Goal("import", "Importing {imported} statements, history and search included", 60, False, "{:,.1f} s",
         of("import", "seconds")),
    Goal("pages", "Pages per second against Datasette's, the lesser of list and statement", 6, True, TIMES,
         pages("site")),
    Goal("pages cached", "Pages per second from the cache against Datasette's, the lesser", 60, True, TIMES,
         pages("cached")),
]  # fmt: skip
