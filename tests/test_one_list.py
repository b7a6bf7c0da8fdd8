"""One list, many clothes: page, API and every download answer any query string with the same records in the same order.

Each query is asked of the page and of three others, so that each other is held against the page hundreds of times.
"""

from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stances.codebook import AgencyKind, Basis, Kind, Position, Topic
from tests.lists import ROWS, references_from

LISTS = {"api": "/api/v1/statements", **{name: f"/statements.{name}" for name in ROWS}}

DATES = [
    "2016",
    "2016-11",
    "2016-11-14",
    "2017-02~",
    "2016-11-19/2017",
    "2017?",
    "2017-02-30",
    "1999/1998",
    "soon",
    "2017-2",
]
VALUES = {
    "q": ["we", "wedge", '"wedge between us and them"', "287(g)", "cook county", "tufano -wedge", "we OR sheriff",
          '"', "-", "OR", "the", "dona ana", "<b>", "'; DROP TABLE", "%", "\\", "a:* & !b", "🚓"],
    "state": ["NC", "nc", "IL", "GA", "TX", "ZZ", "37"],
    "county": ["37119", "37179", "17031", "13075", "1", "3712000"],
    "place": ["3712000", "0000000", "x"],
    "agency": ["cook-county-sheriffs-office-il", "cook-county-sheriffs-office-ga", "nobody", "'"],
    "agency_kind": [*AgencyKind.values, "police"],
    "official": ["rob-tufano", "cara-smith", "hidden-person"],
    "position": [*Position.values, "Declines", "maybe"],
    "topic": [*Topic.values, "other"],
    "kind": [*Kind.values, "x"],
    "basis": [*Basis.values, "x"],
    "publisher": ["WBTV", "Yahoo News", "wbtv", "Hidden Press"],
    "date_after": DATES,
    "date_before": DATES,
    "updated_after": ["2020", "2999-01", "2026-11-01T00:00:00Z", "2026-11-01T00:00:00", "T", "2026-02-30T00:00:00Z"],
    "as_of": ["2016-11", "2016-11-01T00:00:00Z", "2999", "2016~", "today"],
    "sort": ["newest", "oldest", "relevance", "updated", "random"],
    "per_page": ["1", "3", "100", "0", "-1", "101", "many", "1e9"],
    "cursor": ["", "x", "WzFd"],
    "positon": ["declines"],
    "utm_source": ["letter"],
}  # fmt: skip

TEXT = st.text(max_size=12)  # of any characters, NUL and lone halves of pairs among them
PAIRS = st.lists(
    st.sampled_from(sorted(VALUES)).flatmap(
        lambda name: st.tuples(st.just(name), st.sampled_from(VALUES[name]) | TEXT)
    ),
    max_size=4,
)
ANSWERS = [
    *(pytest.param(PAIRS, 140, id=f"filters in any number, {time}") for time in ("once", "twice", "thrice", "again")),
    pytest.param(st.lists(st.tuples(TEXT, TEXT), max_size=2), 140, id="any names and any values"),
]
THREE = st.lists(st.sampled_from(sorted(LISTS)), min_size=3, max_size=3, unique=True)


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


@pytest.mark.parametrize(("pairs", "times"), ANSWERS)
def test_page_and_downloads_agree_on_any_query(open_archive, pairs, times):
    client, seen = Client(raise_request_exception=True), {200: 0, 400: 0}

    @settings(max_examples=times, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(pairs, THREE)
    def agree(pairs, names):
        query = query_string(pairs)
        page = client.get(f"/statements/?{query}", follow=True)
        seen[page.status_code] += 1
        shown = references_from(client, page) if page.status_code == 200 else None
        for name in names:
            other = client.get(f"{LISTS[name]}?{query}")
            assert other.status_code == page.status_code
            if shown is None:
                assert other.content != b""
            else:
                assert references_and_count(client, name, other) == (shown, len(shown))

    agree()
    assert min(seen.values()) > 20  # neither answer is the only one that was tried
