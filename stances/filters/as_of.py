"""The past as a part of any query string: ``as_of``."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stances import past
from stances.fields import AsOfField

# Who asks for a past without having entered it would be told of the archive of today.
NO_PAST = _("Here only the archive of today can be asked for. Lists and their downloads know the past.")


class AsOfForm(forms.Form):
    as_of = AsOfField(
        label=_("As published on"),
        help_text=_(
            "The archive as it was at the end of a day, a month or a year, or at a moment such as "
            "2026-11-01T12:00:00Z (UTC)."
        ),
        required=False,
    )

    def clean_as_of(self):
        as_of, entered = self.cleaned_data["as_of"], past.entered()
        if as_of and (entered is None or entered.until != as_of.until):
            raise ValidationError(NO_PAST)
        return as_of


class OfItsTime:
    """A list with ``form`` and ``errors`` that may be of the past."""

    @property
    def as_of(self):
        """The AsOf that is asked for; None for the archive of today."""
        return None if "as_of" in self.errors else getattr(self.form, "cleaned_data", {}).get("as_of")

    @property
    def begins_later(self):
        """When the history of the archive begins, if that is after the day that is asked for; else None."""
        read = self.as_of and past.entered()
        return read.past.next_change if read and read.past.last_change is None else None
