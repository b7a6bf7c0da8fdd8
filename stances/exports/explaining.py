"""A data package in the words of its standard, and in those of a file to be read first.

https://specs.frictionlessdata.io/data-package/
"""

import json

from django.utils.translation import gettext as _

from stances import codebook
from stances.exports import dictionary
from stances.exports.envelope import LICENSE, LICENSE_NAME, written

TABULAR = {
    "profile": "tabular-data-resource",
    "format": "csv",
    "mediatype": "text/csv",
    "encoding": "utf-8",
    "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
}


def package(envelope, resources):
    """Return the description of a data package of some resources."""
    return {
        "profile": "data-package",
        "name": f"stances-{envelope.table.name}",
        "title": _("Stances: what US local police say and do about immigration enforcement"),
        "description": _("The statements of one list of the archive, with the records that they name."),
        "homepage": envelope.address,
        **({"version": envelope.version} if envelope.version else {}),
        "created": written(envelope.generated_at, "seconds"),
        "licenses": [{"name": LICENSE_NAME, "path": LICENSE, "title": "Creative Commons Attribution 4.0"}],
        "sources": [{"title": "Stances", "path": envelope.address}],
        "keywords": ["police", "immigration enforcement", "United States"],
        "citation": envelope.citation,
        "query": envelope.query,
        "rows": envelope.total,
        "codebook_version": codebook.VERSION,
        "resources": resources,
    }


def resource(table, among, path):
    """Return the description of a table as CSV; its keys lead to those tables ``among`` which it is."""
    schema = dictionary.schema_of(table, [each.name for each in among])
    return {"name": table.name, "path": path, "title": str(table.label), **TABULAR, "schema": schema}


def explanations(tables):
    """Return [(the description, the bytes)] of the files that explain some tables."""
    columns = of_words("columns", _("What each column means"), dictionary.COLUMN_FIELDS)
    codes = of_words("codebook", _("What each code means"), dictionary.CODEBOOK_FIELDS)
    codes_as_json = {
        "name": "codebook-json",
        "path": "codebook.json",
        "title": _("What each code means, for programs"),
        "profile": "data-resource",
        "format": "json",
        "mediatype": "application/json",
        "encoding": "utf-8",
    }
    return [
        (columns, dictionary.columns_csv(tables).encode()),
        (codes, dictionary.codebook_csv().encode()),
        (codes_as_json, json.dumps(dictionary.codebook_record(), ensure_ascii=False, indent=2).encode()),
    ]


def of_words(name, title, fields):
    """The description of a CSV file whose fields are all text."""
    schema = {"fields": [{"name": field, "type": "string"} for field in fields], "missingValues": [""]}
    return {"name": name, "path": f"{name}.csv", "title": title, **TABULAR, "schema": schema}


def readme(envelope, tables):
    """What to know before the first line is read, as Markdown."""
    facts = "\n".join(f"- {label}: {value}" for label, value in envelope.facts)
    files = "\n".join(f"- `{table.name}.csv`: {table.label}" for table in tables)
    notes = "\n".join(f"- {note}" for note in reading())
    columns, codes = _("What each column means"), _("What each code means")
    programs = _("All of this for programs (Frictionless Data Package with Table Schema)")
    return "\n\n".join(
        [
            "# Stances",
            facts,
            "## " + _("Files"),
            f"{files}\n- `columns.csv`: {columns}\n"
            f"- `codebook.csv`, `codebook.json`: {codes}\n"
            f"- `datapackage.json`: {programs}",
            "## " + _("How to read them"),
            f"{notes}\n",
        ]
    )


def reading():
    return [
        _("Files are UTF-8 with commas, a header and lines that end with a line feed. An empty cell is not known."),
        _("Columns with several values (topics, aliases, titles) have a semicolon between them."),
        _(
            "A cell that begins with = + - @, a tab or a carriage return has an apostrophe before it, so that no "
            "spreadsheet runs it as a formula. Take it away to have the exact words; JSONL and Parquet have them so."
        ),
        _("FIPS codes and GEOIDs are text: read them as text, or the zeros in front are lost."),
        _("Dates are EDTF, as exactly as they are known; date_earliest and date_latest are the days they may mean."),
        _("Quotations stay their speakers’ own, attributed."),
    ]
