from dataclasses import dataclass

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from stances.codebook import Position, Status
from stances.describing import chips, order_note, sentence, ways_out
from stances.exports.download import FORMATS
from stances.facets import count_facets
from stances.filters import filter_statements, newest_statements
from stances.models import MergedReference, Statement
from stances.paging import MOST_PER_PAGE, PER_PAGE


@dataclass(frozen=True)
class Form:
    """One of the forms of a list besides its page: ``is_file`` where it is kept rather than looked at."""

    name: str
    content_type: str
    address: str
    is_file: bool = True


PAGE_SIZES = [PER_PAGE, 50, MOST_PER_PAGE]


def statement_list(request):
    statements = filter_statements(request.GET)
    if statements.errors:
        return render(request, "statements/list.html", {"statements": statements}, status=400)
    if "" in request.GET.values() and not statements.cleaned["cursor"]:
        # A form sends its empty fields too; the address that a reader copies should not have them.
        return redirect(f"{request.path}?{statements.query_with()}".rstrip("?"))
    facets = count_facets(statements)  # first, as it tells the page how many there are
    rows, cursor = statements.page()
    context = {
        "statements": statements,
        "rows": rows,
        "next_query": statements.query_with(cursor=cursor) if cursor else "",
        "facets": facets,
        "chips": chips(statements),
        "sentence": sentence(statements),
        "order_note": order_note(statements),
        "q": statements.cleaned["q"],
        "forms": forms(statements),
        "ways_out": [] if rows else ways_out(statements),
        "sizes": sorted({*PAGE_SIZES, statements.cleaned["per_page"]}),
        "site": settings.SITE_URL,
    }
    return render(request, "statements/list.html", context)


def forms(statements):
    """The other forms of exactly this list."""
    query = f"?{statements.query}" if statements.query else ""
    return [
        Form(extension.upper(), made.content_type, reverse(f"statements_{extension}") + query)
        for extension, made in FORMATS.items()
    ]


def statement_detail(request, reference):
    statement = Statement.objects.with_related().at(reference).first()
    if statement and statement.status == Status.WITHDRAWN:
        return render(request, "statements/withdrawn.html", {"statement": statement}, status=410)
    if statement is None or not statement.is_published:
        return redirect_or_404(reference)
    newest, _total = newest_statements(6, "agency", statement.agency_id)
    others = [other for other in newest if other != statement][:5]
    return render(
        request,
        "statements/detail.html",
        {"statement": statement, "others": others, "position": Position(statement.position)},
    )


def redirect_or_404(reference):
    """Lead a merged reference, or one in capitals, to its statement for good."""
    merged = MergedReference.objects.public().at(reference).select_related("statement").first()
    if merged:
        return redirect(merged.statement, permanent=True)
    if reference != reference.lower() and Statement.objects.ever_public().known_as(reference.lower()).exists():
        return redirect("statement", reference.lower(), permanent=True)
    raise Http404
