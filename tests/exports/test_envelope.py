"""What is said of a download in its headers."""

import re

import pytest
from django.test import Client

from stances.exports.envelope import HEADERS
from stances.models import DataVersion
from tests.lists import content

PATHS = ["/statements.csv", "/statements.xlsx", "/statements.bib", "/agencies.jsonl", "/data/statements.zip"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["get", "head"])
def test_headers_tell_what_and_when_and_under_which_license(open_archive, method, path):
    response = getattr(Client(), method)(path)
    content(response)

    assert response["X-Data-Version"] == f"{DataVersion.objects.get().moment:%Y-%m-%dT%H:%M:%S.%fZ}"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", response["X-Generated-At"])
    assert (response["X-Codebook-Version"], response["X-License"]) == ("1", "CC-BY-4.0")
    assert response["Link"] == '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'
    assert re.search(rf'filename="\w+-[\d-]+\.{path.rpartition(".")[2]}"', response["Content-Disposition"])


def test_programs_in_browsers_may_read_them(open_archive, get):
    response = get("/statements.csv")
    content(response)

    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Access-Control-Expose-Headers"] == ", ".join(HEADERS)
    assert all(name in response for name in HEADERS)
