"""The words and the order of the desk as a whole, and what its autocompletes answer."""

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.utils.translation import gettext_lazy as _

from .turns import answered_soon

# As the work goes: what is written each day first, what hardly changes last.
ORDER = ["Statement", "Report", "Article", "Official", "Agency", "Jurisdiction", "MergedReference", "EditorName"]


class LabelledResults(AutocompleteJsonView):
    """Results in the order and with the labels of the records' own admin, where it has some."""

    def process_request(self, request):
        term, *rest = super().process_request(request)
        return term.replace("\x00", " "), *rest  # PostgreSQL has no such character

    def get_queryset(self):
        found = super().get_queryset()
        best_first = getattr(self.model_admin, "best_first", None)
        return best_first(found, self.term) if best_first else found

    def serialize_result(self, obj, to_field_name):
        label = getattr(self.model_admin, "autocomplete_label", str)
        return {**super().serialize_result(obj, to_field_name), "text": label(obj)}


def autocomplete(request):
    return LabelledResults.as_view(admin_site=admin.site)(request)


def admin_view(view, cacheable=False):
    return admin.AdminSite.admin_view(admin.site, answered_soon(view), cacheable)


def app_list(request, app_label=None):
    apps = admin.AdminSite.get_app_list(admin.site, request, app_label)
    for app in apps:
        app["models"].sort(key=lambda model: _place(model["object_name"]))
    return sorted(apps, key=lambda app: app["app_label"] != "stances")


def _place(name):
    return ORDER.index(name) if name in ORDER else len(ORDER)


# Set on Django's own site, so that users and groups stay registered with it as they are.
admin.site.site_header = _("Stances — desk")
admin.site.site_title = _("Stances — desk")
admin.site.index_title = _("What would you like to work on?")
admin.site.enable_nav_sidebar = False  # lists need the room
admin.site.get_app_list = app_list
admin.site.admin_view = admin_view
admin.site.autocomplete_view = autocomplete
