"""One statement: its page, and the same as a file."""

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from stances.changes import changes_since_publication, withdrawn_on
from stances.changes.raw import history_of
from stances.citing import FILES, Work, citables
from stances.codebook import Basis, Certainty, Kind, Position
from stances.exports.one import record_of
from stances.models import Statement
from stances.neighbors import neighbors, newest_of_agency

from .downloads import address_of_statements, plain
from .parameters import without_our_parameters


@without_our_parameters
def statement_detail(request, reference):
    known = public_statement(reference)
    if known.reference != reference:
        return redirect(known, permanent=True)
    if not known.is_published:
        return withdrawn_page(request, known)
    beside = neighbors(known)
    statement = beside.statement
    context = {
        "statement": statement,
        "beside": beside,
        "codes": codes_of(statement),
        "merged": statement.merged_references.all(),
        "changes": changes_since_publication(statement),
        "citables": citables(work_of(statement)),
        "address": address_of(statement),
    }
    return render(request, "statements/detail.html", context)


@without_our_parameters
def statement_file(request, reference, extension):
    """The statement as JSON, or its citation as a file; a withdrawn one answers 410 with its reason."""
    statement = public_statement(reference)
    if statement.reference != reference:
        return redirect(f"statement_{extension}", statement.reference, permanent=True)
    if not statement.is_published:
        return gone(statement)
    if extension == "json":
        return JsonResponse(record_of(statement, address_of_statements()), json_dumps_params={"ensure_ascii": False})
    _name, record, content_type = FILES[extension]
    name = f'attachment; filename="stances-{reference}.{extension}"'
    return HttpResponse(record(work_of(statement)), content_type, headers={"Content-Disposition": name})


@without_our_parameters
def statement_history(request, reference):
    """All that the public may know of the history of a statement, as JSON."""
    statement = public_statement(reference)
    if statement.reference != reference:
        return redirect("statement_history", statement.reference, permanent=True)
    if not statement.is_published:
        return gone(statement)
    return JsonResponse(history_of(statement, settings.SITE_URL), json_dumps_params={"ensure_ascii": False})


def gone(statement):
    """Tell whoever asks for a file of a withdrawn statement why there is none."""
    return plain(_("This statement was withdrawn. %(reason)s") % {"reason": statement.withdrawn_reason}, status=410)


def public_statement(reference):
    """Return the statement, published or withdrawn, that a reference leads to. Raises Http404."""
    if statement := Statement.objects.led_to_by(reference):
        return statement
    raise Http404


def withdrawn_page(request, statement):
    """Tell why it is gone, and what else its agency said. The withdrawn words are not shown."""
    context = {
        "statement": statement,
        "withdrawn_on": withdrawn_on(statement),
        "others": newest_of_agency(statement),
    }
    return render(request, "statements/withdrawn.html", context, status=410)


def codes_of(statement):
    """{variable: its code, with a label and a definition}."""
    return {
        "kind": Kind(statement.kind),
        "position": Position(statement.position),
        "basis": Basis(statement.basis),
        "certainty": Certainty(statement.certainty),
    }


def work_of(statement):
    """The statement to be cited, as it is read today."""
    return Work.of(statement, address_of(statement), timezone.now().date())


def address_of(statement):
    return settings.SITE_URL + statement.get_absolute_url()
