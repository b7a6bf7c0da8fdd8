from django.utils.translation import gettext_lazy as _

from stances import codebook
from stances.models.statement import REFERENCE_PATTERN

from .places import PLACES, VALUES, place_columns
from .table import Column, Kind, Table, code, date, words

WHAT = {
    "reference": code(
        "statement.reference",
        _("Eight characters that name the statement for good."),
        is_required=True,
        pattern=REFERENCE_PATTERN,
        example="4ktx9m2e",
    ),
    "url": code("{address} || statement.reference || '/'", _("The statement's address."), is_required=True),
    "date": date(
        "nullif(statement.date, '')",
        _("When it was said or done, as exactly as it is known (EDTF); empty if undated."),
        example="2017-02~",
    ),
    "date_earliest": Column("statement.date_earliest", Kind.DAY, _("The first day that the date may mean.")),
    "date_latest": Column("statement.date_latest", Kind.DAY, _("The last day that the date may mean.")),
    "position": code(
        "statement.position",
        _("The stance toward helping federal civil immigration enforcement, by the codebook."),
        codes=codebook.Position,
        is_required=True,
    ),
    "kind": code(
        "statement.kind",
        _("Quotation, paraphrase, policy or action, by the codebook."),
        codes=codebook.Kind,
        is_required=True,
    ),
    "topics": Column(
        "statement.topics",
        Kind.LIST,
        _("One to four topics, by the codebook: joined with ; in CSV and XLSX, a list in the other formats."),
        codes=codebook.Topic,
        is_required=True,
        example="detainers;jail-access",
    ),
    "text": words(
        "statement.text",
        _("The exact words of a quotation; anything else in the archive's own words."),
        is_required=True,
    ),
    "context": words("nullif(statement.context, '')", _("What a reader needs to know, in the archive's words.")),
    "basis": code(
        "statement.basis", _("Whose decision it is, by the codebook."), codes=codebook.Basis, is_required=True
    ),
    "certainty": code(
        "statement.certainty", _("How sure the coder is, by the codebook."), codes=codebook.Certainty, is_required=True
    ),
    "language": code("statement.language", _("The language of the text (BCP 47)."), is_required=True, example="en"),
}

WHO_AND_WHERE = {
    "agency": words("agency.name", _("The agency's name."), is_required=True),
    "agency_slug": code(
        "agency.slug",
        _("The last part of the agency's address; unique."),
        links=("agencies", "slug"),
        is_required=True,
    ),
    "agency_kind": code(
        "agency.kind", _("The kind of agency, by the codebook."), codes=codebook.AgencyKind, is_required=True
    ),
    "agency_ori": code(
        "agency.ori",
        _("Nine characters given by the FBI; text; empty if the agency has none; not unique."),
        pattern="^[A-Z0-9]{9}$",
        example="NC0600100",
    ),
    **place_columns({name: f"agency.{name}" for name in VALUES}),
    "official": words("official.name", _("Who speaks for the agency; empty if the agency speaks as a body.")),
    "official_slug": code(
        "official.slug", _("The last part of the official's address; unique."), links=("officials", "slug")
    ),
    "official_title": words("nullif(statement.official_title, '')", _("The official's title as it was then given.")),
}

SOURCE = {
    "article_headline": words(
        "nullif(article.headline, '')",
        _("Of the original report where that is known, else of the first article; empty if unknown."),
    ),
    "article_url": code("nullif(article.url, '')", _("Where that article is.")),
    "article_publisher": words("article.publisher", _("Who published that article."), is_required=True),
    "article_published": date(
        "nullif(article.published, '')",
        _("When, as exactly as it is known (EDTF); empty if unknown."),
        example="2017-02-21",
    ),
    "article_archive_url": words("nullif(article.archive_url, '')", _("Where a copy of that article is kept.")),
    "via": words("nullif(citation.via, '')", _("The outlet that that article credits.")),
    "articles": Column(
        "coalesce(citation.articles, 0)",
        Kind.NUMBER,
        _("How many articles the statement rests on."),
        is_required=True,
    ),
    "published_at": Column(
        "statement.published_at", Kind.MOMENT, _("When the archive published the statement (UTC)."), is_required=True
    ),
    "updated_at": Column(
        "statement.updated_at",
        Kind.MOMENT,
        _("When the archive last changed the statement (UTC)."),
        is_required=True,
    ),
    "codebook_version": code(
        f"'{codebook.VERSION}'", _("The version of the codebook that the codes belong to."), is_required=True
    ),
}

# What belongs to an agency is one subquery, which OFFSET keeps whole, so that it is looked up and remembered as one.
# The citation that stands for the others is the original report where that is known, else the first.
SOURCES = f"""
    JOIN stances_statement statement ON statement.id = listed.id
    JOIN LATERAL (
        SELECT agency.name, agency.slug, agency.kind, nullif(agency.ori, '') AS ori,
            {", ".join(f"{value} AS {name}" for name, value in VALUES.items())}
        FROM stances_agency agency {PLACES}
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

STATEMENTS = Table(
    name="statements",
    label=_("Statements"),
    key=("reference",),
    columns=WHAT | WHO_AND_WHERE | SOURCE,
    sources=SOURCES,
    address="statements",
)
