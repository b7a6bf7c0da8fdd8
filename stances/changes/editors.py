"""Who made a change and why, as far as the public is told: a note for the log, and a name if that editor agrees."""

from stances.models import EditorName


def note_of(context):
    """The note that an editor, or an import, has written for the public; never the internal reason."""
    return (context.metadata.get("public_note") or "") if context else ""


def names_of_editors(contexts):
    """Return {id of an account: name} of those who wrote in some contexts and agree to be named, in a query or none."""
    users = {user_of(context) for context in contexts} - {None}
    return dict(EditorName.objects.filter(user__in=users).values_list("user", "name")) if users else {}


def user_of(context):
    return context.metadata.get("user") if context else None
