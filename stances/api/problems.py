"""What goes wrong, told as a problem (RFC 9457) at every address of the API."""

import json
import sys
from dataclasses import dataclass

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import defaults

CONTENT_TYPE = "application/problem+json"
TRY_AGAIN_AFTER = 30  # seconds
LONGEST_INSTANCE = 2000  # characters


@dataclass(frozen=True)
class ProblemType:
    status: int
    title: str
    meaning: str


# Each has a section of the documentation, to which its type leads.
TYPES = {
    "query": ProblemType(
        400,
        _("The query cannot be read"),
        _("Each of the errors names a parameter and says what is wrong with it, in the words that the page has."),
    ),
    "request": ProblemType(400, _("The request cannot be read"), _("It is not one that a program would send.")),
    "moved": ProblemType(
        301,
        _("The record is at another address"),
        _(
            "It was merged into another record, or its reference is written in capitals. "
            "The header Location leads to where it is."
        ),
    ),
    "not-found": ProblemType(
        404, _("Nothing is at this address"), _("It may be mistyped, or the record was never public.")
    ),
    "method": ProblemType(405, _("The archive can only be read"), _("The header Allow names the methods.")),
    "withdrawn": ProblemType(
        410, _("The statement was withdrawn"), _("The reason is that which its page gives. Delete your copy.")
    ),
    "limit": ProblemType(
        429,
        _("Too many requests"),
        _("Wait as many seconds as the header Retry-After says, and go on where you were."),
    ),
    "error": ProblemType(500, _("The archive made a mistake"), _("Its keepers see each in their log.")),
    "unavailable": ProblemType(
        503, _("The archive cannot answer now"), _("Try again after as many seconds as the header Retry-After says.")
    ),
}


class Problem(Exception):
    """What an answer tells instead of records.

    ``errors``: [{"parameter", "message"}]. Whatever else it tells has a name of its own.
    """

    def __init__(self, name, detail="", errors=(), headers=None, **more):
        super().__init__(detail)
        self.name, self.detail, self.errors, self.headers, self.more = name, detail, [*errors], headers or {}, more

    def response(self, request):
        kind = TYPES[self.name]
        told = {
            "type": f"{settings.SITE_URL}{reverse('api')}#problem-{self.name}",
            "title": str(kind.title),
            "status": kind.status,
            "detail": str(self.detail or kind.meaning),
            "instance": request.get_full_path()[:LONGEST_INSTANCE],
            "errors": self.errors,
            **self.more,
        }
        return HttpResponse(json.dumps(told, ensure_ascii=False), CONTENT_TYPE, kind.status, headers=self.headers)


def wrong_query(errors):
    """The Problem of a query string; ``errors`` maps a parameter, or "" for the query as a whole, to messages."""
    told = [{"parameter": name or None, "message": message} for name, found in errors.items() for message in found]
    return Problem("query", _("Nothing was answered, as the query string has errors."), told)


# Errors that Django meets, within views and before them


def is_of_api(request):
    return request.path_info.startswith("/api/") and request.path_info != "/api/"


def bad_request(request, exception):
    if is_of_api(request):
        return Problem("request").response(request)
    return defaults.bad_request(request, exception)


def not_found(request, exception):
    if is_of_api(request):
        return Problem("not-found").response(request)
    return defaults.page_not_found(request, exception)


def server_error(request):
    if not is_of_api(request):
        return defaults.server_error(request)
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return Problem("unavailable", headers={"Retry-After": str(TRY_AGAIN_AFTER)}).response(request)
    return Problem("error").response(request)
