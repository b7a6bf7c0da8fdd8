"""How many statements and agencies an area has, by position, and the words that say so.

The latest statement of an agency is the one that lists put first: by the earliest day it may be of, and of one day by
reference. An undated one counts only where the agency has no other. An unclear one counts as unclear: it is among the
agencies of which a share is told, and is never taken for any other position.
"""

from dataclasses import dataclass, field
from itertools import accumulate

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stances.codebook import Position

LIMITING = (Position.LIMITS, Position.DECLINES)
COOPERATING = (Position.COOPERATES, Position.PARTNERS)


@dataclass(frozen=True)
class Tally:
    """How many published statements an area has, and {position: agencies} of the latest of each of its agencies."""

    statements: int = 0
    positions: dict = field(default_factory=dict)

    @property
    def agencies(self):
        return sum(self.positions.values())

    @property
    def limiting(self):
        return self.of(LIMITING)

    @property
    def cooperating(self):
        return self.of(COOPERATING)

    def of(self, positions):
        return sum(self.positions.get(position, 0) for position in positions)

    def share(self, positions):
        """Return the percentage of agencies, rounded, but to 0 and to 100 only of none and of all."""
        count = self.of(positions)
        if count in (0, self.agencies):
            return 100 if count else 0
        return min(99, max(1, (200 * count + self.agencies) // (2 * self.agencies)))

    @property
    def parts(self):
        """[(position, agencies, agencies before it)] of the positions that are taken, in the codebook's order."""
        found = [(position, self.positions[position]) for position in Position if self.positions.get(position)]
        before = accumulate((count for _position, count in found), initial=0)
        return [(position, count, start) for (position, count), start in zip(found, before, strict=False)]

    @property
    def limiting_share(self):
        return self.share(LIMITING)

    @property
    def cooperating_share(self):
        return self.share(COOPERATING)

    @property
    def prevailing(self):
        """The positions that most agencies take: several in a tie, none where there is no agency."""
        most = max(self.positions.values(), default=0)
        return [position for position in Position if most and self.positions.get(position) == most]


def statements_words(tally):
    shown = intcomma(tally.statements)
    return ngettext("%(count)s statement", "%(count)s statements", tally.statements) % {"count": shown}


def agencies_words(tally):
    return ngettext("%(count)s agency", "%(count)s agencies", tally.agencies) % {"count": intcomma(tally.agencies)}


def limiting_words(tally):
    count = tally.limiting
    return ngettext("%(count)s limits or declines", "%(count)s limit or decline", count) % {"count": intcomma(count)}


def cooperating_words(tally):
    count = tally.cooperating
    said = ngettext("%(count)s cooperates or partners", "%(count)s cooperate or partner", count)
    return said % {"count": intcomma(count)}


def area_words(name, tally):
    """Return all that a map says of an area, in words, such as the accessible name of its link."""
    if not tally.agencies:
        return _("%(name)s: no statement in the archive") % {"name": name}
    return _("%(name)s: %(statements)s by %(agencies)s; of the latest of each, %(limiting)s, %(cooperating)s") % {
        "name": name,
        "statements": statements_words(tally),
        "agencies": agencies_words(tally),
        "limiting": limiting_words(tally),
        "cooperating": cooperating_words(tally),
    }
