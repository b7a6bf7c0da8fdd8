from django.utils.translation import gettext_lazy as _

from .table import Column, Kind, Table, code, words

COLUMNS = {
    "geoid": code(
        "jurisdiction.geoid",
        _("Two digits of a state, five of a county, seven of a place; text, with its leading zeros; unique."),
        is_required=True,
        pattern="^([0-9]{2}|[0-9]{5}|[0-9]{7})$",
        example="06037",
    ),
    "url": code(
        "{address} || lower(jurisdiction.state) || '/' || "
        "CASE jurisdiction.level WHEN 'state' THEN '' ELSE jurisdiction.slug || '/' END",
        _("The jurisdiction's address."),
        is_required=True,
    ),
    "level": code(
        "jurisdiction.level", _("State, county or place."), is_required=True, pattern="^(state|county|place)$"
    ),
    "name": words("jurisdiction.name", _("Its name."), is_required=True),
    "state": code("jurisdiction.state", _("USPS abbreviation."), is_required=True, pattern="^[A-Z]{2}$", example="NC"),
    "state_fips": code(
        "left(jurisdiction.geoid, 2)", _("Two digits; text."), is_required=True, pattern="^[0-9]{2}$", example="06"
    ),
    "county_geoids": Column(
        "coalesce(lain.counties, '{{}}')",
        Kind.NAMES,
        _("The GEOIDs of every county that a place lies in; empty for a county or a state."),
        example="37119",
    ),
    "latitude": Column("jurisdiction.latitude", Kind.DEGREES, _("Of a point within it, in degrees (NAD83).")),
    "longitude": Column("jurisdiction.longitude", Kind.DEGREES, _("Of the same point.")),
    "population": Column("jurisdiction.population", Kind.NUMBER, _("How many people live there, by an estimate.")),
    "vintage": Column(
        "jurisdiction.vintage",
        Kind.NUMBER,
        _("The year of the Census geography that the GEOID belongs to."),
        is_required=True,
    ),
    "statements": Column(
        "coalesce(counted.count, 0)",
        Kind.NUMBER,
        _("How many published statements are of its agencies, those of its counties and places included."),
        is_required=True,
    ),
}

SOURCES = """
    JOIN stances_jurisdiction jurisdiction ON jurisdiction.id = listed.id
    LEFT JOIN LATERAL (
        SELECT array_agg(county.geoid ORDER BY county.geoid) AS counties
        FROM stances_placecounty lies JOIN stances_jurisdiction county ON county.id = lies.county_id
        WHERE lies.place_id = jurisdiction.id
    ) lain ON true
    LEFT JOIN stances_valuecount counted ON counted.filter = jurisdiction.level
        AND counted.value = CASE jurisdiction.level WHEN 'state' THEN jurisdiction.state ELSE jurisdiction.geoid END
"""

JURISDICTIONS = Table(
    name="jurisdictions",
    label=_("Jurisdictions"),
    key=("geoid",),
    columns=COLUMNS,
    sources=SOURCES,
    address="jurisdictions",
)
