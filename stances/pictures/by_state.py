from functools import partial

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stances.charts import geography
from stances.charts.numbers import legend, numbers_map
from stances.charts.shapes import SMALL
from stances.conjunctions import joined_by_and
from stances.models import Jurisdiction, by_local_name
from stances.pictures.picture import Key, Picture, Row, Table

LARGEST_TYPE = 15  # of the map; larger letters would leave the states


def by_state(statements, crossed):
    """How many statements of a list are from each state, on a map."""
    states = by_local_name(Jurisdiction.objects.states())
    totals = {state: sum(crossed.states.get(state.state, {}).values()) for state in states}
    found = sorted((state for state in states if totals[state]), key=lambda state: -totals[state])
    return Picture(
        "states",
        _("Statements by state"),
        Table(_("State"), "state", [row(statements, state, crossed) for state in found]),
        partial(draw, totals),
        [Key(look, span) for look, span in legend(counts_of(totals))],
        list(notes(found, totals)),
        "" if found else _("This list has no statement, so there is nothing to draw."),
        has_one_size=True,
    )


def draw(totals, width):
    """The map has one size, so that its letters are the larger the less it is to be."""
    size = min(LARGEST_TYPE, round(SMALL * geography.NATION[0] / width))
    names = {state.geoid: (state.state, words(state, total)) for state, total in totals.items()}
    return numbers_map(counts_of(totals), names, size)


def counts_of(totals):
    return {state.geoid: total for state, total in totals.items()}


def row(statements, state, crossed):
    narrowed = partial(statements.query_replacing, state=state.state)
    return Row(state.state, state.local_name, crossed.states[state.state], narrowed)


def words(state, total):
    said = ngettext("%(state)s: %(count)s statement", "%(state)s: %(count)s statements", total)
    return said % {"state": state.local_name, "count": intcomma(total)}


def notes(found, totals):
    """Yield what a number of statements does not tell, and what is not on the map."""
    if found:
        yield _("Counted is what the archive has found: that is no measure of how often something is said or done.")
    if missing := [words(state, totals[state]) for state in found if state.geoid not in geography.states().paths]:
        yield _("Not on the map: %s.") % joined_by_and(missing)
