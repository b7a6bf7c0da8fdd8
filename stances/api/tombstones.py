"""What a mirror has to delete: statements that were withdrawn, and references that were merged into others."""

import datetime
from dataclasses import dataclass
from heapq import merge

from django import forms
from django.core.exceptions import ValidationError

from stances.exports.envelope import written
from stances.fields import MomentField
from stances.filters import StatementFilter, per_page_field
from stances.models import MergedReference, Statement
from stances.paging import BROKEN, PER_PAGE, Cursor, read_cursor
from stances.params import all_errors, read_params

BEGINNING = datetime.datetime(1000, 1, 1, tzinfo=datetime.UTC)
ORDER = "updated"  # the order of lists of statements whose cursors those of tombstones are written like


@dataclass(frozen=True)
class Tombstone:
    moment: object
    reference: str
    reason: str | None = None
    merged_into: str | None = None

    @property
    def told(self):
        return {
            "reference": self.reference,
            "status": "merged" if self.merged_into else "withdrawn",
            "reason": self.reason,
            "merged_into": self.merged_into,
            "updated_at": written(self.moment),
        }

    @property
    def cursor(self):
        return str(Cursor(ORDER, self.moment, self.reference))


def count_since(moment):
    """How many there are since a moment."""
    withdrawn = Statement.objects.withdrawn_since(moment)
    return withdrawn.count() + MergedReference.objects.public().merged_since(moment).count()


def tombstones(place, number):
    """Return (so many Tombstones from a place on, the first to happen first, the cursor of what follows or None).

    A place is a moment, or a moment and a reference of that moment. What happens to a record again moves it on.
    """
    gone = Statement.objects.withdrawn_since(*place).values_list("updated_at", "reference", "withdrawn_reason")
    merged = MergedReference.objects.public().merged_since(*place)
    found = [
        *merge(
            (Tombstone(*row) for row in gone[: number + 1]),
            (
                Tombstone(moment, reference, None, into)
                for moment, reference, into in merged.values_list("merged_at", "reference", "statement__reference")[
                    : number + 1
                ]
            ),
            key=lambda each: (each.moment, each.reference),
        )
    ]
    return found[:number], found[number - 1].cursor if len(found) > number else None


class TombstoneForm(forms.Form):
    updated_after = MomentField(
        required=False,
        label=StatementFilter.base_filters["updated_after"].label,
        help_text=StatementFilter.base_filters["updated_after"].extra["help_text"],
    )
    per_page = per_page_field()
    cursor = forms.CharField(required=False)

    def clean_updated_after(self):
        return self.cleaned_data["updated_after"] or BEGINNING

    def clean_per_page(self):
        return self.cleaned_data["per_page"] or PER_PAGE

    def clean_cursor(self):
        """The place after a tombstone, as tombstones() takes it; None from the start."""
        if not self.cleaned_data["cursor"]:
            return None
        cursor = read_cursor(self.cleaned_data["cursor"], ORDER)
        if cursor.key is None:
            raise ValidationError(BROKEN, "broken")
        return cursor.key, cursor.reference


def read_tombstones(params):
    """Return (TombstoneForm, {parameter: messages})."""
    kept, errors = read_params(params, list(TombstoneForm.base_fields), [])
    form = TombstoneForm(kept)
    return form, all_errors(form, errors)
