"""The query string of a list of statements. ``filter_statements(params)`` is the one entry.

Every page, download and feed of statements asks it, so all of them answer with the same records in the same order.
"""

from stances.models import SearchRow
from stances.params import all_errors, read_params

from .as_of import AsOfForm, OfItsTime
from .declared import LISTED, NAMES, StatementFilter, per_page_field
from .kinds import AnyOf, Filters, Known, Moment, OfCodes
from .statement_list import StatementList, newest_statements

__all__ = [
    "LISTED",
    "NAMES",
    "AnyOf",
    "AsOfForm",
    "Filters",
    "Known",
    "Moment",
    "OfCodes",
    "OfItsTime",
    "StatementFilter",
    "StatementList",
    "filter_statements",
    "newest_statements",
    "per_page_field",
]


def filter_statements(params, beside=()):
    """Return the StatementList that a QueryDict asks for. Never raises for what a stranger may write.

    ``beside``: the parameters that the address has besides, which are read elsewhere.
    """
    kept, errors = read_params(params, NAMES, LISTED, beside)
    filterset = StatementFilter(kept, queryset=SearchRow.objects.published())
    return StatementList(filterset, all_errors(filterset.form, errors))
