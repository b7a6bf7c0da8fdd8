import re

import pghistory
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.http import JsonResponse
from django.urls import path
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from stances.desk import publishing
from stances.models import Citation, Statement
from stances.models.statement import REFERENCE_PATTERN

from .citation import CitationInline, save_citations
from .decisions import PublishForm, WithdrawForm, decide
from .filters import StateFilter, TopicFilter
from .public_note import LoggedAdmin
from .statement_form import StatementForm
from .widgets import reading


@admin.register(Statement)
class StatementAdmin(LoggedAdmin):
    form = StatementForm
    inlines = [CitationInline]
    autocomplete_fields = ["agency", "official"]
    fieldsets = [
        (_("Who"), {"fields": ["agency", "official", "official_title"]}),
        (_("What"), {"fields": ["kind", "text", "language", "context"]}),
        (_("When"), {"fields": ["date", "date_note"]}),
        (_("Codes"), {"fields": ["position", "topics", "basis", "certainty"]}),
        (_("Standing"), {"fields": ["status", "withdrawn_reason", "why", "public_note"]}),
        (_("Kept by the archive"), {"fields": ["reference", "published_at", "created_at", "updated_at"]}),
    ]
    readonly_fields = ["reference", "published_at", "created_at", "updated_at"]

    list_display = ["excerpt", "said_by", "coded", "topic_words", "dated", "standing"]
    list_filter = ["status", "position", "kind", TopicFilter, "basis", "certainty", StateFilter]
    date_hierarchy = "row__date_earliest"  # Django takes no generated column here; the row has the same day
    search_fields = ["text"]  # makes the box appear; get_search_results says what it does
    search_help_text = _("Words, “a phrase”, -not, OR; names count; or a reference")
    actions = ["publish", "withdraw"]

    class Media:
        css = {"all": ["desk/statement.css"]}

    formfield_overrides = {models.TextField: {"widget": AdminTextareaWidget({"rows": 4})}}

    # Which statements

    def get_queryset(self, request):
        return super().get_queryset(request).with_related()

    def get_search_results(self, request, queryset, search_term):
        term = search_term.strip().lower()
        if not term:
            return queryset, False
        if re.fullmatch(REFERENCE_PATTERN, term) and (one := queryset.filter(reference=term)).exists():
            return one, False
        return queryset.search(search_term), False

    @staticmethod
    def autocomplete_label(statement):
        return " · ".join([statement.reference, str(statement.agency), Truncator(statement.text).chars(80)])

    # Who may do what

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or publishing.may_edit(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not publishing.was_public(obj))

    def has_publish_permission(self, request):
        return publishing.may_publish(request.user)

    def has_withdraw_permission(self, request):
        return publishing.may_withdraw(request.user)

    def view_on_site(self, statement):
        return statement.get_absolute_url() if publishing.was_public(statement) else None

    # The form

    def get_fieldsets(self, request, obj=None):
        hidden = hidden_fields(request.user, obj)
        shown = {"topics": "topic_words"} if obj and not self.has_change_permission(request, obj) else {}
        return [
            (title, {"fields": [shown.get(name, name) for name in options["fields"] if name not in hidden]})
            for title, options in super().get_fieldsets(request, obj)
            if obj or title != _("Kept by the archive")
        ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        if "status" in form.base_fields:
            allowed = publishing.statuses_for(request.user, obj)
            form.base_fields["status"].choices = [(status.value, status.label) for status in allowed]
        return form

    def save_model(self, request, obj, form, change):
        if why := form.cleaned_data.get("why"):
            pghistory.context(reason=why)  # for the rest of the request, which the middleware keeps together
        super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset, change):
        if formset.model is Citation:
            save_citations(formset)
        else:
            super().save_formset(request, form, formset, change)

    def get_urls(self):
        view = self.admin_site.admin_view(self.reading_view)
        return [path("reading/", view, name="stances_statement_reading"), *super().get_urls()]

    def reading_view(self, request):
        """How a partial date is read, for static/desk/reading.js."""
        return JsonResponse(reading(request.GET.get("date", "").strip()))

    # Decisions

    @admin.action(permissions=["publish"], description=_("Publish"))
    def publish(self, request, queryset):
        return decide(self, request, queryset, "publish", PublishForm)

    @admin.action(permissions=["withdraw"], description=_("Withdraw, with a public reason"))
    def withdraw(self, request, queryset):
        return decide(self, request, queryset, "withdraw", WithdrawForm)

    def get_deleted_objects(self, objs, request):
        """Say of a statement that was public that it is withdrawn rather than deleted."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        public = [statement for statement in objs if publishing.was_public(statement)]
        if public and super().has_delete_permission(request):
            lacking = lacking - {self.opts.verbose_name}
            protected = [*protected, *(_("%s was published: withdraw it instead.") % one for one in public)]
        return deleted, counts, lacking, protected

    # Columns of the list

    @admin.display(description=_("statement"), ordering="reference")
    def excerpt(self, statement):
        text = Truncator(statement.text).chars(140)
        return format_html(
            '<span lang="{}">{}</span> <span class="reference">{}</span>',
            statement.language,
            f"“{text}”" if statement.is_quotation else text,
            statement.reference,
        )

    @admin.display(description=_("said by"), ordering="agency__name")
    def said_by(self, statement):
        return format_html(
            '{} <span class="beside">{}</span>',
            statement.agency,
            statement.official or statement.official_title,
        )

    @admin.display(description=_("position"), ordering="position")
    def coded(self, statement):
        return format_html(
            '<span class="position position-{}">{}</span> <span class="beside">{}</span>',
            statement.position,
            statement.get_position_display(),
            statement.get_kind_display(),
        )

    @admin.display(description=_("topics"))
    def topic_words(self, statement):
        return ", ".join(str(topic.label) for topic in statement.topic_members)

    @admin.display(description=_("date, source"), ordering="date_earliest")
    def dated(self, statement):
        citation = statement.main_citation
        source = citation.article.publisher if citation else format_html('<em class="lack">{}</em>', _("no source"))
        return format_html('{} <span class="beside">{}</span>', statement.date_words, source)

    @admin.display(description=_("status"), ordering="status")
    def standing(self, statement):
        return format_html('<span class="status status-{}">{}</span>', statement.status, statement.get_status_display())


def hidden_fields(user, statement):
    """Fields that would say nothing: a reason where nothing is withdrawn, the why of what may not be changed."""
    hidden = set()
    if not (statement and (statement.withdrawn_reason or can_be_withdrawn(user, statement))):
        hidden.add("withdrawn_reason")
    if not (statement and publishing.may_edit(user, statement)):
        hidden.add("why")
    if not (statement and publishing.may_edit(user, statement) and publishing.may_publish(user)):
        hidden.add("public_note")
    return hidden


def can_be_withdrawn(user, statement):
    return publishing.was_public(statement) and publishing.may_withdraw(user)
