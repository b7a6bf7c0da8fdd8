"""How many pasts are kept, who shares one, and what happens while one is read or made."""

import pytest
from django.db import connection, transaction

from stances import past
from stances.models import Agency, Past, Statement
from stances.past import making, reading, turns
from stances.past.rebuilding import rebuild
from tests.exports.waiting import within
from tests.lists import body, csv_rows
from tests.refusals import run_sql

from .moments import as_of_now, now


def schemas():
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'stances_past_%'")
        return {name for (name,) in cursor.fetchall()}


def change(number=0):
    Agency.objects.filter(slug="cook-county-sheriffs-office-il").update(officers=number, staffing_year=2020)


def test_moments_between_two_changes_share_a_past(own_archive):
    moments = [now(), now()]
    change()

    for moment in [*moments, moments[0]]:
        past.make(moment)

    assert Past.objects.count() == 1
    assert Past.objects.get().next_change > moments[1]


def test_a_past_is_stretched_while_nothing_changes(own_archive):
    past.make(now())
    past.make(now())

    kept = Past.objects.get()
    assert kept.next_change is None
    assert kept.read_at > kept.last_change


def test_the_least_used_past_makes_room(own_archive, settings):
    settings.PASTS_KEPT = 2
    moments = []
    for number in range(3):
        moments.append(now())
        change(number)

    for moment in moments:
        past.make(moment)

    assert Past.objects.count() == 2
    assert schemas() == {str(kept) for kept in Past.objects.all()}
    assert not Past.objects.filter(last_change__lt=moments[0]).exists()


def test_a_past_that_is_read_is_not_dropped(own_archive, settings):
    settings.PASTS_KEPT = 2
    first = now()
    past.make(first)
    change(1)
    past.make(now())
    change(2)

    with past.opened(first) as snapshot, snapshot.cursor() as cursor:
        past.make(now())
        cursor.execute("SELECT officers FROM stances_agency WHERE slug = 'cook-county-sheriffs-office-il'")
        assert cursor.fetchone() == (None,)
    assert Past.objects.count() == 2


def test_no_past_is_made_while_all_that_are_kept_are_read(own_archive, settings):
    settings.PASTS_KEPT = 2
    moments = [now()]
    change(1)
    moments.append(now())
    change(2)

    with past.opened(moments[0]), past.opened(moments[1]), pytest.raises(past.Busy):
        past.make(now())
    assert Past.objects.count() == 2


def test_a_past_whose_schema_is_gone_is_made_again(own_archive, get):
    moment = as_of_now()
    body(get("/statements.csv", as_of=moment))
    run_sql(f"DROP SCHEMA {Past.objects.get()} CASCADE")

    assert len(csv_rows(get("/statements.csv", as_of=moment))) == len(own_archive)


def test_a_download_of_the_past_goes_on_after_it_could_be_dropped(own_archive, get, settings):
    settings.PASTS_KEPT = 2
    response = get("/statements.csv", as_of=as_of_now())
    Statement.objects.filter(reference="aaaaaaaa").update(context="Changed.")

    assert making.drop(turns.own_connection(), str(Past.objects.get())) is False
    assert "Changed." not in body(response)


def test_one_past_is_made_at_a_time(own_archive, get):
    with turns.turn():
        response = get("/statements/", as_of=as_of_now())

    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert "another day" in body(response)


def test_who_changes_records_is_waited_for_a_little(own_archive, get, monkeypatch):
    monkeypatch.setattr(turns, "WRITERS", "50ms")
    moment = as_of_now()
    with transaction.atomic():
        change()
        with pytest.raises(past.Busy):
            past.make(now())

    assert csv_rows(get("/statements.csv", as_of=moment))


def test_a_large_past_is_asked_for_again(own_archive, get, monkeypatch):
    monkeypatch.setattr(reading, "PATIENCE", 0.01)
    moment = as_of_now()

    first = get("/statements.csv", as_of=moment)

    assert (first.status_code, "Try again" in body(first)) == (503, True)
    assert within(10, lambda: Past.objects.exists())
    assert len(csv_rows(get("/statements.csv", as_of=moment))) == len(own_archive)


@pytest.fixture
def only_a_copy(own_archive):
    """Connections that are opened from now on may only read, as those to a replica."""
    name = connection.settings_dict["NAME"]
    run_sql(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    yield
    run_sql(f"ALTER DATABASE {name} RESET default_transaction_read_only")


def test_a_copy_of_the_archive_says_that_it_cannot_make_a_past(only_a_copy, get):
    response = get("/statements.csv", as_of=as_of_now())

    assert (response.status_code, "a copy of the archive" in body(response)) == (503, True)


def test_editors_go_on_while_a_past_is_rebuilt(own_archive):
    with turns.own_connection() as rebuilding, rebuilding.cursor() as cursor:
        rebuild(cursor, "stances_past_0", now(), None)
        with transaction.atomic():
            run_sql("SET LOCAL lock_timeout = '1s'")
            change(7)
        rebuilding.rollback()

    assert Agency.objects.get(slug="cook-county-sheriffs-office-il").officers == 7
