"""JSON Schemas of records, made from the columns of their tables, and of what stands around them."""

from django.utils.translation import gettext_lazy as _

from stances import codebook, paging
from stances.exports.tables import Kind

from .problems import TYPES

DAY = {"type": "string", "format": "date", "examples": ["2017-02-21"]}
MOMENT = {"type": "string", "format": "date-time", "examples": ["2026-11-01T12:00:00Z"]}
ADDRESS = {"type": "string", "format": "uri"}
LINK = {"anyOf": [ADDRESS, {"type": "null"}]}
BOTH = {
    "type": "object",
    "properties": {
        "api": ADDRESS,
        "page": ADDRESS,
        "level": {"type": "string"},
        "url": {"type": ["string", "null"]},
        "archive_url": {"type": ["string", "null"]},
    },
    "required": ["api", "page"],
    "additionalProperties": False,
}

TYPES_OF_KINDS = {
    Kind.CODE: {"type": "string"},
    Kind.DATE: {"type": "string"},
    Kind.WORDS: {"type": "string"},
    Kind.DAY: DAY,
    Kind.MOMENT: MOMENT,
    Kind.LIST: {"type": "array", "items": {"type": "string"}},
    Kind.NAMES: {"type": "array", "items": {"type": "string"}},
    Kind.NUMBER: {"type": "integer"},
    Kind.DEGREES: {"type": "number"},
    Kind.FLAG: {"type": "boolean"},
}


def schema_of_column(column):
    """The schema of a value: its type, its codes or its pattern, its meaning; null where it may be unknown."""
    schema = {**TYPES_OF_KINDS[column.kind]}
    text = {"enum": column.codes.values} if column.codes else {"pattern": column.pattern} if column.pattern else {}
    if schema["type"] == "array":
        schema["items"] = schema["items"] | text
    else:
        schema |= text
        if not column.is_required:
            schema["type"] = [schema["type"], "null"]
            if "enum" in schema:
                schema["enum"] = [*schema["enum"], None]
    if column.example:
        schema["examples"] = [column.example.split(";") if schema["type"] == "array" else column.example]
    return {"description": str(column.meaning), **schema}


def properties_of(table):
    return {name: schema_of_column(column) for name, column in table.columns.items()}


def record_schema(table, more=()):
    """A record of a table; with ``fields`` it has those alone, so that none is required."""
    return {"type": "object", "properties": properties_of(table) | dict(more), "additionalProperties": False}


def named(*, required=(), **properties):
    """An object of these properties and no others."""
    required = {"required": [*required]} if required else {}
    return {"type": "object", "properties": properties, **required, "additionalProperties": False}


def text(*, or_null=False, **more):
    return {"type": ["string", "null"] if or_null else "string", **more}


CITATION = named(
    article_id={"type": "integer"},
    article=BOTH,
    article_headline=text(or_null=True),
    article_url=text(or_null=True),
    article_publisher=text(),
    article_byline=text(or_null=True),
    article_published=text(or_null=True),
    article_archive_url=text(or_null=True),
    article_language=text(),
    via=text(or_null=True),
    is_original={"type": "boolean"},
    printed=text(or_null=True),
)

# Each link is an address, a record as JSON and as a page, or a list of these.
LINKS = {
    "type": "object",
    "additionalProperties": {
        "anyOf": [LINK, BOTH, {"type": "array", "items": {"anyOf": [ADDRESS, BOTH]}}],
    },
}

TOMBSTONE = named(
    reference=text(),
    status={"enum": ["withdrawn", "merged"]},
    reason=text(or_null=True, description=_("The public reason of a withdrawal.")),
    merged_into=text(or_null=True, description=_("The reference of the statement that the record was merged into.")),
    updated_at=MOMENT,
    required=["reference", "status", "reason", "merged_into", "updated_at"],
)

VARIABLE = named(
    name=text(),
    label=text(),
    definition=text(),
    codes={"type": "array", "items": named(code=text(), label=text(), definition=text())},
)

PROBLEM = {
    "type": "object",
    "properties": {
        "type": ADDRESS,
        "title": text(),
        "status": {"enum": sorted({each.status for each in TYPES.values()})},
        "detail": text(),
        "instance": text(description=_("The address that was asked for, without its host.")),
        "errors": {
            "type": "array",
            "items": named(parameter=text(or_null=True), message=text(), required=["parameter", "message"]),
        },
        "location": ADDRESS,
        "reason": text(),
        "updated_at": MOMENT,
        "page": ADDRESS,
    },
    "required": ["type", "title", "status", "detail", "instance", "errors"],
}


def list_schema(name, more=()):
    """The answer of a list of records that are schemas by a name."""
    envelope = {
        "count": {"type": "integer", "minimum": 0, "description": _("How many records match, on all pages together.")},
        "query": text(description=_("The query in its one spelling.")),
        "generated_at": MOMENT,
        "data_version": MOMENT
        | {
            "type": ["string", "null"],
            "description": _(
                "The moment of the last public change, read before the records of this page; null before the first."
            ),
        },
        "codebook_version": {"const": codebook.VERSION},
        "license": ADDRESS,
        "self": ADDRESS,
        "next": LINK | {"description": _("The next page; null on the last.")},
        **dict(more),
        "results": {
            "type": "array",
            "items": {"$ref": f"#/components/schemas/{name}"},
            "maxItems": paging.MOST_PER_PAGE,
        },
    }
    required = [each for each in envelope if each not in dict(more)]
    return {"type": "object", "properties": envelope, "required": required, "additionalProperties": False}
