from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from stances.describing import sentence_without_order, ways_out
from stances.exports.envelope import Envelope, Source, data_version
from stances.filters import filter_statements
from stances.pictures import PICTURES, one_picture, pictures
from stances.pictures.files import FILES

from .as_of import as_it_was, page_not_made
from .downloads import as_file, file_not_made, refused


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
        return refused(statements)
    version, (make, content_type) = data_version(), FILES[extension]
    picture = one_picture(statements, code)
    source, query = Source(f"stances-{code}", "pictures"), statements.query_without("sort")
    envelope = Envelope.now(source, len(picture.table.every_row), query, version)
    response = HttpResponse(make(statements, picture), content_type)
    return as_file(response, envelope, extension, is_shown=content_type.startswith("image/"))
