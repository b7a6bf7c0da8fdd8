import pytest
from django.http import QueryDict
from django.test import Client

from stances.filters import LISTED, StatementFilter, filter_statements
from tests.lists import body, references_on_page
from tests.records import make_statement

ALL = {"aaaaaaaa", "aaaaaaab", "bbbbbbbb", "cccccccc", "dddddddd", "eeeeeeee", "ffffffff", "gggggggg"}


def found(query):
    return {row.reference for row in filter_statements(QueryDict(query)).rows}


KEEPS = [
    pytest.param("", ALL, id="nothing asked for keeps all that is published"),
    pytest.param("state=NC", {"aaaaaaaa", "aaaaaaab"}, id="a state keeps its places"),
    pytest.param("state=nc", {"aaaaaaaa", "aaaaaaab"}, id="a state in lower case"),
    pytest.param("state=NC&state=GA", {"aaaaaaaa", "aaaaaaab", "cccccccc"}, id="several values: any of them"),
    pytest.param("county=37119", {"aaaaaaaa", "aaaaaaab"}, id="a county keeps its places"),
    pytest.param("county=37179", {"aaaaaaaa", "aaaaaaab"}, id="a place lies in each of its counties"),
    pytest.param("place=3712000", {"aaaaaaaa", "aaaaaaab"}, id="a place"),
    pytest.param("agency=cook-county-sheriffs-office-ga", {"cccccccc"}, id="an agency, not its namesake"),
    pytest.param("agency_kind=municipal-police", {"aaaaaaaa", "aaaaaaab"}, id="a kind of agency"),
    pytest.param("official=cara-smith", {"bbbbbbbb"}, id="an official"),
    pytest.param("position=limits&position=partners", {"dddddddd", "eeeeeeee"}, id="two positions"),
    pytest.param("topic=287g", {"cccccccc", "eeeeeeee"}, id="a topic among several"),
    pytest.param("kind=policy", {"dddddddd"}, id="a kind"),
    pytest.param("basis=court", {"dddddddd"}, id="a basis"),
    pytest.param("publisher=Yahoo+News", {"bbbbbbbb"}, id="a publisher of a second article"),
    pytest.param("position=declines&topic=enforcement&state=IL", {"bbbbbbbb"}, id="different filters all hold"),
    pytest.param(
        "date_after=2016-11-20&date_before=2016-11-25",
        {"cccccccc", "dddddddd", "gggggggg"},
        id="a span keeps what may be in it",
    ),
    pytest.param("date_after=2017", {"aaaaaaaa", "aaaaaaab", "bbbbbbbb"}, id="from a year on"),
    pytest.param("date_before=2016-11-14", {"cccccccc", "dddddddd", "ffffffff"}, id="until a day"),
    pytest.param("q=%22wedge+between+us+and+them%22", {"aaaaaaaa"}, id="a phrase"),
    pytest.param("q=287(g)", {"cccccccc", "eeeeeeee"}, id="287(g) however it is spaced"),
    pytest.param("q=dona+ana", {"dddddddd", "eeeeeeee"}, id="a name without its accent"),
    pytest.param("q=cook+county&state=IL", {"bbbbbbbb", "ffffffff", "gggggggg"}, id="a name in one state"),
    pytest.param("q=CMPD", {"aaaaaaaa", "aaaaaaab"}, id="an alias"),
    pytest.param("q=tufano+-wedge", {"aaaaaaab"}, id="a word left out"),
    pytest.param("q=wedge+OR+approached", {"aaaaaaaa", "bbbbbbbb"}, id="either of two words"),
    pytest.param("q=%3F%21", set(), id="a query without a word keeps nothing"),
    pytest.param("q=secret", set(), id="a draft's words keep nothing"),
    pytest.param("utm_source=letter&fbclid=1&state=GA", {"cccccccc"}, id="a newsletter's marks ask for nothing"),
    pytest.param("sort=relevance", ALL, id="best match of no words keeps all"),
    pytest.param("state=&position=&q=+&sort=", ALL, id="empty fields of the form ask for nothing"),
]


@pytest.mark.parametrize(("query", "references"), KEEPS)
def test_filter_keeps(archive, query, references):
    assert found(query) == references


WRONG = [
    pytest.param("position=maybe", "position", "“maybe” is not one of the values", id="an unknown code"),
    pytest.param("state=ZZ", "state", "is not a state", id="an unknown state"),
    pytest.param("county=99999", "county", "is not a county", id="an unknown county"),
    pytest.param("place=37119", "place", "is not a place", id="a county's GEOID as a place"),
    pytest.param("agency=nobody", "agency", "is not an agency", id="an unknown agency"),
    pytest.param("official=nobody", "official", "is not an official", id="an unknown official"),
    pytest.param("official=hidden-person", "official", "is not an official", id="an official of drafts only"),
    pytest.param("publisher=Hidden+Press", "publisher", "is not a publisher", id="a publisher of drafts only"),
    pytest.param("date_after=2017-02-30", "date_after", "no calendar has", id="an impossible day"),
    pytest.param("date_after=yesterday", "date_after", "is not a date", id="words for a date"),
    pytest.param("date_before=2017-13", "date_before", "no calendar has", id="a thirteenth month"),
    pytest.param("date_after=2018&date_before=2017", "date_before", "before the date after", id="a reversed range"),
    pytest.param("date_after=2018/2017", "date_after", "ends before it begins", id="a reversed span"),
    pytest.param("updated_after=soon", "updated_after", "is not a date", id="words for a moment"),
    pytest.param("updated_after=2026-99-01T00:00:00Z", "updated_after", "is not a date", id="an impossible moment"),
    pytest.param("updated_after=0001-01-01T00:00:00%2B23:59", "updated_after", "beyond", id="a moment before all"),
    pytest.param("updated_after=9999-12-31T23:59:59-23:59", "updated_after", "beyond", id="a moment after all"),
    pytest.param("cursor=%21", "cursor", "is broken", id="a broken cursor"),
    pytest.param("cursor=WzFd", "cursor", "is broken", id="a cursor of another shape"),
    pytest.param(
        "sort=random", "sort", "not one of the orders: newest, oldest, relevance, updated", id="an unknown order"
    ),
    pytest.param("per_page=0", "per_page", "greater than or equal to 1", id="pages of nothing"),
    pytest.param("per_page=1000", "per_page", "less than or equal to 100", id="pages that are too long"),
    pytest.param("q=" + "a" * 10_000, "q", "too long", id="a query of 10,000 characters"),
    pytest.param("q=a%00b", "q", "NUL", id="a NUL in the query"),
    pytest.param("agency=a%00b", "agency", "NUL", id="a NUL in a value"),
    pytest.param("q=a&q=b", "q", "more than once", id="two queries"),
    pytest.param("sort=newest&sort=oldest", "sort", "more than once", id="two orders"),
    pytest.param("date_after=2016&date_after=2017", "date_after", "more than once", id="two first dates"),
    pytest.param("posiiton=declines", "", "Did you mean “position”?", id="a filter mistyped"),
    pytest.param("nonsense=1", "", "is not a filter", id="a filter that there is not"),
]


@pytest.mark.parametrize(("query", "name", "words"), WRONG)
def test_wrong_input_is_explained_and_finds_nothing(archive, query, name, words):
    statements = filter_statements(QueryDict(query))

    assert list(statements.errors) == [name]
    assert words in statements.errors[name][0]
    assert list(statements.rows) == []


@pytest.mark.parametrize(("query", "name", "words"), WRONG)
def test_page_and_downloads_say_the_same_words(archive, query, name, words):
    client = Client()
    message = filter_statements(QueryDict(query)).messages[0]

    page, table, lines = (client.get(f"/statements{form}?{query}") for form in ("/", ".csv", ".jsonl"))

    assert [r.status_code for r in (page, table, lines)] == [400, 400, 400]
    assert table.content == lines.content == f"{message}\n".encode()
    assert table["Content-Type"] == "text/plain; charset=utf-8"
    assert references_on_page(page) == []


@pytest.mark.parametrize("name", [name for name in StatementFilter.base_filters if name != "q"])
def test_error_stands_beside_its_field(archive, get, name):
    page = body(get("/statements/", **{name: "nonsense!"}))

    assert f'id="error-{name}"' in page
    assert f'aria-describedby="help-{name} error-{name}"' in page or f'aria-describedby="error-{name}"' in page


def test_canonical_query_is_one_spelling_of_the_same_question(archive):
    spellings = ["state=NC&position=limits&position=declines", "position=declines&position=limits&state=NC&sort=newest"]

    assert len({filter_statements(QueryDict(each)).query for each in spellings if each}) == 1


def test_canonical_query_finds_the_same(archive):
    statements = filter_statements(QueryDict("q=+wedge++us&state=nc&date_after=2017-02~&sort=oldest&per_page=5"))

    again = filter_statements(QueryDict(statements.query))

    assert statements.query == "q=wedge+us&state=NC&date_after=2017-02~&sort=oldest"
    assert [row.pk for row in again.rows] == [row.pk for row in statements.rows]


def test_moment_of_any_time_zone_is_one_question(db):
    here, there = "2026-11-22T06:22:41%2B01:00", "2026-11-22T05:22:41Z"

    queries = [filter_statements(QueryDict(f"updated_after={moment}")).query for moment in (here, there)]

    assert queries == ["updated_after=2026-11-22T05%3A22%3A41Z"] * 2


def test_best_match_of_no_words_is_the_list_itself(archive, get):
    asked = filter_statements(QueryDict("sort=relevance&state=NC"))

    assert asked.query == "state=NC"
    assert references_on_page(get("/statements/", sort="relevance")) == references_on_page(get("/statements/"))


def test_address_sheds_the_empty_fields_of_the_form(archive, get):
    page = get("/statements/", q="we", state=["", "nc"], date_after="", sort="", per_page="50")

    assert (page.status_code, page["Location"]) == (302, "/statements/?q=we&state=NC&per_page=50")


def test_changed_since_keeps_what_changed(archive):
    moment = archive["aaaaaaaa"].updated_at.isoformat()

    later = make_statement(reference="mmmmmmmm")

    assert found(f"updated_after={later.updated_at.isoformat().replace('+', '%2B')}") == set()
    assert found(f"updated_after={moment.replace('+', '%2B')}") == ALL - {"aaaaaaaa"} | {"mmmmmmmm"}
    assert found("updated_after=2999") == set()


def test_every_listed_filter_finds_what_its_value_says(archive):
    values = {
        "state": "IL",
        "county": "17031",
        "place": "3712000",
        "agency": "cook-county-sheriffs-office-il",
        "agency_kind": "sheriff",
        "official": "rob-tufano",
        "position": "declines",
        "topic": "detainers",
        "kind": "quotation",
        "basis": "court",
        "publisher": "WBTV",
    }
    assert set(values) == set(LISTED)
    for name, value in values.items():
        assert 0 < len(found(f"{name}={value}")) < len(ALL), name


def test_list_asks_a_bounded_number_of_queries(archive, get, django_assert_max_num_queries):
    asked = {"state": ["NC", "IL"], "position": "declines", "agency": "cook-county-sheriffs-office-il", "q": "we"}
    get("/statements/", **asked)  # what the keys mean is asked for once
    resets = 2  # of the planner's ways, which a transaction around all of them takes

    with django_assert_max_num_queries(12 + resets):
        get("/statements/", **asked)
