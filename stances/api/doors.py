"""How each address of the API takes a request: reading only, not too often, and errors told as problems."""

from functools import wraps

from django.http import Http404
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from stances.api.limit import count
from stances.api.problems import Problem

METHODS = ("GET", "HEAD")


def door(route, view, name, /, **kwargs):
    """An address by its name; ``kwargs`` are those that the view gets at every request."""
    return path(route, csrf_exempt(limited(told(view))), kwargs, name)


def limited(view):
    """Answer 429 to a client that asks too often, and tell each how often it may."""

    @wraps(view)
    def answer(request, **kwargs):
        allowance = count(request)
        response = view(request, **kwargs) if allowance.left >= 0 else too_many(request, allowance)
        for name, value in allowance.headers.items():
            response[name] = value
        return response

    return answer


def too_many(request, allowance):
    return Problem("limit", headers={"Retry-After": str(allowance.seconds)}).response(request)


def told(view):
    """Turn the Problem that a view raises into its answer."""

    @wraps(view)
    def answer(request, **kwargs):
        try:
            if request.method not in METHODS:
                raise Problem("method", headers={"Allow": ", ".join([*METHODS, "OPTIONS"])})
            return view(request, **kwargs)
        except Problem as problem:
            return problem.response(request)
        except Http404:
            return Problem("not-found").response(request)

    return answer
