from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from stances.models import Report


class OpenFilter(admin.SimpleListFilter):
    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        return [("open", _("Open")), ("dealt-with", _("Dealt with"))]

    def queryset(self, request, queryset):
        kept = {"open": queryset.open, "dealt-with": queryset.dealt_with}
        return kept.get(self.value(), queryset.all)()


class ReportForm(forms.ModelForm):
    is_dealt_with = forms.BooleanField(label=_("Dealt with"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["is_dealt_with"] = not self.instance.is_open


@admin.register(Report)
class ReportAdmin(admin.ModelAdmin):
    """What readers wrote is only read here; editors note what came of it."""

    form = ReportForm
    fieldsets = [
        (_("Report"), {"fields": ["about", "wrong", "source_url", "email", "sent_at"]}),
        (_("Standing"), {"fields": ["is_dealt_with", "note", "dealt_with_by", "dealt_with_at"]}),
    ]
    readonly_fields = ["about", "wrong", "source_url", "email", "sent_at", "dealt_with_by", "dealt_with_at"]
    list_display = ["excerpt", "about", "sent_at", "standing", "dealt_with_by"]
    list_filter = [OpenFilter, "sent_at"]
    list_select_related = ["statement", "dealt_with_by"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["wrong", "statement__reference"]
    actions = ["deal_with", "open_again"]
    object_history_template = "admin/object_history.html"  # the database keeps no history of reports

    def has_add_permission(self, request):
        return False  # readers write them

    def save_model(self, request, obj, form, change):
        if form.cleaned_data["is_dealt_with"] == obj.is_open:
            settle(obj, request.user if obj.is_open else None)
        super().save_model(request, obj, form, change)

    @admin.action(permissions=["change"], description=_("Mark as dealt with"))
    def deal_with(self, request, queryset):
        for report in queryset.open():
            settle(report, request.user)
            report.save()

    @admin.action(permissions=["change"], description=_("Open again"))
    def open_again(self, request, queryset):
        for report in queryset.dealt_with():
            settle(report, None)
            report.save()

    @admin.display(description=_("report"), ordering="wrong")
    def excerpt(self, report):
        return Truncator(report.wrong).chars(120)

    @admin.display(description=_("statement"), ordering="statement__reference")
    def about(self, report):
        address = reverse("admin:stances_statement_change", args=[report.statement_id])
        return format_html('<a href="{}">{}</a>', address, report.statement.reference)

    @admin.display(description=_("standing"), ordering="dealt_with_at")
    def standing(self, report):
        return _("Open") if report.is_open else _("Dealt with")


def settle(report, user):
    """Let a report be dealt with by someone now, or be open again for None."""
    report.dealt_with_by, report.dealt_with_at = user, timezone.now() if user else None
