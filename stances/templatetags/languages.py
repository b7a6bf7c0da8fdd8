from django import template
from django.utils.translation import get_language_info, gettext

from stances.sharing import languages

register = template.Library()


@register.filter
def language_words(code):
    """The name of a language in the language of the page; its code where Django knows no name."""
    try:
        return gettext(get_language_info(code)["name"])
    except KeyError:
        return code


@register.simple_tag
def editions(request, query=None):
    """The page in each language, with what is asked for: by the address, or by a query string in its stead."""
    asked = languages.query_of(request) if query is None else query
    return languages.editions(request.path, asked)
