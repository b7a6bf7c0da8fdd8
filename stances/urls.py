from django.urls import converters, path, register_converter
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from stances.api.documentation import documentation
from stances.directories import DIRECTORIES
from stances.exports.download import FORMATS, OF_DIRECTORIES
from stances.feeds.changes import change_feed
from stances.feeds.shifts import shift_feed
from stances.feeds.statements import statement_feed
from stances.views import (
    changes,
    codings,
    compare,
    downloads,
    jurisdictions,
    maps,
    pages,
    pictures,
    records,
    releases,
    reports,
    sharing,
    shifts,
    statement,
    statements,
)


class ReferenceConverter(converters.StringConverter):
    regex = "[0-9A-Za-z]{8}"


class StateConverter(converters.StringConverter):
    regex = "[A-Za-z]{2}"


register_converter(ReferenceConverter, "reference")
register_converter(StateConverter, "usps")


def door(route, view, *args, **kwargs):
    """A page that is only ever read: any other method answers 405, and does so before it asks for a form's token."""
    return path(route, csrf_exempt(require_safe(view)), *args, **kwargs)


urlpatterns = [
    door("", pages.home, name="home"),
    door("statements/", statements.statement_list, name="statements"),
    *(
        door(
            f"statements.{extension}",
            downloads.statement_download,
            {"extension": extension},
            f"statements_{extension}",
        )
        for extension in FORMATS
    ),
    door("statements.atom", statement_feed, name="statements_atom"),
    # Before the statements: the word has as many letters as a reference, though none has an i or a u.
    door("statements/pictures/", pictures.picture_list, name="pictures"),
    *(
        door(
            f"statements/pictures/<slug:code>.{extension}",
            pictures.picture_file,
            {"extension": extension},
            f"picture_{extension}",
        )
        for extension in pictures.FILES
    ),
    door("statements/<reference:reference>/", statement.statement_detail, name="statement"),
    *(
        door(
            f"statements/<reference:reference>.{extension}",
            statement.statement_file,
            {"extension": extension},
            f"statement_{extension}",
        )
        for extension in ("json", "bib", "ris")
    ),
    door("statements/<reference:reference>/history.json", statement.statement_history, name="statement_history"),
    door("statements/<reference:reference>.png", sharing.statement_picture, name="statement_picture"),
    door("statements/<reference:reference>/embed/", sharing.statement_card, name="statement_card"),
    door("oembed", sharing.oembed_answer, name="oembed"),
    path("statements/<reference:reference>/report/", reports.report_error, name="report"),
    door("statements/<reference:reference>/report/thanks/", reports.report_thanks, name="report_thanks"),
    *(
        door(
            f"{name}.{extension}",
            downloads.directory_download,
            {"name": name, "extension": extension},
            f"{name}_{extension}",
        )
        for name in DIRECTORIES
        for extension in OF_DIRECTORIES
    ),
    door("data/statements.zip", downloads.statement_download, {"extension": "zip"}, "statements_zip"),
    door("data/datapackage.json", downloads.package_description, name="datapackage"),
    door("agencies/", records.agency_list, name="agencies"),
    door("agencies/<slug:slug>/", records.agency_detail, name="agency"),
    door("officials/", records.official_list, name="officials"),
    door("officials/<slug:slug>/", records.official_detail, name="official"),
    door("articles/", records.article_list, name="articles"),
    door("articles/<int:pk>/", records.article_detail, name="article"),
    door("jurisdictions/", jurisdictions.jurisdiction_list, name="jurisdictions"),
    door("jurisdictions/<usps:state>/", jurisdictions.state_detail, name="state"),
    door("jurisdictions/<usps:state>/<slug:slug>/", jurisdictions.jurisdiction_detail, name="jurisdiction"),
    door("map/", maps.map_page, name="map"),
    door("shifts/", shifts.shift_list, name="shifts"),
    door("shifts.atom", shift_feed, name="shifts_atom"),
    door("changes/", changes.change_list, name="changes"),
    door("changes.atom", change_feed, name="changes_atom"),
    door("changes.jsonl", changes.change_lines, name="changes_jsonl"),
    door("compare/", compare.compare, name="compare"),
    door("codebook/", pages.codebook_page, name="codebook"),
    door("data/", pages.data_page, name="data"),
    door("data/examples/<slug:name>.<slug:extension>", pages.example_file, name="example"),
    door("data/codings.csv", codings.codings_csv, name="codings_csv"),
    door("data/releases/", releases.release_list, name="releases"),
    door("data/releases/<str:version>/", releases.release_detail, name="release"),
    door("data/releases/<str:version>/<str:name>", releases.release_file, name="release_file"),
    door("about/", pages.about_page, name="about"),
    door("api/", documentation, name="api"),
]
