from .agency import Agency
from .article import Article
from .coding import Agreement, Coding, Disagreement
from .data_version import DataVersion, KeptVersion
from .editor_name import EditorName
from .jurisdiction import Jurisdiction, PlaceCounty, by_local_name
from .logged_change import LoggedChange
from .merged_reference import MergedReference
from .official import Official
from .past import Past
from .release import Release
from .report import Report
from .search_keys import AgencyKey, CodingKey, PublisherKey
from .search_row import SearchRow
from .statement import Citation, Statement
from .topic_position import TopicPosition
from .value_count import ValueCount

__all__ = [
    "Agency",
    "AgencyKey",
    "Agreement",
    "Article",
    "Citation",
    "Coding",
    "CodingKey",
    "DataVersion",
    "Disagreement",
    "EditorName",
    "Jurisdiction",
    "KeptVersion",
    "LoggedChange",
    "MergedReference",
    "Official",
    "Past",
    "PlaceCounty",
    "PublisherKey",
    "Release",
    "Report",
    "SearchRow",
    "Statement",
    "TopicPosition",
    "ValueCount",
    "by_local_name",
]
