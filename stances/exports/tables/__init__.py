"""The tables that the archive gives away, each with its columns in order: what each is, in SQL, and what it means.

Every format, the API and the page that documents them read them from here. A format reads the values of a table from
its sources, one row for each record of a list, and writes each value by its kind.
"""

from .agencies import AGENCIES
from .articles import ARTICLES, CITATIONS
from .codings import CODINGS
from .jurisdictions import JURISDICTIONS
from .officials import OFFICIALS
from .shifts import SHIFTS
from .statements import STATEMENTS
from .table import Column, Kind, Table

__all__ = [
    "AGENCIES",
    "ARTICLES",
    "CITATIONS",
    "CODINGS",
    "JURISDICTIONS",
    "OFFICIALS",
    "SHIFTS",
    "STATEMENTS",
    "TABLES",
    "Column",
    "Kind",
    "Table",
]

TABLES = {
    table.name: table
    for table in (STATEMENTS, AGENCIES, OFFICIALS, ARTICLES, CITATIONS, JURISDICTIONS, SHIFTS, CODINGS)
}
