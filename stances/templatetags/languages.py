from django import template
from django.utils.translation import get_language_info, gettext

register = template.Library()


@register.filter
def language_words(code):
    """The name of a language in the language of the page; its code where Django knows no name."""
    try:
        return gettext(get_language_info(code)["name"])
    except KeyError:
        return code
