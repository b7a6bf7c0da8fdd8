"""Programs within pages of other sites may read the API, downloads, feeds and all else that is a file, without cookies.

This stands around what is kept, so that an answer is open to them in each of its forms: made, kept or unchanged. No
view says so by itself.
"""

import re

# The API, and whatever has an extension, in each language; not what belongs to the editors or to the pages themselves.
OPEN = re.compile(r"^(?!/admin/|/static/)(/[a-z]{2})?/(api/v1(/.*)?|oembed|.*\.[A-Za-z0-9]+)$")

METHODS = "GET, HEAD, OPTIONS"
A_DAY = "86400"

# What a program may read of an answer besides what it always may.
TOLD = {"allow", "content-disposition", "etag", "link", "location", "ratelimit", "ratelimit-policy", "retry-after"}

PREFLIGHT = [
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Allow-Methods", METHODS),
    ("Access-Control-Allow-Headers", "*"),
    ("Access-Control-Max-Age", A_DAY),
    ("Allow", METHODS),
    ("Cache-Control", "no-store"),
]


def let_other_sites_read(application):
    """Wrap the WSGI application of the site."""

    def answer(environ, start_response):
        if not OPEN.match(environ["PATH_INFO"]):
            return application(environ, start_response)
        if environ["REQUEST_METHOD"] == "OPTIONS":
            start_response("204 No Content", PREFLIGHT)
            return []
        return application(environ, opening(start_response))

    return answer


def opening(start_response):
    """Return a start_response that says that any site may read the answer and its headers."""

    def start(status, headers, *error):
        headers = [pair for pair in headers if not pair[0].lower().startswith("access-control-")]
        told = [name for name, _value in headers if name.lower().startswith("x-") or name.lower() in TOLD]
        exposed = [("Access-Control-Expose-Headers", ", ".join(told))] if told else []
        return start_response(status, [*headers, ("Access-Control-Allow-Origin", "*"), *exposed], *error)

    return start
