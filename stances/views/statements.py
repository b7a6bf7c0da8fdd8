from django.shortcuts import redirect, render

from stances.charts.bars import histogram
from stances.describing import chips, order_note, referred_to, sentence, ways_out
from stances.facets import count_facets
from stances.filters import filter_statements
from stances.paging import MOST_PER_PAGE, PER_PAGE

from .as_of import as_it_was, page_not_made

PAGE_SIZES = [PER_PAGE, 50, MOST_PER_PAGE]


@as_it_was(page_not_made)
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
        "listed": [row.statement for row in rows],
        "next_query": statements.query_with(cursor=cursor) if cursor else "",
        "facets": facets,
        "histogram": years_of(statements),
        "chips": chips(statements),
        "sentence": sentence(statements),
        "order_note": order_note(statements),
        "q": statements.cleaned["q"],
        "referred_to": referred_to(statements),
        "ways_out": [] if rows else ways_out(statements),
        "sizes": sorted({*PAGE_SIZES, statements.cleaned["per_page"]}),
    }
    return render(request, "statements/list.html", context)


def years_of(statements):
    """The histogram of a list; each bar leads to the list of its year, with whatever else is asked for."""
    counts = {int(year): count for year, count in statements.years.items()}
    first, last = statements.days
    chosen = (first and first.year, last and last.year) if first or last else None
    return histogram(counts, lambda year: f"?{statements.query_of_year(year)}", chosen=chosen)
