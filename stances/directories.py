"""The directories of agencies, officials and articles: their filters, read as strictly as those of statements."""

from urllib.parse import parse_qsl

import django_filters
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from stances import past, planner
from stances.codebook import AgencyKind
from stances.fields import written_moment
from stances.filters import AnyOf, AsOfForm, Filters, Known, Moment, OfCodes, OfItsTime
from stances.models import Agency, Article, Jurisdiction, Official
from stances.params import Answer, all_errors, read_params

PER_PAGE = 50
MOST_IDS = 5_000  # of what a search found, to find the records of a page by


class DirectoryFilter(Filters):
    """``is_large``: there are so many records that to search them for words takes longest, so that it is done once."""

    is_large = False
    q = django_filters.CharFilter(label=_("Name"), method="search")

    def search(self, records, name, value):
        return records.search(value)


class AgencyFilter(DirectoryFilter):
    q = django_filters.CharFilter(
        label=_("Name"), method="search", help_text=_("Name, alias, place, county, state or ORI.")
    )
    state = Known(
        "jurisdiction__state",
        label=_("State"),
        records=Jurisdiction.objects.states,
        column="state",
        fold=str.upper,
        what=_("a state"),
    )
    agency_kind = OfCodes("kind", label=_("Kind of agency"), codes=AgencyKind)

    class Meta:
        model = Agency
        form = AsOfForm
        fields = []


class OfficialFilter(DirectoryFilter):
    class Meta:
        model = Official
        form = AsOfForm
        fields = []


class ArticleFilter(DirectoryFilter):
    is_large = True
    q = django_filters.CharFilter(
        label=_("Words"), method="search", help_text=_("Of the headline, the publisher or the address.")
    )
    updated_after = Moment(
        method="since",
        label=_("Changed since"),
        help_text=_("A date, or a moment such as 2026-11-01T12:00:00Z; with the articles of statements that changed."),
    )

    def since(self, articles, name, moment):
        read = past.entered()
        return articles.updated_after(moment, until=read and read.until)

    class Meta:
        model = Article
        form = AsOfForm
        fields = []


class JurisdictionFilter(DirectoryFilter):
    q = django_filters.CharFilter(
        label=_("Name"), method="search", help_text=_("Its name, or that of what it is part of.")
    )
    state = Known(
        "state",
        label=_("State"),
        records=Jurisdiction.objects.states,
        column="state",
        fold=str.upper,
        what=_("a state"),
    )
    level = OfCodes("level", label=_("Level"), codes=Jurisdiction.Level)

    class Meta:
        model = Jurisdiction
        fields = []


def searched(filterset):
    """Return (the records that a FilterSet keeps, how many a search of a large table found, None without one).

    Where few are found they are known by their ids from then on, so that neither counting them nor showing a page of
    them searches again.
    """
    records = filterset.qs
    if not filterset.is_large or not filterset.form.cleaned_data["q"]:
        return records, None
    ids = list(records.order_by().values_list("pk", flat=True)[: MOST_IDS + 1])
    if len(ids) <= MOST_IDS:
        return filterset.queryset.filter(pk__in=ids), len(ids)
    with planner.without(planner.ONE_BY_ONE):
        return records, records.count()


def canonical_pairs(filterset):
    """[(name, value)] of what is asked for, the same for every spelling of the same question."""
    pairs = []
    for name, each in filterset.filters.items():
        value = filterset.form.cleaned_data.get(name)
        if isinstance(each, AnyOf):
            pairs += [(name, str(one)) for one in value or []]
        elif isinstance(each, Moment):
            pairs += [(name, written_moment(value))] if value else []
        elif value:
            pairs.append((name, " ".join(value.split())))
    as_of = filterset.form.cleaned_data.get("as_of")
    return [*pairs, ("as_of", as_of.text)] if as_of else pairs


class Pages(Paginator):
    """The pages of the records that a FilterSet keeps."""

    def __init__(self, filterset):
        records, total = searched(filterset)
        super().__init__(records, PER_PAGE)
        self.is_large = filterset.is_large
        self.is_of_many_found = total is not None and total > MOST_IDS
        if total is not None:
            self.count = total

    def _get_page(self, records, *place):
        """What records are shown with is looked up for those of the page only. A large table is walked in its order."""
        if not self.is_large:
            records = self.object_list.filter(pk__in=records.values("pk"))
        return super()._get_page(records, *place)

    def page(self, number):
        page = super().page(number)
        if self.is_of_many_found:
            with planner.without(planner.SORTING):
                page.object_list = list(page.object_list)
        return page


class Directory(OfItsTime, Answer):
    """The answer to a query string: a page of ``records``, or the errors that stand in their place."""

    def __init__(self, filter_class, records, params):
        names = [*filter_class.base_filters, "as_of", "page"]
        listed = [name for name, each in filter_class.base_filters.items() if isinstance(each, AnyOf)]
        kept, errors = read_params(params, names, listed)
        self.filterset = filter_class(kept, queryset=records)
        self.errors = all_errors(self.filterset.form, errors)
        self.records = records.none() if self.errors else self.filterset.qs
        self.paginator = Paginator(self.records, PER_PAGE) if self.errors else Pages(self.filterset)
        self.page = self._page(kept.get("page", 1))
        self.form = self.filterset.form
        kept.pop("page", None)
        self.query = kept.urlencode()

    def _page(self, number):
        try:
            return self.paginator.page(number)
        except PageNotAnInteger:
            self.errors["page"] = [str(_("A page is a whole number."))]
        except EmptyPage:
            if not self.errors:  # with any, there are no records and so no pages to speak of
                self.errors["page"] = [self._last_page()]
        return self.paginator.page(1)

    def _last_page(self):
        count = self.paginator.num_pages
        return ngettext("There is only one page.", "There are only %(count)s pages.", count) % {"count": count}

    @property
    def canonical_query(self):
        """The query string of what is asked for, the same for every spelling of the same question."""
        return urlencode(canonical_pairs(self.filterset))

    @property
    def query_of_today(self):
        """The canonical query, asked of the archive of today."""
        return urlencode([pair for pair in parse_qsl(self.canonical_query) if pair[0] != "as_of"])

    @property
    def changed_since(self):
        """The moment after which a record is to have changed, as it is written; None where that is not asked for."""
        return dict(parse_qsl(self.canonical_query)).get("updated_after")

    @property
    def chosen_states(self):
        return [str(value) for value in self.form.cleaned_data.get("state") or []]

    @property
    def chosen_kinds(self):
        return [str(value) for value in self.form.cleaned_data.get("agency_kind") or []]


def list_agencies(params):
    """Return the Directory of agencies that a QueryDict asks for."""
    return Directory(AgencyFilter, Agency.objects.with_jurisdiction().most_said_first(), params)


def list_officials(params):
    """Return the Directory of public officials that a QueryDict asks for, by name."""
    officials = Official.objects.published().with_published_counts().with_agencies()
    return Directory(OfficialFilter, officials.order_by("name", "slug"), params)


def list_articles(params):
    """Return the Directory of public articles that a QueryDict asks for, newest first."""
    return Directory(ArticleFilter, Article.objects.published().with_published_counts().newest_first(), params)


DIRECTORIES = {"agencies": list_agencies, "officials": list_officials, "articles": list_articles}
