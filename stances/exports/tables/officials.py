from django.utils.translation import gettext_lazy as _

from .table import Column, Kind, Table, code, words

COLUMNS = {
    "slug": code(
        "official.slug",
        _("The last part of the official's address; unique."),
        is_required=True,
        pattern="^[a-z0-9]+(-[a-z0-9]+)*$",
        example="garry-mcfadden",
    ),
    "url": code("{address} || official.slug || '/'", _("The official's address."), is_required=True),
    "name": words("official.name", _("The official's name."), is_required=True),
    "titles": Column(
        "coalesce(said.titles, '{{}}')",
        Kind.NAMES,
        _("Each title as it was given: joined with ; in CSV and XLSX, a list in the other formats."),
        example="Sheriff",
    ),
    "agencies": Column(
        "said.agencies",
        Kind.NAMES,
        _("The agencies that the official spoke for: joined with ; in CSV and XLSX, a list in the other formats."),
    ),
    "agency_slugs": Column(
        "said.agency_slugs",
        Kind.LIST,
        _("The last parts of the addresses of these agencies, in the same order."),
        is_required=True,
        example="cook-county-sheriffs-office-il",
    ),
    "statements": Column("said.count", Kind.NUMBER, _("How many published statements are theirs."), is_required=True),
}

# An official is public only by published statements, so that there is one at least.
SOURCES = """
    JOIN stances_official official ON official.id = listed.id
    JOIN LATERAL (
        SELECT array_agg(DISTINCT statement.official_title COLLATE "C")
                FILTER (WHERE statement.official_title <> '') AS titles,
            array_agg(DISTINCT statement.agency_id) AS agency_ids, count(*) AS count
        FROM stances_statement statement
        WHERE statement.official_id = official.id AND statement.status = 'published'
    ) spoken ON true
    JOIN LATERAL (
        SELECT spoken.titles, spoken.count, array_agg(agency.name ORDER BY agency.slug COLLATE "C") AS agencies,
            array_agg(agency.slug ORDER BY agency.slug COLLATE "C") AS agency_slugs
        FROM stances_agency agency WHERE agency.id = ANY(spoken.agency_ids)
    ) said ON true
"""

OFFICIALS = Table(
    name="officials", label=_("Officials"), key=("slug",), columns=COLUMNS, sources=SOURCES, address="officials"
)
