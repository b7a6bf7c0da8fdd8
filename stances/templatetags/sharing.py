"""What the head of a page says to machines: records in JSON-LD, addresses, and titles for previews of a link."""

import json
from typing import NamedTuple

from django import template
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html, mark_safe

from stances.exports.download import FORMATS, OF_DIRECTORIES
from stances.exports.formats import NotInstalled
from stances.exports.package import ZIP
from stances.exports.tables import AGENCIES, ARTICLES, OFFICIALS, STATEMENTS
from stances.sharing import linked, picture, wording
from stances.sharing.embedding import frame, oembed_address

register = template.Library()

# Within a script a text ends at "</script" and changes its meaning at "<!--", whatever stands around it.
ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}


def json_ld(record):
    """A block of data, which no browser runs and no policy of scripts forbids."""
    written = json.dumps(record, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(written))  # noqa: S308, escaped above


@register.simple_tag
def statement_json_ld(statement):
    return json_ld(linked.linked_statement(statement))


@register.simple_tag
def agency_json_ld(agency):
    return json_ld(linked.linked_agency(agency))


@register.simple_tag
def official_json_ld(official):
    return json_ld(linked.linked_official(official))


@register.simple_tag
def site_json_ld():
    return json_ld(linked.linked_site())


@register.simple_tag
def dataset_json_ld():
    return json_ld(linked.linked_dataset())


@register.simple_block_tag
def captured(content):
    """What stands within, to be said more than once: ``{% captured as title %}{% block title %}…{% endcaptured %}``."""
    return content


@register.filter
def absolute(path):
    """A path as the address by which the public knows it."""
    return wording.absolute(path)


@register.filter
def heading(statement):
    return wording.heading(statement)


@register.filter
def in_quotation_marks(statement):
    """The words; only those of a quotation wear quotation marks."""
    return wording.quoted(statement)


@register.filter
def speaker(statement):
    return wording.speaker(statement)


@register.filter
def mark(position):
    """What tells a position apart besides its color."""
    return wording.MARKS[position]


@register.simple_tag
def picture_size():
    return {"width": picture.WIDTH, "height": picture.HEIGHT}


@register.simple_tag
def oembed_url(statement, form):
    return oembed_address(statement, form)


@register.simple_tag
def frame_html(statement):
    """The HTML that shows a statement's card on another site."""
    return frame(statement)


@register.filter
def where(agency):
    return wording.where(agency)


@register.simple_tag
def feed_address(query=""):
    """The feed of a list: of what changed last, as who follows it waits for what is new here, however long ago said.

    It is of the archive of today, whichever day the list is of.
    """
    asked = QueryDict(query, mutable=True)
    asked.pop("as_of", None)
    asked.setdefault("sort", "updated")
    return f"{reverse('statements_atom')}?{asked.urlencode()}"


class File(NamedTuple):
    """A list in a format. ``problem``: why it can't be had so, or None."""

    label: str
    type: str
    address: str
    problem: object

    @property
    def is_not_installed(self):
        return isinstance(self.problem, NotInstalled)


@register.simple_tag
def every_format():
    """[(Format, [(label of a table, the File of all its records)])], the data package last."""
    tables = {table.name: table.label for table in (STATEMENTS, AGENCIES, OFFICIALS, ARTICLES)}
    files = {name: {file.label: file for file in downloads("", name)} for name in tables}
    found = [
        (form, [(label, files[name][form.label]) for name, label in tables.items() if form.label in files[name]])
        for form in FORMATS.values()
    ]
    return [*found, (ZIP, [(STATEMENTS.label, File(ZIP.label, ZIP.type, reverse("statements_zip"), None))])]


@register.simple_tag
def downloads(query="", name="statements", total=0):
    """The Files of a list of so many records, by its query string and the name of its table."""
    ending = f"?{query}" if query else ""
    forms = FORMATS if name == "statements" else {extension: FORMATS[extension] for extension in OF_DIRECTORIES}
    return [
        File(form.label, form.type, reverse(f"{name}_{extension}") + ending, form.problem(total))
        for extension, form in forms.items()
    ]
