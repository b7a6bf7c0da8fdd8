import base64
import datetime
import json
import random

import numpy as np
import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.test import Client

from stances import paging
from stances.facets import count_facets
from stances.filters import filter_statements
from stances.models import Statement
from tests.lists import csv_rows, references_on_all_pages, references_on_page
from tests.records import make_statement

NEWEST = ["bbbbbbbb", "aaaaaaaa", "aaaaaaab", "gggggggg", "ffffffff", "cccccccc", "dddddddd", "eeeeeeee"]


def written(*values):
    return base64.urlsafe_b64encode(json.dumps(values, separators=(",", ":")).encode()).decode().rstrip("=")


def test_newest_is_by_earliest_day_and_undated_comes_last(archive, get):
    assert references_on_page(get("/statements/")) == NEWEST


def test_oldest_has_undated_last_too(archive, get):
    oldest = references_on_page(get("/statements/", sort="oldest"))

    assert oldest == ["dddddddd", "cccccccc", "ffffffff", "gggggggg", "aaaaaaaa", "aaaaaaab", "bbbbbbbb", "eeeeeeee"]


@pytest.mark.django_db(transaction=True)
def test_last_changed_comes_first(get):
    first, second = make_statement(date="2001"), make_statement(date="2000")
    first.save()

    assert references_on_page(get("/statements/", sort="updated")) == [first.reference, second.reference]


def test_best_match_comes_first(archive, get):
    make_statement(reference="mmmmmmmm", text="Wedge, wedge and nothing but the wedge.", date="2001")

    assert references_on_page(get("/statements/", q="wedge", sort="relevance")) == ["mmmmmmmm", "aaaaaaaa"]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 9])
@pytest.mark.parametrize("query", ["", "sort=oldest", "sort=updated", "q=we+OR+sheriff&sort=relevance"])
def test_pages_together_are_the_list(archive, query, size):
    client = Client()
    whole = references_on_page(client.get(f"/statements/?{query}"))

    assert references_on_all_pages(client, f"{query}&per_page={size}") == whole
    assert len(whole) == len(set(whole)) > 0


@pytest.mark.parametrize("size", [1, 2, 3, 8])
def test_the_newest_matches_are_ranked_where_there_are_too_many(own_archive, monkeypatch, size):
    monkeypatch.setattr(paging, "MOST_RANKED", 2)
    make_statement(reference="mmmmmmmm", text="Trust and trust and trust.", date="2017-02")
    make_statement(reference="nnnnnnnn", text="Trust, as of old, trust, trust, trust.", date="2001")
    make_statement(reference="pppppppp", text="No trust.", date="2020")
    make_statement(reference="qqqqqqqq", text="In God we trust.", date="")
    client = Client()

    found = references_on_all_pages(client, f"q=trust&sort=relevance&per_page={size}")

    assert found == ["mmmmmmmm", "pppppppp", "nnnnnnnn", "qqqqqqqq"]
    page = client.get("/statements/", {"q": "trust", "sort": "relevance"})
    assert "Best match first among the newest 2 matches" in page.content.decode()
    assert [row["reference"] for row in csv_rows(client.get("/statements.csv?q=trust&sort=relevance"))] == found


def test_cursor_leads_to_the_same_place_while_records_are_added(archive, get):
    cursor = str(paging.Cursor("newest", archive["bbbbbbbb"].date_earliest, "bbbbbbbb"))
    before = references_on_page(get("/statements/", cursor=cursor))

    make_statement(date="2020")

    assert references_on_page(get("/statements/", cursor=cursor)) == before == NEWEST[1:]


BROKEN = [
    pytest.param("", id="nothing"),
    pytest.param("x", id="not base64"),
    pytest.param("é", id="not ASCII"),
    pytest.param(written(1), id="not three values"),
    pytest.param(written("newest", "2017-02-30", "aaaaaaaa"), id="an impossible day"),
    pytest.param(written("newest", 1, "aaaaaaaa"), id="a number for a day"),
    pytest.param(written("newest", "2017-02-21", "short"), id="not a reference"),
    pytest.param(written("newest", "2017-02-21", ["aaaaaaaa"]), id="a list for a reference"),
    pytest.param(written(["newest"], None, "aaaaaaaa"), id="a list for an order"),
    pytest.param(written("random", None, "aaaaaaaa"), id="an order that there is not"),
    pytest.param(written("updated", "2026-01-01T00:00:00+16:00", "aaaaaaaa"), id="a time zone that there is not"),
    pytest.param(written("updated", "2026-01-01T00:00:00", "aaaaaaaa"), id="a moment of no time zone"),
    pytest.param(written("relevance", 1, "aaaaaaaa"), id="a whole number for a rank"),
    pytest.param(written("newest", "20170221", "aaaaaaaa"), id="another spelling of a day"),
    pytest.param("[" * 900, id="nothing but brackets"),
]


@pytest.mark.parametrize("text", BROKEN)
def test_broken_cursor_is_refused(text):
    with pytest.raises(ValidationError) as refused:
        paging.read_cursor(text, "newest")
    assert refused.value.code == "broken"


@pytest.mark.parametrize("key", [float("nan"), float("inf")])
def test_cursor_that_is_not_a_number_is_refused(key):
    text = base64.urlsafe_b64encode(json.dumps(["relevance", key, "aaaaaaaa"]).encode()).decode().rstrip("=")

    with pytest.raises(ValidationError):
        paging.read_cursor(text, "relevance")


def test_cursor_of_a_record_that_is_not_there_leads_to_its_place(own_archive, monkeypatch, get):
    monkeypatch.setattr(paging, "MOST_RANKED", 1)
    cursor = written("relevance", "2030-12-31", "zzzzzzz0")

    found = references_on_page(get("/statements/", q="we", sort="relevance", cursor=cursor))

    assert found
    assert found == references_on_page(get("/statements/", q="we", cursor=written("newest", "2030-12-31", "zzzzzzz0")))


def test_cursor_of_another_order_is_refused():
    cursor = paging.Cursor("newest", None, "aaaaaaaa")

    with pytest.raises(ValidationError, match="another order"):
        paging.read_cursor(str(cursor), "oldest")


def test_cursor_reads_back_as_it_was_written(archive):
    for sort, key in (
        ("newest", archive["aaaaaaaa"].date_earliest),
        ("updated", archive["aaaaaaaa"].updated_at),
        ("relevance", 0.1 + 0.2),
        ("newest", None),
    ):
        cursor = paging.Cursor(sort, key, "aaaaaaaa")
        assert paging.read_cursor(str(cursor), sort) == cursor


WALKS = ["state=IL", "state=IL&sort=oldest", "q=we", "q=we&sort=oldest", "state=IL&q=we", "position=limits"]


@pytest.mark.parametrize(
    ("ids", "most"), [(5_000, 0), (3, 0), (3, 16)], ids=["by their days", "by ids", "by what is asked for"]
)
@pytest.mark.parametrize("query", WALKS)
def test_pages_found_along_the_order_are_the_list(own_archive, monkeypatch, query, ids, most):
    monkeypatch.setattr(paging, "LIKELY", 1)
    monkeypatch.setattr(paging, "MOST_IDS", ids)
    monkeypatch.setattr(paging, "MOST_REACH", most)
    monkeypatch.setattr(paging, "MOST_REACH_OF_IDS", 16)
    for number, date in enumerate(["", "2011", "", "2012", "", "2013", "2014", "", ""]):
        agency = own_archive["aaaaaaaa"].agency if number % 2 else own_archive["bbbbbbbb"].agency
        make_statement(reference=f"zzzzzzz{number}", text="We said so.", position="limits", date=date, agency=agency)
    client = Client()

    whole = [row["reference"] for row in csv_rows(client.get(f"/statements.csv?{query}"))]

    assert [references_on_all_pages(client, f"{query}&per_page={size}") for size in (2, 3, 4, 5)] == [whole] * 4
    assert len(whole) > 4


def test_a_match_that_goes_after_it_was_counted_does_not_end_the_list(own_archive):
    made = [make_statement(date=f"2019-03-{day:02}", text="We cooperate.") for day in range(1, 31)]
    statements = filter_statements(QueryDict("q=cooperate"))
    count_facets(statements)
    Statement.objects.at(made[-1].reference).update(status="withdrawn", withdrawn_reason="A slip.")

    rows, cursor = statements.page()

    assert [row.reference for row in rows] == [each.reference for each in made[-2:-22:-1]]
    assert cursor == paging.Cursor("newest", rows[-1].date_earliest, rows[-1].reference)


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_days_tell_among_which_rows_the_first_of_a_page_are(sort):
    dice = random.Random(sort)
    for _ in range(200):
        days = [dice.choice([0, 1, 730_120, 730_121, 730_122, 3_652_059]) for _ in range(dice.randint(1, 12))]
        order = sorted(
            range(len(days)), key=lambda each: (not days[each], days[each] * (-1) ** (sort == "newest"), each)
        )
        known, number = paging.IdsAndDays(np.arange(len(days)), np.array(days)), dice.randint(1, 6)
        assert set(order[:number]) <= set(known.near(0, sort, None, number).tolist())
        for begin, place in enumerate(order, start=1):
            day = datetime.date.fromordinal(days[place]) if days[place] else None
            after, cursor = order[begin:], paging.Cursor(sort, day, f"{place:08}")
            dated = [each for each in after if days[each]] if day else after
            assert set(dated[:number]) <= set(known.near(0, sort, cursor, number).tolist())
            assert {each for each in after if not days[each]} <= set(known.near(1, sort, cursor, number).tolist())
