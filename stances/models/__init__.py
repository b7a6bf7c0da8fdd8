from .agency import Agency
from .article import Article
from .data_version import DataVersion
from .jurisdiction import Jurisdiction, PlaceCounty
from .official import Official
from .search_row import SearchRow
from .statement import Citation, MergedReference, Statement

__all__ = [
    "Agency",
    "Article",
    "Citation",
    "DataVersion",
    "Jurisdiction",
    "MergedReference",
    "Official",
    "PlaceCounty",
    "SearchRow",
    "Statement",
]
