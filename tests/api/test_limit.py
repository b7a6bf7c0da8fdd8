import pytest
from django.core.cache import caches
from django.test import Client

from stances.api import limit


@pytest.fixture(autouse=True)
def few(settings):
    settings.API_REQUESTS_PER_MINUTE = 2
    caches["counts"].clear()
    yield
    caches["counts"].clear()


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """A clock that stands still 10 seconds after a minute began."""
    monkeypatch.setattr(limit.time, "time", lambda: 1_800_000_010)
    return monkeypatch


def ask(address="/api/v1/codebook", **headers):
    return Client().get(address, headers=headers)


def test_each_answer_tells_what_is_left(db):
    first, second = ask(), ask("/api/v1/nothing")

    assert first["RateLimit-Policy"] == '"minute";q=2;w=60'
    assert (first["RateLimit"], second["RateLimit"]) == ('"minute";r=1;t=50', '"minute";r=0;t=50')


def test_one_too_many_is_told_when_to_come_again(db, clock):
    ask(), ask()

    answer = ask()

    assert (answer.status_code, answer["Retry-After"], answer.json()["status"]) == (429, "50", 429)
    clock.setattr(limit.time, "time", lambda: 1_800_000_060)
    assert ask().status_code == 200


def test_each_client_has_its_own(db):
    statuses = [ask(x_forwarded_for=f"192.0.2.{number % 2}").status_code for number in range(6)]

    assert statuses == [200, 200, 200, 200, 429, 429]


def test_no_address_is_kept(db):
    ask(x_forwarded_for="192.0.2.77")

    assert "192.0.2.77" not in str(caches["counts"]._cache.keys())


def test_memory_is_bounded(settings):
    assert settings.CACHES["counts"]["OPTIONS"]["MAX_ENTRIES"] <= 10_000


def test_a_cache_that_does_not_work_keeps_no_one_out(db, monkeypatch, caplog):
    monkeypatch.setattr(caches["counts"], "incr", lambda key: 1 / 0)

    assert [ask().status_code for _number in range(4)] == [200] * 4
    assert "not counted" in caplog.text


def test_pages_are_not_counted(db):
    assert [ask("/codebook/").status_code for _number in range(4)] == [200] * 4
