"""What only the running site shows: its server's own limits, and what it sends over the wire."""

import gzip
from http.client import HTTPConnection
from urllib.parse import quote, urlsplit

import pytest


def ask(site, path, **headers):
    connection = HTTPConnection(urlsplit(site).netloc, timeout=30)
    try:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        return response.status, dict(response.getheaders()), response.read()
    finally:
        connection.close()


LONG = [
    pytest.param("q=" + "a" * 10_000, "This is too long", id="10,000 letters"),
    pytest.param("q=" + quote("中" * 1_500), "This is too long", id="1,500 characters of several bytes"),
    pytest.param("b" * 5_000 + "=1", "is not a filter", id="a long name"),
]


@pytest.mark.parametrize(("query", "words"), LONG)
def test_long_question_is_explained_by_the_site(site, query, words):
    for address in ("/statements/", "/statements.csv", "/statements.jsonl"):
        status, _headers, body = ask(site, f"{address}?{query}")

        assert (status, words in body.decode()) == (400, True), address


def test_query_as_long_as_the_field_allows_is_answered(site):
    assert ask(site, "/statements/?q=" + quote("中" * 1_000))[0] == 200
    assert ask(site, "/statements/?" + "state=NC&" * 900 + "q=a")[0] == 200


@pytest.mark.parametrize("path", ["/statements/", "/statements.csv", "/codebook/"])
def test_text_is_compressed_for_those_who_ask(site, path):
    plain = ask(site, path)
    packed = ask(site, path, **{"Accept-Encoding": "gzip"})

    assert packed[1]["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed[2]) == plain[2]
    assert len(packed[2]) < len(plain[2]) / 2
