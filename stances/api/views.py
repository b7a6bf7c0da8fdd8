"""The addresses of the API: each fetches, decides and answers as JSON."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from stances import codebook
from stances.exports.envelope import LICENSE, data_version, written
from stances.exports.links import LINKS, web
from stances.exports.one import citations_of, record_of, records_of
from stances.fields import written_moment
from stances.models import Statement
from stances.paging import MOST_PER_PAGE, PER_PAGE
from stances.params import read_params
from stances.views.as_of import as_it_was

from .answers import address, as_json, list_answer, read_fields, refuse
from .lists import LISTS
from .openapi import document
from .problems import Problem
from .tombstones import count_since, read_tombstones, tombstones

MOST_TOMBSTONES = 1_000  # beside the first page of what changed
OF_STATEMENT = ("citations", "links")  # what the record of one statement has besides its columns


def index(request):
    """Where everything is."""
    refuse(read_params(request.GET, [], [])[1])
    names = [*LISTS, "codebook", "tombstones", "openapi"]
    links = {name: address(f"api_{name}") for name in names} | {"documentation": address("api")}
    version = data_version()
    told = {"data_version": version and written(version), "codebook_version": codebook.VERSION, "license": LICENSE}
    return as_json(told | {"links": links})


def openapi(request):
    refuse(read_params(request.GET, [], [])[1])
    return as_json(document())


def past_not_made(request, words, headers):
    raise Problem("unavailable", words, headers=headers)


@as_it_was(past_not_made)
def record_list(request, name):
    version, table = data_version(), LISTS[name].table
    _others, fields, errors = read_fields(request.GET, [*table.columns, *LISTS[name].on_request])
    page = LISTS[name].page_of(request.GET)
    refuse(page.errors, errors)
    size = [("per_page", page.size)] if page.size != PER_PAGE else []
    return list_answer(
        version,
        f"api_{name}",
        with_citations(records_of(table, page.keys, address(table.address), fields), page.keys, fields),
        count=page.total,
        pairs=page.pairs,
        asked=[*size, *([("fields", ",".join(fields))] if fields else [])],
        place=request.GET.get("cursor", "").strip(),
        following=page.following,
        more=beside_changes(page.list.cleaned) if name == "statements" else None,
    )


def with_citations(records, ids, fields):
    """The records of statements, in the order of their ids, with their citations where these fields have them."""
    if "citations" not in (fields or ()):
        return records
    cited = citations_of(ids)
    return [each | {"citations": cited[key]} for each, key in zip(records, ids, strict=True)]


def beside_changes(cleaned):
    """What stands beside the first page of the statements that changed since a moment, for a mirror to delete."""
    since = cleaned["updated_after"]
    if since is None or cleaned["cursor"]:
        return {}
    found, cursor = tombstones([since], MOST_TOMBSTONES)
    asked = [("updated_after", written_moment(since)), ("per_page", MOST_PER_PAGE), ("cursor", cursor)]
    following = address("api_tombstones", asked) if cursor else None
    return {"tombstones": [each.told for each in found], "tombstones_next": following}


def tombstone_list(request):
    version = data_version()
    form, errors = read_tombstones(request.GET)
    refuse(errors)
    since, size = form.cleaned_data["updated_after"], form.cleaned_data["per_page"]
    found, cursor = tombstones(form.cleaned_data["cursor"] or [since], size)
    return list_answer(
        version,
        "api_tombstones",
        [each.told for each in found],
        count=count_since(since),
        pairs=[("updated_after", written_moment(since))] if request.GET.get("updated_after", "").strip() else [],
        asked=[("per_page", size)] if size != PER_PAGE else [],
        place=request.GET.get("cursor", "").strip(),
        following=cursor,
    )


def record(request, name, **key):
    table = LISTS[name].table
    names = [*table.columns, "links"]
    fields = fields_of_one(request.GET, names)
    found = LISTS[name].key_of(**key)
    for told in records_of(table, [found] if found else [], address(table.address)):
        links = {"self": web(f"api_{LISTS[name].singular}", *key.values()), "page": told["url"]}
        return as_json(chosen(told | {"links": links | LINKS[name](told)}, fields))
    raise Http404


def statement(request, reference):
    """A statement that was withdrawn answers 410 with its reason; one that was merged into another, 301."""
    fields = fields_of_one(request.GET, [*LISTS["statements"].table.columns, *OF_STATEMENT])
    known = Statement.objects.led_to_by(reference)
    if known is None:
        raise Http404
    if known.reference != reference:
        query = [("fields", ",".join(fields))] if fields else []
        there = address("api_statement", query, reference=known.reference)
        raise Problem("moved", headers={"Location": there}, location=there)
    if not known.is_published:
        page = web("statement", reference)
        raise Problem("withdrawn", reason=known.withdrawn_reason, updated_at=written(known.updated_at), page=page)
    return as_json(chosen(record_of(known, address("statements")), fields))


def codebook_list(request):
    version = data_version()
    fields = fields_of_one(request.GET, VARIABLE)
    variables = [chosen(variable(name), fields) for name in codebook.VARIABLES]
    asked = [("fields", ",".join(fields))] if fields else []
    return list_answer(version, "api_codebook", variables, count=len(variables), asked=asked)


def codebook_variable(request, name):
    fields = fields_of_one(request.GET, VARIABLE)
    if name not in codebook.VARIABLES:
        raise Http404
    return as_json(chosen(variable(name), fields))


VARIABLE = ["name", "label", "definition", "codes"]


def variable(name):
    label, definition, codes = codebook.VARIABLES[name]
    told = [{"code": code.value, "label": str(code.label), "definition": str(code.definition)} for code in codes]
    return {"name": name, "label": str(label), "definition": str(definition), "codes": told}


def fields_of_one(params, names):
    """The fields of one record that are asked for, or None. Raises the Problem of any other parameter."""
    rest, fields, errors = read_fields(params, names)
    refuse(errors, read_params(rest, ["fields"], [])[1])
    return fields


def chosen(record, fields):
    return record if fields is None else {name: record[name] for name in fields}


def nowhere(request, rest=""):
    raise Problem("not-found", _("There is no such address. The document at /api/v1/openapi.json names all."))
