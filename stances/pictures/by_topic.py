from functools import partial

from django.utils.translation import gettext as _

from stances.charts.shapes import Stack
from stances.charts.stacks import rows
from stances.codebook import Topic
from stances.conjunctions import joined_by_and
from stances.pictures.picture import Picture, Row, Table, position_keys


def by_topic(statements, crossed):
    """The shares of the positions in each topic of a list, the topic with the most statements first."""
    found = [topic for topic in Topic if topic.value in crossed.topics]
    found.sort(key=lambda topic: -sum(crossed.topics[topic.value].values()))
    parts = {topic: crossed.topics[topic.value] for topic in found}
    return Picture(
        "topics",
        _("Topics by position"),
        Table(_("Topic"), "topic", [row(statements, topic, each) for topic, each in parts.items()], has_shares=True),
        partial(draw, parts),
        position_keys(crossed),
        list(notes(parts)),
        "" if parts else _("This list has no statement, so there is nothing to draw."),
    )


def row(statements, topic, parts):
    """A list of several topics has other statements on a topic than the list of that topic alone, which no row links.

    So a row links only where no other topic is asked for.
    """
    asked = [each.value for each in statements.values("topic")]
    is_list = not asked or topic.value in asked
    narrowed = partial(statements.query_replacing, topic=topic.value) if is_list else None
    return Row(topic.value, str(topic.label), parts, narrowed)


def draw(parts, width):
    return rows([Stack(str(topic.label), each) for topic, each in parts.items()], width)


def notes(parts):
    if not parts:
        return
    yield _(
        "Each bar is all statements on a topic, as many as stand at its end. A statement has one to four topics "
        "and counts for each."
    )
    if missing := [topic.label for topic in Topic if topic not in parts]:
        yield _("No statement of this list is about: %s.") % joined_by_and(missing)
