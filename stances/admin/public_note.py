"""Why something public is changed, as the public log tells it; apart from the reason that only the desk reads."""

import pghistory
from django import forms
from django.utils.translation import gettext_lazy as _

from stances.models.fields import is_plain

from .record import RecordAdmin, RecordForm


def public_note():
    return forms.CharField(
        label=_("Why, for the public log"),
        required=False,
        max_length=500,
        validators=[is_plain],
        widget=forms.TextInput({"class": "vTextField"}),
        help_text=_("Optional and public: it stands in the log of changes, beside what was changed."),
    )


class LoggedForm(RecordForm):
    """The form of a record that pages of statements are made from."""

    public_note = public_note()


class LoggedAdmin(RecordAdmin):
    def save_model(self, request, obj, form, change):
        if note := form.cleaned_data.get("public_note"):
            pghistory.context(public_note=note)  # for the rest of the request, which the middleware keeps together
        super().save_model(request, obj, form, change)
