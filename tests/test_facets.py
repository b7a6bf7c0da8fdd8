import pytest
from django.http import QueryDict

from stances.facets import CODES, MOST_VALUES, SHOWN, count_facets, counting
from stances.filters import LISTED, filter_statements
from tests.lists import body
from tests.records import make_agency, make_jurisdiction, make_statement


def facets(query=""):
    return count_facets(filter_statements(QueryDict(query)))


def counts(facet):
    return {value.value: value.count for value in facet.values if value.count}


def test_every_filter_with_values_has_counts():
    assert sorted(SHOWN) == sorted(LISTED)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "state=IL",
        "position=declines&state=NC",
        "q=287g&topic=jail-access",
        "county=37179",
        "q=-jail",
        "q=-jail&state=NC&state=IL&date_after=2017-02",
        "q=287g+OR+-jail&position=limits",
    ],
)
@pytest.mark.parametrize("name", SHOWN)
def test_each_count_is_what_the_list_would_have(archive, query, name):
    params = QueryDict(query, mutable=True)
    params.pop(name, None)

    for value in facets(query)[name].values:
        params[name] = value.value
        assert filter_statements(params).total == value.count, (name, value.value)


@pytest.mark.parametrize("query", ["q=-jail", "q=-jail&state=NC", "q=-jail&date_before=2018"])
def test_most_frequent_values_without_a_word_are_found_among_however_few(archive, query, monkeypatch):
    among_many = facets(query)

    monkeypatch.setattr(counting, "MANY", 2)

    assert facets(query) == among_many


def test_own_selection_does_not_empty_the_other_values(archive):
    assert counts(facets("position=limits")["position"]) == counts(facets()["position"])


def test_values_without_matches_stay_and_are_dimmed(archive, get):
    page = body(get("/statements/", state="GA"))

    assert len(facets("state=GA")["position"].values) == len(CODES["position"])
    assert 'class="without-matches"' in page


def test_chosen_values_are_marked(archive):
    assert [value.value for value in facets("position=limits&position=declines")["position"].chosen] == [
        "limits",
        "declines",
    ]


def test_chosen_value_is_shown_even_where_it_has_fewest(archive):
    for number in range(MOST_VALUES + 3):
        agency = make_agency(name=f"Police {number}", jurisdiction=make_jurisdiction(name=f"County {number}"))
        for _time in range(2):
            make_statement(agency=agency)

    found = facets("agency=cook-county-sheriffs-office-ga")["agency"]

    assert [(v.value, v.count) for v in found.chosen] == [("cook-county-sheriffs-office-ga", 1)]
    assert found.is_cut
    assert len(found.values) == MOST_VALUES + 1


def test_drafts_count_nowhere(archive):
    assert "Hidden Press" not in counts(facets()["publisher"])
    assert "hidden-person" not in counts(facets()["official"])
    assert counts(facets()["agency"])["cook-county-sheriffs-office-il"] == 3


def test_facets_are_counted_in_few_queries(archive, django_assert_max_num_queries):
    query = "state=IL&position=declines&agency=cook-county-sheriffs-office-il"
    facets(query)  # what the keys mean is asked for once
    statements = filter_statements(QueryDict(query))
    assert not statements.errors

    with django_assert_max_num_queries(5):
        count_facets(statements)


YEARS = ["", "state=IL", "q=we", "q=we&position=declines", "date_after=2017", "updated_after=2020&date_after=2017"]


@pytest.mark.parametrize("query", [*YEARS, "state=IL&date_before=2016-06&kind=action"])
def test_each_year_has_as_many_as_the_list_of_that_year(archive, query):
    make_statement(date="2011-12/2013-01", text="We said so.")
    statements = filter_statements(QueryDict(query))
    count_facets(statements)

    params = QueryDict(query, mutable=True)
    for year in range(2000, 2031):
        params["date_after"] = params["date_before"] = str(year)
        assert filter_statements(params).total == statements.years.get(str(year), 0), year
