from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from stances.models import Agency, Statement
from stances.search import fold

from .record import RecordAdmin, RecordForm


class AgencyForm(RecordForm):
    constraints = {
        "agency_has_name": ("name", None),
        "agency_ori_has_nine_characters": ("ori", None),
        "agency_figures_have_a_year": ("staffing_year", None),
        "agency_slug_is_address": (None, _("No address can be made of this name.")),
    }

    def clean_ori(self):
        return self.cleaned_data["ori"].upper()

    def clean_looked_on(self):
        day = self.cleaned_data["looked_on"]
        if day and day > timezone.now().date():
            raise ValidationError(_("This day is still to come."))
        return day


@admin.register(Agency)
class AgencyAdmin(RecordAdmin):
    form = AgencyForm
    list_display = ["name", "kind", "jurisdiction", "ori", "is_reporting", "looked_on"]
    list_filter = ["kind", "is_reporting", ("looked_on", admin.EmptyFieldListFilter), "jurisdiction__state"]
    list_select_related = ["jurisdiction"]
    search_fields = ["name"]  # makes the box appear; get_search_results says what it does
    search_help_text = _("Name, alias, place, county, state or ORI")
    autocomplete_fields = ["jurisdiction", "county"]
    readonly_fields = ["slug"]
    actions = ["looked_today"]
    fieldsets = [
        (None, {"fields": ["name", "kind", "jurisdiction", "county", "ori", "aliases", "slug"]}),
        (_("Figures"), {"fields": ["population_served", "officers", "staffing_year", "is_reporting"]}),
        (_("Statements"), {"fields": ["looked_on"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).with_jurisdiction()

    def get_search_results(self, request, queryset, search_term):
        return queryset.search(search_term), False

    @admin.action(permissions=["change"], description=_("Looked for statements today"))
    def looked_today(self, request, queryset):
        """Note it whether any were found or not, as nothing found is another thing than nobody looking."""
        count = queryset.update(looked_on=timezone.now().date())
        said = ngettext(
            "Noted that someone looked for statements of %(count)d agency today.",
            "Noted that someone looked for statements of %(count)d agencies today.",
            count,
        )
        self.message_user(request, said % {"count": count}, messages.SUCCESS)

    def best_first(self, queryset, term):
        """Exact matches first, then agencies that have statements, then names that begin like the words."""
        words = fold(term).lower()
        return queryset.annotate(
            is_exact=Q(ori=words.upper()) | Q(name__iexact=term.strip()),
            is_said_of=Exists(Statement.objects.filter(agency=OuterRef("pk"))),
            begins=Q(folded__startswith=" ".join(words.split()[:1])),
        ).order_by("-is_exact", "-is_said_of", "-begins", "name", "slug")

    @staticmethod
    def autocomplete_label(agency):
        """Tell namesakes apart: name · place or county, state · ORI."""
        return " · ".join(filter(None, [agency.name, str(agency.jurisdiction), agency.ori]))
