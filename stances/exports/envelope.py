"""What is said of a file besides its records: which list it is, of when, by which codebook, under which license."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from stances import codebook
from stances.exports.tables import Table

LICENSE = "https://creativecommons.org/licenses/by/4.0/"
LICENSE_NAME = "CC-BY-4.0"

# The headers of every download, for programs in browsers too, which see only those that a site names to them.
HEADERS = (
    "X-Row-Count",
    "X-Canonical-Query",
    "X-Generated-At",
    "X-Data-Version",
    "X-Codebook-Version",
    "X-License",
    "Link",
)


@dataclass(frozen=True)
class Envelope:
    """``query``: the canonical one. ``data_version``: the moment of the last change of anything public.

    It is None of an archive as it was before its first record.
    """

    table: Table
    total: int
    query: str
    generated_at: datetime.datetime
    data_version: datetime.datetime | None

    @property
    def address(self):
        """Where the list is seen as a page."""
        return address_of(self.table) + (f"?{self.query}" if self.query else "")

    @property
    def headers(self):
        return {
            "X-Row-Count": str(self.total),
            "X-Canonical-Query": self.query,
            "X-Generated-At": written(self.generated_at, "seconds"),
            **({"X-Data-Version": self.version} if self.version else {}),
            "X-Codebook-Version": codebook.VERSION,
            "X-License": LICENSE_NAME,
            "Link": f'<{LICENSE}>; rel="license"',
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Expose-Headers": ", ".join(HEADERS),
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


def written(moment, precision="microseconds"):
    """A moment as 2026-11-01T12:00:00.000000Z."""
    return moment.astimezone(datetime.UTC).isoformat(timespec=precision).replace("+00:00", "Z")


def address_of(table):
    """What precedes the key of a record in its address, in the language that is active."""
    return settings.SITE_URL + reverse(table.address)
