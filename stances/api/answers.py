"""What every answer of the API has around its records."""

import json

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from stances import codebook
from stances.exports.envelope import LICENSE, written
from stances.params import read_params

from .problems import wrong_query


def address(name, pairs=(), **kwargs):
    query = urlencode(list(pairs))
    return f"{settings.SITE_URL}{reverse(name, kwargs=kwargs or None)}" + (f"?{query}" if query else "")


def read_fields(params, names):
    """Return (the other parameters, the names of the fields that are asked for or None, {parameter: messages})."""
    rest, asked = params.copy(), params.copy()
    asked.clear()
    asked.setlist("fields", rest.pop("fields", []))
    kept, errors = read_params(asked, ["fields"], ["fields"])
    chosen = [name.strip() for text in kept.getlist("fields") for name in text.split(",")]
    unknown = [name for name in chosen if name not in names]
    if unknown:
        words = _("“%(name)s” is not one of the fields: %(names)s.")
        errors["fields"] = [words % {"name": unknown[0][:80], "names": ", ".join(names)}]
    return rest, [name for name in names if name in chosen] or None, errors


def list_answer(version, name, records, *, count, pairs=(), asked=(), place="", following=None, more=None):
    """A page of a list: ``pairs`` is its canonical query, ``asked`` how it is to be told, as pairs.

    ``place`` and ``following`` are the cursors of this page and of the next, where they have one.
    """

    def page(cursor):
        return address(name, [*pairs, *asked, *([("cursor", cursor)] if cursor else [])])

    following = page(following) if following else None
    told = {
        "count": count,
        "query": urlencode(list(pairs)),
        "generated_at": written(timezone.now(), "seconds"),
        "data_version": version and written(version),
        "codebook_version": codebook.VERSION,
        "license": LICENSE,
        "self": page(place),
        "next": following,
        **(more or {}),
        "results": records,
    }
    return as_json(told, [f'<{following}>; rel="next"'] if following else [])


def as_json(told, links=()):
    links = [*links, f'<{LICENSE}>; rel="license"', f'<{address("api_openapi")}>; rel="service-desc"']
    response = HttpResponse(json.dumps(told, ensure_ascii=False), "application/json")
    response["Link"] = ", ".join(links)
    return response


def refuse(*errors):
    """Raise the Problem of any errors, each {parameter: messages}."""
    found = {}
    for each in errors:
        found |= each
    if found:
        raise wrong_query(found)
