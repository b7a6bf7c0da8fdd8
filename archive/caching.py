"""Public pages are made once for each version of the data, and then answered from what was kept.

A page is kept under the data version that was read before it was made (see DataVersion), so what was made before a
change is never found after it. Nobody may show a page that they kept without asking here: browsers and proxies ask
each time, and are told in most cases that nothing has changed.

All this stands around Django rather than among its middleware, where an answer would cost a third more.
"""

import hashlib
import logging
from contextlib import contextmanager
from functools import cache

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import SuspiciousOperation
from django.db import Error, connection
from django.http import HttpResponse, QueryDict
from django.middleware.gzip import re_accepts_gzip
from django.utils import timezone

from stances.params import IGNORED

logger = logging.getLogger(__name__)

# Characters of a query string and bytes of a page beyond which each answer is made anew.
LONGEST_QUERY = 1000
LARGEST_PAGE = 250_000

# What is told to one client alone, and so is no part of what is kept.
OF_ONE_CLIENT = {"ratelimit"}

# A page that differs by anything else is not kept. Its language does not: that is part of the address.
VARIES_BY = {"accept-encoding", "cookie", "accept-language"}

FOR_ALL = "public, no-cache"  # to be kept, but shown only after asking here
FOR_ONE = "private, no-store"
FOR_NOW = "no-store"  # an address that is not found, or withdrawn, or in error may be well by the next request


def keep_public_pages(application):
    """Wrap Django's WSGI application. While templates are worked on (DEBUG) nothing is kept."""
    # Pages for editors, for what watches the site, and files whose names have a hash instead.
    others = ("/admin/", "/healthz", settings.STATIC_URL)
    build()  # now, as a new release may come to lie in these files while this process still runs the old one

    def answer(environ, start_response):
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or environ["PATH_INFO"].startswith(others):
            return application(environ, start_response)
        # No other cookie makes a difference to a public page.
        if settings.SESSION_COOKIE_NAME in environ.get("HTTP_COOKIE", ""):
            return application(environ, saying(FOR_ONE, start_response))
        etag = fingerprint(environ)
        if etag is None:
            return application(environ, saying(FOR_NOW, start_response))
        if etag in environ.get("HTTP_IF_NONE_MATCH", ""):
            start_response("304 Not Modified", headers_of(etag))
            return []
        return kept(environ, start_response, etag) or made(application, environ, start_response, etag)

    return application if settings.DEBUG else answer


def fingerprint(environ):
    """An ETag: the same for the same question, however it is written, to the same data by the same program.

    None if the database does not answer, or the query string is long or can't be read. Each day has its own, as
    citations name the day on which a page was read.
    """
    if len(environ["QUERY_STRING"]) > LONGEST_QUERY:
        return None
    asked_for = parameters(environ["QUERY_STRING"])
    if asked_for is None:
        return None
    moment = data_version()
    where = [environ.get(name) for name in ("wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO", "HTTP_HOST", "SCRIPT_NAME")]
    asked = [moment, timezone.now().date(), build(), *where, environ["PATH_INFO"], asked_for]
    return moment and f'"{hashlib.blake2b(repr(asked).encode(), digest_size=16).hexdigest()}"'


def parameters(query):
    """The parameters in the order of their names; None of a query string that Django refuses to read.

    Empty ones count: a list leads from them to its proper address.
    """
    if not query:
        return []
    try:
        params = QueryDict(query.encode("latin-1"))
    except SuspiciousOperation:
        return None
    return sorted((name, values) for name, values in params.lists() if not name.startswith(IGNORED))


def data_version():
    """The moment of the last change; None if the database does not answer."""
    # A connection may have been lost since it was last used. This question finds out as well as the one that Django
    # would ask before it.
    connection.health_check_done = True
    try:
        return ask_version()
    except Error:
        connection.close()
    try:
        return ask_version()
    except Error:
        return None


def ask_version():
    with connection.cursor() as cursor:
        cursor.execute("SELECT moment FROM stances_dataversion WHERE id = 1")
        found = cursor.fetchone()
    return found and found[0]


@cache
def build():
    """A fingerprint of all that pages are made by besides data, as what is kept outlives a new release."""
    digest = hashlib.blake2b(settings.SITE_URL.encode())
    folders = [settings.BASE_DIR / name for name in ("archive", "stances", "templates", "static", "locale")]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    for path in sorted([*files, settings.BASE_DIR / "requirements.lock"]):
        digest.update(f"{path.relative_to(settings.BASE_DIR)} {path.stat().st_size} ".encode() + path.read_bytes())
    return digest.hexdigest()


def kept(environ, start_response, etag):
    """Answer with the page that was made for another visitor; None if there is none."""
    page = find(key_of(environ, etag))
    if page is None:
        return None
    headers, content = page
    start_response("200 OK", [*headers])
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else content]


def made(application, environ, start_response, etag):
    """Let Django answer, and keep the page if everyone may have it. Downloads are streamed, and so not kept here."""
    sent = []
    response = application(environ, lambda *status_and_headers: sent.append(status_and_headers))
    [(status, headers)] = sent
    if not is_for_all(status, headers):
        saying(FOR_NOW, start_response)(status, headers)
        return response
    headers = [(name, value) for name, value in headers if name != "Vary"] + headers_of(etag)
    is_whole = environ["REQUEST_METHOD"] == "GET" and isinstance(response, HttpResponse)
    if is_whole and len(response.content) <= LARGEST_PAGE:
        kept_headers = [pair for pair in headers if pair[0].lower() not in OF_ONE_CLIENT]
        keep(key_of(environ, etag), (kept_headers, response.content))
    start_response(status, headers)
    return response


def is_for_all(status, headers):
    names = {name.lower(): value for name, value in headers}
    varies_by = {name.strip().lower() for name in names.get("vary", "").split(",") if name.strip()}
    has_own_rules = names.keys() & {"cache-control", "etag", "set-cookie"}
    return status.startswith("200 ") and not has_own_rules and varies_by <= VARIES_BY


def headers_of(etag):
    """Weak, as two copies may be compressed differently."""
    return [("ETag", f"W/{etag}"), ("Cache-Control", FOR_ALL), ("Vary", "Accept-Encoding, Cookie")]


def saying(who, start_response):
    """Return a start_response that adds who may keep an answer, unless it says so itself."""

    def start(status, headers, *error):
        has_own_rules = any(name.lower() == "cache-control" for name, _value in headers)
        return start_response(status, headers if has_own_rules else [*headers, ("Cache-Control", who)], *error)

    return start


def key_of(environ, etag):
    """The key of a page, which is another one for browsers that read gzip (as GZipMiddleware finds out)."""
    is_packed = re_accepts_gzip.search(environ.get("HTTP_ACCEPT_ENCODING", ""))
    return f"{etag[1:-1]}-{'gzip' if is_packed else 'plain'}"


def find(key):
    """The page that this process made or found before, else the one that another process made, or None."""
    page = caches["near"].get(key)
    if page is None:
        with forgiving():
            page = caches["default"].get(key)
        if page is not None:
            caches["near"].set(key, page)
    return page


def keep(key, page):
    caches["near"].set(key, page)
    with forgiving():
        caches["default"].set(key, page)


@contextmanager
def forgiving():
    """Go on without a cache that is full or broken, whatever its kind raises; a page can always be made anew."""
    try:
        yield
    except Exception as error:
        logger.warning("The cache of pages does not work: %s", error)
