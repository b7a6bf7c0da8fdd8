import pytest
from django.http import QueryDict

from stances.describing import chips, sentence
from stances.filters import filter_statements

SENTENCES = [
    pytest.param("", "All 8 statements of the archive, newest first.", id="everything"),
    pytest.param("state=GA", "1 statement in Georgia, newest first.", id="one"),
    pytest.param(
        "state=NC&position=declines",
        "2 statements in North Carolina with the position Declines, newest first.",
        id="two filters",
    ),
    pytest.param(
        "state=NC&state=GA&sort=oldest", "3 statements in Georgia or North Carolina, oldest first.", id="two values"
    ),
    pytest.param(
        "q=wedge&date_after=2016-11",
        "1 statement matching “wedge” from November 2016 on, newest first.",
        id="words and a date",
    ),
    pytest.param('q="a wedge"', '1 statement matching "a wedge", newest first.', id="a phrase"),
    pytest.param(
        "date_after=2017-02&date_before=2017-02", "3 statements of February 2017, newest first.", id="a month"
    ),
    pytest.param(
        "date_after=2016-11/2016-12&date_before=2017-01/2017-02",
        "7 statements from November 2016 until February 2017, newest first.",
        id="from one day until another",
    ),
    pytest.param("date_before=2016", "4 statements until 2016, newest first.", id="until a year"),
]


@pytest.mark.parametrize(("query", "words"), SENTENCES)
def test_sentence_says_what_the_list_shows(archive, query, words):
    assert sentence(filter_statements(QueryDict(query))) == words


def test_each_chip_removes_one_value(archive):
    statements = filter_statements(QueryDict("state=NC&position=limits&position=declines&q=we&sort=relevance"))

    assert [(chip.filter, chip.label, chip.query) for chip in chips(statements)] == [
        ("Words", "we", "state=NC&position=limits&position=declines"),
        ("State", "North Carolina", "q=we&position=limits&position=declines&sort=relevance"),
        ("Position", "Limits", "q=we&state=NC&position=declines&sort=relevance"),
        ("Position", "Declines", "q=we&state=NC&position=limits&sort=relevance"),
    ]


def test_dates_stand_in_words_on_their_chips(archive):
    statements = filter_statements(QueryDict("date_after=2016-11&date_before=2017-02-21"))

    assert [chip.label for chip in chips(statements)] == ["November 2016", "Feb. 21, 2017"]
