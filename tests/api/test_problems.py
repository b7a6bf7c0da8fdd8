"""Every error of the API is a problem (RFC 9457) whose type leads to a section of the documentation."""

import pytest
from django.db import OperationalError
from django.test import Client

from stances.api import views
from stances.api.problems import TYPES
from tests.lists import body


def problem(answer):
    assert answer["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == answer.status_code
    assert {"type", "title", "detail", "instance", "errors"} <= told.keys()
    return told


def test_a_wrong_query_names_each_parameter(open_archive, get):
    told = problem(get("/api/v1/statements", state="ZZ", per_page="0", positon="limits"))

    assert told["type"] == "http://localhost:8000/api/#problem-query"
    assert told["instance"] == "/api/v1/statements?state=ZZ&per_page=0&positon=limits"
    assert {error["parameter"] for error in told["errors"]} == {"state", "per_page", None}
    assert "Did you mean “position”?" in str(told["errors"])


STATUSES = [
    pytest.param("get", "/api/v1/nothing", 404, id="an unknown address"),
    pytest.param("get", "/api/v2/statements", 404, id="another version"),
    pytest.param("get", "/api/v1/statements/", 404, id="a slash too many"),
    pytest.param("post", "/api/v1/statements", 405, id="a write"),
    pytest.param("delete", "/api/nothing", 405, id="a write to nowhere"),
    pytest.param("get", "/api/v1/statements?" + "&" * 1001, 400, id="too many parameters"),
    pytest.param("get", "/api/v1/statements/%ff%fe", 404, id="no text"),
]


@pytest.mark.parametrize(("method", "address", "status"), STATUSES)
def test_errors_are_problems(db, method, address, status):
    answer = getattr(Client(enforce_csrf_checks=True), method)(address)

    assert problem(answer)["status"] == status


def test_a_write_is_told_the_methods(db):
    assert Client().post("/api/v1/statements")["Allow"] == "GET, HEAD, OPTIONS"


def test_a_foreign_host_gets_a_problem(db):
    assert problem(Client().get("/api/v1/statements", headers={"host": "evil.example"}))["status"] == 400


def broken(error):
    def view(*args):
        raise error

    return view


@pytest.mark.parametrize(
    ("error", "status"),
    [(ValueError("secret"), 500), (OperationalError("secret"), 503)],
    ids=["a mistake", "no database"],
)
def test_an_error_of_the_archive_is_a_problem_without_its_inside(db, monkeypatch, error, status):
    monkeypatch.setattr(views, "data_version", broken(error))

    answer = Client(raise_request_exception=False).get("/api/v1/statements")

    assert problem(answer)["status"] == status
    assert "secret" not in body(answer)
    assert answer.headers.get("Retry-After") == ("30" if status == 503 else None)


def test_errors_of_pages_are_pages(db, monkeypatch):
    assert Client().get("/nothing/")["Content-Type"].startswith("text/html")
    assert Client().get("/es/api/v1/statements").status_code == 404
    assert Client().get("/statements/?" + "&" * 1001)["Content-Type"].startswith("text/html")


def test_each_type_has_its_section(db, get):
    page = body(get("/api/"))

    assert all(f'id="problem-{name}"' in page for name in TYPES)
