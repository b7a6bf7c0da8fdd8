from django.utils.translation import gettext_lazy as _

from stances import codebook

from .places import PLACES, place_columns
from .table import Column, Kind, Table, code, words

COLUMNS = {
    "slug": code(
        "agency.slug",
        _("The last part of the agency's address; unique."),
        is_required=True,
        pattern="^[a-z0-9]+(-[a-z0-9]+)*$",
        example="cook-county-sheriffs-office-il",
    ),
    "url": code("{address} || agency.slug || '/'", _("The agency's address."), is_required=True),
    "name": words("agency.name", _("The agency's name."), is_required=True),
    "kind": code("agency.kind", _("The kind of agency, by the codebook."), codes=codebook.AgencyKind, is_required=True),
    "aliases": Column(
        "agency.aliases",
        Kind.NAMES,
        _("Other names that it goes by: joined with ; in CSV and XLSX, a list in the other formats."),
        example="CMPD",
    ),
    "ori": code(
        "nullif(agency.ori, '')",
        _("Nine characters given by the FBI; text; empty if the agency has none; not unique."),
        pattern="^[A-Z0-9]{9}$",
        example="NC0600100",
    ),
    **place_columns(),
    "population_served": Column(
        "agency.population_served", Kind.NUMBER, _("How many people the agency polices; not the county's population.")
    ),
    "officers": Column("agency.officers", Kind.NUMBER, _("How many officers it has.")),
    "staffing_year": Column("agency.staffing_year", Kind.NUMBER, _("The year of the two figures before.")),
    "is_reporting": Column(
        "agency.is_reporting",
        Kind.FLAG,
        _("False: on an old list of agencies only, and probably no longer active."),
        is_required=True,
    ),
    "statements": Column(
        "coalesce(counted.count, 0)", Kind.NUMBER, _("How many published statements it made."), is_required=True
    ),
    "looked_on": Column(
        "agency.looked_on",
        Kind.DAY,
        _("The last day on which an editor looked for statements of the agency; empty if nobody noted that they did."),
        example="2026-11-03",
    ),
}

SOURCES = f"""
    JOIN stances_agency agency ON agency.id = listed.id
    {PLACES}
    LEFT JOIN stances_valuecount counted ON counted.filter = 'agency' AND counted.value = agency.id::text
"""

AGENCIES = Table(
    name="agencies", label=_("Agencies"), key=("slug",), columns=COLUMNS, sources=SOURCES, address="agencies"
)
