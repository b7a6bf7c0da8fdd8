"""The columns of every format, in order: what each is, in SQL, and what it means. The data page documents itself here.

A format reads the values from SOURCES, one row for each statement, and writes each by its kind.
"""

from dataclasses import dataclass
from enum import Enum, auto

from django.utils.translation import gettext_lazy as _

from stances import codebook


class Kind(Enum):
    """What a value is, for formats to write it in their own way. One that is not known is NULL, never empty text."""

    CODE = auto()  # text that the database lets begin with a letter or a digit only
    WORDS = auto()  # text of any characters
    DAY = auto()
    MOMENT = auto()
    LIST = auto()  # of codes, one at least
    NUMBER = auto()


@dataclass(frozen=True)
class Column:
    sql: str
    kind: Kind
    meaning: str


def code(sql, meaning):
    return Column(sql, Kind.CODE, meaning)


def words(sql, meaning):
    return Column(sql, Kind.WORDS, meaning)


# {address} stands for what precedes a statement's reference in its address.
COLUMNS = {
    "reference": code("statement.reference", _("Eight characters that name the statement for good.")),
    "url": code("{address} || statement.reference || '/'", _("The statement's address.")),
    "date": code(
        "nullif(statement.date, '')",
        _("When it was said or done, as exactly as it is known (EDTF); empty if undated."),
    ),
    "date_earliest": Column("statement.date_earliest", Kind.DAY, _("The first day that the date may mean.")),
    "date_latest": Column("statement.date_latest", Kind.DAY, _("The last day that the date may mean.")),
    "position": code(
        "statement.position", _("The stance toward helping federal civil immigration enforcement, by the codebook.")
    ),
    "kind": code("statement.kind", _("Quotation, paraphrase, policy or action, by the codebook.")),
    "topics": Column(
        "statement.topics",
        Kind.LIST,
        _("One to four topics, by the codebook: joined with ; in CSV, a list in JSON."),
    ),
    "text": words("statement.text", _("The exact words of a quotation; anything else in the archive's own words.")),
    "context": words("nullif(statement.context, '')", _("What a reader needs to know, in the archive's words.")),
    "basis": code("statement.basis", _("Whose decision it is, by the codebook.")),
    "certainty": code("statement.certainty", _("How sure the coder is, by the codebook.")),
    "language": code("statement.language", _("The language of the text (BCP 47).")),
    "agency": words("agency.name", _("The agency's name.")),
    "agency_slug": code("agency.slug", _("The last part of the agency's address; unique.")),
    "agency_kind": code("agency.kind", _("The kind of agency, by the codebook.")),
    "agency_ori": code(
        "agency.ori",
        _("Nine characters given by the FBI; text; empty if the agency has none; not unique."),
    ),
    "state": code("agency.state", _("USPS abbreviation.")),
    "state_fips": code("agency.state_fips", _("Two digits; text.")),
    "county": words("agency.county", _("The county that the agency is in; empty for an agency of a state.")),
    "county_geoid": code(
        "agency.county_geoid", _("Five digits, Census geography of 2017; text, with its leading zeros.")
    ),
    "place": words(
        "agency.place",
        _("The place that the agency polices; empty for an agency of a county or a state."),
    ),
    "place_geoid": code(
        "agency.place_geoid",
        _("Seven digits, Census geography of 2017; text, with its leading zeros."),
    ),
    "official": words("official.name", _("Who speaks for the agency; empty if the agency speaks as a body.")),
    "official_slug": code("official.slug", _("The last part of the official's address; unique.")),
    "official_title": words("nullif(statement.official_title, '')", _("The official's title as it was then given.")),
    "article_headline": words(
        "nullif(article.headline, '')",
        _("Of the original report where that is known, else of the first article; empty if unknown."),
    ),
    "article_url": code("nullif(article.url, '')", _("Where that article is.")),
    "article_publisher": words("article.publisher", _("Who published that article.")),
    "article_published": code(
        "nullif(article.published, '')", _("When, as exactly as it is known (EDTF); empty if unknown.")
    ),
    "article_archive_url": words("nullif(article.archive_url, '')", _("Where a copy of that article is kept.")),
    "via": words("nullif(citation.via, '')", _("The outlet that that article credits.")),
    "articles": Column("coalesce(citation.articles, 0)", Kind.NUMBER, _("How many articles the statement rests on.")),
    "published_at": Column("statement.published_at", Kind.MOMENT, _("When the archive published the statement (UTC).")),
    "updated_at": Column("statement.updated_at", Kind.MOMENT, _("When the archive last changed the statement (UTC).")),
    "codebook_version": code(f"'{codebook.VERSION}'", _("The version of the codebook that the codes belong to.")),
}

# What the columns read, for each row of ``listed``.
#
# What belongs to an agency is one subquery, which OFFSET keeps whole, so that it is looked up and remembered as one.
# Its county is its own, else that of its jurisdiction; an agency of a state has none. The citation that stands for the
# others is the original report where that is known, else the first.
SOURCES = """
    JOIN stances_statement statement ON statement.id = listed.statement_id
    JOIN LATERAL (
        SELECT agency.name, agency.slug, agency.kind, nullif(agency.ori, '') AS ori,
            jurisdiction.state, left(jurisdiction.geoid, 2) AS state_fips,
            county.name AS county, county.geoid AS county_geoid,
            CASE jurisdiction.level WHEN 'place' THEN jurisdiction.name END AS place,
            CASE jurisdiction.level WHEN 'place' THEN jurisdiction.geoid END AS place_geoid
        FROM stances_agency agency
        JOIN stances_jurisdiction jurisdiction ON jurisdiction.id = agency.jurisdiction_id
        LEFT JOIN stances_jurisdiction county ON county.id = coalesce(
            agency.county_id,
            CASE jurisdiction.level WHEN 'county' THEN jurisdiction.id WHEN 'place' THEN jurisdiction.parent_id END
        )
        WHERE agency.id = statement.agency_id
        OFFSET 0
    ) agency ON true
    LEFT JOIN stances_official official ON official.id = statement.official_id
    LEFT JOIN LATERAL (
        SELECT article_id, via, count(*) OVER () AS articles
        FROM stances_citation WHERE statement_id = statement.id
        ORDER BY is_original DESC, id LIMIT 1
    ) citation ON true
    LEFT JOIN stances_article article ON article.id = citation.article_id
"""
