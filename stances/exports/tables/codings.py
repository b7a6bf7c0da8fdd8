from django.utils.translation import gettext_lazy as _

from stances import codebook
from stances.models.statement import REFERENCE_PATTERN

from .table import Column, Kind, Table, code

# A number instead of a name: who an editor is, is nobody's business. Neither notes nor reasons are public.
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
        is_required=True,
        pattern="^(first|second)$",
    ),
    "coder": code(
        "coding.role || coalesce('-' || coding.coder_id, '')",
        _("collection: someone who made the collection; desk and a number: an account."),
        is_required=True,
        pattern="^(collection|desk)(-[0-9]+)?$",
        example="desk-12",
    ),
    "coded_at": Column("coding.coded_at", Kind.MOMENT, _("When it was coded (UTC); empty if that is not known.")),
    "position": code(
        "coding.position",
        _("As in statements; this and other codes are empty where a round left them out."),
        codes=codebook.Position,
    ),
    "kind": code("coding.kind", _("As in statements."), codes=codebook.Kind),
    "topics": Column(
        "coding.topics",
        Kind.LIST,
        _("As in statements: joined with ; in CSV, a list in Parquet."),
        codes=codebook.Topic,
    ),
    "basis": code("coding.basis", _("As in statements."), codes=codebook.Basis),
    "certainty": code("coding.certainty", _("How sure this coder was."), codes=codebook.Certainty),
    "decision": code(
        "nullif(coding.decision, '')",
        _("What a reviewer decided where the two differ: first, second, other; else empty."),
        pattern="^(first|second|other)$",
    ),
    "codebook_version": code(
        "coding.codebook_version", _("The version of the codebook that it was coded by."), is_required=True
    ),
}

CODINGS = Table(
    name="codings",
    label=_("Codings"),
    key=("reference", "round"),
    columns=COLUMNS,
    sources="""
    JOIN stances_coding coding ON coding.id = listed.id
    JOIN stances_statement statement ON statement.id = coding.statement_id
""",
    address="statements",
)
