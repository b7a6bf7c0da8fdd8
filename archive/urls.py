from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from stances import sitemaps
from stances.api import problems
from stances.api import views as api
from stances.api.doors import door as api_door
from stances.urls import door
from stances.views.pages import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    door("robots.txt", sitemaps.robots, name="robots"),
    door("sitemap.xml", sitemaps.sitemap_index, name="sitemap_index"),
    door("sitemap-<slug:section>-<int:number>.xml", sitemaps.sitemap, name="sitemap"),
    path("admin/", admin.site.urls),
    # In one language, as its names are; the page that documents it is in each, and so among the others.
    path("api/v1/", include("stances.api.urls")),
    api_door("api/<path:rest>", api.nowhere, "api_nowhere"),
    # The address decides the language: English without a prefix.
    *i18n_patterns(path("", include("stances.urls")), prefix_default_language=False),
]

handler400 = problems.bad_request
handler404 = problems.not_found
handler500 = problems.server_error
