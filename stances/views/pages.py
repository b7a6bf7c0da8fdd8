from django.db import DatabaseError, connection
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from stances import codebook
from stances.charts.maps import read_measure, state_map
from stances.citing import Archive, citables_of_archive
from stances.examples import EXAMPLES, LANGUAGES, find_example
from stances.exports.tables import CODINGS, TABLES
from stances.facets import CODES
from stances.filters import LISTED, StatementFilter, newest_statements
from stances.models import Agency, DataVersion, Jurisdiction, SearchRow, TopicPosition, ValueCount
from stances.reliability import LEAST, reliability
from stances.sharing.wording import absolute

from .parameters import without_our_parameters
from .releases import citations

# Where the codebook explains a column: by its codes, or by its name.
EXPLAINED = {codes: name for name, (_label, _words, codes) in codebook.VARIABLES.items()}
EXPLAINED |= dict.fromkeys(["date", "date_earliest", "date_latest", "published", "article_published"], "date")
EXPLAINED |= {"official": "who-counts"}


def home(request):
    counts = ValueCount.objects.counts("position")
    measure, messages = read_measure(request.GET)
    context = {
        "map": state_map(measure),
        "messages": messages,
        "shifts": TopicPosition.objects.shifts().newest_first().with_ends()[:5],
        "newest": newest_statements(6)[0],
        "positions": [(code, counts.get(code.value, 0)) for code in codebook.Position],
        "total": sum(counts.values()),
        "numbers": ValueCount.objects.numbers_of_values(["agency", "official", "article", "state"]),
        "span": SearchRow.objects.published().span(),
    }
    return render(request, "home.html", context, status=400 if messages else 200)


@without_our_parameters
def codebook_page(request):
    context = {
        "variables": codebook.VARIABLES,
        "version": codebook.VERSION,
        "filters": list(CODES),
        "reliability": reliability(),
        "least": LEAST,
        "positions": codebook.Position,
        "coding_columns": [(name, column.meaning) for name, column in CODINGS.columns.items()],
    }
    return render(request, "pages/codebook.html", context)


@without_our_parameters
def data_page(request):
    filters = [(name, each, name in LISTED) for name, each in StatementFilter.base_filters.items()]
    version = DataVersion.objects.get().moment
    context = {
        "tables": [(name, table.label, columns_of(table)) for name, table in TABLES.items()],
        "filters": filters,
        "version": codebook.VERSION,
        "data_version": version,
        "citables": citables_of_archive(Archive(absolute(reverse("data")), version, timezone.now().date())),
        "examples": EXAMPLES,
        "jurisdictions": Jurisdiction.objects.count(),
        "agencies": Agency.objects.count(),
        **citations(),
    }
    return render(request, "pages/data.html", context)


def columns_of(table):
    """[(name, meaning, where the codebook explains it or "")]"""
    return [
        (name, column.meaning, EXPLAINED.get(column.codes) or EXPLAINED.get(name, ""))
        for name, column in table.columns.items()
    ]


def example_file(request, name, extension):
    """An example as a file, which asks the site that it was fetched from."""
    example = find_example(name)
    if example is None or extension not in LANGUAGES:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{name}.{extension}"'}
    return HttpResponse(example.text(extension), "text/plain; charset=utf-8", headers=headers)


@without_our_parameters
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
