"""One list, many clothes: page, API and every download answer any query string with the same records in the same order.

Each query is asked of the page and of three others, so that each other is held against the page a hundred times.
Fair dice deal the filters that are asked together: Hypothesis, which is best at texts that nobody thinks of, would ask
some queries again and again and some filters hardly ever.
"""

from collections import Counter
from random import Random
from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stances.codebook import AgencyKind, Basis, Kind, Position, Topic
from tests.lists import ROWS, references_from

LISTS = {"api": "/api/v1/statements", **{name: f"/statements.{name}" for name in ROWS}}

DATES = ["2016", "2016-11", "2016-11-14", "2017-02~", "2016-11-19/2017", "2017?"]
NO_DATES = ["2017-02-30", "1999/1998", "soon", "2017-2"]
RIGHT = {
    "q": ["we", "wedge", '"wedge between us and them"', "287(g)", "cook county", "tufano -wedge", "we OR sheriff",
          '"', "-", "OR", "the", "dona ana", "<b>", "'; DROP TABLE", "%", "\\", "a:* & !b", "🚓"],
    "state": ["NC", "nc", "IL", "GA"],
    "county": ["37119", "37179", "17031", "13075"],
    "place": ["3712000"],
    "agency": ["cook-county-sheriffs-office-il", "cook-county-sheriffs-office-ga"],
    "agency_kind": AgencyKind.values,
    "official": ["rob-tufano", "cara-smith"],
    "position": Position.values,
    "topic": Topic.values,
    "kind": Kind.values,
    "basis": Basis.values,
    "publisher": ["WBTV", "Yahoo News"],
    "date_after": DATES,
    "date_before": DATES,
    "updated_after": ["2020", "2999-01", "2026-11-01T00:00:00Z", "2026-11-01T00:00:00"],
    "as_of": ["2016-11", "2016-11-01T00:00:00Z"],
    "sort": ["newest", "oldest", "relevance", "updated"],
    "per_page": ["1", "3", "100"],
    "cursor": [""],
    "utm_source": ["letter"],
}  # fmt: skip
WRONG = {
    "state": ["TX", "ZZ", "37"],
    "county": ["1", "3712000"],
    "place": ["0000000", "x"],
    "agency": ["nobody", "'"],
    "agency_kind": ["police"],
    "official": ["hidden-person"],
    "position": ["Declines", "maybe"],
    "topic": ["other"],
    "kind": ["x"],
    "basis": ["x"],
    "publisher": ["wbtv", "Hidden Press"],
    "date_after": NO_DATES,
    "date_before": NO_DATES,
    "updated_after": ["T", "2026-02-30T00:00:00Z"],
    "as_of": ["2999", "2016~", "today"],
    "sort": ["random"],
    "per_page": ["0", "-1", "101", "many", "1e9"],
    "cursor": ["x", "WzFd"],
    "positon": ["declines"],
}

TEXT = st.text(max_size=12)  # of any characters, NUL and lone halves of pairs among them
ANY = st.lists(st.tuples(st.sampled_from(sorted(RIGHT)) | TEXT, TEXT), max_size=2)


def each_filter_alone(dice):
    """Every value by itself, and of those that are right all at once, in either order, and two."""
    queries = [[(name, value)] for values in (RIGHT, WRONG) for name in values for value in values[name]]
    for name, values in RIGHT.items():
        for several in (values, values[::-1], dice.sample(values, min(2, len(values)))):
            queries.append([(name, value) for value in several])
    return queries


def some_together(dice):
    """One to three filters, half the time one of them twice, and now and then a wrong value."""
    names = [dice.choices(sorted(RIGHT), k=dice.randint(1, 3)) for _query in range(100)]
    return [[a_pair(dice, name) for name in some + dice.choices(some, k=dice.randint(0, 1))] for some in names]


def a_pair(dice, name):
    (values,) = dice.choices((RIGHT, WRONG), (12, 1))
    return name, dice.choice(values.get(name) or RIGHT[name])


def references_and_count(client, name, answer):
    """The references of a whole list, and how many it says there are."""
    if name in ROWS:
        return [row["reference"] for row in ROWS[name](answer)], int(answer["X-Row-Count"])
    page = answer.json()
    found = [*page["results"]]
    while page["next"]:
        page = client.get(page["next"]).json()
        found += page["results"]
    return [record["reference"] for record in found], page["count"]


def query_string(pairs):
    return urlencode([tuple(text.encode("utf-8", "surrogatepass") for text in pair) for pair in pairs])


def agree(client, pairs, others):
    """Ask the page and the others the same; the status that all of them answer."""
    query = query_string(pairs)
    page = client.get(f"/statements/?{query}", follow=True)
    shown = references_from(client, page) if page.status_code == 200 else None
    for name in others:
        other = client.get(f"{LISTS[name]}?{query}")
        assert other.status_code == page.status_code, (name, query)
        if shown is None:
            assert other.content != b"", (name, query)
        else:
            assert references_and_count(client, name, other) == (shown, len(shown)), (name, query)
    return page.status_code


@pytest.mark.parametrize("asked", [each_filter_alone, some_together])
def test_page_and_downloads_agree_on_filters(open_archive, asked):
    client, dice, names = Client(raise_request_exception=True), Random(), sorted(LISTS)

    seen = Counter(agree(client, pairs, dice.sample(names, 3)) for pairs in asked(dice))

    assert min(seen[200], seen[400]) > 5  # neither answer is the only one that was tried


def test_page_and_downloads_agree_on_any_names_and_values(open_archive):
    client, names, seen = Client(raise_request_exception=True), sorted(LISTS), Counter()

    @settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(ANY, st.lists(st.sampled_from(names), min_size=3, max_size=3, unique=True))
    def agree_on(pairs, others):
        seen[agree(client, pairs, others)] += 1

    agree_on()
    assert min(seen[200], seen[400]) > 5
