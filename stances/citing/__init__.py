"""How a statement is cited: in the styles of APA, Chicago and MLA, as BibTeX and RIS; and the archive as a whole."""

from dataclasses import dataclass

from . import archive
from .archive import Archive
from .bibtex import bibtex
from .ris import ris
from .styles import apa, chicago, mla
from .work import Work

__all__ = ["FILES", "Archive", "Citable", "Work", "citables", "citables_of_archive"]

STYLES = {"APA": apa, "Chicago": chicago, "MLA": mla}

# extension: (name, how the record is written, content type)
FILES = {
    "bib": ("BibTeX", bibtex, "application/x-bibtex; charset=utf-8"),
    "ris": ("RIS", ris, "application/x-research-info-systems; charset=utf-8"),
}


@dataclass(frozen=True)
class Citable:
    """A citation ready to be copied. ``extension``: of the file that it is too, or empty.

    ``title`` is what of it is in a ``language`` of its own; the rest is in that of the page.
    """

    name: str
    text: str
    extension: str = ""
    title: str = ""
    language: str = ""

    @property
    def parts(self):
        """The words before the title, the title, and the words after it."""
        return self.text.partition(self.title) if self.title else (self.text, "", "")


def citables(work):
    """Return the Citables of a Work, the styles first."""
    title = {"title": work.title, "language": work.language}
    styles = [Citable(name, style(work), **title) for name, style in STYLES.items()]
    return styles + [Citable(name, record(work), extension) for extension, (name, record, _type) in FILES.items()]


def citables_of_archive(known):
    """Return the Citables of an Archive."""
    styles = {"APA": archive.apa, "Chicago": archive.chicago, "BibTeX": archive.bibtex}
    return [Citable(name, style(known)) for name, style in styles.items()]
