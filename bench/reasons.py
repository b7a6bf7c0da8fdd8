"""Why a goal is missed, in words with what was measured in the same run beside it."""

from bench import goals
from bench.goals import NotMeasured, figure
from bench.measures import SEARCHES

UNKNOWN = "No reason is known yet."
LABELS = {f"search {search.name}": search.label for search in SEARCHES}


def reason(goal, figures):
    """Sentences on a goal that is missed: what its time or memory went into, or why it was not measured."""
    try:
        goal.value(figures)
    except NotMeasured as error:
        return str(error)
    try:
        return REASONS[goal.name](figures)
    except (KeyError, NotMeasured):
        return UNKNOWN


def inside(found):
    """``31 ms inside Django, of which 9 ms are 10 queries``."""
    return (
        f"{figure(found, 'ms'):,.1f} ms inside Django, of which {figure(found, 'database_ms'):,.1f} ms are "
        f"{figure(found, 'queries'):,.0f} queries"
    )


def reading(found):
    """What the queries of one page read, where the same block counts each time, and the slowest of them."""
    (name, most), (slowest, ms) = figure(found, "most"), figure(found, "slowest")
    return (
        f"they read {figure(found, 'mb'):,.1f} MB, most of it {name} ({most:,.1f} MB), and the slowest takes "
        f"{ms:,.1f} ms for {slowest}"
    )


def search(name):
    """Where the time of the search goes whose goal is a ratio to Datasette's."""

    def words(figures):
        found = figure(figures, f"search {name}")
        site, peer = figure(found, "site", "p50"), figure(found, "datasette", "p50")
        return (
            f"{site:,.1f} ms over HTTP: {inside(figure(found, 'inside'))}; {reading(figure(found, 'reading'))}. "
            f"Datasette takes {peer:,.1f} ms, but for JSON with five facets rather than for a page with eleven."
        )

    return words


def common(figures):
    """Of the two common words, the one that decides."""
    name = min(("law", "immigration"), key=lambda name: goals.faster(name)(figures))
    return search(name)(figures)


def phrase(figures):
    return f"{search('phrase')(figures)} {rechecked(figures['search phrase']['reading'])}".strip()


def rechecked(found):
    """How many rows were read for how many matches, where the index could not tell."""
    if "rechecked" not in found:
        return ""
    again = found["rechecked"]
    return (
        f"For `{found['path']}` PostgreSQL reads the documents of {again['candidates']:,} rows with all the words to "
        f"find {again['matches']:,} with the phrase, as its index knows no order of words: a query of "
        f"{again['ms']:,.1f} ms."
    )


def slow_searches(kind, limit):
    """Every search whose figure of a kind is above a limit, the slowest first, with what it reads."""

    def words(figures):
        taken = {name: figure(figures, name, "site", kind) for name in goals.SINGLE_SEARCHES}
        slow = sorted((name for name, ms in taken.items() if ms > limit), key=taken.get, reverse=True)
        return " ".join(f"{LABELS[name].capitalize()}: {taken[name]:,.1f} ms{why_slow(figures[name])}" for name in slow)

    return words


def why_slow(found):
    try:
        words = f", of {inside(figure(found, 'inside'))} (p50); {reading(figure(found, 'reading'))}."
    except NotMeasured:
        return f"; {UNKNOWN.lower()}"
    return f"{words} {rechecked(found['reading'])}".strip()


def deep_page(figures):
    found = figure(figures, "deep page")
    first, deep = figure(found, "first", "p50"), figure(found, "site", "p50")
    return f"{deep:,.1f} ms against {first:,.1f} ms: {inside(figure(found, 'inside'))}; {reading(found['reading'])}."


def again(kind):
    def words(figures):
        version = figure(figures, "again", "version_ms")
        return f"Of {figure(figures, 'again', kind, 'p50'):.2f} ms, asking for the data version takes {version:.2f} ms."

    return words


def lesser(figures, kind):
    """The kind of page whose rate is the lesser against Datasette's, as it is called in the figures."""
    rates = {name: figure(figures, name, kind, "rate") / figure(figures, name, "datasette", "rate") for name in PAGES}
    return min(rates, key=rates.get)


def pages(figures):
    name = lesser(figures, "site")
    return (
        f"A page of {PAGES[name]} that nobody has asked for since the last change is made anew: "
        f"{inside(figure(figures, name, 'inside'))}. {processors(figure(figures, name, 'site'))}"
    )


def pages_cached(figures):
    name = lesser(figures, "cached")
    return (
        f"Each visit to {PAGES[name]} asks the database for the data version, so that no page is stale: "
        f"{figure(figures, name, 'version_ms'):.2f} ms. {processors(figure(figures, name, 'cached'))}"
    )


def processors(rate):
    return (
        f"Under load, each takes the site's workers {figure(rate, 'serving_ms'):.2f} ms of a processor and the program "
        f"that asks {figure(rate, 'asking_ms'):.2f} ms, which share the processors with the database."
    )


def rate(extension):
    def words(figures):
        share = figure(figures, f"download {extension}", "worker_share")
        return f"The serving process works {share:.0%} of the time; else it waits for the database and for the reader."

    return words


def publish(figures):
    return f"The median is {inside(figure(figures, 'publish', 'inside'))}."


def importing(figures):
    found = figure(figures, "import")
    seconds, database, waiting = (figure(found, name) for name in ("seconds", "database_s", "waiting_s"))
    functions = ", ".join(f"{name} {spent:,.1f} s" for name, spent in figure(found, "functions"))
    return (
        f"Of {seconds:,.1f} s, the database works {database:,.1f} s and waits {waiting:,.1f} s for Python within the "
        f"transaction; the rest is the start. Of its work: {functions}."
    )


PAGES = {"pages list": "a list", "pages statement": "a statement"}

REASONS = {
    "common": common,
    "phrase": phrase,
    "rare": search("rare"),
    "nothing": search("nothing"),
    "slowest p95": slow_searches("p95", goals.SLOWEST_P95),
    "slowest": slow_searches("max", goals.SLOWEST),
    "304": again("304"),
    "cached": again("cached"),
    "deep page": deep_page,
    "rate csv": rate("csv"),
    "rate jsonl": rate("jsonl"),
    "rate xlsx": rate("xlsx"),
    "rate parquet": rate("parquet"),
    "publish": publish,
    "import": importing,
    "pages": pages,
    "pages cached": pages_cached,
}
