"""How a statement is cited: in the styles of APA, Chicago and MLA, and as a record for BibTeX and RIS."""

from dataclasses import dataclass

from .bibtex import bibtex
from .ris import ris
from .styles import apa, chicago, mla
from .work import Work

__all__ = ["FILES", "Citable", "Work", "citables"]

STYLES = {"APA": apa, "Chicago": chicago, "MLA": mla}

# extension: (name, how the record is written, content type)
FILES = {
    "bib": ("BibTeX", bibtex, "application/x-bibtex; charset=utf-8"),
    "ris": ("RIS", ris, "application/x-research-info-systems; charset=utf-8"),
}


@dataclass(frozen=True)
class Citable:
    """A citation ready to be copied. ``extension``: of the file that it is too, or empty."""

    name: str
    text: str
    extension: str = ""


def citables(work):
    """Return the Citables of a Work, the styles first."""
    styles = [Citable(name, style(work)) for name, style in STYLES.items()]
    return styles + [Citable(name, record(work), extension) for extension, (name, record, _type) in FILES.items()]
