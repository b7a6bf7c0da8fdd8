"""The codings of published statements as CSV: one row for each coding, the first before the second."""

import csv
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from stances.models import Coding


class Line:
    """A file that hands back what is written to it."""

    def write(self, text):
        return text


@dataclass(frozen=True)
class Column:
    value: callable
    meaning: str


def plain(name, meaning):
    return Column(lambda coding: getattr(coding, name) or "", meaning)


def coder(coding):
    """A number instead of the name: who an editor is, is nobody's business."""
    return f"{coding.role}-{coding.coder_id}" if coding.coder_id else coding.role


def moment(coding):
    return f"{coding.coded_at:%Y-%m-%dT%H:%M:%SZ}" if coding.coded_at else ""


COLUMNS = {
    "reference": Column(lambda coding: coding.statement.reference, _("The statement.")),
    "round": plain("round", _("first or second; the second coder did not see the first codes.")),
    "coder": Column(coder, _("collection: someone who made the collection; desk and a number: an account.")),
    "coded_at": Column(moment, _("When it was coded (UTC); empty if that is not known.")),
    "position": plain("position", _("As in statements; this and other codes are empty where a round left them out.")),
    "kind": plain("kind", _("As in statements.")),
    "topics": Column(lambda coding: ";".join(coding.topics or []), _("As in statements, joined with ;")),
    "basis": plain("basis", _("As in statements.")),
    "certainty": plain("certainty", _("How sure this coder was.")),
    "decision": plain("decision", _("What a reviewer decided where the two differ: first, second, other; else empty.")),
    "codebook_version": plain("codebook_version", _("The version of the codebook that it was coded by.")),
}


def lines():
    """Yield the lines of the file, read from the database some thousands at a time. Nothing in it is free text."""
    write = csv.writer(Line(), lineterminator="\n").writerow
    yield write(COLUMNS)
    for coding in Coding.objects.published().select_related("statement").in_order().iterator(chunk_size=2000):
        yield write([column.value(coding) for column in COLUMNS.values()])
