"""A whole list of statements as a file, streamed."""

import zlib

from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from stances.exports.download import FORMATS, download
from stances.exports.snapshot import Busy
from stances.filters import filter_statements

from .as_of import as_it_was

TRY_AGAIN_AFTER = 30  # seconds


def file_not_made(request, words, headers):
    return plain(words, status=503, headers=headers)


@as_it_was(file_not_made)
def statement_download(request, extension):
    """The whole list in a format; errors answer 400 with the words that the page has beside its fields."""
    statements = filter_statements(request.GET)
    if statements.errors:
        return plain("\n".join(statements.messages), status=400)
    if request.method == "HEAD":
        return file_response(request, statements, extension, statements.total, [])
    try:
        total, blocks = download(statements, extension, address_of_statements())
    except Busy:
        words = _("As many downloads run as the archive can serve at a time. Try again in half a minute.")
        return plain(words, status=503, headers={"Retry-After": str(TRY_AGAIN_AFTER)})
    give_up_stalled(request)
    return file_response(request, statements, extension, total, blocks)


def plain(words, **kwargs):
    return HttpResponse(f"{words}\n", "text/plain; charset=utf-8", **kwargs)


def address_of_statements():
    """What precedes a reference in the address of a statement, in the language that is asked for."""
    return settings.SITE_URL + reverse("statements")


def give_up_stalled(request):
    """Let a thread of the web server wait no longer for a client to read than the download itself waits."""
    if connection := request.environ.get("gunicorn.socket"):
        connection.settimeout(settings.DOWNLOAD_PATIENCE)


def file_response(request, statements, extension, total, blocks):
    response = StreamingHttpResponse(blocks, content_type=FORMATS[extension].content_type)
    response["Content-Disposition"] = f'attachment; filename="statements-{timezone.now():%Y-%m-%d}.{extension}"'
    response["X-Row-Count"] = total
    response["X-Canonical-Query"] = statements.query
    patch_vary_headers(response, ["Accept-Encoding"])
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response["Content-Encoding"] = "gzip"
        response.streaming_content = compressed(response.streaming_content) if request.method == "GET" else ()
    return response


def compressed(blocks):
    """Yield the blocks as a gzip file, packed as lightly as zlib can.

    That makes a third of a file, at three times the speed at which the database writes it; the level of pages would
    take twice as long for a tenth less.
    """
    packer = zlib.compressobj(level=1, wbits=31)
    for block in blocks:
        if packed := packer.compress(block):
            yield packed
    yield packer.flush()
