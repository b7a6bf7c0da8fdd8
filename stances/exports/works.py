"""BibTeX and RIS: each statement of a list as a record that reference managers read."""

import json
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from stances.citing import FILES, Work
from stances.exports.envelope import address_of
from stances.exports.formats import Format
from stances.exports.jsonl import COPY, JSONL
from stances.exports.tables import STATEMENTS, Column, Kind

# A citation names every publisher, the original report first.
PUBLISHERS = """(
    SELECT array_agg(source.publisher ORDER BY cited.is_original DESC, cited.id)
    FROM stances_citation cited JOIN stances_article source ON source.id = cited.article_id
    WHERE cited.statement_id = statement.id
)"""
COLUMNS = {
    name: STATEMENTS.columns[name]
    for name in (
        *("reference", "date", "kind", "topics", "text", "language", "agency", "official", "official_title"),
        *("article_headline", "article_url"),
    )
} | {"publishers": Column(PUBLISHERS, Kind.NAMES, "")}
CITED = replace(STATEMENTS, columns=COLUMNS)


@dataclass(frozen=True)
class Works(Format):
    """``record`` writes a Work. The columns of a table play no part here."""

    record: object = None

    def query(self, table, listed, order, address, only=None):
        return super().query(CITED, listed, order, address)

    def packed(self, blocks, envelope):
        address, day = address_of(envelope.table), envelope.generated_at.date()
        for block in blocks:
            lines = (json.loads(line) for line in block.splitlines())
            yield "".join(self.record(work_of(line, address, day)) for line in lines).encode()


def work_of(line, address, day):
    """Return the Work of a record, as it is read on a day."""
    return Work(
        reference=line["reference"],
        kind=line["kind"],
        words=line["text"],
        dated=line["date"] or "",
        language=line["language"],
        topics=line["topics"],
        official=line["official"] or "",
        official_title=line["official_title"] or "",
        agency_name=line["agency"],
        outlets=line["publishers"] or [],
        headline=line["article_headline"] or "",
        article_url=line["article_url"] or "",
        address=f"{address}{line['reference']}/",
        accessed=day,
    )


BIBTEX, RIS = (
    Works(
        label=label,
        content_type=content_type,
        copy=COPY,
        purpose=_("A citation of each statement, for reference managers such as Zotero and for LaTeX."),
        kinds=JSONL.kinds,
        record=record,
    )
    for label, record, content_type in FILES.values()
)
