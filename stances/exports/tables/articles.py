"""Articles, and which statement rests on which of them."""

from django.utils.translation import gettext_lazy as _

from stances.models.statement import REFERENCE_PATTERN

from .table import Column, Kind, Table, code, date, words

COLUMNS = {
    "id": Column("article.id", Kind.NUMBER, _("The number in the article's address; unique."), is_required=True),
    "url": code("{address} || article.id || '/'", _("The address of its page in the archive."), is_required=True),
    "headline": words("nullif(article.headline, '')", _("The headline; empty if unknown.")),
    "publisher": words("article.publisher", _("Who published it."), is_required=True),
    "byline": words("nullif(article.byline, '')", _("Who wrote it, as it says; empty if unknown.")),
    "published": date(
        "nullif(article.published, '')",
        _("When, as exactly as it is known (EDTF); empty if unknown."),
        example="2017-02-21",
    ),
    "published_earliest": Column("article.published_earliest", Kind.DAY, _("The first day that this date may mean.")),
    "published_latest": Column("article.published_latest", Kind.DAY, _("The last day that this date may mean.")),
    "article_url": code("nullif(article.url, '')", _("Where the article is; empty if it is not on the web.")),
    "archive_url": words("nullif(article.archive_url, '')", _("Where a copy of it is kept.")),
    "language": code("article.language", _("Its language (BCP 47)."), is_required=True, example="en"),
    "statements": Column(
        "coalesce(counted.count, 0)", Kind.NUMBER, _("How many published statements rest on it."), is_required=True
    ),
}

SOURCES = """
    JOIN stances_article article ON article.id = listed.id
    LEFT JOIN stances_valuecount counted ON counted.filter = 'article' AND counted.value = article.id::text
"""

ARTICLES = Table(
    name="articles", label=_("Articles"), key=("id",), columns=COLUMNS, sources=SOURCES, address="articles"
)

CITATION_COLUMNS = {
    "reference": code(
        "statement.reference",
        _("The reference of the statement."),
        links=("statements", "reference"),
        is_required=True,
        pattern=REFERENCE_PATTERN,
    ),
    "article_id": Column(
        "citation.article_id",
        Kind.NUMBER,
        _("The number of an article that it rests on."),
        links=("articles", "id"),
        is_required=True,
    ),
    "via": words("nullif(citation.via, '')", _("The outlet that the article credits.")),
    "is_original": Column(
        "citation.is_original", Kind.FLAG, _("Whether the article is the original report."), is_required=True
    ),
    "printed": words(
        "nullif(citation.printed, '')", _("What the article itself prints, where it differs from the text.")
    ),
}

CITATIONS = Table(
    name="citations",
    label=_("Citations"),
    key=("reference", "article_id"),
    columns=CITATION_COLUMNS,
    sources="""
    JOIN stances_citation citation ON citation.id = listed.id
    JOIN stances_statement statement ON statement.id = citation.statement_id
""",
    address="statements",
)
