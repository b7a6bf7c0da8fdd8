"""The API described for programs (OpenAPI 3.1), from the same declarations by which it answers.

The page for people shows this document too, in their language.
"""

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from stances import codebook
from stances.exports.envelope import LICENSE
from stances.filters import AsOfForm

from . import schemas
from .lists import LISTS
from .paging import knows_past
from .parameters import (
    cursor_parameter,
    fields_parameter,
    of_form,
    parameter_of_filter,
    per_page_parameter,
    sort_parameter,
)
from .problems import CONTENT_TYPE, TYPES
from .tombstones import TombstoneForm

VERSION = "1"
ROOT = "/api/v1"
KEY_EXAMPLES = {
    "reference": "t1fan0c3",
    "slug": "cook-county-sheriffs-office-il",
    "id": 1,
    "geoid": "37119",
    "topic": "287g",
    "name": "position",
}
OTHER_EXAMPLES = {("officials", "slug"): "rob-tufano", ("shifts", "reference"): "rwg4tzsj"}
OF_ALL = ("request", "method", "limit", "error", "unavailable")  # problems that any address may tell


def document():
    """The OpenAPI document as a dictionary, its words in the active language."""
    return in_words(
        {
            "openapi": "3.1.0",
            "info": {
                "title": _("Stances"),
                "version": VERSION,
                "summary": _("What US local police say and do about immigration enforcement."),
                "description": _(
                    "Read only, without an account. Lists take the filters of their pages and answer with the same "
                    "records in the same order; what cannot be read is answered with status 400 and an explanation, "
                    "never with another list."
                ),
                "license": {"name": "CC BY 4.0", "url": LICENSE},
            },
            "servers": [{"url": settings.SITE_URL}],
            "externalDocs": {"url": f"{settings.SITE_URL}/api/"},
            "tags": [{"name": name, "description": listing.meaning} for name, listing in LISTS.items()] + other_tags(),
            "paths": {f"{ROOT}{path}": {"get": operation} for path, operation in operations()},
            "components": {
                "schemas": all_schemas(),
                "headers": all_headers(),
                "responses": {name: problem_response(name) for name in TYPES} | {"unchanged": unchanged()},
            },
        }
    )


def in_words(value):
    """A value with everything that is to be translated as text in the active language."""
    if isinstance(value, dict):
        return {key: in_words(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [in_words(each) for each in value]
    return str(value) if isinstance(value, Promise) else value


def other_tags():
    return [
        {"name": "mirror", "description": _("What a copy of the archive needs to stay in step with it.")},
        {"name": "codebook", "description": _("The codes with their labels and definitions.")},
        {"name": "description", "description": _("What there is, for programs.")},
    ]


# Addresses


def operations():
    """Yield (address below the root, operation)."""
    for name, listing in LISTS.items():
        yield f"/{name}", list_operation(listing)
        key = "/".join(f"{{{column}}}" for column in listing.converters)
        yield f"/{name}/{key}", record_operation(listing)
    yield "/tombstones", tombstones_operation()
    yield "/codebook", codebook_operation()
    yield "/codebook/{name}", variable_operation()
    yield "/", index_operation()
    yield "/openapi.json", openapi_operation()


def operation(tag, name, summary, parameters, answer, *problems, description=""):
    """``answer``: the name of the schema of what is answered; ``problems``: which may be told besides those of all."""
    more = {"description": description} if description else {}
    return {
        "tags": [tag],
        "operationId": name,
        "summary": summary,
        **more,
        "parameters": parameters,
        "responses": {
            "200": answered(answer, is_list=answer.endswith("List")),
            "304": {"$ref": "#/components/responses/unchanged"},
            **problem_responses(problems),
        },
    }


def problem_responses(names):
    """{status: the response}; the two problems of status 400 are told by one."""
    found = {str(TYPES[each].status): each for each in (*OF_ALL, *names)}
    return {status: {"$ref": f"#/components/responses/{name}"} for status, name in sorted(found.items())}


def list_operation(listing):
    parameters = [parameter_of_filter(name, each) for name, each in listing.filters.base_filters.items()]
    if listing.name == "statements":
        parameters.append(sort_parameter())
    if knows_past(listing.filters):
        parameters += of_form(AsOfForm, ["as_of"])
    fields = fields_parameter([*listing.table.columns, *listing.on_request])
    parameters += [per_page_parameter(), cursor_parameter(), fields]
    return operation(
        listing.name,
        f"list_{listing.name}",
        _("List %(records)s") % {"records": str(listing.table.label).lower()},
        parameters,
        f"{listing.singular}List",
        "query",
        description=f"{listing.meaning} {listing.order}",
    )


def record_operation(listing):
    parameters = [
        path_parameter(column, listing.table.columns[column].meaning, listing) for column in listing.converters
    ]
    names = [*schemas_of(listing)["properties"]]
    problems = ["query", "not-found", *(["moved", "withdrawn"] if listing.name == "statements" else [])]
    return operation(
        listing.name,
        f"get_{listing.singular}",
        _("One record of: %(records)s") % {"records": str(listing.table.label).lower()},
        [*parameters, fields_parameter(names)],
        f"{listing.singular}Record",
        *problems,
    )


def path_parameter(name, meaning, listing=None):
    column = listing and listing.table.columns[name]
    kind = schemas.schema_of_column(column) if column else {"type": "string"}
    schema = {key: kind[key] for key in ("type", "enum", "pattern") if key in kind}
    if schema["type"] == "integer":
        schema |= {"minimum": 1, "maximum": 10**18 - 1}
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": meaning,
        "schema": schema,
        "example": OTHER_EXAMPLES.get((listing and listing.name, name), KEY_EXAMPLES[name]),
    }


def tombstones_operation():
    parameters = [*of_form(TombstoneForm, ["updated_after"]), per_page_parameter(), cursor_parameter()]
    words = _(
        "Statements that were withdrawn and references that were merged into another since a moment, the first to "
        "happen first. The list of statements has the first thousand beside the first page of what changed."
    )
    summary = _("List what is to be deleted")
    return operation("mirror", "list_tombstones", summary, parameters, "tombstoneList", "query", description=words)


def codebook_operation():
    fields = fields_parameter(schemas.VARIABLE["properties"])
    return operation("codebook", "list_variables", _("List the variables"), [fields], "variableList", "query")


def variable_operation():
    name = path_parameter("name", _("The name of the variable, which is that of its filter."))
    name["schema"]["enum"] = [*codebook.VARIABLES]
    fields = fields_parameter(schemas.VARIABLE["properties"])
    summary = _("One variable")
    return operation("codebook", "get_variable", summary, [name, fields], "variable", "query", "not-found")


def index_operation():
    return operation("description", "index", _("Where everything is"), [], "index", "query")


def openapi_operation():
    return operation("description", "openapi", _("This description"), [], "openapi", "query")


# What is answered


def answered(schema, is_list):
    names = ["ETag", "Cache-Control", "Link", "RateLimit", "RateLimit-Policy"]
    return {
        "description": _("A page of the list.") if is_list else _("What is asked for."),
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in names},
        "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
    }


def unchanged():
    return {
        "description": _("Nothing public has changed since the answer whose ETag If-None-Match names. Costs nothing."),
        "headers": {"ETag": {"$ref": "#/components/headers/ETag"}},
    }


HEADERS_OF_PROBLEMS = {
    "limit": ["Retry-After"],
    "unavailable": ["Retry-After"],
    "method": ["Allow"],
    "moved": ["Location"],
}


def problem_response(name):
    headers = HEADERS_OF_PROBLEMS.get(name, [])
    more = {"headers": {each: {"$ref": f"#/components/headers/{each}"} for each in headers}} if headers else {}
    return {
        "description": f"{TYPES[name].title}. {TYPES[name].meaning}",
        **more,
        "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/problem"}}},
    }


def all_headers():
    told = {
        "ETag": _("Names this answer; send it as If-None-Match to be told whether it is still right."),
        "Cache-Control": _("Keep it as long as you like, and ask here each time before you use it."),
        "Link": _("The next page, the license and this description."),
        "RateLimit-Policy": _("How many requests may be made (q) in how many seconds (w)."),
        "RateLimit": _("How many are left (r) for how many seconds (t). Not with an answer that was kept."),
        "Retry-After": _("How many seconds to wait."),
        "Allow": _("The methods that are answered."),
        "Location": _("Where the record is."),
    }
    return {name: {"description": words, "schema": {"type": "string"}} for name, words in told.items()}


def schemas_of(listing):
    """The schema of one record, which is a record of a list and more."""
    links = {"links": {**schemas.LINKS, "description": _("Where all that it rests on is.")}}
    return schemas.record_schema(listing.table, citations_schema(listing) | links)


def citations_schema(listing):
    return {name: {"type": "array", "items": {"$ref": "#/components/schemas/citation"}} for name in listing.on_request}


def all_schemas():
    found = {"problem": schemas.PROBLEM, "citation": schemas.CITATION, "tombstone": schemas.TOMBSTONE}
    found |= {"variable": schemas.VARIABLE, "openapi": {"type": "object"}, "index": {"type": "object"}}
    for listing in LISTS.values():
        found[listing.singular] = schemas.record_schema(listing.table, citations_schema(listing))
        found[f"{listing.singular}Record"] = schemas_of(listing)
        more = TOMBSTONES if listing.name == "statements" else ()
        found[f"{listing.singular}List"] = schemas.list_schema(listing.singular, more)
    found |= {f"{name}List": schemas.list_schema(name) for name in ("tombstone", "variable")}
    return found


TOMBSTONES = {
    "tombstones": {"type": "array", "items": {"$ref": "#/components/schemas/tombstone"}},
    "tombstones_next": schemas.LINK,
}
