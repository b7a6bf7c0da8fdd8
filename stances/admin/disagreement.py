"""The queue of statements that two coders coded differently, and the page on which a reviewer decides."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stances.codebook import VARIABLES
from stances.desk import coding, publishing
from stances.models import Coding, Disagreement
from stances.models.coding import CODED, TO_DECIDE, Decision

from .coding import codes_shown, topics_shown
from .record import RecordAdmin
from .widgets import CodeField, TopicsField


class DecisionForm(forms.Form):
    """The decision, with fields for other codes of what the two codings differ in."""

    decision = forms.ChoiceField(label=gettext_lazy("Decision"), choices=Decision, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        widget=forms.Textarea({"class": "vLargeTextField", "rows": 3}),
        help_text=gettext_lazy(
            "Kept with the coding and in the history of the statement; never public. The public log says only that a "
            "second coder coded it differently, and for which codes it was decided."
        ),
    )

    def __init__(self, *args, disagreement, **kwargs):
        super().__init__(*args, **kwargs)
        self.other = disagreement.differing
        for name in self.other:
            self.fields[name] = field_of(name, initial=getattr(disagreement.statement, name))

    def clean(self):
        """Fields of other codes count only where other codes are the decision."""
        cleaned = super().clean()
        if cleaned.get("decision") == Decision.OTHER:
            for name in self.other:
                if name not in self.errors and not cleaned.get(name):
                    self.add_error(name, _("Choose what is right."))
        else:
            for name in {*self.other} & {*self.errors}:
                del self.errors[name]
        return cleaned

    @property
    def other_fields(self):
        return [self[name] for name in self.other]


def field_of(name, **kwargs):
    if name == "topics":
        return TopicsField(label=gettext_lazy("Topics"), required=False, **kwargs)
    label, _definition, codes = VARIABLES[name]
    return CodeField(codes, label=label, required=False, **kwargs)


@admin.register(Disagreement)
class DisagreementAdmin(RecordAdmin):
    list_display = ["excerpt", "said_by", "first_codes", "second_codes", "sources"]
    ordering = ["id"]  # who waits longest comes first
    search_fields = ["statement__reference"]
    search_help_text = gettext_lazy("A reference")

    class Media:
        css = {"all": ["desk/statement.css"]}

    def get_queryset(self, request):
        return super().get_queryset(request).waiting(*TO_DECIDE).side_by_side()

    def has_add_permission(self, request):
        return False  # two codings make one

    def has_delete_permission(self, request, obj=None):
        return False  # it ends by a decision

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or publishing.may_edit(request.user, obj.statement))

    def changelist_view(self, request, extra_context=None):
        title = {"title": _("What waits for a decision")}
        return super().changelist_view(request, title | (extra_context or {}))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        disagreement = self.get_object(request, object_id)
        if disagreement is None and self.has_change_permission(request) and is_decided(object_id):
            self.message_user(request, _("Someone has decided on this meanwhile."), messages.WARNING)
            return HttpResponseRedirect(reverse("admin:stances_disagreement_changelist"))
        if disagreement is None or not self.has_change_permission(request, disagreement):
            return super().change_view(request, object_id, form_url, extra_context)
        return decision_page(self, request, disagreement)

    @admin.display(description=gettext_lazy("statement"), ordering="statement__reference")
    def excerpt(self, disagreement):
        return format_html(
            '<span lang="{}">{}</span> <span class="reference">{}</span>',
            disagreement.statement.language,
            Truncator(disagreement.statement.text).chars(160),
            disagreement.statement.reference,
        )

    @admin.display(description=gettext_lazy("said by"))
    def said_by(self, disagreement):
        statement = disagreement.statement
        return format_html('{} <span class="beside">{}</span>', statement.agency, statement.date_words)

    @admin.display(description=gettext_lazy("first coding"))
    def first_codes(self, disagreement):
        return codes_shown(disagreement.first)

    @admin.display(description=gettext_lazy("second coding"))
    def second_codes(self, disagreement):
        return codes_shown(disagreement)

    @admin.display(description=gettext_lazy("sources"))
    def sources(self, disagreement):
        articles = [citation.article for citation in disagreement.statement.citations.all()]
        return format_html_join(", ", "{}", ([article.publisher] for article in articles))


def is_decided(key):
    return key.isdecimal() and Coding.objects.decided().with_ids([key]).exists()


def decision_page(model_admin, request, disagreement):
    form = DecisionForm(request.POST if request.method == "POST" else None, disagreement=disagreement)
    if form.is_valid() and decided(request, disagreement, form):
        return HttpResponseRedirect(reverse("admin:stances_disagreement_changelist"))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Decide between two codings"),
        "opts": model_admin.opts,
        "media": model_admin.media,
        "disagreement": disagreement,
        "statement": disagreement.statement,
        "rows": [compared(disagreement, name) for name in CODED],
        "form": form,
    }
    return TemplateResponse(request, "admin/stances/disagreement/decide.html", context)


def compared(disagreement, name):
    """(variable, what each coding and the statement say of it in words, whether it is to be decided)."""
    label = VARIABLES["topic" if name == "topics" else name][0]
    sides = (disagreement.first, disagreement, disagreement.statement)
    return label, [said(side, name) for side in sides], name in disagreement.differing


def said(side, name):
    return topics_shown(side) if name == "topics" else getattr(side, f"get_{name}_display")() or "–"


def decided(request, disagreement, form):
    """Whether the decision was carried out; if not, the form says why."""
    answer = form.cleaned_data
    codes = {name: answer.get(name) for name in disagreement.differing}
    try:
        coding.decide(disagreement, request.user, answer["decision"], reason=answer["reason"], codes=codes)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, _("Decided: %(statement)s.") % {"statement": disagreement.statement.reference})
    return True
