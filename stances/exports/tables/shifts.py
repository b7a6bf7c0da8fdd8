from django.utils.translation import gettext_lazy as _

from stances import codebook
from stances.models.statement import REFERENCE_PATTERN

from .table import Column, Kind, Table, code, date, words

COLUMNS = {
    "reference": code(
        "statement.reference",
        _("The reference of the first statement after the shift."),
        links=("statements", "reference"),
        is_required=True,
        pattern=REFERENCE_PATTERN,
    ),
    "topic": code(
        "shift.topic",
        _("The topic that the position moved on, by the codebook."),
        codes=codebook.Topic,
        is_required=True,
    ),
    "url": code("{address} || statement.reference || '/'", _("The address of that statement."), is_required=True),
    "agency": words("agency.name", _("The agency's name."), is_required=True),
    "agency_slug": code(
        "agency.slug",
        _("The last part of the agency's address; unique."),
        links=("agencies", "slug"),
        is_required=True,
    ),
    "state": code("shift.state", _("USPS abbreviation."), is_required=True, pattern="^[A-Z]{2}$", example="NC"),
    "position": code(
        "shift.position",
        _("The position that was moved to, by the codebook."),
        codes=codebook.Position,
        is_required=True,
    ),
    "date": date(
        "nullif(statement.date, '')",
        _("The date of that statement, as exactly as it is known (EDTF), which is that of the shift."),
        is_required=True,
        example="2017-02~",
    ),
    "date_earliest": Column(
        "statement.date_earliest", Kind.DAY, _("The first day that the date may mean."), is_required=True
    ),
    "date_latest": Column(
        "statement.date_latest", Kind.DAY, _("The last day that the date may mean."), is_required=True
    ),
    "before_reference": code(
        "earlier.reference",
        _("The reference of the last statement before the shift."),
        links=("statements", "reference"),
        is_required=True,
        pattern=REFERENCE_PATTERN,
    ),
    "before_url": code(
        "{address} || earlier.reference || '/'", _("The address of the statement before."), is_required=True
    ),
    "before_position": code(
        "shift.position_before",
        _("The position that was left, by the codebook."),
        codes=codebook.Position,
        is_required=True,
    ),
    "before_date": date(
        "nullif(earlier.date, '')",
        _("The date of the statement before, as exactly as it is known (EDTF)."),
        is_required=True,
        example="2016-11",
    ),
}

SOURCES = """
    JOIN stances_topicposition shift ON shift.statement_id = listed.id AND shift.topic = listed.topic
    JOIN stances_statement statement ON statement.id = shift.statement_id
    JOIN stances_statement earlier ON earlier.id = shift.before_id
    JOIN stances_agency agency ON agency.id = shift.agency_id
"""

SHIFTS = Table(
    name="shifts",
    label=_("Shifts"),
    key=("reference", "topic"),
    columns=COLUMNS,
    sources=SOURCES,
    address="statements",
    listed=(("id", "bigint"), ("topic", "text")),
)
