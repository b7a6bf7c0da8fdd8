"""Form fields of the desk: codes with their definitions beside them, and partial dates that are read back."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from stances import dates
from stances.codebook import TOPICS_PER_STATEMENT, Topic


class DefinedOptions:
    """Options that show the definition of their code."""

    option_template_name = "admin/widgets/code_option.html"
    codes = None

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        option["definition"] = self.codes(str(value)).definition
        return option


class CodeRadios(DefinedOptions, forms.RadioSelect):
    pass


class CodeCheckboxes(DefinedOptions, forms.CheckboxSelectMultiple):
    pass


def _with_codes(widget, codes):
    widget.codes = codes
    widget.attrs["class"] = "codes"
    return widget


class CodeField(forms.ChoiceField):
    """One code of the codebook."""

    def __init__(self, codes, **kwargs):
        super().__init__(choices=codes.choices, widget=_with_codes(CodeRadios(), codes), **kwargs)


class TopicsField(forms.MultipleChoiceField):
    """One to four topics, kept in the order of the codebook."""

    default_error_messages = {
        "required": gettext_lazy("Choose one to four topics."),
        "too_many": ngettext_lazy(
            "Choose one to four topics; %(count)d is chosen.",
            "Choose one to four topics; %(count)d are chosen.",
            "count",
        ),
    }

    def __init__(self, **kwargs):
        super().__init__(choices=Topic.choices, widget=_with_codes(CodeCheckboxes(), Topic), **kwargs)

    def clean(self, value):
        chosen = set(super().clean(value))
        if len(chosen) > TOPICS_PER_STATEMENT[1]:
            raise ValidationError(self.error_messages["too_many"], "too_many", {"count": len(chosen)})
        return [str(topic) for topic in Topic if topic in chosen]

    def has_changed(self, initial, data):
        return sorted(initial or []) != sorted(data or [])


def reading(text):
    """Return how a partial date is read: ``{words, span}`` or ``{error}``."""
    try:
        date = dates.parse(text) if text else None
    except ValidationError as error:
        return {"error": " ".join(error.messages)}
    if date is None:
        return {"words": dates.words(""), "span": ""}
    days = {"earliest": date_format(date.earliest), "latest": date_format(date.latest)}
    span = "" if date.earliest == date.latest else _("from %(earliest)s to %(latest)s") % days
    return {"words": date.words, "span": span, "earliest": str(date.earliest), "latest": str(date.latest)}


class PartialDateInput(forms.TextInput):
    """Text with its reading below, which static/desk/reading.js renews while one types."""

    template_name = "admin/widgets/partial_date.html"

    class Media:
        js = ["desk/reading.js"]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        told = reading((value or "").strip())
        # When a wrong date comes back, the form's own error says so, and not a second time here.
        return {**context, "reading": {} if "error" in told else told}


class PartialDateField(forms.CharField):
    def __init__(self, **kwargs):
        attrs = {"class": "vTextField", "autocomplete": "off", "spellcheck": "false"}
        kwargs = {"max_length": 30, "validators": [dates.validate], "required": False} | kwargs
        super().__init__(widget=PartialDateInput(attrs), **kwargs)
