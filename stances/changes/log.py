"""The public log in words: what was done at once, as one line where it was done to many statements."""

from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from stances.codebook import Change
from stances.filters.changes import MOST_COUNTED, TOLD_SINGLY
from stances.models import LoggedChange

from .editors import names_of_editors, note_of, user_of
from .reading import versions_of
from .words import FieldChange, fields_of, names_in

# What was done at once to many statements, whose number is known, or greater than is counted.
MANY = {
    Change.PUBLISHED: (
        ngettext_lazy("%(shown)s statement was published", "%(shown)s statements were published", "count"),
        _("More than %(shown)s statements were published"),
    ),
    Change.CHANGED: (
        ngettext_lazy("%(shown)s statement was changed", "%(shown)s statements were changed", "count"),
        _("More than %(shown)s statements were changed"),
    ),
    Change.WITHDRAWN: (
        ngettext_lazy("%(shown)s statement was withdrawn", "%(shown)s statements were withdrawn", "count"),
        _("More than %(shown)s statements were withdrawn"),
    ),
    Change.RETURNED: (
        ngettext_lazy("%(shown)s statement was published again", "%(shown)s statements were published again", "count"),
        _("More than %(shown)s statements were published again"),
    ),
    Change.MERGED: (
        ngettext_lazy("%(shown)s report was merged", "%(shown)s reports were merged", "count"),
        _("More than %(shown)s reports were merged"),
    ),
}


@dataclass(frozen=True)
class Entry:
    """One change of one statement. ``version``: what the public saw from then on; None of a merged reference.

    ``fields``: FieldChanges; those of a statement that is withdrawn now have labels only. ``note``: why; ``editor``:
    who, where that editor agrees.
    """

    logged: LoggedChange
    version: object
    fields: list
    note: str
    editor: str

    @property
    def statement(self):
        return self.logged.statement

    @property
    def change(self):
        """What happened. Of what was done within one request the history knows what came of it."""
        return Change(self.version.change if self.version else self.logged.change)

    @property
    def reason(self):
        """Why it was withdrawn: then, if that is what happened, else now; empty if it never was or is no longer."""
        return self.version.reason if self.change == Change.WITHDRAWN else self.statement.withdrawn_reason

    @property
    def has_words(self):
        """Whether the words may be shown; those of a withdrawn statement are shown nowhere."""
        return self.statement.is_published


@dataclass(frozen=True)
class Line:
    """Changes of one kind that were made at once: each by itself, or many together, which are only counted.

    ``query``: of the list that has each of them.
    """

    at: object
    change: Change
    entries: list
    count: int = 1
    query: str = ""
    note: str = ""
    editor: str = ""

    @property
    def words(self):
        """What was done to many, such as “703 statements were published”."""
        counted, more = MANY[self.change]
        if self.count > MOST_COUNTED:
            return more % {"shown": intcomma(MOST_COUNTED)}
        return counted % {"count": self.count, "shown": intcomma(self.count)}


def entries_of(logged):
    """Return the Entries of LoggedChanges, in their order.

    A change that came to nothing has none: what was changed and changed back at once was never seen.
    """
    logged = list(logged)
    versions = versions_of({each.statement_id for each in logged if each.change != Change.MERGED})
    found = [(each, version_at(versions.get(each.statement_id, ()), each)) for each in logged]
    names = names_in([version for each, version in found if version and each.statement.is_published])
    editors = names_of_editors([each.context for each in logged])
    return [
        Entry(
            each,
            version,
            told_fields(each, version, names),
            note_of(each.context),
            editors.get(user_of(each.context), ""),
        )
        for each, version in found
        if version or each.change == Change.MERGED
    ]


def told_fields(logged, version, names):
    fields = fields_of(version, names) if version else []
    return fields if logged.statement.is_published else [FieldChange(each.label, "", "") for each in fields]


def version_at(versions, logged):
    """Return the Version that a logged change led to, or None if it led to none."""
    if logged.change == Change.MERGED:
        return None
    return next((each for each in versions if each.at == logged.at), None)


def lines_of(changes):
    """Return (the Lines of a page of the log, the query string of the next page or "") of a ChangeList."""
    if changes.is_of_one_moment:
        logged, following = changes.page()
        return [Line(entry.logged.at, entry.change, [entry]) for entry in entries_of(logged)], following
    done, following = changes.done()
    places = [(each.at, reference) for each in done for reference in each.references[: told_of(each)]]
    logged = {(each.at, each.reference): each for each in LoggedChange.objects.at_places(places).with_related()}
    entries = {(each.logged.at, each.logged.reference): each for each in entries_of(logged.values())}
    lines = [line_of(changes, each, [entries.get((each.at, key)) for key in each.references]) for each in done]
    return [line for line in lines if line], following


def told_of(done):
    """How many of the changes that were made at once are told; of many, one tells why and by whom."""
    return TOLD_SINGLY if done.count <= TOLD_SINGLY else 1


def line_of(changes, done, entries):
    """The Line of what was done at once, or None if nothing came of it."""
    entries = [entry for entry in entries if entry]
    if done.count <= TOLD_SINGLY:
        return Line(done.at, done.change, entries, len(entries)) if entries else None
    first = entries[0] if entries else None
    return Line(
        done.at,
        done.change,
        [],
        done.count,
        changes.query_of(done),
        first.note if first else "",
        first.editor if first else "",
    )
