"""The description for programs is valid and complete."""

import json
import re

import pytest
from django.test import Client

from stances.api import openapi
from stances.api.lists import LISTS
from stances.api.urls import urlpatterns
from stances.exports.tables import TABLES
from tests.lists import body

DOCUMENT = "/api/v1/openapi.json"


def test_it_is_a_valid_description(db, get):
    from openapi_spec_validator import OpenAPIV31SpecValidator

    answer = get(DOCUMENT)

    OpenAPIV31SpecValidator(answer.json()).validate()
    assert answer.json()["openapi"].startswith("3.1")


def test_it_has_every_address(db, get):
    routes = {re.sub(r"<\w+:(\w+)>", r"{\1}", f"/api/v1/{each.pattern}") for each in urlpatterns}

    assert set(get(DOCUMENT).json()["paths"]) == routes


@pytest.mark.parametrize("name", LISTS)
def test_it_has_every_parameter_and_column_of_a_list(db, get, name):
    document, listing = get(DOCUMENT).json(), LISTS[name]
    operation = document["paths"][f"/api/v1/{name}"]["get"]

    names = {each["name"] for each in operation["parameters"]} - {"sort", "as_of"}
    assert names == {*listing.filters.base_filters, "per_page", "cursor", "fields"}
    assert list(document["components"]["schemas"][listing.singular]["properties"]) == [
        *TABLES[name].columns,
        *listing.on_request,
    ]
    assert all(each["description"] for each in operation["parameters"])


def test_its_examples_are_answered(open_archive):
    for path, item in openapi.document()["paths"].items():
        for each in item["get"]["parameters"]:
            if each["in"] == "query" and "example" in each and each["name"] == "fields":
                assert Client().get(path, {"fields": ",".join(each["example"])}).status_code in (200, 404)


def test_it_is_english_and_its_page_is_in_each_language(db, get):
    assert "List statements" in body(get(DOCUMENT))
    assert json.loads(body(get(DOCUMENT)))["info"]["title"] == "Stances"
    assert get("/es/api/").status_code == 200
