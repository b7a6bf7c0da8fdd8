"""The columns of every format, in order, with what each means. The data page documents itself from here."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from stances import codebook


@dataclass(frozen=True)
class Row:
    """One statement with what several columns ask of it, looked up once. ``site`` is the address of the archive."""

    statement: object
    site: str

    def __post_init__(self):
        statement, agency = self.statement, self.statement.agency
        object.__setattr__(self, "agency", agency)
        object.__setattr__(self, "official", statement.official)
        object.__setattr__(self, "citation", statement.main_citation)
        object.__setattr__(self, "article", self.citation.article if self.citation else None)
        object.__setattr__(self, "jurisdiction", agency.jurisdiction)
        object.__setattr__(self, "county", county_of(agency))
        object.__setattr__(self, "place", agency.place)


def county_of(agency):
    """The county that an agency is in: its own, else the main county of its place; None for an agency of a state."""
    if agency.county:
        return agency.county
    return {"county": agency.jurisdiction, "place": agency.jurisdiction.parent}.get(agency.jurisdiction.level)


def of(name, *path):
    """A reader of an attribute of a Row; empty where there is no such record."""

    def read(row):
        found = row
        for step in path:
            found = getattr(found, step)
            if found is None:
                return ""
        return found

    return name, read


def state_fips(row):
    return row.jurisdiction.geoid[:2]


def moment(value):
    return value.isoformat(timespec="seconds").replace("+00:00", "Z") if value else ""


def day(value):
    return value.isoformat() if value else ""


READERS = dict(
    [
        of("reference", "statement", "reference"),
        ("url", lambda row: row.site + row.statement.get_absolute_url()),
        of("date", "statement", "date"),
        ("date_earliest", lambda row: day(row.statement.date_earliest)),
        ("date_latest", lambda row: day(row.statement.date_latest)),
        of("position", "statement", "position"),
        of("kind", "statement", "kind"),
        of("topics", "statement", "topics"),
        of("text", "statement", "text"),
        of("context", "statement", "context"),
        of("basis", "statement", "basis"),
        of("certainty", "statement", "certainty"),
        of("language", "statement", "language"),
        of("agency", "agency", "name"),
        of("agency_slug", "agency", "slug"),
        of("agency_kind", "agency", "kind"),
        of("agency_ori", "agency", "ori"),
        of("state", "jurisdiction", "state"),
        ("state_fips", state_fips),
        of("county", "county", "name"),
        of("county_geoid", "county", "geoid"),
        of("place", "place", "name"),
        of("place_geoid", "place", "geoid"),
        of("official", "official", "name"),
        of("official_slug", "official", "slug"),
        of("official_title", "statement", "official_title"),
        of("article_headline", "article", "headline"),
        of("article_url", "article", "url"),
        of("article_publisher", "article", "publisher"),
        of("article_published", "article", "published"),
        of("article_archive_url", "article", "archive_url"),
        of("via", "citation", "via"),
        ("articles", lambda row: len(row.statement.citations.all())),
        ("published_at", lambda row: moment(row.statement.published_at)),
        ("updated_at", lambda row: moment(row.statement.updated_at)),
        ("codebook_version", lambda row: codebook.VERSION),
    ]
)

MEANINGS = {
    "reference": _("Eight characters that name the statement for good."),
    "url": _("The statement's address."),
    "date": _("When it was said or done, as exactly as it is known (EDTF); empty if undated."),
    "date_earliest": _("The first day that the date may mean."),
    "date_latest": _("The last day that the date may mean."),
    "position": _("The stance toward helping federal civil immigration enforcement, by the codebook."),
    "kind": _("Quotation, paraphrase, policy or action, by the codebook."),
    "topics": _("One to four topics, by the codebook: joined with ; in CSV, a list in JSON."),
    "text": _("The exact words of a quotation; anything else in the archive's own words."),
    "context": _("What a reader needs to know, in the archive's words."),
    "basis": _("Whose decision it is, by the codebook."),
    "certainty": _("How sure the coder is, by the codebook."),
    "language": _("The language of the text (BCP 47)."),
    "agency": _("The agency's name."),
    "agency_slug": _("The last part of the agency's address; unique."),
    "agency_kind": _("The kind of agency, by the codebook."),
    "agency_ori": _("Nine characters given by the FBI; text; empty if the agency has none; not unique."),
    "state": _("USPS abbreviation."),
    "state_fips": _("Two digits; text."),
    "county": _("The county that the agency is in; empty for an agency of a state."),
    "county_geoid": _("Five digits, Census geography of 2017; text, with its leading zeros."),
    "place": _("The place that the agency polices; empty for an agency of a county or a state."),
    "place_geoid": _("Seven digits, Census geography of 2017; text, with its leading zeros."),
    "official": _("Who speaks for the agency; empty if the agency speaks as a body."),
    "official_slug": _("The last part of the official's address; unique."),
    "official_title": _("The official's title as it was then given."),
    "article_headline": _("Of the original report where that is known, else of the first article; empty if unknown."),
    "article_url": _("Where that article is."),
    "article_publisher": _("Who published that article."),
    "article_published": _("When, as exactly as it is known (EDTF); empty if unknown."),
    "article_archive_url": _("Where a copy of that article is kept."),
    "via": _("The outlet that that article credits."),
    "articles": _("How many articles the statement rests on."),
    "published_at": _("When the archive published the statement (UTC)."),
    "updated_at": _("When the archive last changed the statement (UTC)."),
    "codebook_version": _("The version of the codebook that the codes belong to."),
}

COLUMNS = list(READERS)


def values(statement, site):
    """Return {column: value} of a statement: text, a number or (topics) a list, in the order of COLUMNS."""
    row = Row(statement, site)
    return {name: read(row) for name, read in READERS.items()}
