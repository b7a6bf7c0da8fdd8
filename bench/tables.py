"""The tables of the report, in Markdown."""

from bench import goals as promised
from bench.measures import DOWNLOADS, FIRST_BYTES, SEARCHES

NOT_MEASURED = "not measured"


def table(head, rows):
    """A table in Markdown; the first column is text, the others are numbers."""
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def goals(figures, *, is_judged=True):
    """Each goal with what was reached, and whether that meets it where the goals are judged at all."""
    rows = []
    for goal in promised.GOALS:
        value, is_met = goal.judged(figures)
        met = ["yes" if is_met else "**no**"] if is_judged else []
        rows.append([goal.named(figures), goal.wanted, value or NOT_MEASURED, *met])
    return table(["", "goal", "reached", *(["met"] if is_judged else [])], rows)


def figures(found):
    head = ["", "p50", "p95", "n", "Datasette p50 (n)", "times faster", "limit p50", "times the limit"]
    rows = [search_row(search.label, found.get(f"search {search.name}")) for search in SEARCHES]
    rows += [*page_rows(found), *rate_rows(found), *download_rows(found), *first_byte_rows(found)]
    rows += writing_rows(found)
    return table(head, [row for row in rows if row])


def search_row(label, of):
    if not of:
        return None
    if "why" in of["site"]:
        return row(label, of["site"])
    site, limit, peer = of["site"]["p50"], of["tantivy"]["p50"], of.get("datasette")
    return [
        *row(label, of["site"])[:4],
        f"{milliseconds(peer['p50'])} ({peer['n']})" if peer else "",
        f"{peer['p50'] / site:,.1f}" if peer else "",
        f"tantivy {milliseconds(limit)}",
        f"{site / limit:,.1f}",
    ]


def row(label, of):
    """A row without peers, or the reason why there are no figures."""
    if "why" in of:
        return [label, of["why"].replace("|", "\\|"), *[""] * 6]
    return [label, milliseconds(of["p50"]), milliseconds(of["p95"]), of["n"], *[""] * 4]


def milliseconds(value):
    return f"{value:,.1f} ms" if value < 1_000 else f"{value / 1000:,.2f} s"


def page_rows(found):
    if deep := found.get("deep page"):
        yield row(f"page {deep['page']:,} by cursor" if "page" in deep else "deep page", deep.get("site", deep))
    if agency := found.get("agency page"):
        label = f"agency with {agency['statements']:,} statements" if "site" in agency else "agency page"
        yield row(label, agency.get("site", agency))
    if again := found.get("again"):
        yield row("the same search again, whole", again.get("cached", again))
        yield row("the same search again, by its validator", again.get("304", again))


def rate_rows(found):
    labels = {
        "pages list": "list pages per second",
        "pages statement": "statement pages per second",
    }
    for name, label in labels.items():
        for kind, words in (("site", label), ("cached", f"{label}, cached")):
            if of := found.get(name):
                yield rate_row(words, of[kind], of["datasette"])


def rate_row(label, of, peer):
    if "why" in of or "why" in peer:
        return row(label, of if "why" in of else peer)
    return [
        label, f"{of['rate']:,.0f}/s", "", of["n"], f"{peer['rate']:,.0f}/s ({peer['n']})",
        f"{of['rate'] / peer['rate']:,.1f}", "", "",
    ]  # fmt: skip


def download_rows(found):
    for each in DOWNLOADS:
        of = found.get(f"download {each.extension}")
        if not of:
            continue
        label = f"{each.extension.upper()} of everything"
        if "why" in of:
            yield row(label, of)
            continue
        limit = found["copy"]["rate"]
        part = "" if of["is_whole"] else ", cut off after three minutes"
        yield [
            f"{label}{part}: first byte {of['first_byte_ms']:,.0f} ms, memory {memory(of)}",
            f"{of['rate']:,.0f} rows/s", "", of["n"], "", "", f"psql {limit:,.0f} rows/s", f"{limit / of['rate']:,.1f}",
        ]  # fmt: skip


def memory(of):
    """By how much a worker grew, and the most that one held, where that was measured."""
    peak = f" to {of['peak_mb']:,.0f} MB" if "peak_mb" in of else ""
    return f"+{of['growth_mb']:,.0f} MB{peak}"


def first_byte_rows(found):
    for name, (label, _path) in FIRST_BYTES.items():
        if of := found.get(f"first byte {name}"):
            yield row(f"{label}: first byte", of)


def writing_rows(found):
    if publish := found.get("publish"):
        yield row("publishing one statement", publish.get("site", publish))
        if "next" in publish:
            yield row("the search for it, right after", publish["next"])
    if imported := found.get("import"):
        if "why" in imported:
            yield row("importing", imported)
        else:
            label = f"importing {imported.get('statements', 100_000):,} statements"
            yield [label, f"{imported['seconds']:,.1f} s", "", 1, *[""] * 4]


def growth(results):
    """The p50 of each kind of search at each size, of the site and of Datasette."""
    sizes = [f"{each['statements']:,}" for each in results]
    rows = []
    for search in SEARCHES:
        found = [each["figures"].get(f"search {search.name}") for each in results]
        for name in ("site", "datasette") if search.of_datasette else ("site",):
            cells = [cell(of, name) for of in found]
            rows.append([f"{search.label}{'' if name == 'site' else ', Datasette'}", *cells])
    return table(["p50", *sizes], rows)


def cell(of, name):
    return milliseconds(of[name]["p50"]) if of and "p50" in of.get(name, {}) else ""
