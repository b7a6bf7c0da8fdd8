from django.contrib import admin
from django.db.models import Case, IntegerField, Q, Value, When
from django.utils.translation import gettext_lazy as _

from stances.models import Jurisdiction
from stances.search import fold

from .record import RecordAdmin, RecordForm


class JurisdictionForm(RecordForm):
    constraints = {
        "jurisdiction_geoid_fits_level": (
            "geoid",
            _("A GEOID has 2 digits for a state, 5 for a county and 7 for a place."),
        ),
        "jurisdiction_state_is_usps": ("state", _("Write the two capital letters, such as NC.")),
        "jurisdiction_parent_unless_state": (
            "parent",
            _("A county or place has a parent; a state has none."),
        ),
        "jurisdiction_geoid_is_unique": ("geoid", _("A jurisdiction of this level has this GEOID already.")),
        "jurisdiction_slug_is_unique_in_state": (
            "slug",
            _("Another jurisdiction of the state has this slug."),
        ),
        "jurisdiction_has_name": ("name", None),
    }


@admin.register(Jurisdiction)
class JurisdictionAdmin(RecordAdmin):
    form = JurisdictionForm
    list_display = ["name", "level", "state", "geoid", "parent", "population"]
    list_filter = ["level", "state"]
    list_select_related = ["parent"]
    search_fields = ["name"]  # what get_search_results does is said by the models
    search_help_text = _("Name, state in words, or GEOID")
    autocomplete_fields = ["parent", "counties"]
    prepopulated_fields = {"slug": ["name"]}
    permanent = ["level", "geoid", "state", "slug"]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_search_results(self, request, queryset, search_term):
        words = fold(search_term)
        if words.isdigit():
            return queryset.filter(geoid=words), False
        return queryset.search(search_term), False

    def best_first(self, queryset, term):
        """Exact names first, then states before counties before places."""
        name = fold(term).lower()
        exact = Case(When(Q(folded=name), then=Value(0)), default=Value(1), output_field=IntegerField())
        level = Case(
            When(level="state", then=Value(0)),
            When(level="county", then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
        return queryset.order_by(exact, level, "name", "state", "geoid")

    @staticmethod
    def autocomplete_label(jurisdiction):
        return f"{jurisdiction} · {jurisdiction.get_level_display()} · {jurisdiction.geoid}"
