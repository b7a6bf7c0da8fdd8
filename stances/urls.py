from django.urls import path

from stances.views import jurisdictions, pages, records, statements

urlpatterns = [
    path("", pages.home, name="home"),
    path("statements/", statements.statement_list, name="statements"),
    *(
        path(
            f"statements.{extension}",
            statements.statement_download,
            {"extension": extension},
            f"statements_{extension}",
        )
        for extension in statements.FORMATS
    ),
    path("statements/<str:reference>/", statements.statement_detail, name="statement"),
    path("agencies/", records.agency_list, name="agencies"),
    path("agencies/<slug:slug>/", records.agency_detail, name="agency"),
    path("officials/", records.official_list, name="officials"),
    path("officials/<slug:slug>/", records.official_detail, name="official"),
    path("articles/", records.article_list, name="articles"),
    path("articles/<int:pk>/", records.article_detail, name="article"),
    path("jurisdictions/", jurisdictions.jurisdiction_list, name="jurisdictions"),
    path("jurisdictions/<str:state>/", jurisdictions.state_detail, name="state"),
    path("jurisdictions/<str:state>/<slug:slug>/", jurisdictions.jurisdiction_detail, name="jurisdiction"),
    path("codebook/", pages.codebook_page, name="codebook"),
    path("data/", pages.data_page, name="data"),
    path("about/", pages.about_page, name="about"),
]
