"""What is sent while an import runs is answered soon, as each thread that waits is one less for the public's pages."""

from functools import wraps

from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from stances.desk.turns import StillWriting, one_change

TRY_AGAIN_AFTER = 30  # seconds


def answered_soon(view):
    """Make all that one form changes a single change, or say that none of it could be made for now."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        if request.method != "POST":
            return view(request, *args, **kwargs)
        try:
            with one_change():
                return view(request, *args, **kwargs)
        except StillWriting:
            return not_saved(request)

    return answer


def not_saved(request):
    """A page that holds what was sent, so that it can be sent again."""
    context = {
        **admin.site.each_context(request),
        "title": _("Nothing was saved"),
        "is_popup": IS_POPUP_VAR in request.POST,
        "sent": [(name, values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"],
    }
    headers = {"Retry-After": str(TRY_AGAIN_AFTER)}
    return TemplateResponse(request, "admin/not_saved.html", context, status=503, headers=headers)
