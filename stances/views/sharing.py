"""What other sites show of a statement: its picture, its card in a frame, and what oEmbed tells of both."""

from csp.decorators import csp_replace
from django import forms
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.clickjacking import xframe_options_exempt

from stances.models import Statement
from stances.sharing.embedding import as_xml, find_statement, oembed
from stances.sharing.picture import picture
from stances.views.downloads import plain
from stances.views.parameters import without_our_parameters
from stances.views.statement import public_statement

MOST_PIXELS = 10_000


class Question(forms.Form):
    """The parameters of oEmbed; it allows others, which ask for nothing."""

    url = forms.CharField()
    format = forms.ChoiceField(choices=[("json", "JSON"), ("xml", "XML")], required=False)
    maxwidth = forms.IntegerField(min_value=1, max_value=MOST_PIXELS, required=False)
    maxheight = forms.IntegerField(min_value=1, max_value=MOST_PIXELS, required=False)

    @property
    def messages(self):
        return "\n".join(f"{name}: {message}" for name, found in self.errors.items() for message in found)


@without_our_parameters
def statement_picture(request, reference):
    known = public_statement(reference)
    if known.reference != reference:
        return redirect("statement_picture", known.reference, permanent=True)
    if not known.is_published:
        return plain(_("This statement was withdrawn."), status=410)
    return HttpResponse(picture(with_related(known)), "image/png")


@without_our_parameters
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def statement_card(request, reference):
    """A page for the frames of other sites. Of a withdrawn statement it says so, where the words stood before."""
    known = public_statement(reference)
    if known.reference != reference:
        return redirect("statement_card", known.reference, permanent=True)
    context = {"statement": with_related(known)}
    return render(request, "statements/card.html", context, status=200 if known.is_published else 410)


def with_related(known):
    return Statement.objects.with_related().get(pk=known.pk)


def oembed_answer(request):
    """Status 400 for a question that can't be read, 501 for another format, 404 for what is no published statement."""
    question = Question(request.GET)
    if not question.is_valid():
        return plain(question.messages, status=501 if "format" in question.errors else 400)
    asked = question.cleaned_data
    language, reference = find_statement(asked["url"]) or (None, "")
    statement = published_or_none(reference)
    if statement is None:
        return plain(_("There is no published statement at this address."), status=404)
    with override(language):
        answer = oembed(statement, asked["maxwidth"], asked["maxheight"])
    if asked["format"] == "xml":
        return HttpResponse(as_xml(answer), "text/xml; charset=utf-8")
    return JsonResponse(answer)


def published_or_none(reference):
    try:
        known = public_statement(reference)
    except Http404:
        return None
    return with_related(known) if known.is_published else None
