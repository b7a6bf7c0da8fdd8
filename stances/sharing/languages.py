"""The same page in each language: the address alone decides which one a page is in."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.urls import reverse, translate_url
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info, override

from stances.params import IGNORED


@dataclass(frozen=True)
class Edition:
    """A page in a language. ``name``: what its readers call the language. ``path``: with its query string."""

    code: str
    name: str
    path: str
    is_shown: bool


def editions(path, query=""):
    """Return the Editions of a page, by its path in the language that is active."""
    asked = f"?{query}" if query else ""
    return [
        Edition(
            code,
            capfirst(get_language_info(code)["name_local"]),
            path_in(code, path) + asked,
            code == get_language(),
        )
        for code, _name in settings.LANGUAGES
    ]


def path_in(language, path):
    """The path of the same page in a language; of what is no page in it, such as the desk, that of the first page."""
    if language == get_language():
        return path
    translated = translate_url(path, language)
    return translated if translated != path else paths_of_languages()[language] + "/"


def paths_of_languages():
    """{language: what precedes a path in it}, such as {"en": "", "es": "/es"}."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found[language] = reverse("home").rstrip("/")
    return found


def query_of(request):
    """The query string of a request, the same for all that one kept page answers; empty where it can't be read."""
    try:
        asked = sorted(request.GET.lists())
    except SuspiciousOperation:
        return ""
    return urlencode([(name, values) for name, values in asked if not name.startswith(IGNORED)], doseq=True)
