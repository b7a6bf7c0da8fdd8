import pytest
from django import forms
from django.http import QueryDict

from stances.params import LONGEST_QUERY, LONGEST_VALUE, all_errors, read_params

NAMES, LISTED = ["q", "state", "sort", "cursor"], ["state"]


def read(query):
    kept, errors = read_params(QueryDict(query), NAMES, LISTED)
    return dict(kept.lists()), errors


KEPT = [
    pytest.param("", {}, id="nothing"),
    pytest.param("q=a", {"q": ["a"]}, id="a value"),
    pytest.param("q=+a+b+", {"q": ["a b"]}, id="space around it goes"),
    pytest.param("q=&state=+", {}, id="empty values ask for nothing"),
    pytest.param("state=NC&state=GA", {"state": ["NC", "GA"]}, id="several values of a list, in order"),
    pytest.param("state=NC&state=NC&state=", {"state": ["NC"]}, id="a value said twice, and an empty one"),
    pytest.param("q=a&q=a", {"q": ["a"]}, id="a single value said twice"),
    pytest.param("q=a&q=", {"q": ["a"]}, id="a single value beside an empty one"),
    pytest.param("utm_campaign=x&fbclid=y&gclid=z&q=a", {"q": ["a"]}, id="the marks of newsletters"),
    pytest.param("nonsense=", {}, id="an unknown name that asks for nothing"),
    pytest.param("q=" + "a" * LONGEST_QUERY, {"q": ["a" * LONGEST_QUERY]}, id="the longest query"),
    pytest.param("cursor=" + "a" * LONGEST_QUERY, {"cursor": ["a" * LONGEST_QUERY]}, id="the longest cursor"),
]


@pytest.mark.parametrize(("query", "kept"), KEPT)
def test_kept(query, kept):
    assert read(query) == (kept, {})


REFUSED = [
    pytest.param("q=a%00b", "q", "NUL", id="NUL in a value"),
    pytest.param("state=NC&state=%00x", "state", "NUL", id="NUL in the second value"),
    pytest.param("q=%FF", "q", "written in UTF-8", id="bytes that are no text"),
    pytest.param("q=" + "a" * (LONGEST_QUERY + 1), "q", "1000 characters are the most", id="too long a query"),
    pytest.param("sort=" + "a" * (LONGEST_VALUE + 1), "sort", "300 characters are the most", id="too long a value"),
    pytest.param("q=a&q=b", "q", "more than once", id="two values where one is meant"),
    pytest.param("Q=a", "", "“Q” is not a filter", id="a name in capitals"),
    pytest.param("stat=NC", "", "Did you mean “state”?", id="a name mistyped"),
    pytest.param("zeppelin=1", "", "The filters are: q, state, sort, cursor.", id="a name of nothing"),
    pytest.param("a%00b=1", "", "“ab” is not a filter", id="NUL in a name"),
    pytest.param("%ED%A0%80=1", "", "is not a filter", id="half a character"),
]


@pytest.mark.parametrize(("query", "name", "words"), REFUSED)
def test_refused(query, name, words):
    kept, errors = read(query)

    assert (kept, list(errors)) == ({}, [name])
    assert words in errors[name][0]


def test_what_is_read_elsewhere_is_passed_over_and_named():
    kept, errors = read_params(QueryDict("fields=a&q=b&zeppelin=1"), NAMES, LISTED, beside=["fields"])

    assert dict(kept) == {"q": ["b"]}
    assert errors[""][0].endswith("The filters are: q, state, sort, cursor, fields.")


def test_a_long_name_is_cut():
    _kept, errors = read("z" * 10_000 + "=1")

    assert len(errors[""][0]) < 200


def test_what_is_right_is_kept_beside_what_is_wrong():
    kept, errors = read("state=NC&q=a&q=b&zeppelin=1&dirigible=2")

    assert kept == {"state": ["NC"]}
    assert {name: len(messages) for name, messages in errors.items()} == {"q": 1, "": 2}


class Ask(forms.Form):
    q = forms.CharField(required=False)
    size = forms.IntegerField(required=False)

    def clean(self):
        raise forms.ValidationError("Together they make no sense.")


def test_errors_of_the_form_join_those_of_the_query_beside_their_fields():
    form = Ask({"size": "many"})

    errors = all_errors(form, {"q": ["Too long."], "": ["“x” is not a filter."]})

    assert errors == {
        "q": ["Too long."],
        "size": ["Enter a whole number."],
        "": ["“x” is not a filter.", "Together they make no sense."],
    }
    assert (form.errors["q"], form.errors["size"]) == (["Too long."], ["Enter a whole number."])
