"""Who is counted as one sender, and how long."""

import datetime

import pytest
from django.test import RequestFactory

from stances.reporting import limit


@pytest.fixture(autouse=True)
def nothing_counted():
    limit.forget()


def asked(address, forwarded=None):
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    return RequestFactory(REMOTE_ADDR=address).post("/", headers=headers)


SENDERS = [
    pytest.param("9.9.9.9", None, "9.9.9.9", id="a visitor"),
    pytest.param("9.9.9.9", "8.8.8.8", "9.9.9.9", id="a visitor who claims to be another"),
    pytest.param("127.0.0.1", "8.8.8.8, 9.9.9.9", "9.9.9.9", id="whom our proxy asks for"),
    pytest.param("127.0.0.1", "nonsense", "127.0.0.1", id="a proxy that says nothing"),
    pytest.param("2606:4700:1:2:3::4", None, "2606:4700:1:2::/64", id="a network of IPv6"),
    pytest.param("::ffff:9.9.9.9", None, "9.9.9.9", id="IPv4 in IPv6"),
    pytest.param("", None, "None", id="a socket"),
]


@pytest.mark.parametrize(("address", "forwarded", "sender"), SENDERS)
def test_a_sender_is(address, forwarded, sender):

    assert limit.sender_of(asked(address, forwarded)) == sender


def test_each_sender_is_counted_by_itself():
    for _number in range(limit.MOST_OF_ONE):
        assert not limit.is_too_many(asked("9.9.9.9"))

    assert limit.is_too_many(asked("9.9.9.9"))
    assert not limit.is_too_many(asked("9.9.9.10"))


def test_all_together_are_limited_too(monkeypatch):
    monkeypatch.setattr(limit, "MOST_IN_ALL", 2)

    assert [limit.is_too_many(asked(f"9.9.9.{n}")) for n in range(3)] == [False, False, True]


def test_a_new_day_forgets_the_counts_and_the_key():
    limit.is_too_many(asked("9.9.9.9"))
    limit._today["day"] -= datetime.timedelta(days=1)
    key, counts = limit._today["key"], limit._today["counts"]

    limit.is_too_many(asked("9.9.9.9"))

    assert limit._today["key"] != key
    assert limit._today["counts"].keys().isdisjoint(counts)


def test_no_address_is_kept():
    limit.is_too_many(asked("9.9.9.9"))

    assert b"9.9.9.9" not in b"".join(limit._today["counts"])
