"""Whether an editor is named in the public log: a setting that each of them has, and nobody has for another."""

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stances.models import EditorName

from .record import RecordForm


class EditorNameForm(RecordForm):
    constraints = {"editor_name_has_text": ("name", None)}


@admin.register(EditorName)
class EditorNameAdmin(admin.ModelAdmin):
    form = EditorNameForm
    fields = ["name"]
    object_history_template = "admin/object_history.html"  # the database keeps no history of names

    def get_queryset(self, request):
        return super().get_queryset(request).of(request.user)

    def has_module_permission(self, request):
        return request.user.has_perm("stances.change_statement")  # who changes nothing is not named

    def has_view_permission(self, request, obj=None):
        return self.has_module_permission(request) and (obj is None or obj.user_id == request.user.pk)

    has_change_permission = has_delete_permission = has_view_permission

    def has_add_permission(self, request):
        return self.has_module_permission(request) and not self.get_queryset(request).exists()

    def changelist_view(self, request, extra_context=None):
        """There is one at most, so that its form stands in place of a list."""
        own = self.get_queryset(request).first()
        name, key = ("change", [own.pk]) if own else ("add", [])
        return HttpResponseRedirect(reverse(f"admin:stances_editorname_{name}", args=key))

    def add_view(self, request, form_url="", extra_context=None):
        title = {"title": _("Be named in the public log"), "subtitle": None}
        return super().add_view(request, form_url, title | (extra_context or {}))

    def save_model(self, request, obj, form, change):
        obj.user = request.user
        super().save_model(request, obj, form, change)
