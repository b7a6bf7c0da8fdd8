"""Pages are made once for each version of the data: what is kept, for whom, and until when."""

import datetime
import gzip
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPConnection
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User
from django.core.cache import caches
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archive import caching
from archive.wsgi import application
from stances.codebook import Kind, Status
from stances.models import Agency, Statement
from tests.desk.test_importing import make_record, run
from tests.records import make_agency, make_article, make_citation, make_jurisdiction, make_statement
from tests.refusals import run_sql

pytestmark = pytest.mark.django_db(transaction=True)


class Answer:
    """What the WSGI application answers; ``queries`` is how many questions it asked the database."""

    def __init__(self, address, method="GET", application=application, **headers):
        path, _, query = address.partition("?")
        names = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "SCRIPT_NAME": ""}
        environ |= {
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "wsgi.url_scheme": "http",
            "HTTP_HOST": "localhost",
        }
        with CaptureQueriesContext(connection) as asked:
            response = application(environ | {"wsgi.input": BytesIO()} | names, self.start)
            self.body = b"".join(response)
        getattr(response, "close", bool)()
        self.queries = len(asked)

    def start(self, status, headers, *error):
        self.status, self.headers = int(status.split()[0]), dict(headers)

    @property
    def etag(self):
        return self.headers.get("ETag")

    @property
    def rule(self):
        return self.headers.get("Cache-Control")

    def __contains__(self, words):
        return words in self.body.decode()


def kept(answer):
    """What is kept for other visitors of an answer, or None."""
    return caches["default"].get(f"{answer.etag.removeprefix('W/')[1:-1]}-plain")


def is_kept(address, **headers):
    """Whether a page is there without being made: the data version is the only question asked."""
    return Answer(address, **headers).queries == 1


@pytest.fixture
def statement():
    return make_statement(agency=make_agency(name="Oldname"), reference="aaaaaaaa", text="Oldname said no.")


# Repeat visits


@pytest.mark.parametrize("address", ["/statements/?q=oldname", "/statements/aaaaaaaa/", "/", "/agencies/?state=NC"])
def test_the_same_page_again_is_what_was_kept(statement, address):
    first = Answer(address)
    again = Answer(address)

    assert (first.status, first.rule, first.headers["Vary"]) == (200, "public, no-cache", "Accept-Encoding, Cookie")
    assert (again.status, again.headers, again.body) == (200, first.headers, first.body)
    assert first.queries > again.queries == 1


def test_who_has_the_page_is_told_that_it_is_still_right(statement):
    first = Answer("/statements/")
    again = Answer("/statements/", if_none_match=f'"another", {first.etag}')

    assert (again.status, again.body, again.queries) == (304, b"", 1)
    assert (again.etag, again.rule, again.headers["Vary"]) == (first.etag, first.rule, first.headers["Vary"])


def test_head_is_answered_from_the_page_that_is_kept(statement):
    page = Answer("/statements/")
    head = Answer("/statements/", method="HEAD")

    assert (head.headers, head.body, head.queries) == (page.headers, b"", 1)


def test_a_head_keeps_nothing(statement):
    Answer("/statements/", method="HEAD")

    assert not is_kept("/statements/")


def test_a_browser_without_gzip_can_read_its_page(statement):
    packed = Answer("/statements/", accept_encoding="gzip, br")
    plain = Answer("/statements/")

    assert gzip.decompress(packed.body) == plain.body
    assert (packed.headers["Content-Encoding"], plain.headers.get("Content-Encoding")) == ("gzip", None)
    assert is_kept("/statements/", accept_encoding="gzip, br")


SAME = [
    pytest.param("state=NC&kind=quotation", "kind=quotation&state=NC", True, id="another order"),
    pytest.param("state=NC", "utm_source=news&state=NC&fbclid=1", True, id="the marks of a newsletter"),
    pytest.param("q=a+b", "q=a%20b", True, id="another encoding"),
    pytest.param("state=NC&state=AZ", "state=AZ&state=NC", False, id="another order of values, as pages show them"),
    pytest.param("state=NC", "state=AZ", False, id="another value"),
    pytest.param("q=a%26state%3DNC", "q=a&state=NC", False, id="a value that looks like a parameter"),
]


@pytest.mark.parametrize(("query", "other", "is_same"), SAME)
def test_the_same_question_is_the_same_page(statement, query, other, is_same):
    make_jurisdiction(state="AZ")
    page = Answer(f"/statements/?{query}")

    assert (Answer(f"/statements/?{other}").etag == page.etag) == is_same
    assert is_kept(f"/statements/?{other}")


def test_pages_in_two_languages_are_kept_apart(statement):
    english, spanish = Answer("/about/"), Answer("/es/about/")

    assert (english.headers["Content-Language"], spanish.headers["Content-Language"]) == ("en", "es")
    assert (Answer("/about/", accept_language="es").body, Answer("/es/about/").body) == (english.body, spanish.body)
    assert is_kept("/about/", accept_language="es")
    assert is_kept("/es/about/", accept_language="en")


def test_a_kept_page_has_no_mark_of_a_newsletter_in_its_links(statement):
    assert "utm_source" not in Answer("/statements/?utm_source=news&state=NC")


def test_an_empty_field_still_leads_to_the_address_without_it(statement):
    assert Answer("/statements/?kind=quotation").status == 200

    assert Answer("/statements/?kind=quotation&q=").status == 302


# Changes


def change_text(statement):
    statement.text = "Newname"
    statement.save()


def rename_agency(statement):
    Agency.objects.update(name="Newname")


def add_citation(statement):
    make_citation(statement=statement, article=make_article(publisher="Newname"))


def withdraw(statement):
    make_statement(text="Newname")
    Statement.objects.filter(pk=statement.pk).update(status=Status.WITHDRAWN, withdrawn_reason="Never said.")


def change_by_sql(statement):
    run_sql("UPDATE stances_statement SET text = 'Newname'")


def import_one(statement):
    make_agency(ori="NC0600000")
    run(make_record(reference="cccccccc", text="Newname"), publish=True)


CHANGES = [change_text, change_by_sql, rename_agency, add_citation, withdraw, import_one]


@pytest.mark.parametrize("change", CHANGES)
def test_the_very_next_visit_shows(statement, change):
    before = Answer("/statements/")
    assert "Newname" not in before

    change(statement)

    after = Answer("/statements/", if_none_match=before.etag)
    assert (after.status, "Newname" in after) == (200, True)
    assert after.etag != before.etag


def test_a_draft_that_is_written_leaves_the_pages_kept(statement):
    draft = make_statement(agency=statement.agency, status=Status.DRAFT, kind=Kind.POLICY)
    page = Answer("/statements/")

    Statement.objects.filter(pk=draft.pk).update(text="Another draft.")

    assert Answer("/statements/", if_none_match=page.etag).status == 304
    assert is_kept("/statements/")


def test_another_release_makes_the_pages_anew(statement, settings):
    page = Answer("/statements/")
    settings.SITE_URL = "https://archive.example.org"
    caching.build.cache_clear()

    try:
        assert "https://archive.example.org/statements/" in Answer("/statements/", if_none_match=page.etag)
    finally:
        caching.build.cache_clear()


# Who is not answered from what is kept


def test_who_is_signed_in_gets_a_fresh_page_and_nobody_else_gets_that(statement):
    Answer("/statements/")
    client = Client()
    client.force_login(User.objects.create_user("edith", is_staff=True))
    cookie = client.cookies["sessionid"].value

    own = Answer("/statements/?state=NC", cookie=f"sessionid={cookie}")

    assert (own.status, own.rule, own.etag) == (200, "private, no-store", None)
    assert Answer("/statements/", cookie=f"a=b; sessionid={cookie}").queries > 1
    assert not is_kept("/statements/?state=NC")


def test_another_cookie_makes_no_difference(statement):
    Answer("/statements/")

    assert is_kept("/statements/", cookie="theme=dark; csrftoken=abc")


NOT_KEPT = [
    pytest.param("/statements/zzzzzzzz/", 404, id="not found"),
    pytest.param("/statements/?position=maybe", 400, id="a question that can't be read"),
    pytest.param("/statements/bbbbbbbb/", 410, id="withdrawn"),
    pytest.param("/statements/AAAAAAAA/", 301, id="moved"),
    pytest.param("/statements/?q=%00", 400, id="no text"),
    pytest.param("/statements/?q=" + "a" * 1001, 400, id="too long"),
    pytest.param("/statements/?" + "state=NC&" * 300, 200, id="a long question"),
    pytest.param("/statements/?" + "&" * 1000, 400, id="too many parameters"),
    pytest.param("/statements/?" + "&" * 1001, 400, id="too many and too long"),
]


@pytest.mark.parametrize(("address", "status"), NOT_KEPT)
def test_nobody_keeps(statement, address, status):
    make_statement(agency=statement.agency, reference="bbbbbbbb", status="withdrawn", withdrawn_reason="Never said.")
    answer = Answer(address)

    assert (answer.status, answer.rule, answer.etag) == (status, "no-store", None)
    assert Answer(address, if_none_match="*").status == status


def test_a_reference_that_is_published_is_found_at_once(statement):
    assert Answer("/statements/bbbbbbbb/").status == 404

    make_statement(agency=statement.agency, reference="bbbbbbbb")

    assert Answer("/statements/bbbbbbbb/").status == 200


def test_a_download_is_not_kept_but_is_told_to_be_still_right(statement):
    first = Answer("/statements.csv")

    assert (first.rule, kept(first)) == ("public, no-cache", None)
    assert kept(Answer("/statements/"))
    assert Answer("/statements.csv", if_none_match=first.etag).status == 304


@pytest.mark.parametrize("address", ["/admin/login/", "/healthz", "/static/icon.svg"])
def test_other_addresses_are_left_alone(statement, address):
    assert Answer(address).etag is None
    assert Answer(address).rule != "public, no-cache"


def test_only_reading_is_answered_from_what_is_kept(statement):
    Answer("/statements/")

    assert Answer("/statements/", method="POST").status == 405


ODD = [
    pytest.param([("Set-Cookie", "a=b")], "no-store", id="a cookie"),
    pytest.param([("Vary", "Accept")], "no-store", id="another difference"),
    pytest.param([("Cache-Control", "private")], "private", id="a rule of its own"),
]


@pytest.mark.parametrize(("headers", "rule"), ODD)
def test_a_page_is_not_kept_if_it_has(statement, headers, rule):
    def page(environ, start_response):
        start_response("200 OK", headers)
        return [b"for one"]

    answer = Answer("/odd/", application=caching.keep_public_pages(page))

    assert (answer.rule, answer.etag, answer.body) == (rule, None, b"for one")


# Strangers


@pytest.mark.parametrize("headers", [{"host": "evil.example"}, {"host": "localhost:80, evil.example"}])
def test_a_host_that_is_not_the_site_gets_no_page_though_one_is_kept(statement, headers):
    Answer("/statements/")

    assert Answer("/statements/", **headers).status == 400


def test_what_a_stranger_sends_along_is_in_no_page_of_another(statement):
    sent = {"x_forwarded_host": "evil.example", "x_original_url": "/evil", "x_http_method_override": "POST"}
    Answer("/statements/", **sent, accept_language="es", referer="http://evil.example/")

    page = Answer("/statements/")
    assert (page.status, page.queries, "evil" in page) == (200, 1, False)


def test_the_hosts_of_the_site_have_their_own_pages(statement):
    Answer("/statements/", host="localhost")

    assert not is_kept("/statements/", host="127.0.0.1")


# Accidents


def test_a_broken_cache_breaks_no_page(statement, settings, tmp_path, caplog):
    (tmp_path / "cache").touch()  # a file where the folder should be
    settings.CACHES = {**settings.CACHES, "default": {**settings.CACHES["default"], "LOCATION": tmp_path / "cache"}}

    assert Answer("/statements/").status == 200
    assert "cache of pages does not work" in caplog.text


def test_a_page_that_is_no_page_any_more_is_made_anew(statement):
    page = Answer("/statements/")
    caches["near"].clear()
    for file in caches["default"]._list_cache_files():
        with open(file, "wb") as broken:
            broken.write(b"not a page")

    assert Answer("/statements/").body == page.body


def test_a_connection_that_was_lost_is_opened_again(statement):
    page = Answer("/statements/")
    with suppress(DatabaseError):
        run_sql("SELECT pg_terminate_backend(pg_backend_pid())")

    assert Answer("/statements/").body == page.body


def test_without_the_database_pages_answer_as_they_can(statement, monkeypatch):
    def without_database(environ, start_response):
        connection.close()
        monkeypatch.setitem(connection.settings_dict, "HOST", "/nowhere")
        return application(environ, start_response)

    about = Answer("/about/", application=without_database)

    assert (about.status, about.rule, about.etag) == (200, "no-store", None)


# The running site


def ask(site, path, **headers):
    connection = HTTPConnection(urlsplit(site).netloc, timeout=30)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, response.getheader("ETag"), body


def test_its_processes_share_what_is_kept(site):
    packed = {"Accept-Encoding": "gzip"}  # with some bytes at random, so that no page is packed alike twice
    first = ask(site, "/statements/?q=shared", **packed)

    with ThreadPoolExecutor(12) as visitors:
        found = set(visitors.map(lambda _n: ask(site, "/statements/?q=shared", **packed), range(60)))

    assert found == {first}


def test_it_tells_who_has_the_page_that_it_is_still_right(site):
    _status, etag, body = ask(site, "/codebook/")

    assert body
    assert ask(site, "/codebook/", **{"If-None-Match": etag}) == (304, etag, b"")


# Pages of one reader, and of one day

FORM = "/statements/aaaaaaaa/report/"


def test_a_form_is_kept_for_nobody_whether_its_reader_comes_first_or_again(statement):
    first = Answer(FORM)
    cookie = first.headers["Set-Cookie"].split(";")[0]
    again = Answer(FORM, cookie=cookie)

    for answer in (first, again):
        assert (answer.status, answer.etag) == (200, None)
        assert {"no-store", "private"} <= set(answer.rule.split(", "))
    assert not is_kept(FORM)
    assert len({first.body, again.body, Answer(FORM, cookie=cookie).body}) == 3


@pytest.mark.parametrize("address", ["/statements/aaaaaaaa/", "/statements/aaaaaaaa.bib", "/statements/aaaaaaaa.json"])
def test_the_page_that_names_the_day_is_made_anew_the_next_day(statement, address, monkeypatch):
    Answer(address)
    assert is_kept(address)

    tomorrow = timezone.now() + datetime.timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: tomorrow)

    assert not is_kept(address)
    assert address.endswith("json") or f"{tomorrow:%Y-%m-%d}" in Answer(address)
