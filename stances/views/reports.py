"""Readers report what is wrong with a statement."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from stances.models import Report
from stances.reporting import ReportForm, is_too_many, seconds_left_today

from .statement import public_statement, withdrawn_page


# The form holds a token of its one reader, so that nobody may keep the page for another.
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_error(request, reference):
    statement = public_statement(reference)
    if statement.reference != reference:
        return redirect("report", statement.reference, permanent=True)
    if not statement.is_published:
        return withdrawn_page(request, statement)
    form = ReportForm(request.POST if request.method == "POST" else None, instance=Report(statement=statement))
    if form.is_valid():
        if is_too_many(request):
            return too_many_requests(request, statement, form.cleaned_data["wrong"])
        form.save()
        return redirect("report_thanks", reference)
    context = {"statement": statement, "form": form}
    return render(request, "statements/report.html", context, status=400 if form.errors else 200)


def too_many_requests(request, statement, words):
    """Say when to come again, and give the words back so that they are not lost."""
    response = render(request, "429.html", {"statement": statement, "words": words}, status=429)
    response["Retry-After"] = seconds_left_today()
    return response


def report_thanks(request, reference):
    statement = public_statement(reference)
    if statement.reference != reference or not statement.is_published:
        raise Http404
    return render(request, "statements/report_thanks.html", {"statement": statement})
