"""A whole list as a file, streamed."""

import zlib
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from stances import past
from stances.directories import DIRECTORIES
from stances.exports import explaining
from stances.exports.download import FORMATS, download, envelope_of
from stances.exports.envelope import address_of
from stances.exports.formats import Refused
from stances.exports.listing import of_directory, of_statements
from stances.exports.package import ZIP, package
from stances.exports.snapshot import Busy
from stances.exports.tables import AGENCIES, ARTICLES, OFFICIALS, STATEMENTS
from stances.fields import INSTANT
from stances.filters import filter_statements

from .as_of import as_it_was

TRY_AGAIN_AFTER = 30  # seconds
DOWNLOADED = (STATEMENTS, AGENCIES, OFFICIALS, ARTICLES)


def file_not_made(request, words, headers):
    return plain(words, status=503, headers=headers)


@as_it_was(file_not_made)
def statement_download(request, extension):
    """The whole list in a format; errors answer 400 with the words that the page has beside its fields."""
    statements = filter_statements(request.GET)
    return refused(statements) if statements.errors else answer(request, of_statements(statements), extension)


@as_it_was(file_not_made)
def directory_download(request, name, extension):
    """A whole directory in a format; errors answer 400 as well."""
    directory = DIRECTORIES[name](request.GET)
    return refused(directory) if directory.errors else answer(request, of_directory(directory, name), extension)


@as_it_was(file_not_made)
def package_description(request):
    """The list as a data package whose tables are the downloads of this site."""
    statements = filter_statements(request.GET)
    if statements.errors:
        return refused(statements)
    envelope = envelope_of(of_statements(statements))
    resources = [explaining.resource(table, DOWNLOADED, address_of_csv(table, envelope)) for table in DOWNLOADED]
    package = explaining.package(envelope, resources)
    options = {"ensure_ascii": False, "indent": 2}
    return JsonResponse(package, json_dumps_params=options, headers=envelope.headers)


def refused(listing):
    return plain("\n".join(listing.messages), status=400)


def answer(request, listing, extension):
    """The file of a Listing, or in words why there is none."""
    form = ZIP if extension == "zip" else FORMATS[extension]
    try:
        if request.method == "HEAD":
            return file_response(request, form, extension, head(form, listing), [])
        file = package(listing) if form is ZIP else download(listing, extension)
    except Refused as problem:
        return plain(str(problem), status=problem.status)
    except Busy:
        words = _("As many downloads run as the archive can serve at a time. Try again in half a minute.")
        return plain(words, status=503, headers={"Retry-After": str(TRY_AGAIN_AFTER)})
    give_up_stalled(request)
    return file_response(request, form, extension, file.envelope, file)


def head(form, listing):
    """The envelope of a file that nobody reads. Raises Refused where there would be none."""
    envelope = envelope_of(listing)
    if problem := form.problem(envelope.total):
        raise problem
    return envelope


def plain(words, **kwargs):
    return HttpResponse(f"{words}\n", "text/plain; charset=utf-8", **kwargs)


def address_of_statements():
    """What precedes a reference in the address of a statement, in the language that is asked for."""
    return address_of(STATEMENTS)


def address_of_csv(table, envelope):
    """The address of a table: of the list itself, or whole; and of the same day as the list."""
    pairs = [pair for pair in parse_qsl(envelope.query) if table is envelope.table or pair[0] == "as_of"]
    return settings.SITE_URL + reverse(f"{table.name}_csv") + (f"?{urlencode(pairs)}" if pairs else "")


def give_up_stalled(request):
    """Let a thread of the web server wait no longer for a client to read than the download itself waits."""
    if connection := request.environ.get("gunicorn.socket"):
        connection.settimeout(settings.DOWNLOAD_PATIENCE)


def file_response(request, form, extension, envelope, pieces):
    response = as_file(StreamingHttpResponse(pieces, content_type=form.content_type), envelope, extension)
    if not form.is_text:
        request.META.pop("HTTP_ACCEPT_ENCODING", None)  # what is packed already gets no smaller by the middleware
        return response
    patch_vary_headers(response, ["Accept-Encoding"])
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response["Content-Encoding"] = "gzip"
        response.streaming_content = compressed(response.streaming_content) if request.method == "GET" else ()
    return response


def as_file(response, envelope, extension, is_shown=False):
    """Say of a response what every file says: its envelope, and its name. One that ``is_shown`` a browser may open."""
    name = f"{envelope.table.name}-{day_of(envelope)}.{extension}"
    how = "inline" if is_shown else "attachment"
    for header, value in (envelope.headers | {"Content-Disposition": f'{how}; filename="{name}"'}).items():
        response[header] = value
    return response


def day_of(envelope):
    """The day that a file is of, for its name."""
    if read := past.entered():
        return f"as-of-{read.until - INSTANT:%Y-%m-%d}"
    return f"{envelope.generated_at:%Y-%m-%d}"


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
