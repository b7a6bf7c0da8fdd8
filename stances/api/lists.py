"""The lists of the API, each with its table, its filters and how its pages and its records are found."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from stances.directories import AgencyFilter, ArticleFilter, JurisdictionFilter, OfficialFilter
from stances.exports.tables import AGENCIES, ARTICLES, JURISDICTIONS, OFFICIALS, SHIFTS, STATEMENTS, Table
from stances.filters import StatementFilter
from stances.filters.shifts import ShiftFilter
from stances.models import Agency, Article, Jurisdiction, Official, TopicPosition

from .paging import page_of_shifts, page_of_statements, page_of_walk

NUMBER = "^[1-9][0-9]{0,17}$"


@dataclass(frozen=True)
class List:
    """``page_of``: the Page that a query string asks for. ``key_of``: the key of the record with an address, or None.

    ``converters``: {column of the table's key: the converter of it in an address}. ``order`` in words. ``on_request``:
    what a record has besides its columns where ``fields`` asks for it.
    """

    table: Table
    singular: str
    meaning: str
    order: str
    filters: type
    page_of: Callable
    key_of: Callable
    converters: dict
    on_request: tuple = ()

    @property
    def name(self):
        return self.table.name


def walked(filter_class, records, table, pattern=""):
    """The page_of a list in the order of one column of its table."""
    [column] = table.key
    return lambda params: page_of_walk(
        filter_class, records(), column, pattern or table.columns[column].pattern, params
    )


def first(records):
    return records.values_list("pk", flat=True).first()


def key_of_shift(reference, topic):
    shift = TopicPosition.objects.shifts().at(reference, topic).first()
    return shift and (shift.statement_id, shift.topic)


BY_SLUG = _("By the last part of their addresses, which each keeps for good.")

LISTS = {
    each.name: each
    for each in (
        List(
            STATEMENTS,
            "statement",
            _("What agencies said and did: the same list as the page and its downloads."),
            _("As sort says: the newest first unless another order is asked for."),
            StatementFilter,
            page_of_statements,
            None,  # a statement may be withdrawn or merged, which its own view tells
            {"reference": "slug"},
            ("citations",),
        ),
        List(
            AGENCIES,
            "agency",
            _("All agencies that the archive knows, with and without statements."),
            BY_SLUG,
            AgencyFilter,
            walked(AgencyFilter, Agency.objects.all, AGENCIES),
            lambda slug: first(Agency.objects.with_slugs([slug])),
            {"slug": "slug"},
        ),
        List(
            OFFICIALS,
            "official",
            _("Those who spoke for an agency in a published statement."),
            BY_SLUG,
            OfficialFilter,
            walked(OfficialFilter, Official.objects.published, OFFICIALS),
            lambda slug: first(Official.objects.published().with_slugs([slug])),
            {"slug": "slug"},
        ),
        List(
            ARTICLES,
            "article",
            _("The sources that published statements rest on."),
            _("By their numbers, which each keeps for good."),
            ArticleFilter,
            walked(ArticleFilter, Article.objects.published, ARTICLES, NUMBER),
            lambda id: first(Article.objects.published().with_ids([id])),
            {"id": "number"},
        ),
        List(
            JURISDICTIONS,
            "jurisdiction",
            _("States and territories, counties and places with their Census GEOIDs."),
            _("Counties, then places, then states; by GEOID within each."),
            JurisdictionFilter,
            walked(JurisdictionFilter, Jurisdiction.objects.all, JURISDICTIONS),
            lambda geoid: first(Jurisdiction.objects.at(geoid)),
            {"geoid": "geoid"},
        ),
        List(
            SHIFTS,
            "shift",
            _("Where an agency’s position on a topic moved between two dated statements, as its page defines."),
            _("The newest first."),
            ShiftFilter,
            page_of_shifts,
            key_of_shift,
            {"reference": "slug", "topic": "slug"},
        ),
    )
}
