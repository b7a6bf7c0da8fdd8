from django import forms
from django.utils.translation import gettext_lazy as _

from stances.codebook import VARIABLES, Kind, Status
from stances.models import Statement

from .article import LANGUAGE
from .public_note import LoggedForm
from .widgets import CodeField, PartialDateField, TopicsField

QUOTATION_MARKS = ('"', "“", "„", "«"), ('"', "”", "“", "»")


def code_field(variable, **kwargs):
    label, definition, codes = VARIABLES[variable]
    return CodeField(codes, label=label, help_text=definition, initial=default_of(variable), **kwargs)


def default_of(name):
    field = Statement._meta.get_field(name)
    return field.default if field.has_default() else None


class StatementForm(LoggedForm):
    kind = code_field("kind")
    position = code_field("position")
    topics = TopicsField(label=_("Topics"), help_text=VARIABLES["topic"][1])
    basis = code_field("basis")
    certainty = code_field("certainty")
    status = CodeField(Status, label=_("Status"), initial=Status.DRAFT)
    date = PartialDateField(label=_("Date"), help_text=Statement._meta.get_field("date").help_text)
    why = forms.CharField(
        label=_("Why this change"),
        required=False,
        max_length=500,
        widget=forms.TextInput({"class": "vTextField"}),
        help_text=_("Kept in the history with the change; never public."),
    )

    constraints = {
        "statement_has_text": ("text", None),
        "statement_dates_in_order": ("date", None),
        "statement_has_one_to_four_topics": ("topics", None),
        "statement_topics_are_known": ("topics", None),
        "statement_topics_differ": ("topics", None),
        "statement_language_is_tag": ("language", LANGUAGE),
        "statement_withdrawn_has_reason": ("withdrawn_reason", None),
    }

    def clean(self):
        super().clean()
        if self.cleaned_data.get("kind") == Kind.QUOTATION and is_in_marks(self.cleaned_data.get("text")):
            self.add_error("text", _("Leave out the quotation marks around the words: pages add them."))
        if self.cleaned_data.get("status") != Status.WITHDRAWN and "withdrawn_reason" in self.cleaned_data:
            self.cleaned_data["withdrawn_reason"] = ""
        return self.cleaned_data


def is_in_marks(text):
    """Whether a text stands in one pair of quotation marks; it may also begin with one and end with another."""
    opening, closing = QUOTATION_MARKS
    inside = text[1:-1] if text else ""
    return bool(inside) and text[0] in opening and text[-1] in closing and not set(inside) & {*opening, *closing}
