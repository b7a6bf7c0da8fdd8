"""The page between an action and what it does: which statements, which can't, and the reason."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy

from stances.desk import publishing

from .public_note import public_note

SHOWN = 100


class PublishForm(forms.Form):
    title = _("Publish statements")
    button = _("Publish")
    done = ngettext_lazy("%(n)d statement is published.", "%(n)d statements are published.", "n")
    decide = staticmethod(publishing.publish)
    problems = staticmethod(publishing.problems_of_publishing)

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=500,
        widget=forms.TextInput({"class": "vTextField"}),
        help_text=_("Optional and internal: kept in the history, never public."),
    )
    public_note = public_note()


class WithdrawForm(forms.Form):
    title = _("Withdraw statements")
    button = _("Withdraw")
    done = ngettext_lazy("%(n)d statement is withdrawn.", "%(n)d statements are withdrawn.", "n")
    decide = staticmethod(publishing.withdraw)
    problems = staticmethod(publishing.problems_of_withdrawing)

    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea({"class": "vLargeTextField", "rows": 3}),
        help_text=_("Public: whoever opens the address of the statement reads it."),
        error_messages={"required": _("Give the reason of the withdrawal: the public reads it at the address.")},
    )


def decide(model_admin, request, queryset, action, form_class):
    """Ask first; once answered, carry it out for each statement by itself and tell how each ended."""
    form = form_class(request.POST if "decided" in request.POST else None)
    if form.is_valid():
        carry_out(model_admin, request, queryset, form)
        return None
    return TemplateResponse(
        request,
        "admin/stances/statement/decide.html",
        {
            **model_admin.admin_site.each_context(request),
            "title": form.title,
            "opts": model_admin.opts,
            "media": model_admin.media,
            "action": action,
            "action_checkbox_name": admin.helpers.ACTION_CHECKBOX_NAME,
            "form": form,
            "chosen": [(statement, list(form.problems(statement))) for statement in queryset[:SHOWN]],
            "more": max(0, queryset.count() - SHOWN),
            "selected": request.POST.getlist(admin.helpers.ACTION_CHECKBOX_NAME),
            "select_across": request.POST.get("select_across", "0"),
        },
    )


def carry_out(model_admin, request, queryset, form):
    done, refused = 0, []
    for statement in queryset:
        try:
            form.decide(statement, **form.cleaned_data)
            done += 1
        except ValidationError as error:
            refused.append(f"{statement.reference}: {' '.join(error.messages)}")
    if done:
        model_admin.message_user(request, form.done % {"n": done}, messages.SUCCESS)
    for words in refused[:SHOWN]:
        model_admin.message_user(request, words, messages.ERROR)
    if more := len(refused[SHOWN:]):
        words = ngettext("%(n)d more statement was refused.", "%(n)d more statements were refused.", more)
        model_admin.message_user(request, words % {"n": more}, messages.ERROR)
