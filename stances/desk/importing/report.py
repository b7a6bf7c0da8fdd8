"""What an import tells of what it did, and of what it could not do."""

from dataclasses import dataclass, field, fields

from django.utils.translation import gettext as _


class Refused(Exception):
    """A record that can't be imported; its message says why and what to do."""


@dataclass
class Report:
    """What an import did: counts of records, what was added besides, and what a person should look at."""

    added: int = 0
    merged: int = 0
    there: int = 0
    agencies_added: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    errors: list = field(default_factory=list)

    def __add__(self, later):
        return Report(**{each.name: getattr(self, each.name) + getattr(later, each.name) for each in fields(self)})

    def __str__(self):
        return _(
            "%(added)s statements added, %(merged)s merged into another, "
            "%(there)s were there already; %(errors)s errors"
        ) % {"added": self.added, "merged": self.merged, "there": self.there, "errors": len(self.errors)}


def refusal_words(error):
    """What the database says of a record that it refuses: the constraint's name, else its first line."""
    diagnosis = error.__cause__.diag
    return _("the database refuses it: %s") % (diagnosis.constraint_name or diagnosis.message_primary)
