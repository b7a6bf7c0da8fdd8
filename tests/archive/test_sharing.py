"""What programs of other sites may read, in each of the ways in which the site answers."""

import pytest

from stances.models import Statement
from tests.archive.test_caching import Answer
from tests.records import make_statement

pytestmark = pytest.mark.django_db(transaction=True)

OPEN = [
    "/api/v1/",
    "/api/v1/statements",
    "/api/v1/statements?state=ZZ",
    "/api/v1/nothing",
    "/api/v1/statements/aaaaaaaa",
    "/statements.csv",
    "/statements.atom",
    "/es/statements.jsonl",
    "/statements/aaaaaaaa.json",
    "/statements/zzzzzzzz.json",
    "/statements/aaaaaaaa.bib",
    "/oembed?url=x",
]
CLOSED = ["/", "/statements/", "/admin/login/", "/statements/aaaaaaaa/report/", "/static/icon.svg", "/api/"]


@pytest.fixture(autouse=True)
def statement():
    return make_statement(reference="aaaaaaaa")


def rules(answer):
    return {name: value for name, value in answer.headers.items() if name.startswith("Access-Control-")}


@pytest.mark.parametrize("address", OPEN)
def test_any_site_may_read(address):
    assert Answer(address).headers["Access-Control-Allow-Origin"] == "*"
    assert Answer(address, method="HEAD").headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("address", OPEN)
def test_a_browser_that_asks_first_is_told_what_it_may(address):
    asked = Answer(address, method="OPTIONS", origin="https://a.example", access_control_request_method="GET")

    assert (asked.status, asked.body, asked.queries) == (204, b"", 0)
    assert rules(asked) == {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
        "Access-Control-Allow-Headers": "*",
        "Access-Control-Max-Age": "86400",
    }


@pytest.mark.parametrize("address", CLOSED)
def test_pages_and_the_desk_are_read_by_their_own_site_only(address):
    assert rules(Answer(address)) == rules(Answer(address, method="OPTIONS")) == {}


def test_what_is_kept_and_what_is_unchanged_are_as_open_as_what_is_made():
    made = Answer("/api/v1/statements")
    kept = Answer("/api/v1/statements")
    unchanged = Answer("/api/v1/statements", if_none_match=made.etag)

    assert [made.status, kept.status, unchanged.status] == [200, 200, 304]
    assert kept.queries == unchanged.queries == 1
    assert "ETag" in unchanged.headers["Access-Control-Expose-Headers"]
    assert "*" == kept.headers["Access-Control-Allow-Origin"] == unchanged.headers["Access-Control-Allow-Origin"]


def test_its_headers_may_be_read():
    exposed = Answer("/statements.csv").headers["Access-Control-Expose-Headers"].split(", ")

    assert {"X-Row-Count", "X-Canonical-Query", "ETag", "Content-Disposition"} <= set(exposed)


def test_what_one_client_is_told_is_told_to_no_other():
    made, kept = Answer("/api/v1/statements"), Answer("/api/v1/statements")

    assert "RateLimit" in made.headers
    assert "RateLimit" not in kept.headers
    assert made.headers["RateLimit-Policy"] == kept.headers["RateLimit-Policy"]


def test_what_is_kept_of_the_api_is_never_stale():
    before = Answer("/api/v1/statements?state=NC")

    Statement.objects.update(context="More.")

    after = Answer("/api/v1/statements?state=NC", if_none_match=before.etag)
    assert (after.status, "More." in after) == (200, True)
