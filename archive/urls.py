from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from stances import sitemaps
from stances.urls import door
from stances.views.pages import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    door("robots.txt", sitemaps.robots, name="robots"),
    door("sitemap.xml", sitemaps.sitemap_index, name="sitemap_index"),
    door("sitemap-<slug:section>-<int:number>.xml", sitemaps.sitemap, name="sitemap"),
    path("admin/", admin.site.urls),
    # The address decides the language: English without a prefix.
    *i18n_patterns(path("", include("stances.urls")), prefix_default_language=False),
]
