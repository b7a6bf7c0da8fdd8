from django.contrib import admin
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from stances.models import Official, Statement
from stances.search import fold

from .record import RecordAdmin, RecordForm

AGENCIES_NAMED = 3


class OfficialForm(RecordForm):
    constraints = {"official_has_name": ("name", None)}


def one_for_each_agency():
    """One statement of each official for each agency, to name the agencies that someone has spoken for."""
    return (
        Statement.objects.select_related("agency__jurisdiction")
        .order_by("official_id", "agency_id", "-pk")
        .distinct("official_id", "agency_id")
    )


@admin.register(Official)
class OfficialAdmin(RecordAdmin):
    form = OfficialForm
    list_display = ["name", "agencies", "slug", "note"]
    search_fields = ["name"]
    search_help_text = _("Name, or an agency spoken for")
    fields = ["name", "slug", "note"]
    readonly_fields = ["slug"]

    def get_queryset(self, request):
        spoken = Prefetch("statements", one_for_each_agency(), to_attr="spoken")
        return super().get_queryset(request).prefetch_related(spoken)

    def get_search_results(self, request, queryset, search_term):
        spoken = Statement.objects.filter(official=OuterRef("pk"))
        for word in fold(search_term).lower().split():
            for_agency = Exists(spoken.filter(agency__folded__contains=word))
            queryset = queryset.filter(Q(folded__contains=word) | for_agency)
        return queryset, False

    def view_on_site(self, official):
        is_public = Official.objects.published().filter(pk=official.pk).exists()
        return official.get_absolute_url() if is_public else None

    @admin.display(description=_("has spoken for"))
    def agencies(self, official):
        return agency_words(official)

    @staticmethod
    def autocomplete_label(official):
        return " · ".join(filter(None, [official.name, agency_words(official)]))


def agency_words(official):
    """Name the agencies that an official has spoken for, the first few in full."""
    if not hasattr(official, "spoken"):
        official.spoken = list(one_for_each_agency().filter(official=official))
    names = [str(statement.agency) for statement in official.spoken]
    if (more := len(names) - AGENCIES_NAMED) > 0:
        names[AGENCIES_NAMED:] = [ngettext("%(n)d more", "%(n)d more", more) % {"n": more}]
    return ", ".join(names)
