"""The papers that go with the tables of a release, in English: what it is, how to cite it, what it changes."""

import json

from stances.exports.tables import TABLES

TITLE = "Stances: what US local police say and do about immigration enforcement"
LICENSE = "CC-BY-4.0"
LICENSE_URL = "https://creativecommons.org/licenses/by/4.0/"


def address_of(release):
    return f"{release.site_url}/data/releases/{release.version}/"


def citation_of(release):
    """The release as an entry in a list of works cited, in the style of APA (7th edition, 10.9)."""
    return f"Stances. ({release.day.year}). {TITLE} (Version {release.version}) [Data set]. {address_of(release)}"


def citation_cff(release):
    """The release in the Citation File Format 1.2.0. Each value is written as JSON, which YAML reads alike."""
    fields = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below.",
        "type": "dataset",
        "title": TITLE,
        "authors": [{"name": "Stances", "website": f"{release.site_url}/"}],
        "version": release.version,
        "date-released": release.day.isoformat(),
        "url": address_of(release),
        "license": LICENSE,
        "license-url": LICENSE_URL,
        "keywords": ["police", "sheriffs", "immigration enforcement", "287(g)", "detainers", "United States"],
    }
    return "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items())


README = """\
# {title}

Version {version}: the archive as it was published at {moment} (UTC).

How to cite it: {citation}
(`CITATION.cff` says the same to programs.)

License: CC BY 4.0, {license}. Quotations stay their speakers' own, attributed.

## Files

| table | rows | |
|---|---:|---|
{tables}

Each table is there as CSV and as Parquet. `codebook.json` and `codebook.csv` define the codes (version {codebook} of
the codebook), `columns.csv` says what each column of each table means, `datapackage.json` says so to programs, with the
types of columns and how the tables belong together (Frictionless Data Package), `CHANGES.md` says what is other than in
the release before, and `SHA256SUMS` is what `sha256sum --check SHA256SUMS` reads.

CSV is UTF-8. GEOIDs and ORIs are text: read them as text, or the zeros in front are lost. A cell that begins like a
formula (`= + - @`, tab) has an apostrophe before it, so that a spreadsheet shows it as text; in Parquet it has none.

## How it was made

From the history of the archive, which keeps every change: rebuilt from it, this release has the same bytes. What was
withdrawn since was published at that moment, and so is here; its own address says that it was withdrawn, and why.
"""
CSV_ONLY = README.replace("as CSV and as Parquet", "as CSV").replace("; in Parquet it has none", "")


def readme(release, has_parquet):
    rows = [f"| `{name}` | {count:,} | {TABLES[name].label} |" for name, count in release.counts.items()]
    return (README if has_parquet else CSV_ONLY).format(
        title=TITLE,
        version=release.version,
        moment=f"{release.last_moment:%Y-%m-%d %H:%M:%S}",
        citation=citation_of(release),
        license=LICENSE_URL,
        tables="\n".join(rows),
        codebook=release.codebook_version,
    )


def changes_md(release, changes):
    """What the release changes; ``changes`` is None of the first one."""
    if changes is None:
        return f"# {release.version}\n\nThe first release.\n"
    counts = " · ".join(f"{count:,} {name}" for name, count in changes.counts.items())
    sections = [
        ("Published", [f"`{reference}`" for reference in changes.published]),
        ("Changed", [f"`{reference}`: {', '.join(names)}" for reference, names in changes.changed.items()]),
        ("Withdrawn", [f"`{reference}`: {one_line(why)}" for reference, why in changes.withdrawn.items()]),
        ("Merged", [f"`{reference}` into `{into}`" for reference, into in changes.merged.items()]),
    ]
    heading = f"# {release.version}\n\nSince {release.previous_id}: {counts}. Names are those of columns.\n"
    return "\n".join([heading, *(section(title, lines) for title, lines in sections if lines)])


def section(title, lines):
    return f"## {title}\n\n" + "".join(f"- {line}\n" for line in lines)


def one_line(text):
    return " ".join(text.split())


def sums(files):
    """What sha256sum --check reads."""
    return "".join(f"{each['sha256']}  {each['name']}\n" for each in files)
