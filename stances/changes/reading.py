"""The history of statements, read as the public saw it: which Versions there were, from when on."""

import datetime
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from django.db import connections

from stances.codebook import Change, Status
from stances.models import Article, Citation, Statement
from stances.models.triggers import SHOWN

# What the page shows of each record that it is made from; everything else of them is private, or says nothing.
PUBLIC = {Statement: SHOWN["statement"], Citation: SHOWN["citation"], Article: SHOWN["article"]}

# To read the events of most statements, which never change, takes far longer than to see that there are none.
TOUCHED = """
    WITH published AS (
      SELECT min(pgh_created_at) AS at FROM stances_statementevent
      WHERE pgh_obj_id = %(statement)s AND status = 'published'
    ), cited AS (
      SELECT event.pgh_created_at, event.article_id FROM stances_citationevent event
      WHERE event.pgh_obj_id IN (SELECT pgh_obj_id FROM stances_citationevent WHERE statement_id = %(statement)s)
    )
    SELECT EXISTS (
        SELECT FROM stances_statementevent WHERE pgh_obj_id = %(statement)s AND pgh_created_at > published.at)
      OR EXISTS (SELECT FROM cited WHERE pgh_created_at > published.at)
      OR EXISTS (
        SELECT FROM stances_articleevent event
        WHERE event.pgh_obj_id IN (SELECT article_id FROM cited) AND event.pgh_created_at > published.at)
    FROM published
"""


@dataclass(frozen=True)
class Version:
    """What the public saw of a statement from a moment on, and before it.

    ``before`` and ``after``: {(id of an article or None, model, field): value}, as stored; None where nothing was
    seen, before the publication and after a withdrawal. ``reason``: of a withdrawal. ``languages``: {id of an article:
    its language}. ``context``: who wrote it and why, as the database keeps it, or None.

    ``at`` is the moment of the transaction that made it: the log has the same, and as of it the archive shows it.
    """

    change: Change
    at: datetime.datetime
    before: dict | None
    after: dict | None
    reason: str
    languages: dict
    context: object

    @property
    def differences(self):
        """Yield (key, value before, value after) of what is shown before and after, where the two differ."""
        for key in self.before or ():
            if self.after and key in self.after and self.before[key] != self.after[key]:
                yield key, self.before[key], self.after[key]


def versions_of(statements):
    """Return {id: [Version, …]} of statements by their ids, the oldest first, in three queries."""
    return {key: list(public_versions(events)) for key, events in events_of(statements).items()}


def is_touched(statement):
    """Whether anything that a statement was ever made from has changed since it was first published."""
    with connections[Statement.objects.db].cursor() as cursor:
        cursor.execute(TOUCHED, {"statement": statement.pk})
        return cursor.fetchone()[0]


def withdrawn_on(statement):
    """Return the day on which a withdrawn statement was withdrawn the last time; None if no one knows."""
    found = None
    for event in Statement.pgh_event_model.objects.filter(pgh_obj_id=statement.pk).order_by("pgh_id"):
        if event.status != Status.WITHDRAWN:
            found = None
        elif found is None:
            found = event.pgh_created_at.date()
    return found


# What happened


def events_of(ids):
    """Return {id: the events of a statement, of every citation that it has or had, and of their articles, in order}."""
    found = {key: [] for key in ids}
    for event in with_context(Statement).filter(pgh_obj_id__in=found):
        found[event.pgh_obj_id].append(event)
    ever_here = Citation.pgh_event_model.objects.filter(statement_id__in=found).values("pgh_obj_id")
    cited = list(with_context(Citation).filter(pgh_obj_id__in=ever_here))
    # A citation may have been moved from one statement to another, and is told of both.
    resting = {}
    for event in cited:
        resting.setdefault(event.pgh_obj_id, set()).add(event.statement_id)
    on_article = {}
    for event in cited:
        on_article.setdefault(event.article_id, set()).update(resting[event.pgh_obj_id])
    articles = with_context(Article).filter(pgh_obj_id__in=on_article).defer("captured_text")
    for event, statements in [
        *((event, resting[event.pgh_obj_id]) for event in cited),
        *((event, on_article[event.pgh_obj_id]) for event in articles),
    ]:
        for key in statements & found.keys():
            found[key].append(event)
    return {key: sorted(events, key=lambda each: (each.pgh_created_at, each.pgh_id)) for key, events in found.items()}


def with_context(model):
    return model.pgh_event_model.objects.select_related("pgh_context")


# What the public saw of it


def public_versions(events):
    """Yield the Versions that events led to, which have one moment if the public saw them at once."""
    records, shown, is_withdrawn = {}, None, False
    for _moment, together in groupby(events, key=attrgetter("pgh_created_at")):
        written = list(together)
        for event in written:
            apply(event, records)
        statement = records.get(Statement)
        before = None if is_withdrawn else shown
        if statement and statement.status == Status.PUBLISHED:
            now = page_of(records)
            if shown is None:
                yield version(Change.PUBLISHED, written, records, None, now)
            elif is_withdrawn or now != shown:
                yield version(Change.RETURNED if is_withdrawn else Change.CHANGED, written, records, shown, now)
            shown, is_withdrawn = now, False
        elif statement and statement.status == Status.WITHDRAWN and before is not None:
            yield version(Change.WITHDRAWN, written, records, shown, None, statement.withdrawn_reason)
            is_withdrawn = True


def version(change, written, records, before, after, reason=""):
    articles = [event for event in records.values() if event.pgh_tracked_model is Article]
    languages = {event.pgh_obj_id: event.language for event in articles}
    context = next((event.pgh_context for event in reversed(written) if event.pgh_context), None)
    return Version(change, written[0].pgh_created_at, before, after, reason, languages, context)


def apply(event, records):
    """Bring {Statement: event, (Citation, id): event, (Article, id): event} up to an event."""
    model = event.pgh_tracked_model
    key = model if model is Statement else (model, event.pgh_obj_id)
    if event.pgh_label == "delete":
        records.pop(key, None)
    else:
        records[key] = event


def page_of(records):
    """Return {(id of an article or None, model, field): value} of what the page shows of a statement."""
    statement = records[Statement]
    shown = {(None, Statement, name): value_of(statement, name) for name in PUBLIC[Statement]}
    for citation in [event for event in records.values() if event.pgh_tracked_model is Citation]:
        if citation.statement_id != statement.pgh_obj_id:
            continue  # it was moved to another statement
        article = records.get((Article, citation.article_id))
        for event in filter(None, [citation, article]):
            model = event.pgh_tracked_model
            shown |= {(citation.article_id, model, name): value_of(event, name) for name in PUBLIC[model]}
    return shown


def value_of(event, name):
    return getattr(event, event.pgh_tracked_model._meta.get_field(name).attname)
