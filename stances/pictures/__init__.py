"""Pictures of any list of statements, each with the table of the numbers that it is drawn from."""

from stances.facets.crossing import cross
from stances.pictures.by_state import by_state
from stances.pictures.by_topic import by_topic
from stances.pictures.over_time import over_time

PICTURES = {"positions": over_time, "topics": by_topic, "states": by_state}


def pictures(statements):
    """Return every Picture of a StatementList, and tell the list its total."""
    crossed = cross(statements)
    return [make(statements, crossed) for make in PICTURES.values()]


def one_picture(statements, code):
    """Return the Picture with a code, and tell the list its total. Raises KeyError where there is none."""
    make = PICTURES[code]
    return make(statements, cross(statements))
