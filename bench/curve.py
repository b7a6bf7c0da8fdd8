"""The curve of growth as an SVG: milliseconds over statements, both on log axes; readable on light and dark pages."""

import math
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 760, 420
LEFT, RIGHT, TOP, BOTTOM = 90, 250, 20, 50

# name of the search, who answers, words, color on light and on dark, dashes
LINES = [
    ("immigration", "site", "word in 43 %", "#0b5cad", "#6db3f2", ""),
    ("phrase", "site", "phrase", "#7a3e9d", "#c792ea", ""),
    ("nothing", "site", "no query", "#1b7a3d", "#6fcf97", ""),
    ("rare", "site", "rare word", "#a35200", "#f2a65a", ""),
    ("immigration", "datasette", "Datasette, word in 43 %", "#0b5cad", "#6db3f2", "7 5"),
    ("nothing", "datasette", "Datasette, no query", "#1b7a3d", "#6fcf97", "7 5"),
    ("immigration", "tantivy", "tantivy, word in 43 %", "#0b5cad", "#6db3f2", "2 4"),
]


def svg(results):
    """Return the picture for results of one size or more, the smallest first."""
    lines = [line for line in (points_of(line, results) for line in LINES) if line[1]]
    sizes = [each["statements"] for each in results]
    times = [ms for _line, points in lines for _size, ms in points] or [1, 10]
    across = axis(min(sizes), max(sizes), LEFT, WIDTH - RIGHT)
    up = axis(min(times), max(times), HEIGHT - BOTTOM, TOP)
    body = [*grid(sizes, times, across, up), *drawn(lines, across, up)]
    return "\n".join([opening(), *body, "</svg>\n"])


def points_of(line, results):
    name, who = line[:2]
    found = [(each["statements"], each["figures"].get(f"search {name}", {}).get(who, {})) for each in results]
    return line, [(size, of["p50"]) for size, of in found if "p50" in of]


def axis(least, most, begin, end):
    """A function from a value to its place; whole powers of ten at both ends."""
    low, high = math.floor(math.log10(least)), math.ceil(math.log10(most))
    span = max(high - low, 1)
    return lambda value: begin + (end - begin) * (math.log10(value) - low) / span


def opening():
    light = "".join(f".l{n}{{stroke:{line[3]};fill:{line[3]}}}" for n, line in enumerate(LINES))
    dark = "".join(f".l{n}{{stroke:{line[4]};fill:{line[4]}}}" for n, line in enumerate(LINES))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif" '
        'font-size="13"><title>Milliseconds of a search (p50) over the number of statements</title>\n<style>'
        f"text{{fill:#222;stroke:none}}.grid{{stroke:#ccc}}polyline{{fill:none!important;stroke-width:2}}{light}"
        f"@media(prefers-color-scheme:dark){{text{{fill:#ddd}}.grid{{stroke:#444}}{dark}}}</style>"
    )


def powers(least, most):
    return [10**n for n in range(math.floor(math.log10(least)), math.ceil(math.log10(most)) + 1)]


def grid(sizes, times, across, up):
    for size in sizes:
        x = across(size)
        yield f'<path class="grid" d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}"/>'
        yield f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{size:,}</text>'
    for time in powers(min(times), max(times)):
        y = up(time)
        yield f'<path class="grid" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{time:,} ms</text>'
    middle = (LEFT + WIDTH - RIGHT) / 2
    yield f'<text x="{middle}" y="{HEIGHT - 8}" text-anchor="middle">statements</text>'


def drawn(lines, across, up):
    for (name, who, _words, _light, _dark, dashes), points in lines:
        number = next(n for n, line in enumerate(LINES) if line[:2] == (name, who))
        at = [(across(size), up(ms)) for size, ms in points]
        dash = f' stroke-dasharray="{dashes}"' if dashes else ""
        yield f'<polyline class="l{number}"{dash} points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in at)}"/>'
        yield from (f'<circle class="l{number}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in at)
    ends = sorted((up(points[-1][1]), words) for (_n, _w, words, *_rest), points in lines)
    yield from labels(ends)


def labels(ends):
    """The words at the right ends of the lines, moved apart where they would overlap."""
    last = -math.inf
    for y, words in ends:
        last = max(y, last + 16)
        yield f'<text x="{WIDTH - RIGHT + 10}" y="{last + 4:.1f}">{escape(words)}</text>'
