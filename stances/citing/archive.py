"""The archive as a whole, as a set of data in a list of works cited.

Sources: APA Publication Manual, 7th ed., 10.9 (data sets); Chicago Manual of Style, 17th ed., 14.257 (databases).
"""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .bibtex import escaped
from .styles import us_day
from .work import SITE


@dataclass(frozen=True)
class Archive:
    """``address``: of its data; ``version``: the moment of its last change; ``accessed``: the day it was read."""

    address: str
    version: datetime.datetime
    accessed: datetime.date

    @property
    def title(self):
        return _("Stances: what US local police say and do about immigration enforcement")

    @property
    def version_name(self):
        """The moment in the form that downloads have, such as 2026-11-01T12:00:00.123456Z."""
        return f"{self.version.astimezone(datetime.UTC):%Y-%m-%dT%H:%M:%S.%fZ}"

    @property
    def words(self):
        """What the styles put together."""
        return {
            "site": SITE,
            "year": self.version.year,
            "title": self.title,
            "version": self.version_name,
            "accessed": us_day(self.accessed),
            "address": self.address,
        }


def apa(archive):
    return _(
        "%(site)s. (%(year)s). %(title)s (Version %(version)s) [Data set]. Retrieved %(accessed)s, from %(address)s"
    ) % (archive.words)


def chicago(archive):
    return _("%(site)s. %(title)s. Data set, version %(version)s. Accessed %(accessed)s. %(address)s.") % archive.words


def bibtex(archive):
    kind = _("Data set")
    fields = {
        "author": f"{{{{{SITE}}}}}",
        "title": f"{{{{{escaped(archive.title)}}}}}",  # twice, as no style may change the case of words
        "year": f"{{{archive.version.year}}}",
        "howpublished": f"{{{escaped(kind)}}}",
        "version": f"{{{archive.version_name}}}",
        "url": f"{{{archive.address}}}",
        "urldate": f"{{{archive.accessed.isoformat()}}}",
    }
    lines = "".join(f"  {name} = {value},\n" for name, value in fields.items())
    return f"@misc{{stances-{archive.version:%Y-%m-%d},\n{lines}}}\n"
