"""What happened to a record, read from the database's own history: who changed what, from what to what, when."""

import datetime
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.postgres.fields import ArrayField
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stances.changes import FieldChange
from stances.models import Citation, Statement

WHAT = {
    "insert": gettext_lazy("%(noun)s added"),
    "update": gettext_lazy("%(noun)s changed"),
    "delete": gettext_lazy("%(noun)s deleted"),
}
UNTOLD = {"id", "created_at", "updated_at"}  # the database sets them with every change


@dataclass
class Change:
    """One change. ``who`` is a person or the words for a write that no account made."""

    at: datetime.datetime
    who: str
    reason: str
    note: str
    what: str
    is_change: bool  # rather than an addition or a deletion
    fields: list


def changes_of(record):
    """Return the Changes of a record, and those of its citations if it is a statement, newest first.

    That a statement was changed by its citations alone is told by these.
    """
    events = own_events(record) + (citation_events(record) if isinstance(record, Statement) else [])
    pairs = list(with_previous(sorted(events, key=lambda event: (event.pgh_created_at, event.pgh_id))))
    names, people = names_in(events), people_in(events)
    changes = [change(before, event, names, people) for before, event in reversed(pairs)]
    return [each for each in changes if each.fields or not each.is_change]


def own_events(record):
    return list(record.pgh_event_model.objects.filter(pgh_obj_id=record.pk).select_related("pgh_context"))


def citation_events(statement):
    """Events of every citation that the statement has or ever had, deleted ones too."""
    events = Citation.pgh_event_model.objects
    ids = events.filter(statement_id=statement.pk).values("pgh_obj_id")
    return list(events.filter(pgh_obj_id__in=ids).select_related("pgh_context"))


def with_previous(events):
    """Yield (the event before of the same record or None, event)."""
    last = {}
    for event in events:
        key = (type(event), event.pgh_obj_id)
        yield last.get(key), event
        last[key] = event


def change(before, event, names, people):
    metadata = event.pgh_context.metadata if event.pgh_context else {}
    noun = event.pgh_tracked_model._meta.verbose_name
    return Change(
        at=event.pgh_created_at,
        who=who(metadata, people),
        reason=metadata.get("reason") or "",
        note=metadata.get("public_note") or "",
        what=str(WHAT[event.pgh_label] % {"noun": str(noun).capitalize()}),
        is_change=event.pgh_label == "update",
        fields=list(field_changes(before, event, names)),
    )


def who(metadata, people):
    """Name the account; a write without one came from an import, a command or SQL."""
    user = metadata.get("user")
    if user is None:
        return _("outside the site")
    return people.get(user) or _("account %(id)s, since deleted") % {"id": user}


def field_changes(before, event, names):
    """Yield what differs; of an added or deleted record, all that it said."""
    was, now = (None, event) if event.pgh_label == "insert" else (before, event)
    if event.pgh_label == "delete":
        was, now = event, None
    for field in told_fields(event):
        old, new = (getattr(side, field.attname, None) if side else None for side in (was, now))
        if words(field, old, names) != words(field, new, names):
            yield FieldChange(str(field.verbose_name), words(field, old, names), words(field, new, names))


def told_fields(event):
    """The fields of the record that its history keeps, in the model's order."""
    kept = {field.name for field in event._meta.fields} - UNTOLD
    if event.pgh_tracked_model is Citation and event.pgh_label != "update":
        kept.discard("statement")  # it is the one whose history is read
    return [field for field in event.pgh_tracked_model._meta.fields if field.name in kept]


def words(field, value, names):
    """Return a stored value as the forms show it: labels for codes, names for records."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(field, ArrayField):
        return ", ".join(words(field.base_field, item, names) for item in value)
    if field.is_relation:
        return names.get((field.related_model, value)) or _("number %(id)s, since deleted") % {"id": value}
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime.datetime):
        return formats.date_format(timezone.localtime(value), "DATETIME_FORMAT")
    return str(dict(field.flatchoices).get(value, value))


def names_in(events):
    """Return {(model, id): name} of the records that events refer to."""
    wanted = {}
    for event in events:
        for field in told_fields(event):
            if field.is_relation and getattr(event, field.attname) is not None:
                wanted.setdefault(field.related_model, set()).add(getattr(event, field.attname))
    return {
        (model, key): str(record)
        for model, keys in wanted.items()
        for key, record in model._default_manager.in_bulk(keys).items()
    }


def people_in(events):
    ids = {event.pgh_context.metadata.get("user") for event in events if event.pgh_context}
    users = get_user_model().objects.in_bulk(ids - {None})
    return {key: user.get_full_name() or user.get_username() for key, user in users.items()}
