"""The words and the order of the desk as a whole, and what its autocompletes answer."""

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.utils.functional import lazy
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from stances.models import Disagreement, Report
from stances.models.coding import TO_DECIDE

from .turns import answered_soon

# As the work goes: what is written each day first, what hardly changes last.
ORDER = [
    *("Statement", "BlindCoding", "Disagreement", "Report", "Coding"),
    *("Article", "Official", "Agency", "Jurisdiction", "MergedReference", "EditorName"),
]

# What waits for someone, and how many there are of it.
WAITING = {
    "Disagreement": lambda: Disagreement.objects.waiting(*TO_DECIDE).count(),
    "Report": lambda: Report.objects.open().count(),
}


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
        app["models"] = [line for model in app["models"] for line in lines_of(model)]
        app["models"].sort(key=lambda model: _place(model["object_name"]))
    return sorted(apps, key=lambda app: app["app_label"] != "stances")


def lines_of(model):
    """The lines of the first page of the desk for a model, where Django has one."""
    name = model["object_name"]
    if name == "Coding":
        if model["add_url"]:
            blind = {"name": _("Code a statement blind"), "object_name": "BlindCoding", "admin_url": model["add_url"]}
            yield {**model, **blind, "add_url": None, "view_only": False}
        if model["admin_url"]:
            yield {**model, "add_url": None}
        return
    yield {**model, "name": lazy(with_number, str)(model["name"], WAITING[name])} if name in WAITING else model


def with_number(name, count):
    """A name with how many wait. They are counted only where it is shown: each page of the desk asks for the lines."""
    return say("%(name)s (%(number)d waiting)") % {"name": name, "number": count()}


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
