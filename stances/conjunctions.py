"""Several words as one phrase, with “or” or “and” before the last, as the language that is active has them.

In Spanish both change before a word that begins with the same sound: “u Ohio”, “e Illinois”.
"""

import re

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

SOUNDS_LIKE_O = re.compile(r"h?[oó]", re.IGNORECASE)
SOUNDS_LIKE_I = re.compile(r"h?[ií](?!e)", re.IGNORECASE)


def joined_by_or(words):
    """Return “a, b or c”."""
    words = [str(each) for each in words]
    before_o = SOUNDS_LIKE_O.match(words[-1])
    return get_text_list(words, pgettext("before a word that begins with o", "or") if before_o else _("or"))


def joined_by_and(words):
    """Return “a, b and c”."""
    words = [str(each) for each in words]
    before_i = SOUNDS_LIKE_I.match(words[-1])
    return get_text_list(words, pgettext("before a word that begins with i", "and") if before_i else _("and"))
