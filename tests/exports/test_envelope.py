"""What is said of every file of records in its headers; tests/archive/test_sharing.py tells who may read them."""

import re

import pytest
from django.test import Client

from stances.models import DataVersion
from tests.lists import content, csv_rows, jsonl_rows

PATHS = [
    "/statements.csv",
    "/statements.xlsx",
    "/statements.bib",
    "/agencies.jsonl",
    "/data/statements.zip",
    "/data/codings.csv",
    "/changes.jsonl",
    "/statements/pictures/topics.csv",
    "/statements/pictures/states.svg",
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["get", "head"])
def test_headers_tell_what_and_when_and_under_which_license(open_archive, method, path):
    response = getattr(Client(), method)(path)
    content(response)

    assert response["X-Data-Version"] == f"{DataVersion.objects.get().moment:%Y-%m-%dT%H:%M:%S.%fZ}"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", response["X-Generated-At"])
    assert (response["X-Codebook-Version"], response["X-License"]) == ("1", "CC-BY-4.0")
    assert response["X-Canonical-Query"] == ""
    assert response["Link"] == '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'
    name = rf'filename="[\w-]+-\d{{4}}-\d\d-\d\d\.{path.rpartition(".")[2]}"'
    assert re.search(name, response["Content-Disposition"])


@pytest.mark.parametrize(
    ("path", "query", "rows"),
    [
        ("/changes.jsonl", {"state": "nc", "utm_source": "letter"}, jsonl_rows),
        ("/statements/pictures/topics.csv", {"state": "nc", "sort": "oldest"}, csv_rows),
    ],
)
def test_rows_of_a_file_are_as_many_as_its_headers_say(open_archive, get, path, query, rows):
    response = get(path, **query)

    assert response["X-Row-Count"] == str(len(rows(response))) == "2"
    assert response["X-Canonical-Query"] == "state=NC"
