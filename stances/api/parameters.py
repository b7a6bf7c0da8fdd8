"""The parameters of each address, described from the filters that read them."""

from django import forms
from django.utils.translation import gettext as _

from stances import paging
from stances.exports.tables import AGENCIES, STATEMENTS
from stances.fields import MomentField
from stances.filters import AnyOf, OfCodes
from stances.params import LONG, LONGEST_QUERY, LONGEST_VALUE

# What a value of a filter looks like is told by the column that has it.
COLUMNS = {
    "county": STATEMENTS.columns["county_geoid"],
    "place": STATEMENTS.columns["place_geoid"],
    "agency": AGENCIES.columns["slug"],
    "official": STATEMENTS.columns["official_slug"],
}
PATTERNS = {"state": "^[A-Za-z]{2}$"}  # in any case, unlike the column
EXAMPLES = {
    "q": "smith",
    "state": "NC",
    "county": "37119",
    "place": "3712000",
    "agency": "cook-county-sheriffs-office-il",
    "official": "rob-tufano",
    "publisher": "Chicago Tribune",
    "date_after": "2017-02",
    "date_before": "2018",
    "updated_after": "2026-11-01T12:00:00Z",
}


def sentence(*parts):
    """Labels and help texts, each ended by a full stop."""
    return " ".join(str(part).rstrip(".") + "." for part in parts if part)


def parameter(name, schema, description, **more):
    # One that is empty asks for nothing, as those of forms do that nobody filled in.
    told = {"name": name, "in": "query", "required": False, "allowEmptyValue": True}
    return {**told, "description": description, "schema": schema, **more}


def text_schema(name):
    """Text as read_params takes it: without NUL and what stands for unreadable bytes, no longer than it may be."""
    longest = LONGEST_QUERY if name in LONG else LONGEST_VALUE
    return {"type": "string", "pattern": r"^[^\u0000\ufffd]*$", "maxLength": longest}


def parameter_of_filter(name, declared):
    """The parameter of one declared filter."""
    description = sentence(declared.label, declared.extra.get("help_text"))
    if isinstance(declared, AnyOf):
        schema = {"type": "array", "items": value_of(name, declared)}
        return parameter(name, schema, description, style="form", explode=True, **example_of(name, listed=True))
    return parameter(name, text_schema(name), description, **example_of(name))


def value_of(name, declared):
    if isinstance(declared, OfCodes):
        return {"type": "string", "enum": list(declared.extra["codes"].values)}
    pattern = PATTERNS.get(name) or (COLUMNS[name].pattern if name in COLUMNS else "")
    return text_schema(name) | ({"pattern": pattern} if pattern else {})


def example_of(name, listed=False):
    example = EXAMPLES.get(name)
    return {"example": [example] if listed else example} if example else {}


def sort_parameter():
    labels = ", ".join(f"{sort}: {row[0]}" for sort, row in paging.SORTS.items())
    schema = {"type": "string", "enum": list(paging.SORTS), "default": paging.DEFAULT_SORT}
    return parameter("sort", schema, sentence(_("The order"), labels))


def per_page_parameter():
    schema = {"type": "integer", "minimum": 1, "maximum": paging.MOST_PER_PAGE, "default": paging.PER_PAGE}
    return parameter("per_page", schema, _("How many records a page has at most."))


def cursor_parameter():
    words = _("The place where the page begins. Take it from next, which has the whole address of the next page.")
    return parameter("cursor", text_schema("cursor"), words)


def fields_parameter(names):
    schema = {"type": "array", "items": {"type": "string", "enum": list(names)}}
    return parameter(
        "fields",
        schema,
        _("The fields that a record is to have, with commas between them; all unless asked for."),
        style="form",
        explode=False,
        example=list(names)[:3],
    )


def of_form(form, names):
    """The parameters of some fields of a form."""
    for name in names:
        field = form.base_fields[name]
        is_moment = isinstance(field, MomentField | forms.CharField)
        schema = text_schema(name) if is_moment else {"type": "string"}
        yield parameter(name, schema, sentence(field.label, field.help_text), **example_of(name))
