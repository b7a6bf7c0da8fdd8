"""Pages that take no parameters, and say so to whoever gives them one, as lists do of those that they don't know."""

from functools import wraps

from django.shortcuts import render

from stances.filters import NAMES, changes, shifts
from stances.filters.as_of import NO_PAST
from stances.params import error_lines, read_params

from .downloads import plain

# The names that mean something elsewhere in the archive.
OURS = {*NAMES, *shifts.NAMES, *changes.NAMES, "page", "measure", "fields"}


def without_parameters(view):
    """Let a list or a file take no parameters at all: another one is answered with status 400."""
    return refusing(view, lambda params: params)


def without_our_parameters(view):
    """Let a page of one record, or of words, take no parameters of the archive.

    Other names are passed over: its address is shared, and networks and newsletters add marks of their own to it.
    """
    return refusing(view, ours_among)


def ours_among(params):
    for name in params.keys() - OURS:
        del params[name]
    return params


def refusing(view, of_concern):
    @wraps(view)
    def answer(request, *args, **kwargs):
        errors = errors_of(of_concern(request.GET.copy()))
        return refused(request, error_lines(errors)) if errors else view(request, *args, **kwargs)

    return answer


def errors_of(params):
    is_past = any(value.strip() for value in params.pop("as_of", []))
    _kept, errors = read_params(params, [], [])
    return errors | ({"as_of": [str(NO_PAST)]} if is_past else {})


def refused(request, messages):
    """A page that leads to the address without parameters; of a file, the same words as text."""
    if not request.path.endswith("/"):
        return plain("\n".join(messages), status=400)
    return render(request, "parameters.html", {"messages": messages}, status=400)
