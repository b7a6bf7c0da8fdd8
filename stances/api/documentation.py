"""The API for people: the same document as for programs, as a page in the site's languages."""

from urllib.parse import urlencode

from django.conf import settings
from django.shortcuts import render
from django.template.loader import render_to_string

from stances.views.parameters import without_our_parameters

from .limit import WINDOW
from .openapi import document
from .problems import TYPES

# A file of templates/api/examples, and in which language it is.
EXAMPLES = {
    "curl": "list.sh",
    "pandas": "table.py",
    "r": "table.R",
    "mirror": "mirror.py",
    "etag": "unchanged.sh",
}


@without_our_parameters
def documentation(request):
    told = document()
    context = {
        "info": told["info"],
        "groups": groups_of(told),
        "problems": TYPES,
        "examples": {name: example(name) for name in EXAMPLES},
        "most": settings.API_REQUESTS_PER_MINUTE,
        "window": WINDOW,
        "site": settings.SITE_URL,
    }
    return render(request, "api/documentation.html", context)


def example(name):
    """The text of an example, which runs as it is."""
    return render_to_string(f"api/examples/{EXAMPLES[name]}", {"site": settings.SITE_URL}).strip()


def groups_of(told):
    """[(tag, [operation])], in the order of the document."""
    operations = [shown(path, each["get"]) for path, each in told["paths"].items()]
    return [(tag, [each for each in operations if tag["name"] in each["tags"]]) for tag in told["tags"]]


def shown(path, operation):
    """An operation with its ``path``, its ``example`` on this site, and what may be given for each parameter."""
    parameters = [each | given_for(each) for each in operation["parameters"]]
    return operation | {"path": path, "example": example_of(path, operation), "parameters": parameters}


def given_for(parameter):
    schema = parameter["schema"]
    values = schema.get("enum") or schema.get("items", {}).get("enum") or []
    return {"values": values, "shown": text_of(parameter.get("example", ""))}


def example_of(path, operation):
    """What of an address follows that of the site, from the examples of its parameters."""
    given = {each["name"]: each for each in operation["parameters"] if "example" in each}
    for name in [name for name, each in given.items() if each["in"] == "path"]:
        path = path.replace(f"{{{name}}}", str(given.pop(name)["example"]))
    fields = given.pop("fields", None)
    first = [name for name in given if name != "q"][:1] or [*given]
    asked = [given[name] for name in first] + ([fields] if fields else [])
    query = urlencode([(each["name"], text_of(each["example"])) for each in asked], safe=",")
    return path + (f"?{query}" if query else "")


def text_of(example):
    return ",".join(map(str, example)) if isinstance(example, list) else example
