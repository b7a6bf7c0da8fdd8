"""Lists that are walked from place to place, newest first: what the query strings of the log and of shifts share."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from stances import dates
from stances.params import Answer, all_errors, read_params

from .kinds import AnyOf


class WalkedForm(forms.Form):
    """What holds between fields. ``read_place`` returns the place written in a cursor, or raises ValidationError."""

    read_place = None

    def clean(self):
        cleaned = super().clean()
        after, before = cleaned.get("date_after"), cleaned.get("date_before")
        if after and before and self.ends_before(before, after):
            self.add_error("date_before", _("This is before the date after which you ask."))
        if cleaned.get("cursor"):
            try:
                cleaned["cursor"] = self.read_place(cleaned["cursor"])
            except ValidationError as error:
                self.add_error("cursor", error)
        return cleaned


class WalkedList(Answer):
    """The answer to a query string: records, newest first, or the errors that stand in their place.

    ``names`` are all parameters that there are. A page has the ``usual`` number of records unless another is asked for.
    ``beside``: parameters that the address has besides, which are read elsewhere. ``fields``: of the form besides the
    filters.
    """

    filter_class = names = None

    def __init__(self, records, params, usual, beside=(), **fields):
        self.usual = usual
        self.listed = [name for name, each in self.filter_class.base_filters.items() if isinstance(each, AnyOf)]
        kept, errors = read_params(params, self.names, self.listed, beside)
        self.filterset = self.filter_class(kept, queryset=records)
        self.form = self.filterset.form
        self.form.fields |= fields | {"cursor": forms.CharField(label=_("Page"), required=False)}
        self.errors = all_errors(self.form, errors)

    @property
    def cleaned(self):
        return self.form.cleaned_data

    @property
    def per_page(self):
        return self.cleaned.get("per_page") or self.usual

    @cached_property
    def rows(self):
        """The records that match and come after the place where the page begins, in no order."""
        rows = self.filterset.rows()
        if self.errors:
            return rows.none()
        return rows.following(*self.cleaned["cursor"]) if self.cleaned["cursor"] else rows

    def page(self):
        """Return (the records of the page that is asked for, the query string of the next page or "")."""
        found, place = self.page_of(self.per_page)
        return found, self.query_with(cursor=place) if place else ""

    def page_of(self, number):
        """Return (so many records from where the page begins, the place where the next page begins or None)."""
        found = [] if self.errors else list(self.rows.newest_first().with_related()[: number + 1])
        return found[:number], self.place_of(found[number - 1]) if len(found) > number else None

    def values(self, name):
        return self.cleaned.get(name) or []

    @property
    def pairs(self):
        """The canonical query: (name, value) of what is asked for, in one order."""
        for name in self.filterset.filters:
            if name in self.listed:
                yield from ((name, str(each)) for each in self.values(name))
            elif value := self.cleaned.get(name):
                yield name, self.written(name, value)

    @property
    def query(self):
        return urlencode([*self.pairs])

    @property
    def query_of_page(self):
        """The canonical query of the page that is asked for."""
        return self.query_with(**({"cursor": self.cleaned["cursor"]} if self.cleaned["cursor"] else {}))

    def query_with(self, **more):
        """The canonical query with more parameters, such as the cursor of the next page."""
        size = [("per_page", self.per_page)] if self.per_page != self.usual else []
        return urlencode([*self.pairs, *size, *more.items()])

    @property
    def chips(self):
        """(label of the filter, label of the value, the query string without it) of what is asked for."""
        labels = {(name, str(each)): each.label for name in self.listed for each in self.values(name)}
        for pair in self.pairs:
            label = labels.get(pair) or (dates.words(pair[1]) if "T" not in pair[1] else pair[1])
            yield self.form.fields[pair[0]].label, label, urlencode([each for each in self.pairs if each != pair])
