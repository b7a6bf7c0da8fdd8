"""The statements and citations that a batch of records adds, and those of the archive that it adds to."""

from django.db import connection
from django.utils.translation import gettext as _

from stances import dates
from stances.desk.rows import insert, new_ids, update
from stances.models import Citation, MergedReference, Statement

from .report import Refused


class Statements:
    """Statements that records of the same event are merged into, those that are added, and what they rest on.

    ``references``: of the statements that records are merged into; ``articles``: those of the archive at hand.
    """

    def __init__(self, references, articles):
        self.by_reference = {each.reference: each for each in Statement.objects.filter(reference__in=references)}
        self.added, self.changed, self.merged, self.cited, self.recited = [], {}, [], [], {}
        by_pk = {each.pk: each for each in self.by_reference.values()}
        articles = {article.pk: article for article in articles}
        there = Citation.objects.filter(statement__in=by_pk, article__in=articles)
        self.citations = {(id(by_pk[c.statement_id]), id(articles[c.article_id])): c for c in there}

    def add(self, statement):
        self.by_reference[statement.reference] = statement
        self.added.append(statement)

    def same_as(self, reference):
        """Return the statement that tells the same event. Raises Refused where there is none."""
        if reference not in self.by_reference:
            raise Refused(_("same_as: no statement has the reference “%s”") % reference)
        return self.by_reference[reference]

    def merge(self, record, statement):
        """Lead a record's reference to the statement that tells the same event, and take its date if more exact."""
        if is_more_exact(record.get("date"), statement.date):
            statement.date = record["date"]
            statement.date_note = record.get("date_note") or ""
            if statement.pk:
                self.changed[statement.pk] = statement
        self.merged.append(MergedReference(reference=record["reference"], statement=statement))

    def cite(self, statement, article, via, printed):
        """Note that a statement rests on an article, and what that prints."""
        citation = self.citations.get((id(statement), id(article)))
        if citation is None:
            citation = Citation(statement=statement, article=article, via=via, printed=printed)
            self.citations[id(statement), id(article)] = citation
            self.cited.append(citation)
        elif printed:
            citation.printed = "\n".join(filter(None, [citation.printed, printed]))
            if citation.pk:
                self.recited[citation.pk] = citation

    def save(self):
        """Write all, citations before the statements that they are of, whose search rows are then made only once."""
        for statement, pk in zip(self.added, new_ids(Statement, len(self.added)), strict=True):
            statement.pk, statement.agency_id = pk, statement.agency.pk
            statement.official_id = statement.official.pk if statement.official else None
        for citation in self.cited:
            citation.statement_id, citation.article_id = citation.statement.pk, citation.article.pk
        insert(Citation, self.cited)
        insert(Statement, self.added)
        update(Statement, self.changed.values(), ["date", "date_note"])
        update(Citation, self.recited.values(), ["printed"])
        MergedReference.objects.bulk_create(self.merged)


def make_search_rows(ids):
    """Make the search rows of statements and count them, as triggers do for whoever else writes them."""
    if ids:
        with connection.cursor() as cursor:
            cursor.execute("SELECT stances_refresh(%s)", [ids])


def is_more_exact(date, than):
    """Whether a date lies within another and spans fewer days."""
    if not date or not than:
        return bool(date)
    new, old = dates.parse(date), dates.parse(than)
    is_within = old.earliest <= new.earliest and new.latest <= old.latest
    return is_within and (new.latest - new.earliest) < (old.latest - old.earliest)
