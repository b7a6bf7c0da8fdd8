"""Changes as data: codes and values as they are stored, agencies and officials by their slugs, articles by number."""

from stances.models import Agency, Article, LoggedChange, Official, Statement

from .editors import names_of_editors, note_of, user_of
from .reading import versions_of

ARTICLE = "article_"  # precedes the names of an article's fields, as in the columns of statements


def moment(at):
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")


def history_of(statement, address):
    """Return all that the public may know of a statement's history; ``address`` precedes the path of a page."""
    versions, references = versions_of([statement.pk])[statement.pk], list(statement.merged_references.all())
    contexts = contexts_of_merges(references)
    slugs = slugs_in(versions)
    editors = names_of_editors([*(each.context for each in versions), *contexts.values()])
    return {
        "reference": statement.reference,
        "url": address + statement.get_absolute_url(),
        "versions": [version_of(each, slugs, editors) for each in versions],
        "merged": [merged(each, statement, contexts.get(each.reference), editors) for each in references],
    }


def contexts_of_merges(references):
    """{reference: the context in which it was merged} of those whose merging is in the public log."""
    places = [(each.merged_at, each.reference) for each in references]
    logged = LoggedChange.objects.at_places(places).select_related("context")
    return {each.reference: each.context for each in logged}


def merged(reference, statement, context, editors):
    """Since when the reference of another report leads to a statement: since that is public, at the earliest."""
    at = moment(max(reference.merged_at, statement.published_at))
    return {"reference": reference.reference, "at": at, **why(context, editors)}


def version_of(version, slugs, editors):
    """What was seen from a moment on (``record``, null while it was withdrawn), and what differs from before."""
    return {
        "at": moment(version.at),
        "change": version.change,
        **why(version.context, editors),
        "reason": version.reason or None,
        "fields": raw_fields(version, slugs),
        "record": record_of(version.after, slugs) if version.after else None,
    }


def why(context, editors):
    return {"note": note_of(context) or None, "editor": editors.get(user_of(context))}


def raw_fields(version, slugs):
    """[{field, article (its number, else null), before, after}] of what differs; a citation that came or went whole."""
    if version.before is None or version.after is None:
        return []
    fields = [field_of(key, was, now, slugs) for key, was, now in version.differences]
    was, now = (citations_in(shown) for shown in (version.before, version.after))
    gone = [
        {"field": "citation", "article": key, "before": was.get(key), "after": now.get(key)}
        for key in sorted(was.keys() ^ now.keys())
    ]
    return fields + gone


def field_of(key, was, now, slugs):
    article, model, name = key
    before, after = (written(name, value, slugs) for value in (was, now))
    return {"field": name_of(model, name), "article": article, "before": before, "after": after}


def name_of(model, name):
    return f"{ARTICLE}{name}" if model is Article else name


def written(name, value, slugs):
    """A value as data: null where there is none."""
    if name in ("agency", "official"):
        return slugs.get((name, value))
    return None if value == "" else value


def record_of(shown, slugs):
    """{field: value} of what the page showed, and ``citations``, a list."""
    own = {name: written(name, value, slugs) for (article, model, name), value in shown.items() if model is Statement}
    return own | {"citations": list(citations_in(shown).values())}


def citations_in(shown):
    """{number of an article: what the page showed of it}"""
    found = {}
    for (article, model, name), value in shown.items():
        if article is not None:
            citation = found.setdefault(article, {"article": article})
            citation[name_of(model, name)] = written(name, value, {})
    return found


def slugs_in(versions):
    """{("agency" or "official", id): slug} of all that versions name, in two queries at most."""
    ids = {"agency": set(), "official": set()}
    for version in versions:
        for shown in filter(None, [version.before, version.after]):
            for name, wanted in ids.items():
                wanted |= {shown[None, Statement, name]} - {None}
    models = {"agency": Agency, "official": Official}
    return {
        (name, key): slug
        for name, wanted in ids.items()
        if wanted
        for key, slug in models[name].objects.with_ids(wanted).values_list("pk", "slug")
    }


def line_of(entry, slugs, address):
    """An Entry of the log as one record; of a statement that is withdrawn now it says which fields changed only."""
    version, statement = entry.version, entry.statement
    fields = raw_fields(version, slugs) if version else []
    hidden = {} if entry.has_words else {"before": None, "after": None}
    return {
        "at": moment(entry.logged.at),
        "change": entry.change,
        "reference": entry.logged.reference,
        "statement": statement.reference,
        "url": address + statement.get_absolute_url(),
        "agency_slug": statement.agency.slug,
        "state": entry.logged.state,
        "reason": (version.reason or None) if version else None,
        "note": entry.note or None,
        "editor": entry.editor or None,
        "fields": [each | hidden for each in fields],
    }
