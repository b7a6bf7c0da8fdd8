from django.utils.translation import gettext_lazy as _

from stances import codebook

from .table import Column, Kind, Table, code, words

# The jurisdiction of an agency, and its county: its own, else that of its jurisdiction; an agency of a state has none.
PLACES = """
    JOIN stances_jurisdiction jurisdiction ON jurisdiction.id = agency.jurisdiction_id
    LEFT JOIN stances_jurisdiction county ON county.id = coalesce(
        agency.county_id,
        CASE jurisdiction.level WHEN 'county' THEN jurisdiction.id WHEN 'place' THEN jurisdiction.parent_id END
    )
"""

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
    "state": code("jurisdiction.state", _("USPS abbreviation."), is_required=True, pattern="^[A-Z]{2}$", example="NC"),
    "state_fips": code(
        "left(jurisdiction.geoid, 2)", _("Two digits; text."), is_required=True, pattern="^[0-9]{2}$", example="06"
    ),
    "county": words("county.name", _("The county that the agency is in; empty for an agency of a state.")),
    "county_geoid": code(
        "county.geoid",
        _("Five digits, Census geography of 2017; text, with its leading zeros."),
        pattern="^[0-9]{5}$",
        example="06037",
    ),
    "place": words(
        "CASE jurisdiction.level WHEN 'place' THEN jurisdiction.name END",
        _("The place that the agency polices; empty for an agency of a county or a state."),
    ),
    "place_geoid": code(
        "CASE jurisdiction.level WHEN 'place' THEN jurisdiction.geoid END",
        _("Seven digits, Census geography of 2017; text, with its leading zeros."),
        pattern="^[0-9]{7}$",
        example="0644000",
    ),
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
