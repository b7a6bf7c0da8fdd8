"""Changes in words: labels for codes, names for records, dates as they are written."""

import datetime
from dataclasses import dataclass

from django.db.models import CharField, Value
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from stances import dates
from stances.codebook import Change
from stances.models import Agency, Article, Citation, Official, Statement

from .editors import names_of_editors, note_of, user_of
from .reading import is_touched, versions_of

DATES = {(Statement, "date"), (Article, "published")}

ARCHIVES_OWN = "en"  # the language in which the archive itself writes


@dataclass(frozen=True)
class FieldChange:
    """One field; ``before`` and ``after`` in words, empty where there was or is nothing.

    The languages are those of the words, empty where they are in the language of the page.
    """

    label: str
    before: str
    after: str
    language_before: str = ""
    language_after: str = ""


@dataclass(frozen=True)
class PublicChange:
    """What changed at once. ``withdrawn``: the reason if it was withdrawn. ``note``: why; ``editor``: who, or empty."""

    change: Change
    at: datetime.datetime
    fields: list
    withdrawn: str
    note: str
    editor: str

    @property
    def day(self):
        return self.at.date()

    @property
    def is_returned(self):
        return self.change == Change.RETURNED


def changes_since_publication(statement):
    """Return the PublicChanges of a statement, newest first."""
    if not is_touched(statement):  # as hardly any statement is: then three longer questions are not asked
        return []
    versions = [each for each in versions_of([statement.pk])[statement.pk] if each.change != Change.PUBLISHED]
    names, editors = names_in(versions), names_of_editors([each.context for each in versions])
    return [told(version, names, editors) for version in reversed(versions)]


def told(version, names, editors):
    return PublicChange(
        version.change,
        version.at,
        fields_of(version, names),
        version.reason,
        note_of(version.context),
        editors.get(user_of(version.context), ""),
    )


def fields_of(version, names):
    """Return the FieldChanges from what was seen before to what was seen after."""
    if version.before is None or version.after is None:
        return []
    return [*of_sources(version), *of_fields(version, names)]


def of_sources(version):
    """Yield a FieldChange for each of the articles that were added or taken away."""
    was, now = articles_in(version.before), articles_in(version.after)
    for article in sorted(was.keys() ^ now.keys()):
        language = version.languages.get(article, "")
        yield FieldChange(_("Source"), was.get(article, ""), now.get(article, ""), language, language)


def articles_in(shown):
    """{id of an article: its publisher and headline} of what a page showed."""
    return {
        article: ", ".join(filter(None, [shown.get((article, Article, name)) for name in ("publisher", "headline")]))
        for article, model, name in shown
        if model is Citation and name == "via"
    }


def of_fields(version, names):
    """Yield a FieldChange for each field that differs, of what was there before and is there after."""
    before, after = version.before, version.after
    for key, was, now in version.differences:
        article, model, name = key
        field = model._meta.get_field(name)
        label = capfirst(str(field.verbose_name))
        if article is not None:
            publisher = after.get((article, Article, "publisher")) or before.get((article, Article, "publisher"))
            label = _("%(publisher)s: %(field)s") % {"publisher": publisher, "field": field.verbose_name}
        yield FieldChange(
            label,
            in_words(field, was, names),
            in_words(field, now, names),
            language_of(key, before, version.languages),
            language_of(key, after, version.languages),
        )


def language_of(key, shown, languages):
    """The language of a value as it is written, as the page of the statement says it of these words."""
    article, _model, name = key
    if name == "text":
        return shown[None, Statement, "language"]
    if name in ("headline", "printed"):
        return languages.get(article, "")
    return ARCHIVES_OWN if name in ("context", "date_note") else ""


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


def names_in(versions):
    """Return {("agency" or "official", id): name} of those that changes are about, in one query or none."""
    ids = {"agency": set(), "official": set()}
    for version in versions:
        for (article, _model, name), was, now in version.differences:
            if article is None and name in ids:
                ids[name] |= {was, now} - {None}
    if not any(ids.values()):
        return {}
    models = {"agency": Agency, "official": Official}
    first, last = (
        model.objects.with_ids(ids[name]).order_by().values_list(Value(name, CharField()), "pk", "name")
        for name, model in models.items()
    )
    return {(name, key): words for name, key, words in first.union(last)}
