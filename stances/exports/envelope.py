"""What is said of a file besides its records: which list it is, of when, by which codebook, under which license."""

import datetime
from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from stances import codebook
from stances.models import DataVersion

LICENSE = "https://creativecommons.org/licenses/by/4.0/"
LICENSE_NAME = "CC-BY-4.0"


class Source(NamedTuple):
    """What has files and is no table: what they are called, and the name of the page that shows the same."""

    name: str
    address: str


@dataclass(frozen=True)
class Envelope:
    """``table``: a Table or another Source. ``total``: how many records the file has. ``query``: the canonical one.

    ``data_version``: the moment of the last change of anything public, None before the first record.
    """

    table: object
    total: int
    query: str
    generated_at: datetime.datetime
    data_version: datetime.datetime | None

    @classmethod
    def now(cls, table, total, query, version):
        """The envelope of what is read now; ``version`` is the data_version() from before that."""
        return cls(table, total, query, timezone.now(), version)

    @property
    def address(self):
        """Where the list is seen as a page."""
        return address_of(self.table) + (f"?{self.query}" if self.query else "")

    @property
    def headers(self):
        """What programs are told of a file; archive/sharing.py lets those in browsers read it."""
        return {
            "X-Row-Count": str(self.total),
            "X-Canonical-Query": self.query,
            "X-Generated-At": written(self.generated_at, "seconds"),
            **({"X-Data-Version": self.version} if self.version else {}),
            "X-Codebook-Version": codebook.VERSION,
            "X-License": LICENSE_NAME,
            "Link": f'<{LICENSE}>; rel="license"',
        }

    @property
    def facts(self):
        """[(label, value)] in words, for who opens the file."""
        return [
            (_("Archive"), _("Stances: what US local police say and do about immigration enforcement")),
            (_("List"), self.address),
            (_("Query"), self.query or _("everything")),
            (_("Records"), str(self.total)),
            (_("Made at"), written(self.generated_at, "seconds")),
            (_("Data version"), self.version or _("none: this is before the first record")),
            (_("Codebook version"), codebook.VERSION),
            (_("License"), f"{LICENSE_NAME}, {LICENSE}"),
            (_("How to cite"), self.citation),
        ]

    @property
    def version(self):
        """The data version as text; empty where there is none."""
        return written(self.data_version) if self.data_version else ""

    @property
    def citation(self):
        words = _("Stances. Data version %(version)s. %(address)s, retrieved %(day)s.")
        if not self.version:
            words = _("Stances, before its first record. %(address)s, retrieved %(day)s.")
        day = self.generated_at.date().isoformat()
        return words % {"version": self.version, "address": self.address, "day": day}

    @property
    def metadata(self):
        """{key: text} for formats that keep such pairs for programs."""
        return {
            "title": f"stances {self.table.name}",
            "source": self.address,
            "query": self.query,
            "rows": str(self.total),
            "generated_at": written(self.generated_at, "seconds"),
            "data_version": self.version,
            "codebook_version": codebook.VERSION,
            "license": LICENSE_NAME,
            "license_address": LICENSE,
        }


def data_version():
    """The moment of the last public change, to be read before the records: these are as new or newer.

    None of an archive as it was before its first record.
    """
    version = DataVersion.objects.first()
    return version and version.moment


def written(moment, precision="microseconds"):
    """A moment as 2026-11-01T12:00:00.000000Z."""
    return moment.astimezone(datetime.UTC).isoformat(timespec=precision).replace("+00:00", "Z")


def address_of(table):
    """What precedes the key of a record in its address, in the language that is active."""
    return settings.SITE_URL + reverse(table.address)
