"""Views that can answer about the archive as it was: ``?as_of=2026-11-01``."""

from functools import wraps

from django.core.exceptions import ValidationError
from django.shortcuts import render

from stances import past
from stances.fields import AsOfField

TRY_AGAIN_AFTER = 30  # seconds


def as_it_was(not_made):
    """Let a view read the past that the query string asks for, if it does. What is wrong with it the view's form says.

    ``not_made(request, words, headers)`` answers, with status 503, where that past can't be read now.
    """

    def decorated(view):
        @wraps(view)
        def answer(request, *args, **kwargs):
            as_of = asked(request.GET)
            if as_of is None:
                return view(request, *args, **kwargs)
            try:
                with past.at(as_of.until):
                    return view(request, *args, **kwargs)
            except past.NotMade as error:
                return not_made(request, error.why, {"Retry-After": str(TRY_AGAIN_AFTER)})

        return answer

    return decorated


def asked(params):
    """Return the AsOf of a query string; None if there is none, or none that can be read."""
    values = {value.strip() for value in params.getlist("as_of")} - {""}
    try:
        return AsOfField(required=False).clean(*values) if len(values) == 1 else None
    except ValidationError:
        return None


def page_not_made(request, words, headers):
    response = render(request, "statements/not_made.html", {"words": words}, status=503)
    for name, value in headers.items():
        response[name] = value
    return response
