"""Readers report errors: who may, what is refused, and what is kept of them."""

import time

import pytest
from django.core import signing
from django.test import Client

from stances.models import DataVersion, MergedReference, Report
from stances.reporting import limit
from tests.lists import body

FORM = "/statements/aaaaaaaa/report/"


@pytest.fixture(autouse=True)
def nothing_counted():
    limit.forget()


def opened(seconds, reference):
    """What the form holds if it was opened so long ago."""
    return signing.dumps(time.time() - seconds, salt=f"report {reference}")


def send(client=None, path=FORM, age=60, reference="aaaaaaaa", **fields):
    client = client or Client()
    form = {"wrong": "It was March.", "website": "", "opened": opened(age, reference)}
    return client.post(path, form | fields)


def test_a_report_is_kept_for_editors_and_thanked_for(archive, client):
    response = send(client, source_url="example.com/a", email="ann@example.com")

    assert (response.status_code, response["Location"]) == (302, f"{FORM}thanks/")
    assert "Your report has reached the editors." in body(client.get(response["Location"]))
    report = Report.objects.get()
    assert (report.statement, report.wrong) == (archive["aaaaaaaa"], "It was March.")
    assert (report.source_url, report.email) == ("https://example.com/a", "ann@example.com")
    assert report.is_open


def test_the_form_can_be_filled_as_it_is_shown(archive, monkeypatch):
    client = Client(enforce_csrf_checks=True)
    page = client.get(FORM)
    form = page.context["form"]
    monkeypatch.setattr("stances.reporting.form.LEAST_AGE", 0)

    fields = {"opened": form["opened"].value(), "csrfmiddlewaretoken": page.context["csrf_token"]}

    assert send(client, **fields).status_code == 302


def test_nothing_tells_who_sent_it(archive):
    send(Client(headers={"x-forwarded-for": "203.0.113.9"}))

    assert "203.0.113.9" not in str(Report.objects.values().get())
    assert {field.name for field in Report._meta.fields} == {
        *("id", "statement", "wrong", "source_url", "email", "sent_at", "dealt_with_at", "dealt_with_by", "note")
    }


def test_a_report_makes_no_public_page_anew(archive):
    before = DataVersion.objects.get().moment

    send()

    assert DataVersion.objects.get().moment == before


REFUSED = [
    pytest.param({"wrong": " "}, "Say what is wrong.", id="nothing said"),
    pytest.param({"wrong": "x" * 4001}, "at most 4000 characters", id="too long"),
    pytest.param({"wrong": "\u202eturned"}, "control character", id="writing turned round"),
    pytest.param({"wrong": "a\x00b"}, "Null characters are not allowed.", id="a null character"),
    pytest.param({"source_url": "javascript:alert(1)"}, "Enter a valid URL.", id="no address"),
    pytest.param({"email": "ann"}, "Enter a valid email address.", id="no email"),
    pytest.param({"website": "https://spam.example"}, "People don’t see this field.", id="the trap"),
    pytest.param({"age": 1}, "That was quick.", id="at once"),
    pytest.param({"age": 90_000}, "This form was open for too long.", id="a day later"),
    pytest.param({"opened": ""}, "This form was open for too long.", id="never opened"),
    pytest.param({"reference": "bbbbbbbb"}, "open for too long", id="opened for another statement"),
]


@pytest.mark.parametrize(("fields", "words"), REFUSED)
def test_what_is_wrong_with_a_report_is_said(archive, fields, words):
    response = send(**fields)

    assert response.status_code == 400
    assert words in body(response)
    assert not Report.objects.exists()


def test_a_form_that_was_open_too_long_can_be_sent_again(archive, monkeypatch):
    again = send(age=90_000).context["form"]
    monkeypatch.setattr("stances.reporting.form.LEAST_AGE", 0)

    assert send(opened=again["opened"].value()).status_code == 302


def test_a_form_needs_its_token(archive):
    response = send(Client(enforce_csrf_checks=True))

    assert response.status_code == 403
    assert "The form was not sent" in body(response)


# Too many


def test_the_eleventh_report_of_a_day_gets_its_words_back(archive):
    assert {send().status_code for _number in range(10)} == {302}

    response = send(wrong="The <b>eleventh</b>.")

    assert (response.status_code, Report.objects.count()) == (429, 10)
    assert 0 < int(response["Retry-After"]) <= 86_400
    assert "The &lt;b&gt;eleventh&lt;/b&gt;." in body(response)
    assert 'href="/statements/aaaaaaaa/">Back to the statement' in body(response)
    assert send(Client(REMOTE_ADDR="203.0.113.9")).status_code == 302


def test_what_is_refused_does_not_count(archive):
    for _number in range(12):
        send(wrong="")

    assert send().status_code == 302


# Where the form is


@pytest.mark.parametrize("reference", ["hhhhhhhh", "jjjjjjjj", "zzzzzzzz", "short"])
def test_what_is_not_public_has_no_form(archive, client, reference):
    for path in (f"/statements/{reference}/report/", f"/statements/{reference}/report/thanks/"):
        assert client.get(path).status_code == 404
    assert send(path=f"/statements/{reference}/report/").status_code == 404


def test_a_withdrawn_statement_tells_its_reason_in_place_of_the_form(archive, client):
    response = client.get("/statements/kkkkkkkk/report/")

    assert (response.status_code, "It was another county." in body(response)) == (410, True)
    assert client.get("/statements/kkkkkkkk/report/thanks/").status_code == 404


@pytest.mark.parametrize("reference", ["mmmmmmmm", "AAAAAAAA"])
def test_another_reference_leads_to_the_form_of_its_statement(archive, client, reference):
    MergedReference.objects.create(reference="mmmmmmmm", statement=archive["aaaaaaaa"])

    response = client.get(f"/statements/{reference}/report/")

    assert (response.status_code, response["Location"]) == (301, FORM)


def test_the_page_of_a_statement_leads_to_its_form(archive, get):
    assert f'<a href="{FORM}" rel="nofollow">Report an error</a>' in body(get("/statements/aaaaaaaa/"))
