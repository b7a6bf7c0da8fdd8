"""What a record is, and what is wrong with one as far as that is seen without asking the database.

A record is a dict: ``reference, kind, position, topics, date, date_note, text, context, basis, certainty,
language, agency {name, kind, state, ori, county_geoid, place, slug}, official {name, title, slug} or null,
article {headline, url, publisher, byline, published}, via, same_as``. ``same_as`` is the reference of a
statement that tells the same event: the record's article is then cited by that statement, and the record's own
reference leads to it.
"""

import json
import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from stances import dates
from stances.codebook import VARIABLES, Topic
from stances.models import Article, Statement

from .report import Refused

REQUIRED = ("reference", "kind", "position", "topics", "text", "agency", "article")
SHAPES = {"topics": list, "agency": dict, "official": dict, "article": dict}  # anything else is text
CODES = {variable: codes.values for variable, (_label, _definition, codes) in VARIABLES.items()}
OPTIONAL = ("context", "basis", "certainty", "date", "date_note", "language")  # of a statement
FACTS = ("headline", "publisher", "byline", "published")  # of an article

# What needs no check: codes, which are asked for before, what is no part of a record, and what the archive has.
STATEMENT_SOUND = {"agency", "official", "kind", "position", "topics", "basis", "certainty", "status"}
ARTICLE_SOUND = {field.name for field in Article._meta.fields} - {"url", *FACTS}

NO_TEXT = re.compile("[\x00\ud800-\udfff]")


def read_jsonl(path):
    """Yield (line number, record) of a file of JSON lines. Raises Refused with the line that is not JSON."""
    with open(path, "rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield number, _parsed(line, number)


def _parsed(line, number):
    try:
        return json.loads(line)
    except ValueError as error:
        raise Refused(_("Line %(number)s is not JSON: %(error)s") % {"number": number, "error": error}) from None


class Entry:
    """A record with the number of its line, and what is wrong with it.

    ``misshapen``: the names of the values that are not of the form of a record; such a record is read no further.
    ``problems``: what else is wrong with the codes and dates, in words. ``statement`` and ``article``: those that it
    may add, without the agency and the official; ``statement_problems`` and ``article_problems``: what is wrong with
    them, empty if all is well.
    """

    def __init__(self, line, record):
        self.line, self.record = line, record
        self.misshapen = list(misshapen(record))
        self.problems = [] if self.misshapen else [str(problem) for problem in problems_of(record)]
        if self.is_sound:
            self.statement, self.article = statement_of(record), article_of(record["article"])
            self.statement_problems = words_against(self.statement, STATEMENT_SOUND)
            self.article_problems = words_against(self.article, ARTICLE_SOUND)

    @property
    def is_sound(self):
        return not self.misshapen and not self.problems

    def error(self, words):
        return _("Line %(line)s: %(error)s") % {"line": self.line, "error": words}


def misshapen(record):
    """Yield the name of each value that is not text, or not the list or the dict of texts that belongs there."""
    if not isinstance(record, dict):
        yield "{}"
        return
    for name, value in record.items():
        shape = SHAPES.get(name, str)
        if value is None:
            continue
        if not isinstance(value, shape):
            yield name
        elif shape is dict:
            yield from (f"{name}.{key}" for key, text in value.items() if text is not None and not is_text(text))
        elif not all(map(is_text, value if shape is list else [value])):
            yield name


def is_text(value):
    """Whether the database can keep a value as text, which never has the character NUL or half a character."""
    return isinstance(value, str) and not NO_TEXT.search(value)


def problems_of(record):
    """Yield what is wrong with a record, in words."""
    for name in REQUIRED:
        if not record.get(name):
            yield _("%(name)s is missing") % {"name": name}
    if record.get("agency") and not record["agency"].get("name"):
        yield _("%(name)s is missing") % {"name": "agency.name"}
    values = {"topic": record.get("topics") or [], "agency_kind": [(record.get("agency") or {}).get("kind")]}
    for variable, codes in CODES.items():
        for value in values.get(variable, [record[variable]] if record.get(variable) else []):
            if value not in codes:
                yield _("“%(value)s” is not a %(variable)s of the codebook (%(codes)s)") % {
                    "value": value,
                    "variable": variable,
                    "codes": ", ".join(codes),
                }
    for text in (record.get("date"), (record.get("article") or {}).get("published")):
        try:
            dates.validate(text)
        except ValidationError as error:
            yield from error.messages


def statement_of(record):
    """Return the statement that a record tells, without the agency and the official that it is of."""
    return Statement(
        official_title=(record.get("official") or {}).get("title") or "",
        topics=[topic for topic in Topic if topic in record["topics"]],
        **{name: record[name] for name in ("kind", "position", "reference", "text")},
        **{name: record[name] for name in OPTIONAL if record.get(name)},
    )


def article_of(given):
    return Article(url=given.get("url") or "", **facts_of(given))


def facts_of(given):
    return {name: given.get(name) or "" for name in FACTS}


def words_against(record, sound):
    """What is wrong with the fields of a record of the archive, ``sound`` ones left aside."""
    try:
        record.clean_fields(exclude=sound)
    except ValidationError as error:
        return "; ".join(f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items())
    return ""
