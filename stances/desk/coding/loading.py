"""Codings from a file: of each line a first and a second one, as two coders of the collection made them.

A record is a dict: ``reference``, ``first`` and ``second``, which have a code of each variable that was coded:
``position, kind, topics, basis, certainty``. Codings that are there already stay as they are.
"""

import re
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from stances.codebook import VARIABLES, Topic
from stances.desk.turns import wait_for_other_writers
from stances.models import Coding, MergedReference, Statement
from stances.models.coding import CODED, Role, Round
from stances.models.statement import REFERENCE_PATTERN

CODES = {name: VARIABLES["topic" if name == "topics" else name][2].values for name in CODED}


@dataclass
class Loaded:
    """What loading did, in numbers of statements. ``merged``: those that tell the same as another by now."""

    added: int = 0
    there: int = 0
    merged: int = 0
    errors: list = field(default_factory=list)

    def __str__(self):
        return _(
            "%(added)s statements coded twice added, %(there)s were there already, %(merged)s left out as merged"
        ) % {"added": self.added, "there": self.there, "merged": self.merged}


def load(records):
    """Load ``(line number, record)`` pairs, all or, where any has an error, none. Returns Loaded."""
    records = list(records)
    loaded = Loaded(errors=[words for line, record in records for words in problems(line, record)])
    if not loaded.errors:
        with transaction.atomic():
            wait_for_other_writers()
            add(records, loaded)
            transaction.set_rollback(bool(loaded.errors))
    return loaded


def problems(line, record):
    """Yield what is wrong with a record as far as that is seen without asking the database."""
    if not isinstance(record, dict) or {*record} != {"reference", "first", "second"}:
        yield _("Line %(line)s: it is an object with reference, first and second, and nothing else.") % {"line": line}
        return
    if not re.fullmatch(REFERENCE_PATTERN, str(record["reference"])):
        yield _("Line %(line)s: the reference is not one.") % {"line": line}
    for side in Round.values:
        codes = record[side]
        if not isinstance(codes, dict) or not codes or {*codes} - {*CODED}:
            names = ", ".join(CODED)
            yield _("Line %(line)s: %(side)s has codes of %(names)s.") % {"line": line, "side": side, "names": names}
            continue
        for name, value in codes.items():
            if not is_known(name, value):
                yield _("Line %(line)s: “%(value)s” is no %(name)s of the codebook.") % {
                    "line": line,
                    "value": value,
                    "name": name,
                }


def is_known(name, value):
    if name == "topics":
        return isinstance(value, list) and bool(value) and all(each in CODES[name] for each in value)
    return isinstance(value, str) and value in CODES[name]


def add(records, loaded):
    references = [record["reference"] for _line, record in records]
    statements = {each.reference: each for each in Statement.objects.with_references(references)}
    merged = {each.reference for each in MergedReference.objects.with_references(references)}
    there = set(Coding.objects.of_statements(list(statements.values())).values_list("statement_id", flat=True))
    new = []
    for line, record in records:
        statement = statements.get(record["reference"])
        if statement is None and record["reference"] in merged:
            loaded.merged += 1
        elif statement is None:
            words = _("Line %(line)s: the archive has no statement %(reference)s.")
            loaded.errors.append(words % {"line": line, "reference": record["reference"]})
        elif statement.pk in there:
            loaded.there += 1
        else:
            there.add(statement.pk)
            new += [coding(statement, side, record[side]) for side in Round]
            loaded.added += 1
    Coding.objects.bulk_create(new)


def coding(statement, side, codes):
    """When it was made is not known. All was coded by version 1, the first there is."""
    if "topics" in codes:
        codes = codes | {"topics": [topic.value for topic in Topic if topic in codes["topics"]]}
    return Coding(statement=statement, round=side, role=Role.COLLECTION, codebook_version="1", **codes)
