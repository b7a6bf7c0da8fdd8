"""What the archive promises at a million statements, and whether a run has reached it."""

from dataclasses import dataclass

from bench.measures import DOWNLOADS, SEARCHES

# Why a goal is missed, printed only where it is: {name of the goal: sentences}.
REASONS = {
    "phrase": "PostgreSQL reads the document of each row with all the words, as its index knows no order of words. The "
    "page around the answer takes some 35 ms more, see the rare word.",
    "rare": "Of the page of a rare word, the database takes some 15 ms; the rest is Python, which asks nine questions "
    "and renders HTML with eleven filters. Datasette is asked for JSON with five.",
    "slowest p95": "Two filters that each leave several hundred thousand rows are two such lists to read, as neither "
    "counts for its own values.",
    "rate xlsx": "The site has no such download yet.",
    "rate parquet": "The site has no such download yet.",
    "memory xlsx": "The site has no such download yet.",
    "memory parquet": "The site has no such download yet.",
    "import": "About half of the database's work goes into the search rows: their documents and the index of words.",
    "pages": "A page that nobody has asked for since the last change is HTML made anew by some ten questions, which "
    "takes 14 ms of a processor for a statement.",
    "pages cached": "Each visit asks the database for the data version, so that no page is stale. That, the web server "
    "and the program that asks share the two cores.",
}

SINGLE_SEARCHES = [f"search {search.name}" for search in SEARCHES]


@dataclass(frozen=True)
class Goal:
    """``value`` takes it from the figures (KeyError or None: not measured); ``shown`` says it, as it says ``limit``."""

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
        except KeyError:
            return None, False
        return self.words(value), value >= self.limit if self.at_least else value <= self.limit

    def words(self, value):
        return self.shown.format(value)

    @property
    def wanted(self):
        return f"{'at least' if self.at_least else 'at most'} {self.words(self.limit)}"


def faster(*names):
    """How many times faster than Datasette the slowest of some searches is, by its p50."""

    def value(figures):
        found = [figures[f"search {name}"] for name in names]
        return min(each["datasette"]["p50"] / each["site"]["p50"] for each in found)

    return value


def slowest(figure):
    def value(figures):
        return max(figures[name]["site"][figure] for name in SINGLE_SEARCHES)

    return value


def again(kind):
    return lambda figures: figures["again"][kind]["p50"]


def depth(figures):
    return figures["deep page"]["site"]["p50"] / figures["deep page"]["first"]["p50"]


def of_copy(extension):
    return lambda figures: figures[f"download {extension}"]["rate"] / figures["copy"]["rate"]


def growth(extension):
    return lambda figures: figures[f"download {extension}"]["growth_mb"]


def first_byte(figures):
    """Of the slowest format of those that are answered row by row."""
    return max(figures[f"download {extension}"]["first_byte_ms"] for extension in ("csv", "jsonl"))


def pages(kind):
    """The lesser of the ratios of the two kinds of page."""

    def value(figures):
        found = [figures["pages list"], figures["pages statement"]]
        return min(each[kind]["rate"] / each["datasette"]["rate"] for each in found)

    return value


TIMES, MS, SHARE, MB = "{:,.1f} ×", "{:,.1f} ms", "{:.2f}", "{:,.0f} MB"

GOALS = [
    Goal("common", "Common word: times faster than Datasette", 20, True, TIMES, faster("law", "immigration")),
    Goal("phrase", "Phrase: times faster than Datasette", 4, True, TIMES, faster("phrase")),
    Goal("rare", "Rare word: times faster than Datasette", 5, True, TIMES, faster("rare")),
    Goal("nothing", "No query: times faster than Datasette", 150, True, TIMES, faster("nothing")),
    Goal("slowest p95", "Slowest p95 of any single search", 400, False, MS, slowest("p95")),
    Goal("slowest", "Slowest single search of all", 1_000, False, MS, slowest("max")),
    Goal("304", "The same search again, by its validator (p50)", 2, False, MS, again("304")),
    Goal("cached", "The same search again, whole (p50)", 2, False, MS, again("cached")),
    Goal("deep page", "Page 5,000 by cursor against page 1", 1.5, False, TIMES, depth),
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
            each.memory_mb, False, MB, growth(each.extension),
        )
        for each in DOWNLOADS
    ),
    Goal("first byte", "First byte of CSV and JSONL", 300, False, MS, first_byte),
    Goal("publish", "Publishing one statement, search and counts up to date (p50)", 20, False, MS,
         lambda figures: figures["publish"]["site"]["p50"]),
    Goal("import", "Importing 100,000 statements, history and search included", 60, False, "{:,.1f} s",
         lambda figures: figures["import"]["seconds"]),
    Goal("pages", "Pages per second against Datasette's, the lesser of list and statement", 6, True, TIMES,
         pages("site")),
    Goal("pages cached", "Pages per second from the cache against Datasette's, the lesser", 60, True, TIMES,
         pages("cached")),
]  # fmt: skip
