from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from stances import codebook
from stances.exports.columns import COLUMNS
from stances.facets import CODES
from stances.filters import LISTED, StatementFilter
from stances.models import Agency, Article, Jurisdiction, Official, SearchRow, Statement


def home(request):
    rows = SearchRow.objects.published()
    counts = rows.count_by("position")
    context = {
        "newest": Statement.objects.published().with_related().newest_first()[:6],
        "positions": [(code, counts.get(code.value, 0)) for code in codebook.Position],
        "total": rows.count(),
        "agency_total": Agency.objects.with_statements().count(),
        "official_total": Official.objects.published().count(),
        "article_total": Article.objects.published().count(),
        "state_total": len(rows.count_by("state")),
        "span": rows.span(),
    }
    return render(request, "home.html", context)


def codebook_page(request):
    context = {"variables": codebook.VARIABLES, "version": codebook.VERSION, "filters": list(CODES)}
    return render(request, "pages/codebook.html", context)


def data_page(request):
    filters = [(name, each, name in LISTED) for name, each in StatementFilter.base_filters.items()]
    context = {
        "columns": [(name, column.meaning) for name, column in COLUMNS.items()],
        "filters": filters,
        "version": codebook.VERSION,
        "jurisdictions": Jurisdiction.objects.count(),
        "agencies": Agency.objects.count(),
    }
    return render(request, "pages/data.html", context)


def about_page(request):
    return render(request, "pages/about.html")


@csrf_exempt
@require_safe
def healthz(request):
    """200 only when the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("the database does not answer\n", "text/plain", status=503)
    return HttpResponse("ok\n", "text/plain")
