"""Where an agency is: the same columns in every table that tells of agencies."""

from django.utils.translation import gettext_lazy as _

from .table import code, words

# The jurisdiction of an agency, and its county: its own, else that of its jurisdiction; an agency of a state has none.
PLACES = """
    JOIN stances_jurisdiction jurisdiction ON jurisdiction.id = agency.jurisdiction_id
    LEFT JOIN stances_jurisdiction county ON county.id = coalesce(
        agency.county_id,
        CASE jurisdiction.level WHEN 'county' THEN jurisdiction.id WHEN 'place' THEN jurisdiction.parent_id END
    )
"""

# What each column is, of these.
VALUES = {
    "state": "jurisdiction.state",
    "state_fips": "left(jurisdiction.geoid, 2)",
    "county": "county.name",
    "county_geoid": "county.geoid",
    "place": "CASE jurisdiction.level WHEN 'place' THEN jurisdiction.name END",
    "place_geoid": "CASE jurisdiction.level WHEN 'place' THEN jurisdiction.geoid END",
}


def place_columns(values=VALUES):
    """Return {name: Column}; ``values`` has the SQL of each."""
    return {
        "state": code(values["state"], _("USPS abbreviation."), is_required=True, pattern="^[A-Z]{2}$", example="NC"),
        "state_fips": code(
            values["state_fips"], _("Two digits; text."), is_required=True, pattern="^[0-9]{2}$", example="06"
        ),
        "county": words(values["county"], _("The county that the agency is in; empty for an agency of a state.")),
        "county_geoid": code(
            values["county_geoid"],
            _("Five digits, Census geography of 2017; text, with its leading zeros."),
            pattern="^[0-9]{5}$",
            example="06037",
        ),
        "place": words(
            values["place"], _("The place that the agency polices; empty for an agency of a county or a state.")
        ),
        "place_geoid": code(
            values["place_geoid"],
            _("Seven digits, Census geography of 2017; text, with its leading zeros."),
            pattern="^[0-9]{7}$",
            example="0644000",
        ),
    }
