"""The editors' desk: Django's admin, declared one noun a file."""

from . import (
    agency,
    article,
    coding,
    disagreement,
    editor_name,
    jurisdiction,
    merged_reference,
    official,
    report,
    site,
    statement,
)

__all__ = [
    "agency",
    "article",
    "coding",
    "disagreement",
    "editor_name",
    "jurisdiction",
    "merged_reference",
    "official",
    "report",
    "site",
    "statement",
]
