from django.urls import converters, register_converter

from . import views
from .doors import door
from .lists import LISTS


class NumberConverter(converters.IntConverter):
    regex = "[1-9][0-9]{0,17}"


class GeoidConverter(converters.StringConverter):
    regex = "[0-9]{7}|[0-9]{5}|[0-9]{2}"


register_converter(NumberConverter, "number")
register_converter(GeoidConverter, "geoid")


def one(listing):
    """The address of one record, such as shifts/<slug:reference>/<slug:topic>."""
    key = "/".join(f"<{converter}:{column}>" for column, converter in listing.converters.items())
    return f"{listing.name}/{key}"


urlpatterns = [
    door("", views.index, "api_index"),
    door("openapi.json", views.openapi, "api_openapi"),
    *(door(name, views.record_list, f"api_{name}", name=name) for name in LISTS),
    door(one(LISTS["statements"]), views.statement, "api_statement"),
    *(
        door(one(each), views.record, f"api_{each.singular}", name=each.name)
        for each in LISTS.values()
        if each.name != "statements"
    ),
    door("tombstones", views.tombstone_list, "api_tombstones"),
    door("codebook", views.codebook_list, "api_codebook"),
    door("codebook/<slug:name>", views.codebook_variable, "api_variable"),
]
