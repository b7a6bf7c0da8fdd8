"""What coders gave the published statements: one row for each coding. The codebook page tells of it."""

from django.utils.translation import gettext_lazy as _

from stances import codebook
from stances.models.coding import Decision, Round
from stances.models.statement import REFERENCE_PATTERN

from .table import Column, Kind, Table, code

COLUMNS = {
    "reference": code(
        "statement.reference",
        _("The statement."),
        links=("statements", "reference"),
        is_required=True,
        pattern=REFERENCE_PATTERN,
    ),
    "round": code(
        "coding.round",
        _("first or second; the second coder did not see the first codes."),
        codes=Round,
        is_required=True,
    ),
    # A number instead of the name: who an editor is, is nobody's business.
    "coder": code(
        "concat_ws('-', coding.role, coding.coder_id)",
        _(
            "collection: someone who made the collection; desk and a number: an account. The random sample is what has "
            "a second round by the collection."
        ),
        is_required=True,
        example="desk-3",
    ),
    "coded_at": Column("coding.coded_at", Kind.MOMENT, _("When it was coded (UTC); empty if that is not known.")),
    "position": code(
        "coding.position",
        _("As in statements; this and other codes are empty where a round left them out."),
        codes=codebook.Position,
    ),
    "kind": code("coding.kind", _("As in statements."), codes=codebook.Kind),
    "topics": Column(
        "coding.topics", Kind.LIST, _("As in statements, with a semicolon between them."), codes=codebook.Topic
    ),
    "basis": code("coding.basis", _("As in statements."), codes=codebook.Basis),
    "certainty": code("coding.certainty", _("How sure this coder was."), codes=codebook.Certainty),
    "decision": code(
        "nullif(coding.decision, '')",
        _("What a reviewer decided where the two differ: first, second, other; else empty."),
        codes=Decision,
    ),
    "codebook_version": code(
        "coding.codebook_version", _("The version of the codebook that it was coded by."), is_required=True
    ),
}

SOURCES = """
    JOIN stances_coding coding ON coding.id = listed.id
    JOIN stances_statement statement ON statement.id = coding.statement_id
"""

CODINGS = Table(
    name="codings",
    label=_("Codings"),
    key=("reference", "round"),
    columns=COLUMNS,
    sources=SOURCES,
    address="codebook",
)
