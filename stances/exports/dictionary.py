"""What columns and codes mean, as tables of their own, and columns in the words of Table Schema.

https://specs.frictionlessdata.io/table-schema/
"""

import csv
import io

from stances import codebook
from stances.exports.tables import Kind

# Each kind as it is written in CSV.
TYPES = {
    Kind.DAY: {"type": "date"},
    Kind.MOMENT: {"type": "datetime"},
    Kind.NUMBER: {"type": "integer"},
    Kind.DEGREES: {"type": "number"},
    Kind.FLAG: {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
}


def field_of(name, column, is_key=False):
    """Return a column as a field of Table Schema."""
    constraints = {
        "required": column.is_required,
        "unique": is_key,
        "pattern": pattern_of(column),
        "enum": list(column.codes.values) if column.codes and column.kind is Kind.CODE else None,
    }
    return {
        "name": name,
        **TYPES.get(column.kind, {"type": "string"}),
        "description": str(column.meaning),
        **({"example": column.example} if column.example else {}),
        "constraints": {constraint: value for constraint, value in constraints.items() if value},
    }


def pattern_of(column):
    """The regular expression that a value fits as it is written in CSV, where a list is joined."""
    if column.codes and column.kind is Kind.LIST:
        either = "|".join(column.codes.values)
        return f"^({either})(;({either}))*$"
    return column.pattern


def schema_of(table, among):
    """Return the Table Schema of a Table; its keys lead to the tables ``among`` which it is given away."""
    key = list(table.key)
    return {
        "fields": [field_of(name, column, is_key=key == [name]) for name, column in table.columns.items()],
        "missingValues": [""],
        "primaryKey": key,
        "foreignKeys": [
            {"fields": [name], "reference": {"resource": other, "fields": [linked]}}
            for name, (other, linked) in links_of(table).items()
            if other in among
        ],
    }


def links_of(table):
    return {name: column.links for name, column in table.columns.items() if column.links}


COLUMN_FIELDS = ("table", "column", "type", "required", "codes", "links", "example", "meaning")


def columns_csv(tables):
    """Every column of some Tables, one a row."""
    rows = (
        {
            "table": table.name,
            "column": name,
            "type": TYPES.get(column.kind, {"type": "string"})["type"],
            "required": "true" if column.is_required else "false",
            "codes": variable_of(column.codes) if column.codes else "",
            "links": ".".join(column.links or ()),
            "example": column.example,
            "meaning": column.meaning,
        }
        for table in tables
        for name, column in table.columns.items()
    )
    return as_csv(COLUMN_FIELDS, rows)


CODEBOOK_FIELDS = ("variable", "code", "rank", "label", "definition")


def codebook_csv():
    """Every code of the codebook, one a row; positions with their rank from 2 (partners) to -2 (declines)."""
    variables = codebook_record()["variables"]
    rows = ({"variable": each["name"], **code} for each in variables for code in each["codes"])
    return as_csv(CODEBOOK_FIELDS, rows)


def codebook_record():
    """The codebook as {version, variables: [{name, label, definition, codes: [{code, label, definition}]}]}."""
    return {
        "version": codebook.VERSION,
        "variables": [
            {"name": name, "label": str(label), "definition": str(definition), "codes": [*map(code_record, codes)]}
            for name, (label, definition, codes) in codebook.VARIABLES.items()
        ],
    }


def code_record(code):
    rank = {"rank": code.rank} if getattr(code, "rank", None) is not None else {}
    return {"code": code.value, **rank, "label": str(code.label), "definition": str(code.definition)}


def variable_of(codes):
    """The name of the variable of the codebook that has some codes."""
    return next(name for name, (_label, _definition, each) in codebook.VARIABLES.items() if each is codes)


def as_csv(fields, rows):
    file = io.StringIO()
    writer = csv.DictWriter(file, fields, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()
