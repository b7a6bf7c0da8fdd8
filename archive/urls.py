from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from stances.views.pages import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
    # The address decides the language: English without a prefix.
    *i18n_patterns(path("", include("stances.urls")), prefix_default_language=False),
]
