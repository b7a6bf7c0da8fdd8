"""Query strings as strangers write them: what may be read on, and what is wrong with the rest, in words."""

import difflib

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

LONGEST_QUERY = 1000
LONGEST_VALUE = 300
LONG = ("q", "cursor", "fields")

# Marks that newsletters and networks add to any address; they ask for nothing.
IGNORED = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "igshid")


# What Django puts where the bytes of an address are no UTF-8. Whoever sends it has lost what stood there too.
UNREADABLE = "\ufffd"


def read_params(params, names, listed, beside=()):
    """Return (the parameters that may be read on, {name: messages} of those that may not; "" of unknown names).

    ``names`` are the parameters that there are, ``listed`` those of them that may have several values, ``beside`` those
    that the address has besides and that are read elsewhere.
    """
    kept, errors = QueryDict(mutable=True), {}
    for name in params:
        values = list(dict.fromkeys(value.strip() for value in params.getlist(name) if value.strip()))
        if name.startswith(IGNORED) or name in beside or not values:
            continue
        if name not in names:
            errors.setdefault("", []).append(str(unknown_name(name, [*names, *beside])))
        elif message := problem_with(name, values, name in listed):
            errors[name] = [str(message)]
        else:
            kept.setlist(name, values)
    return kept, errors


def problem_with(name, values, is_listed):
    """Return what is wrong with a parameter before its values are read, or None."""
    if any("\x00" in value for value in values):
        return _("A value has a character that no text has (NUL). Remove it.")
    if any(UNREADABLE in value for value in values):
        return _("There are characters here that can’t be read: an address is written in UTF-8. Write them anew.")
    longest = LONGEST_QUERY if name in LONG else LONGEST_VALUE
    if any(len(value) > longest for value in values):
        return _("This is too long: %(count)s characters are the most.") % {"count": longest}
    if len(values) > 1 and not is_listed:
        return _("This is given more than once with different values. Keep one of them.")
    return None


def unknown_name(name, names):
    close = difflib.get_close_matches(name, names, n=1)
    shown = name.replace("\x00", "")[:40]
    if not names:
        return _("“%(name)s” asks for nothing: this address has no parameters.") % {"name": shown}
    if close:
        return _("“%(name)s” is not a filter. Did you mean “%(close)s”?") % {"name": shown, "close": close[0]}
    return _("“%(name)s” is not a filter. The filters are: %(names)s.") % {
        "name": shown,
        "names": ", ".join(names),
    }


def all_errors(form, errors):
    """Return the errors of read_params with those of the form, and show the first beside the form's fields too."""
    for name, found in form.errors.items():
        errors.setdefault("" if name == "__all__" else name, []).extend(str(message) for message in found)
    for name in errors:
        if name in form.fields and name not in form.errors:
            form.add_error(name, errors[name])
    return errors


class Answer:
    """The answer to a query string, or ``errors`` in its place: {name: messages}, as read_params returns them."""

    @property
    def status(self):
        return 400 if self.errors else 200

    @property
    def messages(self):
        return error_lines(self.errors)


def error_lines(errors):
    """Return {name: messages} as lines of text, the same words as beside the fields."""
    return [f"{name}: {message}" if name else message for name, found in errors.items() for message in found]
