"""Kinds of filters, each with the field that reads its values, and how several of them are asked together."""

import django_filters

from stances.fields import CodesField, KnownField, MomentField, PartialDateField


class AnyOf(django_filters.Filter):
    """Keeps the rows with any of the values. The field cleans to Values; ``lookup_expr`` is ``in`` or ``overlap``."""

    def __init__(self, field_name, *, label, lookup_expr="in", **kwargs):
        super().__init__(field_name=field_name, lookup_expr=lookup_expr, label=label, **kwargs)

    def filter(self, qs, value):
        if not value:
            return qs
        return qs.filter(**{f"{self.field_name}__{self.lookup_expr}": [each.key for each in value]})


class OfCodes(AnyOf):
    field_class = CodesField


class Known(AnyOf):
    field_class = KnownField


class Overlapping(django_filters.Filter):
    """Calls a method of the queryset with a day of the partial date: its first or its last."""

    field_class = PartialDateField

    def __init__(self, *, keep, day, **kwargs):
        super().__init__(**kwargs)
        self.keep, self.day = keep, day

    def filter(self, qs, value):
        return getattr(qs, self.keep)(getattr(value, self.day)) if value else qs


class Moment(django_filters.Filter):
    field_class = MomentField


class Filters(django_filters.FilterSet):
    """Filters whose form has fields besides them, such as the cursor of a page."""

    _forms = {}  # {class of filters: its form}

    def get_form_class(self):
        """The form, made once: nothing of it depends on what is asked."""
        if type(self) not in self._forms:
            self._forms[type(self)] = self.make_form_class()
        return self._forms[type(self)]

    def make_form_class(self):
        return super().get_form_class()

    def rows(self, without=()):
        """The rows that every filter keeps; ``without`` names filters that are left out."""
        return self.filter_queryset(self.queryset, without)

    def filter_queryset(self, queryset, without=()):
        for name, each in self.filters.items():
            if name not in without:
                queryset = each.filter(queryset, self.form.cleaned_data.get(name))
        return queryset
