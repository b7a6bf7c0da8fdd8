"""The page on which a statement is coded a second time. It shows what was said, and nothing of how it was coded."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stances.codebook import VARIABLES
from stances.desk import coding
from stances.models import Coding, Statement
from stances.models.coding import CODED

from .widgets import CodeField, TopicsField

OFFERED, SKIPPED = "coding_offered", "coding_skipped"  # in the session: one reference, and a list of them
MOST_SKIPPED = 200


def code_field(variable):
    """A field without a code chosen before: whatever stands there would be chosen more often."""
    label, definition, codes = VARIABLES[variable]
    return CodeField(codes, label=label, help_text=definition)


class BlindForm(forms.Form):
    position = code_field("position")
    kind = code_field("kind")
    topics = TopicsField(label=gettext_lazy("Topics"), help_text=VARIABLES["topic"][1])
    basis = code_field("basis")
    certainty = code_field("certainty")
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"class": "vLargeTextField", "rows": 2}),
        help_text=gettext_lazy("For the reviewer, where the codebook leaves a doubt. Never public."),
    )


def blind_page(model_admin, request):
    """One statement with a form for its codes, the same one until it is coded or skipped."""
    statement = offered_to(request)
    if request.method != "POST":
        return shown(model_admin, request, statement, BlindForm())
    if statement is None or request.POST.get("reference") != statement.reference:
        messages.error(request, _("That was the form of another statement, so nothing was saved. This one is next."))
    elif "skip" in request.POST:
        skip(request, statement)
    elif not (form := BlindForm(request.POST)).is_valid():
        return shown(model_admin, request, statement, form)
    else:
        save(request, statement, form.cleaned_data)
    return HttpResponseRedirect(request.path)


def offered_to(request):
    """The statement that this person has before them; another one if it can't be coded any more. None at the end."""
    codable = Statement.objects.codable_by(request.user).with_sources()
    statement = codable.at(request.session.get(OFFERED, "")).first()
    if statement is None:
        statement = coding.statement_for(request.user, skipped=request.session.get(SKIPPED, []))
        request.session[OFFERED] = statement.reference if statement else ""
    return statement


def skip(request, statement):
    """It comes again once all others are coded, or with the next session."""
    skipped = [*request.session.get(SKIPPED, []), statement.reference]
    request.session[SKIPPED], request.session[OFFERED] = skipped[-MOST_SKIPPED:], ""


def save(request, statement, cleaned):
    codes = {name: cleaned[name] for name in CODED}
    try:
        coding.keep_coding(request.user, statement.reference, codes, cleaned["note"])
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Kept. Here is the next one."))
    request.session[OFFERED] = ""


def shown(model_admin, request, statement, form):
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Code a statement blind"),
        "opts": model_admin.opts,
        "statement": statement,
        "form": form,
        "fields": [form[name] for name in CODED],
        "number": Coding.objects.of_coder(request.user).of_round("second").count(),
    }
    return TemplateResponse(request, "admin/stances/coding/blind.html", context)
