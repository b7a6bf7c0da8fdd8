from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from stances.describing import sentence_without_order, ways_out
from stances.filters import filter_statements
from stances.pictures import PICTURES, one_picture, pictures
from stances.pictures.files import FILES

from .as_of import as_it_was, page_not_made
from .downloads import file_not_made, plain


@as_it_was(page_not_made)
def picture_list(request):
    """The pictures of a list, each beside the table of its numbers; errors are shown beside the fields of the list."""
    statements = filter_statements(request.GET)
    if statements.errors:
        context = {"statements": statements, "form_address": reverse("pictures")}
        return render(request, "statements/list.html", context, status=400)
    if "" in request.GET.values():
        return redirect(f"{request.path}?{statements.query_without('sort')}".rstrip("?"))
    drawn = pictures(statements)  # first, as it tells the list its total
    context = {
        "statements": statements,
        "pictures": drawn if statements.total else [],
        "ways_out": [] if statements.total else ways_out(statements),
        "query": statements.query_without("sort"),
        "sentence": sentence_without_order(statements),
        "extensions": list(FILES),
    }
    return render(request, "statements/pictures.html", context)


@as_it_was(file_not_made)
def picture_file(request, code, extension):
    """One picture as a file; errors answer 400 with the words that the page of the list has beside its fields."""
    if code not in PICTURES:
        raise Http404
    statements = filter_statements(request.GET)
    if statements.errors:
        return plain("\n".join(statements.messages), status=400)
    make, content_type = FILES[extension]
    response = HttpResponse(make(statements, one_picture(statements, code)), content_type)
    response["Content-Disposition"] = f'inline; filename="stances-{code}.{extension}"'
    return response
