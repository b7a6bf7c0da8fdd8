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
    found = params.copy()
    for name in params.keys() - OURS:
        del found[name]
    return found


def refusing(view, of_concern):
    @wraps(view)
    def answer(request, *args, **kwargs):
        _kept, errors = read_params(of_concern(request.GET), [], [])
        if not errors:
            return view(request, *args, **kwargs)
        messages = error_lines(errors)
        if request.GET.get("as_of", "").strip():
            messages.append(f"as_of: {NO_PAST}")
        return refused(request, messages)

    return answer


def refused(request, messages):
    """A page that leads to the address without parameters; of a file, the same words as text."""
    if not request.path.endswith("/"):
        return plain("\n".join(messages), status=400)
    return render(request, "parameters.html", {"messages": messages}, status=400)
