from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from stances.models import MergedReference

from .public_note import LoggedAdmin, LoggedForm


class MergedReferenceForm(LoggedForm):
    constraints = {
        "merged_reference_is_base32": (
            "reference",
            _("A reference has eight digits and small letters, without i, l, o and u."),
        )
    }


@admin.register(MergedReference)
class MergedReferenceAdmin(LoggedAdmin):
    form = MergedReferenceForm
    list_display = ["reference", "statement", "merged_at"]
    list_select_related = ["statement"]
    search_fields = ["reference", "statement__reference"]
    autocomplete_fields = ["statement"]
    permanent = ["reference"]
    readonly_fields = ["merged_at"]

    def get_fields(self, request, obj=None):
        fields = super().get_fields(request, obj)
        return fields if obj else [name for name in fields if name != "merged_at"]

    def has_delete_permission(self, request, obj=None):
        return False  # its address has been given away
