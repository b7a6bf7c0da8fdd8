"""Which records: questions about many records, each a short method that can be chained."""

from .codings import CodingQuerySet
from .records import AgencyQuerySet, ArticleQuerySet, JurisdictionQuerySet, OfficialQuerySet
from .releases import ReleaseQuerySet
from .rows import AgencyKeyQuerySet, KeyQuerySet, SearchRowQuerySet, ValueCountQuerySet, search_query
from .statements import CitationQuerySet, MergedReferenceQuerySet, ReportQuerySet, StatementQuerySet

__all__ = [
    "AgencyKeyQuerySet",
    "AgencyQuerySet",
    "ArticleQuerySet",
    "CitationQuerySet",
    "CodingQuerySet",
    "JurisdictionQuerySet",
    "KeyQuerySet",
    "MergedReferenceQuerySet",
    "OfficialQuerySet",
    "ReleaseQuerySet",
    "ReportQuerySet",
    "SearchRowQuerySet",
    "StatementQuerySet",
    "ValueCountQuerySet",
    "search_query",
]
