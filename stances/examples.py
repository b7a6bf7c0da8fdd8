"""Examples of how to join the archive to other tables: programs that run, on the data page and as files."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

LANGUAGES = {"py": "Python", "R": "R"}


@dataclass(frozen=True)
class Example:
    """``name``: of its files, ``title``: what it finds, ``table``: the file that it joins, ``note``: what it shows."""

    name: str
    title: str
    table: str
    note: str

    @property
    def programs(self):
        """[(language, extension, text)]"""
        return [(language, extension, self.text(extension)) for extension, language in LANGUAGES.items()]

    def text(self, extension):
        """The program, which asks this site."""
        return render_to_string(f"pages/examples/{self.name}.{extension}", {"site": settings.SITE_URL})

    @property
    def table_path(self):
        """Among the static files, as the table has to be fetched."""
        return f"examples/{self.table}"


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


def find_example(name):
    """Return the Example with a name, or None."""
    return next((example for example in EXAMPLES if example.name == name), None)
