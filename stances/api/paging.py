"""Pages of each list: which records come next, asked of the same entries as the pages of the site."""

from dataclasses import dataclass, field

from django import forms
from django.core.validators import RegexValidator
from django.utils.functional import cached_property

from stances.directories import canonical_pairs, searched
from stances.filters import AnyOf, AsOfForm, filter_statements, per_page_field
from stances.filters.shifts import filter_shifts
from stances.models import ValueCount
from stances.paging import BROKEN, PER_PAGE
from stances.params import all_errors, read_params


@dataclass
class Page:
    """A page of a list.

    ``keys`` are those of its records, in order, as records_of takes them. ``pairs`` is the canonical query. ``size``:
    how many records a page has at most. ``following``: the cursor of the next page, or None. ``list``: what the list's
    own entry answers, which has its ``cleaned`` parameters. With ``errors`` ({parameter: messages}) there is nothing.
    """

    list: object
    errors: dict
    total: int = 0
    pairs: list = field(default_factory=list)
    keys: list = field(default_factory=list)
    size: int = PER_PAGE
    following: str | None = None


# What each list takes besides, and the view reads.
BESIDE = ("fields",)


def page_of_statements(params):
    statements = filter_statements(params, BESIDE)
    if statements.errors:
        return Page(statements, statements.errors)
    rows, cursor = statements.page_of_rows()
    keys = [row.pk for row in rows]
    size = statements.cleaned["per_page"]
    return Page(statements, {}, statements.total, statements.pairs, keys, size, str(cursor) if cursor else None)


class SizeForm(forms.Form):
    per_page = per_page_field()


def page_of_shifts(params):
    """Unlike the page of shifts, with as many on a page as is asked for, and with their exact number."""
    shifts = filter_shifts(params, beside=("per_page", *BESIDE))
    kept, errors = read_params(only(params, "per_page"), ["per_page"], [])
    size = SizeForm(kept)
    errors = shifts.errors | all_errors(size, errors)
    if errors:
        return Page(shifts, errors)
    number = size.cleaned_data["per_page"] or PER_PAGE
    found, cursor = shifts.page_of(number)
    keys = [(shift.statement_id, shift.topic) for shift in found]
    total = shifts.filterset.rows().count()
    return Page(shifts, {}, total, list(shifts.pairs), keys, number, str(cursor) if cursor else None)


def only(params, name):
    found = params.copy()
    found.clear()
    found.setlist(name, params.getlist(name))
    return found


def knows_past(filter_class):
    """Whether a list can be asked for as it was."""
    return issubclass(getattr(filter_class.Meta, "form", object), AsOfForm)


class WalkForm(SizeForm):
    """``pattern``: what a cursor looks like, which is the value of the record that it stands behind."""

    cursor = forms.CharField(required=False)

    def __init__(self, *args, pattern, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cursor"].validators = [RegexValidator(pattern, BROKEN)]


class Walk:
    """The answer to a query string: records in the order of their permanent addresses, or errors in their place."""

    def __init__(self, filter_class, records, pattern, params):
        names = [*filter_class.base_filters, *WalkForm.base_fields, *(["as_of"] if knows_past(filter_class) else [])]
        listed = [name for name, each in filter_class.base_filters.items() if isinstance(each, AnyOf)]
        kept, errors = read_params(params, names, listed, BESIDE)
        self.filterset = filter_class(kept, queryset=records)
        self.form = WalkForm(kept, pattern=pattern)
        self.errors = all_errors(self.form, all_errors(self.filterset.form, errors))

    @property
    def cleaned(self):
        return self.filterset.form.cleaned_data | self.form.cleaned_data

    @property
    def pairs(self):
        return canonical_pairs(self.filterset)

    @cached_property
    def searched(self):
        """(the records, how many a search found, None without one)"""
        return searched(self.filterset)

    @cached_property
    def total(self):
        """How many records match. Of those that have counts of their statements, there is a count of all."""
        model = self.filterset.queryset.model._meta.model_name
        if self.searched[1] is not None:
            return self.searched[1]
        if self.pairs or model not in ("official", "article"):
            return self.filterset.qs.order_by().count()
        return ValueCount.objects.numbers_of_values([model])[model]

    @property
    def size(self):
        return self.cleaned["per_page"] or PER_PAGE

    def page(self, column):
        """Return (ids, the cursor of the next page or None); ``column`` has the values of which cursors are made."""
        records = self.searched[0].walked()
        if place := self.cleaned["cursor"]:
            records = records.after(place)
        found = list(records.values_list("pk", column)[: self.size + 1])
        ids = [pk for pk, _place in found[: self.size]]
        return ids, str(found[self.size - 1][1]) if len(found) > self.size else None


def page_of_walk(filter_class, records, column, pattern, params):
    walk = Walk(filter_class, records, pattern, params)
    if walk.errors:
        return Page(walk, walk.errors)
    keys, cursor = walk.page(column)
    return Page(walk, {}, walk.total, walk.pairs, keys, walk.size, cursor)
