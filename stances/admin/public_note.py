"""Why something public is changed, as the public log tells it; apart from the reason that only the desk reads."""

import pghistory
from django import forms
from django.contrib import messages
from django.utils.translation import gettext_lazy as _

from stances.models import LoggedChange
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

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if form.cleaned_data.get("public_note") and not LoggedChange.objects.of_this_transaction().exists():
            words = _("The note for the public log was not kept: nothing was changed that the public sees.")
            messages.warning(request, words)
