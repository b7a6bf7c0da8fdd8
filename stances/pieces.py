"""Many records in pieces by their keys: to find one piece takes no longer the more records there are before it."""

from django.db.models import IntegerField, Value


def piece(records, number, size):
    """Return the records of a queryset whose keys are in the piece with a number, from 0."""
    return records.filter(pk__gt=number * size, pk__lte=(number + 1) * size)


def pieces(records, size):
    """Return the numbers of the pieces that have a record, in order, in two queries."""
    last = records.order_by("-pk").values_list("pk", flat=True).first() or 0
    found = [
        piece(records, number, size).order_by().values_list(Value(number, IntegerField()))[:1]
        for number in range(-(-last // size))
    ]
    return sorted(number for (number,) in found[0].union(*found[1:], all=True)) if found else []
