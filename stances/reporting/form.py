import time

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stances.models import Report

# Seconds between opening the form and sending it. Nobody writes what is wrong in less; after a day one begins anew.
LEAST_AGE, MOST_AGE = 3, 86_400


class ReportForm(forms.ModelForm):
    """Needs no account and asks no third party whether a person writes it.

    A program gives itself away: it fills a field that people don't see, or sends the form at once, or without having
    opened it. It is told so, as a person might be by a browser that fills fields by itself.
    """

    source_url = forms.URLField(
        label=_("Address of a source that shows it"),
        required=False,
        max_length=1000,
        assume_scheme="https",
        widget=forms.URLInput({"inputmode": "url", "placeholder": "https://"}),
        help_text=_("Optional. An article, a document or a recording, beginning with https://."),
    )
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Report
        fields = ["wrong", "source_url", "email"]
        labels = {
            "wrong": _("What is wrong?"),
            "email": _("Your email"),
        }
        help_texts = {
            "wrong": _("The words, the date, the speaker, the coding: whatever it is, and what it should be."),
            "email": _("Optional. Only editors see it, and only to answer you."),
        }
        error_messages = {"wrong": {"required": _("Say what is wrong.")}}
        widgets = {
            "wrong": forms.Textarea({"rows": 6}),
            "email": forms.EmailInput({"autocomplete": "email"}),
        }

    field_order = ["wrong", "source_url", "email", "website"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["opened"] = self.token()

    def full_clean(self):
        super().full_clean()
        for name, field in self.fields.items():
            said = [f"error-{name}" if name in self._errors else "", f"help-{name}" if field.help_text else ""]
            field.widget.attrs["aria-describedby"] = " ".join(filter(None, said)) or None

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise ValidationError(_("People don’t see this field. Empty it and send the form once more."), "trap")

    def clean_opened(self):
        """Check that the form was opened for this statement, a while ago but not long ago."""
        try:
            opened = signing.loads(self.cleaned_data["opened"], salt=self.salt)
        except signing.BadSignature:
            raise self.begun_anew() from None
        age = time.time() - opened
        if age > MOST_AGE:
            raise self.begun_anew()
        if age < LEAST_AGE:
            raise ValidationError(_("That was quick. Wait a few seconds, then send it once more."), "quick")

    def begun_anew(self):
        """Put a new token into the form, and return the error that asks to send it once more."""
        self.data = self.data.copy()
        self.data[self.add_prefix("opened")] = self.token()
        return ValidationError(_("This form was open for too long. Please send it once more."), "old")

    @property
    def salt(self):
        return f"report {self.instance.statement.reference}"

    def token(self):
        return signing.dumps(time.time(), salt=self.salt)
