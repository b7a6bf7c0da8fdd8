"""Statements from a file: each record becomes one statement, one more citation of a statement, or a spoken error.

A record is a dict: ``reference, kind, position, topics, date, date_note, text, context, basis, certainty,
language, agency {name, kind, state, ori, county_geoid, place, slug}, official {name, title, slug} or null,
article {headline, url, publisher, byline, published}, via, same_as``. ``same_as`` is the reference of a
statement that tells the same event: the record's article is then cited by that statement, and the record's own
reference leads to it.
"""

import json
from dataclasses import dataclass, field

import pghistory
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, InternalError, transaction
from django.utils.translation import gettext as _

from stances import dates
from stances.codebook import VARIABLES, Status, Topic
from stances.desk.turns import wait_for_other_writers
from stances.models import Agency, Article, Citation, Jurisdiction, MergedReference, Official, Statement
from stances.search import fold

REQUIRED = ("reference", "kind", "position", "topics", "text", "agency", "article")
SHAPES = {"topics": list, "agency": dict, "official": dict, "article": dict}  # anything else is text


@dataclass
class Report:
    """What an import did: counts of records, what was added besides, and what a person should look at."""

    added: int = 0
    merged: int = 0
    there: int = 0
    agencies_added: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    errors: list = field(default_factory=list)

    def __str__(self):
        return _(
            "%(added)s statements added, %(merged)s merged into another, "
            "%(there)s were there already; %(errors)s errors"
        ) % {"added": self.added, "merged": self.merged, "there": self.there, "errors": len(self.errors)}


class Refused(Exception):
    """A record that can't be imported; its message says why and what to do."""


def read_jsonl(path):
    """Return [(line number, record)] of a file of JSON lines. Raises Refused with the line that is not JSON."""
    with open(path, "rb") as lines:
        return [(number, _parsed(line, number)) for number, line in enumerate(lines, 1) if line.strip()]


def _parsed(line, number):
    try:
        return json.loads(line)
    except ValueError as error:
        raise Refused(_("Line %(number)s is not JSON: %(error)s") % {"number": number, "error": error}) from None


def import_statements(records, *, publish=False, dry_run=False):
    """Import ``[(line number, record)]``, all of them or, where any has an error, none. Returns a Report.

    New statements are drafts unless ``publish``. A reference that is there already is left as it is.
    """
    report = Report()
    with transaction.atomic(), pghistory.context(reason="import"):
        wait_for_other_writers()
        for line, record in records:
            try:
                with transaction.atomic():
                    import_record(record, report, Status.PUBLISHED if publish else Status.DRAFT)
            except Refused as error:
                report.errors.append(_("Line %(line)s: %(error)s") % {"line": line, "error": error})
            except (IntegrityError, InternalError, DataError) as error:
                report.errors.append(_("Line %(line)s: %(error)s") % {"line": line, "error": refusal_words(error)})
        if report.errors or dry_run:
            transaction.set_rollback(True)
    return report


def refusal_words(error):
    """What the database says of a record that it refuses: the constraint's name, else its first line."""
    diagnosis = error.__cause__.diag
    return _("the database refuses it: %s") % (diagnosis.constraint_name or diagnosis.message_primary)


def import_record(record, report, status):
    if names := list(misshapen(record)):
        raise Refused(_("not of the form that a record has: %s") % ", ".join(names))
    reference = record.get("reference")
    if Statement.objects.filter(reference=reference).exists() or MergedReference.objects.filter(pk=reference).exists():
        report.there += 1
    elif problems := list(problems_of(record)):
        raise Refused("; ".join(str(problem) for problem in problems))
    elif record.get("same_as"):
        merge(record, report)
    else:
        add(record, report, status)


def misshapen(record):
    """Yield the name of each value that is not text, or not the list or the dict of texts that belongs there."""
    if not isinstance(record, dict):
        yield "{}"
        return
    for name, value in record.items():
        shape = SHAPES.get(name, str)
        if value is None:
            continue
        if not isinstance(value, shape):
            yield name
        elif shape is dict:
            yield from (f"{name}.{key}" for key, text in value.items() if text is not None and not is_text(text))
        elif not all(map(is_text, value if shape is list else [value])):
            yield name


def is_text(value):
    """Whether the database can keep a value as text, which never has the character NUL."""
    return isinstance(value, str) and "\x00" not in value and not any("\ud800" <= c <= "\udfff" for c in value)


def problems_of(record):
    """Yield what is wrong with a record, in words."""
    for name in REQUIRED:
        if not record.get(name):
            yield _("%(name)s is missing") % {"name": name}
    if record.get("agency") and not record["agency"].get("name"):
        yield _("%(name)s is missing") % {"name": "agency.name"}
    values = {"topic": record.get("topics") or [], "agency_kind": [(record.get("agency") or {}).get("kind")]}
    for variable, (_label, _definition, codes) in VARIABLES.items():
        for value in values.get(variable, [record[variable]] if record.get(variable) else []):
            if value not in codes.values:
                yield _("“%(value)s” is not a %(variable)s of the codebook (%(codes)s)") % {
                    "value": value,
                    "variable": variable,
                    "codes": ", ".join(codes.values),
                }
    for text in (record.get("date"), (record.get("article") or {}).get("published")):
        try:
            dates.validate(text)
        except ValidationError as error:
            yield from error.messages


def add(record, report, status):
    agency = agency_of(record["agency"], report)
    official, title = official_of(record.get("official"), agency)
    statement = Statement(
        reference=record["reference"],
        agency=agency,
        official=official,
        official_title=title,
        status=status,
        topics=[topic for topic in Topic if topic in record["topics"]],
        **{name: record[name] for name in ("kind", "position", "text")},
        **{
            name: record[name]
            for name in ("context", "basis", "certainty", "date", "date_note", "language")
            if record.get(name)
        },
    )
    try:
        statement.clean_fields()  # the constraints are the database's to check
    except ValidationError as error:
        raise Refused(words_by_field(error)) from None
    statement.save(force_insert=True)
    cite(statement, record, report)
    report.added += 1


def words_by_field(error):
    return "; ".join(f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items())


def merge(record, report):
    """Cite the record's article for the statement that tells the same event, and take its date where more exact."""
    statement = Statement.objects.filter(reference=record["same_as"]).first()
    if statement is None:
        raise Refused(_("same_as: no statement has the reference “%s”") % record["same_as"])
    cite(statement, record, report, printed=record["text"])
    if is_more_exact(record.get("date"), statement.date):
        statement.date = record["date"]
        statement.date_note = record.get("date_note") or ""
        statement.save()
    MergedReference.objects.create(reference=record["reference"], statement=statement)
    report.merged += 1


def is_more_exact(date, than):
    """Whether a date lies within another and spans fewer days."""
    if not date or not than:
        return bool(date)
    new, old = dates.parse(date), dates.parse(than)
    is_within = old.earliest <= new.earliest and new.latest <= old.latest
    return is_within and (new.latest - new.earliest) < (old.latest - old.earliest)


def cite(statement, record, report, printed=""):
    """Note that the statement rests on the record's article, and what that article prints that the archive has not."""
    article, differences = article_of(record["article"])
    if differences:
        report.notes.append(f"{record['reference']}: {article.url}: {differences}")
    printed = "\n".join(filter(None, [printed, differences]))
    citation, is_new = Citation.objects.get_or_create(
        statement=statement, article=article, defaults={"via": record.get("via") or "", "printed": printed}
    )
    if not is_new and printed:
        citation.printed = "\n".join(filter(None, [citation.printed, printed]))
        citation.save()


def article_of(given):
    """Return the article at the record's address, added if need be, and what the record says otherwise of it."""
    values = {name: given.get(name) or "" for name in ("headline", "publisher", "byline", "published")}
    article = Article.objects.at(given.get("url") or "").first()
    if article is None:
        article = Article(url=given.get("url") or "", **values)
        try:
            article.clean_fields()
        except ValidationError as error:
            raise Refused(words_by_field(error)) from None
        article.save()
        return article, ""
    differences = [(name, value) for name, value in values.items() if value and value != getattr(article, name)]
    for name, value in differences:
        if not getattr(article, name):
            setattr(article, name, value)
            article.save()
    return article, "; ".join(f"{name}: {value}" for name, value in differences if getattr(article, name) != value)


def agency_of(given, report):
    """Return the agency that a record names: by slug, else by ORI, else by state, name and kind; added if need be."""
    agency = find_agency(given)
    if agency is None:
        agency = Agency(name=given["name"], kind=given["kind"], jurisdiction=jurisdiction_of(given, report))
        agency.county = agency.jurisdiction if agency.jurisdiction.level == "county" else agency.jurisdiction.parent
        if agency.jurisdiction.level == "state":
            agency.county = None
        agency.save()
        report.agencies_added.append(str(agency))
        return agency
    known = {fold(name).lower() for name in (agency.name, *agency.aliases)}
    if fold(given["name"]).lower() not in known:
        agency.aliases = [*agency.aliases, given["name"]]
        agency.save()
    return agency


def find_agency(given):
    agencies = Agency.objects.with_jurisdiction()
    if given.get("slug"):
        found = list(agencies.filter(slug=given["slug"]))
    elif given.get("ori"):
        found = list(agencies.filter(ori=given["ori"]))
    else:
        of_state = agencies.in_state(given.get("state") or "").filter(kind=given["kind"])
        found = [a for a in of_state if fold(a.name).lower() == fold(given["name"]).lower()]
    if len(found) > 1:
        same_name = [a for a in found if fold(a.name).lower() == fold(given["name"]).lower()]
        found = same_name if len(same_name) == 1 and given.get("ori") else found
    if len(found) > 1:
        slugs = ", ".join(a.slug for a in found)
        raise Refused(
            _("agency: %(count)s agencies fit; name one by its slug (%(slugs)s)")
            % {"count": len(found), "slugs": slugs}
        )
    if not found and (given.get("ori") or given.get("slug")):
        raise Refused(_("agency: none has the ORI or slug “%s”") % (given.get("slug") or given["ori"]))
    return found[0] if found else None


def jurisdiction_of(given, report):
    """Return the most exact jurisdiction that a record names and the tables know: a place, a county or a state."""
    places = Jurisdiction.objects.in_state(given.get("state") or "")
    county = places.counties().filter(geoid=given.get("county_geoid") or "").first()
    if given.get("place"):
        named = places.places().filter(name=given["place"])
        found = list(named.in_county(county) if county else named)
        if len(found) == 1:
            return found[0]
        report.notes.append(
            _("%(agency)s: the tables have %(count)s places “%(place)s” there; the county or state is used")
            % {"agency": given["name"], "count": len(found), "place": given["place"]}
        )
    state = places.states().first()
    if state is None:
        raise Refused(_("agency: “%s” is no state's abbreviation") % given.get("state"))
    return county or state


def official_of(given, agency):
    """Return (official or None, title). The same name at the same agency is the same person; elsewhere only by slug."""
    if not given or not given.get("name"):
        return None, (given or {}).get("title") or ""
    if given.get("slug"):
        official = Official.objects.filter(slug=given["slug"]).first()
    else:
        official = Official.objects.of_agency(agency).filter(name=given["name"]).first()
    if official is None:
        official = Official(name=given["name"], slug=given.get("slug") or "")
        official.save()
    return official, given.get("title") or ""
