"""What changed of a statement since it was published: public facts only, as the public saw them one after the other.

The history of the database has each change of each record. From it is made, sitting by sitting, what the page showed;
what was there while the statement was a draft, or withdrawn, is never told.
"""

import datetime
from dataclasses import dataclass

from django.db.models import CharField, Value
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from stances import dates
from stances.codebook import Status
from stances.models import Agency, Article, Citation, Official, Statement

# What the page shows of each record that it is made from; everything else of them is private, or says nothing.
PUBLIC = {
    Statement: (
        *("agency", "official", "official_title", "kind", "text", "language", "context", "date", "date_note"),
        *("position", "topics", "basis", "certainty"),
    ),
    Citation: ("via", "is_original", "printed"),
    Article: ("headline", "url", "publisher", "byline", "published", "archive_url"),
}
DATES = {(Statement, "date"), (Article, "published")}

# Writes that no one named a reason or an account for belong together if they follow each other so soon.
AT_ONCE = datetime.timedelta(minutes=1)


@dataclass(frozen=True)
class FieldChange:
    """One field; ``before`` and ``after`` in words, empty where there was or is nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class PublicChange:
    """What changed at once. ``withdrawn``: the reason if it was withdrawn. ``is_returned``: if published again."""

    day: datetime.date
    fields: list
    withdrawn: str
    is_returned: bool


def changes_since_publication(statement):
    """Return the PublicChanges of a statement, newest first."""
    changes = list(public_changes(sittings(events_of(statement))))
    names = names_in(changes)
    return [told(*change, names) for change in reversed(changes)]


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


def events_of(statement):
    """The events of a statement, of every citation that it has or had, and of their articles, in order; 3 queries."""
    own = Statement.pgh_event_model.objects.filter(pgh_obj_id=statement.pk)
    citations = Citation.pgh_event_model.objects
    ever_here = citations.filter(statement_id=statement.pk).values("pgh_obj_id")
    cited = list(citations.filter(pgh_obj_id__in=ever_here))
    articles = Article.pgh_event_model.objects.filter(pgh_obj_id__in={event.article_id for event in cited})
    return sorted([*own, *cited, *articles.defer("captured_text")], key=lambda each: (each.pgh_created_at, each.pgh_id))


def sittings(events):
    """Yield lists of the events that were written at once: for one reason or by one request."""
    sitting = []
    for event in events:
        if sitting and not belongs(event, sitting[-1]):
            yield sitting
            sitting = []
        sitting.append(event)
    if sitting:
        yield sitting


def belongs(event, before):
    if event.pgh_context_id != before.pgh_context_id:
        return False
    return event.pgh_context_id is not None or event.pgh_created_at - before.pgh_created_at < AT_ONCE


# What the public saw of it


def public_changes(sittings):
    """Yield (day, shown before, shown after, reason of withdrawal, whether it was published again)."""
    records, shown, is_withdrawn = {}, None, False
    for sitting in sittings:
        for event in sitting:
            apply(event, records)
        statement = records.get(Statement)
        day = sitting[-1].pgh_created_at.date()
        if statement and statement.status == Status.PUBLISHED:
            now = page_of(records)
            if shown is not None and (now != shown or is_withdrawn):
                yield day, shown, now, "", is_withdrawn
            shown, is_withdrawn = now, False
        elif statement and statement.status == Status.WITHDRAWN and shown is not None and not is_withdrawn:
            yield day, shown, shown, statement.withdrawn_reason, False
            is_withdrawn = True


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


# In words


def told(day, before, after, reason, is_returned, names):
    fields = [FieldChange(*each) for each in [*of_sources(before, after), *of_fields(before, after, names)]]
    return PublicChange(day, fields, reason, is_returned)


def of_sources(before, after):
    """Yield (label, before, after) of the articles that were added or taken away."""
    was, now = articles_in(before), articles_in(after)
    for article in sorted(was.keys() ^ now.keys()):
        yield _("Source"), was.get(article, ""), now.get(article, "")


def articles_in(shown):
    """{id of an article: its publisher and headline} of what a page showed."""
    return {
        article: ", ".join(filter(None, [shown.get((article, Article, name)) for name in ("publisher", "headline")]))
        for article, model, name in shown
        if model is Citation and name == "via"
    }


def of_fields(before, after, names):
    """Yield (label, before, after) of each field that differs, of what was there before and is there after."""
    for key in before:
        if key in after and before[key] != after[key]:
            article, model, name = key
            field = model._meta.get_field(name)
            label = capfirst(str(field.verbose_name))
            if article is not None:
                publisher = after.get((article, Article, "publisher")) or before.get((article, Article, "publisher"))
                label = _("%(publisher)s: %(field)s") % {"publisher": publisher, "field": field.verbose_name}
            yield label, in_words(field, before[key], names), in_words(field, after[key], names)


def in_words(field, value, names):
    """A stored value as the page shows it: labels for codes, names for records, dates in words."""
    if value in (None, "", []):
        return ""
    if (field.model, field.name) in DATES:
        return dates.words(value)
    if field.is_relation:
        return names.get((field.name, value), "")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return ", ".join(str(dict(field.base_field.flatchoices).get(code, code)) for code in value)
    return str(dict(field.flatchoices).get(value, value))


def names_in(changes):
    """Return {("agency" or "official", id): name} of those that changes are about, in one query or none."""
    ids = {"agency": set(), "official": set()}
    for _day, before, after, *_rest in changes:
        for name, wanted in ids.items():
            key = (None, Statement, name)
            if before[key] != after[key]:
                wanted |= {before[key], after[key]} - {None}
    if not any(ids.values()):
        return {}
    models = {"agency": Agency, "official": Official}
    first, last = (
        model.objects.with_ids(ids[name]).order_by().values_list(Value(name, CharField()), "pk", "name")
        for name, model in models.items()
    )
    return {(name, key): words for name, key, words in first.union(last)}
