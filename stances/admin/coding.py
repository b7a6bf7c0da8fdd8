"""Codings are only read here; a second one is added blind, on a page of its own."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from stances.models import Coding

from .blind import blind_page
from .record import RecordAdmin


@admin.register(Coding)
class CodingAdmin(RecordAdmin):
    fieldsets = [
        (None, {"fields": ["about", "round", "coded_by", "coded_at", "codebook_version"]}),
        (_("Codes"), {"fields": ["position", "kind", "topic_words", "basis", "certainty", "note"]}),
        (_("Decision"), {"fields": ["decision", "reason", "decided_by", "decided_at"]}),
    ]
    list_display = ["about", "round", "coded", "coded_by", "coded_at", "decision"]
    list_display_links = ["round"]
    list_filter = ["round", "position", "kind", "decision"]
    search_fields = ["statement__reference"]
    search_help_text = _("A reference")

    class Media:
        css = {"all": ["desk/statement.css"]}

    def get_queryset(self, request):
        return super().get_queryset(request).with_statement()

    def get_readonly_fields(self, request, obj=None):
        return [name for _title, options in self.fieldsets for name in options["fields"]]

    def has_change_permission(self, request, obj=None):
        return False  # what was coded stays as it was coded

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        return blind_page(self, request)

    @admin.display(description=_("statement"), ordering="statement__reference")
    def about(self, coding):
        address = reverse("admin:stances_statement_change", args=[coding.statement_id])
        words = Truncator(coding.statement.text).chars(90)
        return format_html(
            '<a href="{}">{}</a> <span class="reference">{}</span>', address, words, coding.statement.reference
        )

    @admin.display(description=_("codes"), ordering="position")
    def coded(self, coding):
        return codes_shown(coding)

    @admin.display(description=_("coder"), ordering="coder")
    def coded_by(self, coding):
        return coding.coder or coding.get_role_display()

    @admin.display(description=_("topics"))
    def topic_words(self, coding):
        return topics_shown(coding)


def codes_shown(coding):
    """Position and kind of a coding, as the list of statements shows them."""
    return format_html(
        '<span class="position position-{}">{}</span> <span class="beside">{}</span>',
        coding.position,
        coding.get_position_display() or "–",
        coding.get_kind_display() or "–",
    )


def topics_shown(coding):
    labels = dict(Coding._meta.get_field("topics").base_field.choices)
    return ", ".join(str(labels[topic]) for topic in coding.topics or []) or "–"
