"""Columns that several models share: generated columns, and the checks that the database makes of text."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from stances import dates

# Characters that no one sees but that break a table or turn the writing round.
INVISIBLE = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]"

is_plain = RegexValidator(
    INVISIBLE,
    _("There is a control character in this text. Type it anew, or paste it as plain text."),
    inverse_match=True,
)


class HasText(models.CheckConstraint):
    """Refuses a column without a single visible character."""

    def __init__(self, *, field=None, name, **kwargs):
        kwargs.setdefault("condition", Q(**{f"{field}__regex": r"\S"}))
        kwargs.setdefault("violation_error_message", _("Write something: it can't be empty."))
        super().__init__(name=name, **kwargs)


def derived(function, *columns, output_field):
    """A stored column that the database itself computes by one of the functions of the first migration."""
    return models.GeneratedField(
        expression=Func(*(F(column) for column in columns), function=function),
        output_field=output_field,
        db_persist=True,
    )


def display_of(column, codes):
    """The label of a column's code: in the stead of Django's own method, which makes a table of all codes each time."""
    return lambda record: str(codes(getattr(record, column)).label)


def first_day(column):
    return derived("stances_earliest", column, output_field=models.DateField(null=True))


def last_day(column):
    return derived("stances_latest", column, output_field=models.DateField(null=True))


def is_partial_date(column):
    """The condition that a column is empty (undated) or has the form of a partial date."""
    return Q(**{column: ""}) | Q(**{f"{column}__regex": dates.PATTERN})
