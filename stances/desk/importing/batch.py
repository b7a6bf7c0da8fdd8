"""Records that are imported together: what they name is looked up at once, and what they add is written at once."""

from django.utils.translation import gettext as _

from stances.models import MergedReference, Statement

from .agencies import Agencies
from .articles import Articles
from .officials import Officials
from .records import Entry
from .report import Refused, Report
from .statements import Statements


class Batch:
    """Entries of a file, read one after another: each finds what those before it added, though nothing is written yet.

    Whatever they name is looked up at first; to ``read`` them then needs no database. What a record can be refused for
    is asked before anything is kept of it, so a record that is refused leaves nothing.
    """

    def __init__(self, entries, status):
        self.entries, self.status = entries, status
        self.report = Report()
        shaped = [entry for entry in entries if not entry.misshapen]
        self.there = references_there([entry.record.get("reference") for entry in shaped])
        sound = [entry.record for entry in entries if entry.is_sound]
        self.look_up([record for record in sound if record["reference"] not in self.there])

    def look_up(self, records):
        added = [record for record in records if not record.get("same_as")]
        self.agencies = Agencies([record["agency"] for record in added])
        spoken = [record for record in added if (record.get("official") or {}).get("name")]
        # Who has a slug is found by it, whatever the agency.
        by_agency = [record["agency"] for record in spoken if not record["official"].get("slug")]
        self.officials = Officials([record["official"] for record in spoken], self.agencies.there(by_agency))
        self.articles = Articles([record["article"] for record in records])
        references = {record["same_as"] for record in records if record.get("same_as")}
        self.statements = Statements(references, self.articles.by_address.values())

    def read(self):
        for entry in self.entries:
            try:
                self.read_one(entry)
            except Refused as error:
                self.report.errors.append(entry.error(error))

    def read_one(self, entry):
        if entry.misshapen:
            raise Refused(_("not of the form that a record has: %s") % ", ".join(entry.misshapen))
        if entry.record.get("reference") in self.there:
            self.report.there += 1
            return
        if entry.problems:
            raise Refused("; ".join(entry.problems))
        (self.merge if entry.record.get("same_as") else self.add)(entry, entry.record)
        self.there.add(entry.record["reference"])

    def add(self, entry, record):
        agency = self.agencies.of(record["agency"], self.report)
        if entry.statement_problems:
            raise Refused(entry.statement_problems)
        article = self.articles.of(entry)
        # From here on nothing is refused.
        self.agencies.keep(agency, record["agency"], self.report)
        official = self.officials.of(record.get("official"), agency)
        statement = entry.statement
        statement.agency, statement.official, statement.status = agency, official, self.status
        self.statements.add(statement)
        self.cite(statement, article, record)
        self.report.added += 1

    def merge(self, entry, record):
        """Cite the record's article for the statement that tells the same event, and take its date if more exact."""
        statement = self.statements.same_as(record["same_as"])
        article = self.articles.of(entry)
        # From here on nothing is refused.
        self.cite(statement, article, record, record["text"])
        self.statements.merge(record, statement)
        self.report.merged += 1

    def cite(self, statement, article, record, printed=""):
        """Note that the statement rests on the article, and what that prints that the archive has not."""
        differences = self.articles.keep(article, record["article"])
        if differences:
            self.report.notes.append(f"{record['reference']}: {article.url}: {differences}")
        printed = "\n".join(filter(None, [printed, differences]))
        self.statements.cite(statement, article, record.get("via") or "", printed)

    def save(self):
        """Write what the batch adds, and return its Report and the ids of the statements that it adds.

        Raises what the database raises where it refuses any of it.
        """
        for part in (self.agencies, self.officials, self.articles, self.statements):
            part.save()
        return self.report, [statement.pk for statement in self.statements.added]

    def halves(self):
        """Yield the two halves of the entries as batches of their own, of which nothing is read yet."""
        entries = [Entry(entry.line, entry.record) for entry in self.entries]
        middle = len(entries) // 2
        for half in (entries[:middle], entries[middle:]):
            yield Batch(half, self.status)


def references_there(references):
    """The references, of those given, that statements have or are merged from."""
    return {
        *Statement.objects.filter(reference__in=references).values_list("reference", flat=True),
        *MergedReference.objects.filter(reference__in=references).values_list("reference", flat=True),
    }
