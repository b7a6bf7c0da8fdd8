"""Downloads over a real socket: what happens when either end breaks off, stalls, or asks for too much."""

import os
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, closing
from http.client import HTTPConnection, IncompleteRead
from urllib.parse import urlsplit

import pytest
from django.db import connection

from tests.conftest import empty_archive
from tests.exports.waiting import within
from tests.records import make_agency, make_article, make_statement
from tests.site_plugin import BASE_DIR, free_port

AT_ONCE, PATIENCE = 2, 2
LENGTH = 1_000_000  # of each text, so that a file is far longer than what the two ends of a socket hold


@pytest.fixture(scope="module")
def heavy_archive(django_db_setup, django_db_blocker):
    """Thirty statements of a million letters each, committed."""
    with django_db_blocker.unblock():
        agency, article = make_agency(), make_article()
        for _number in range(30):
            make_statement(agency=agency, article=article, text="x" * LENGTH)
        yield
        empty_archive()


@pytest.fixture(scope="module")
def port(heavy_archive):
    """The port of the site's web server, with one process, on the database of the tests."""
    number = free_port()
    limits = {"DOWNLOADS_AT_ONCE": str(AT_ONCE), "DOWNLOAD_PATIENCE": str(PATIENCE)}
    options = ["--worker-class=gthread", "--threads=4", f"--bind=127.0.0.1:{number}", "--log-level=critical"]
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "archive.wsgi", *options],
        cwd=BASE_DIR,
        env={**os.environ, "DATABASE_URL": url_of_tests(), **limits},
        stderr=subprocess.DEVNULL,
    )
    assert within(30, lambda: listens(number))
    yield number
    server.terminate()
    server.wait(30)


class Client(HTTPConnection):
    """Asks for an address of the site; the body of the ``response`` is still on its way."""

    def __init__(self, port, path):
        super().__init__("127.0.0.1", port, timeout=20)
        self.sock = socket.socket()
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2**16)
        self.sock.connect((self.host, port))
        self.request("GET", path)
        self.response = self.getresponse()

    def close(self):
        self.response.close()
        super().close()


@pytest.fixture
def ask(port, transactional_db):
    """Ask for an address; the Client is closed at the end, and then nothing of it stays in the database."""
    with ExitStack() as clients:
        yield lambda path: clients.enter_context(closing(Client(port, path)))
    assert within(10, lambda: not downloads())


def url_of_tests():
    """DATABASE_URL with the name of the database of the tests, which ends its path."""
    url = urlsplit(os.environ["DATABASE_URL"])
    return url._replace(path=f"{url.path.rpartition('/')[0]}/{connection.settings_dict['NAME']}").geturl()


def listens(number):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", number)) == 0


def downloads(what="pid"):
    """What the database says of each download that runs in it."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {what} FROM pg_stat_activity "
            "WHERE datname = current_database() AND application_name = 'stances download'"
        )
        return [value for (value,) in cursor.fetchall()]


@pytest.mark.parametrize("path", ["/statements.csv", "/statements.jsonl?q=mecklenburg"])
def test_query_ends_when_the_client_goes_away(ask, path):
    client = ask(path)
    assert client.response.read(1000)
    assert len(downloads()) == 1

    client.close()

    assert within(2, lambda: not downloads())


def test_client_that_reads_nothing_is_given_up(ask):
    response = ask("/statements.csv").response
    response.read(1000)

    assert within(PATIENCE + 2, lambda: not downloads())
    with pytest.raises(IncompleteRead):
        response.read()


def test_slow_client_gets_the_whole_file(ask):
    response, size = ask("/statements.csv").response, 0

    while block := response.read(5_000_000):
        size += len(block)
        time.sleep(PATIENCE / 8)

    assert size > 30 * LENGTH


def test_next_of_too_many_is_told_to_come_again(ask):
    paths = [*["/statements.csv"] * (AT_ONCE + 1), "/healthz", "/statements.csv?state=ZZ"]

    *held, refused, page, wrong = [ask(path).response for path in paths]

    assert (refused.status, refused.getheader("Retry-After")) == (503, "30")
    assert refused.read().startswith(b"As many downloads run")
    assert [page.status, wrong.status, *(each.status for each in held)] == [200, 400, 200, 200]


def test_error_midway_breaks_the_transfer(ask):
    response = ask("/statements.csv").response
    response.read(1000)

    assert downloads("pg_terminate_backend(pid)") == [True]

    with pytest.raises(IncompleteRead):
        response.read()


def test_head_of_a_download_runs_none(port, ask):
    with closing(HTTPConnection("127.0.0.1", port, timeout=20)) as client:
        client.request("HEAD", "/statements.csv", headers={"Accept-Encoding": "gzip"})
        head = client.getresponse()

        assert (head.status, head.getheader("X-Row-Count"), head.read()) == (200, "30", b"")
        assert head.getheader("Content-Encoding") == "gzip"
        assert downloads() == []
