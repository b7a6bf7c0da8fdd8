"""A made-up archive as files for COPY, kept and used again: `python -m bench.generate [statements]`.

A folder for each Scale holds, chunk by chunk, ``statements``, ``citations`` and ``articles`` (lines of COPY's text
format, gzipped), one file of ``officials``, and ``manifest.json`` with the number of statements that have each known
word or phrase. Only the agency stands there by its number in the World: its id is given by the database.
"""

import gzip
import hashlib
import json
import sys
import time
from collections import Counter
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

from bench.statements import CHUNK, article_chunk, chunk_numbers, statement_chunk
from bench.words import vocabulary
from bench.world import FIXTURES, Scale, official_name, official_slug, world

FOLDER = Path(__file__).resolve().parent.parent / ".bench"

# The ids of what is generated begin here, out of the way of the archive's own records.
FIRST_ID = 10_000_000
NULL = r"\N"


@lru_cache(maxsize=1)
def version():
    """Eight characters that change with the generator and with the tables it reads."""
    digest = hashlib.sha256()
    here = Path(__file__).parent
    for path in [here / f"{name}.py" for name in ("words", "world", "statements", "generate")]:
        digest.update(path.read_bytes())
    digest.update((FIXTURES / "agencies.csv.gz").read_bytes())
    return digest.hexdigest()[:8]


def generated(scale, say=print, folder=None):
    """Return the folder with the files of a Scale, made now as far as they are not there."""
    home = (folder or FOLDER / "generated") / f"{scale.statements}-{fingerprint(scale)}"
    if (home / "manifest.json").exists():
        return home
    home.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    write(home / "officials.gz", lambda: official_lines(scale))
    for number, first, count in chunk_numbers(scale.articles):
        write(home / f"articles-{number:04}.gz", lambda n=number, f=first, c=count: article_lines(scale, n, f, c))
    chunks = chunk_numbers(scale.statements)
    for number, first, count in chunks:
        write_statements(home, scale, number, first, count)
        say(f"Generated {first + count:,} statements of {scale.statements:,} in {time.monotonic() - began:.0f} s")
    counts = Counter()
    for number, _first, _count in chunks:
        counts.update(json.loads((home / f"counts-{number:04}.json").read_text()))
    known = [*sorted(vocabulary().known), *vocabulary().phrases]
    manifest = {"scale": asdict(scale), "version": version(), "counts": {word: counts[word] for word in known}}
    (home / "manifest.json").write_text(json.dumps(manifest, indent=1))
    return home


def fingerprint(scale):
    """Eight characters that change with the Scale or the generator."""
    return hashlib.sha256(f"{scale} {version()}".encode()).hexdigest()[:8]


def read_counts(home):
    """Return {known word or phrase: statements with it} of a folder."""
    return json.loads((home / "manifest.json").read_text())["counts"]


def write(path, lines):
    """Write the lines that a function gives to a gzipped file, whole or not at all; leave one that is there."""
    if not path.exists():
        partial = path.with_suffix(".partial")
        with gzip.open(partial, "wt", compresslevel=1, encoding="utf-8") as file:
            file.writelines(lines())
        partial.rename(path)


def write_statements(home, scale, number, first, count):
    counted = home / f"counts-{number:04}.json"
    if counted.exists():
        return
    statements, counts = statement_chunk(scale, number, count)
    write(home / f"statements-{number:04}.gz", lambda: statement_lines(statements, first))
    write(home / f"citations-{number:04}.gz", lambda: citation_lines(statements, first))
    counted.write_text(json.dumps(counts))


OFFICIAL_COLUMNS = ("id", "name", "slug", "note")
ARTICLE_COLUMNS = (
    *("id", "headline", "url", "publisher", "byline", "published", "archive_url", "language", "captured_text"),
)
# After the agency, which comes first.
STATEMENT_COLUMNS = (
    *("id", "official_id", "reference", "official_title", "kind", "text", "context", "position", "topics", "basis"),
    *("certainty", "date", "date_note", "language", "status", "withdrawn_reason"),
)
CITATION_COLUMNS = ("statement_id", "article_id", "via", "is_original", "printed")


def official_lines(scale):
    for number in range(scale.officials):
        yield f"{FIRST_ID + number}\t{official_name(number)}\t{official_slug(number)}\t\n"


def article_lines(scale, number, first, count):
    for n, article in enumerate(article_chunk(scale, number, count), FIRST_ID + first):
        yield (
            f"{n}\t{article.headline}\t{article.url}\t{article.publisher}\t{article.byline}\t{article.published}"
            "\t\ten\t\n"
        )


def statement_lines(statements, first):
    for n, each in enumerate(statements, FIRST_ID + first):
        official = NULL if each.official is None else FIRST_ID + each.official
        yield (
            f"{each.agency}\t{n}\t{official}\t{each.reference}\t{each.title}\t{each.kind}\t{each.text}\t"
            f"\t{each.position}\t{{{','.join(each.topics)}}}\t{each.basis}\t{each.certainty}\t{each.date}"
            "\t\ten\tpublished\t\n"
        )


def citation_lines(statements, first):
    """The first article is the original report of two statements in three."""
    for n, each in enumerate(statements, FIRST_ID + first):
        for place, (article, via) in enumerate(zip(each.articles, each.vias, strict=True)):
            original = "t" if not place and n % 3 else "f"
            yield f"{n}\t{FIRST_ID + article}\t{via}\t{original}\t\n"


def write_import(scale, path, count):
    """Write a file for `manage.py import_statements`: statements that come after the archive's.

    Their agencies and officials are the archive's, and so are half of their articles; the others are new.
    """
    first = (scale.statements + CHUNK - 1) // CHUNK
    agencies, new = world(scale).agencies, article_chunk(scale, first, count)
    old = [article for number, _first, size in chunk_numbers(scale.articles)[:4] for article in
           article_chunk(scale, number, size)]  # fmt: skip
    with path.open("w", encoding="utf-8") as file:
        for number, start, size in chunk_numbers(count):
            for n, each in enumerate(statement_chunk(scale, first + number, size)[0], start):
                article = new[n] if n % 2 else old[n % len(old)]
                file.write(json.dumps(record(each, agencies[each.agency], article)) + "\n")


def record(statement, agency, article):
    """A statement in the form of the archive's import."""
    number = statement.official
    official = None if number is None else {"name": official_name(number), "slug": official_slug(number)}
    return {
        **{name: getattr(statement, name) for name in ("reference", "kind", "position", "topics", "date", "text")},
        **{name: getattr(statement, name) for name in ("basis", "certainty")},
        "agency": {"name": agency.name, "kind": agency.kind, "state": agency.state, "ori": agency.ori},
        "official": official and official | {"title": statement.title},
        "article": article._asdict(),
        "via": statement.vias[0],
    }


if __name__ == "__main__":
    print(generated(Scale.of(int(sys.argv[1]) if sys.argv[1:] else 1_000_000)))
