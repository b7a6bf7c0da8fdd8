"""Examples of how to join the archive to other tables: files that run, of which the data page shows the text."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _

FOLDER = "examples"  # of the static files, as the tables there have to be fetched
LOCAL = "http://localhost:8000"  # the site that the files ask


@dataclass(frozen=True)
class Example:
    """``name``: of its files, ``title``: what it finds, ``table``: the file that it joins, ``note``: what it shows."""

    name: str
    title: str
    table: str
    note: str

    @property
    def texts(self):
        """[(language, text)] of an example, which asks this site."""
        return [("Python", self.text("py")), ("R", self.text("R"))]

    def text(self, ending):
        path = settings.BASE_DIR / "static" / FOLDER / f"{self.name}.{ending}"
        return path.read_text(encoding="utf-8").replace(LOCAL, settings.SITE_URL)

    @property
    def table_path(self):
        return f"{FOLDER}/{self.table}"


EXAMPLES = [
    Example(
        "join_census",
        _("Statements for every 100,000 inhabitants of a county"),
        "county_population.csv",
        _("166 counties of California, Connecticut and North Carolina, estimates of 2021 by the Census Bureau."),
    ),
    Example(
        "join_fbi",
        _("Officers of the agencies that take each position"),
        "fbi_officers.csv",
        _("590 agencies of Nebraska and North Carolina with their officers of 2025, from the FBI’s staffing tables."),
    ),
]
