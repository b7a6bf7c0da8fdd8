import re

import pytest
from django.template.loader import render_to_string

from stances.charts.bars import TALLEST, histogram, tick_years


def address(year):
    return f"/statements/?date_after={year}&date_before={year}"


def bars(found):
    return {bar.year: bar for bar in found.bars}


def test_each_year_is_a_link_with_its_words():
    bar = bars(histogram({2016: 56, 2017: 112}, address))[2017]

    assert (bar.words, bar.address) == ("2017: 112 statements", "/statements/?date_after=2017&date_before=2017")
    assert (bar.height, bars(histogram({2016: 56, 2017: 112}, address))[2016].height) == (TALLEST, TALLEST / 2)


def test_year_without_statements_is_a_gap():
    found = bars(histogram({2015: 1, 2018: 2}, address))

    assert list(found) == [2015, 2016, 2017, 2018]
    assert (found[2016].height, found[2016].address) == (0, "")


def test_one_among_thousands_is_still_seen():
    assert bars(histogram({2015: 1, 2018: 9000}, address))[2015].height > 0


def test_years_may_be_more_than_those_counted():
    assert list(bars(histogram({2015: 1}, address, first=2013, last=2016))) == [2013, 2014, 2015, 2016]
    assert list(bars(histogram({2015: 1}, address, first=2016, last=2014))) == [2014, 2015, 2016]


@pytest.mark.parametrize(
    ("chosen", "years"),
    [
        pytest.param(None, [], id="none"),
        pytest.param((2016, 2017), [2016, 2017], id="a span"),
        pytest.param((None, 2016), [2015, 2016], id="open beginning"),
        pytest.param((2017, None), [2017, 2018], id="open end"),
    ],
)
def test_chosen_years_are_marked(chosen, years):
    found = histogram({2015: 1, 2018: 2}, address, chosen=chosen)

    assert [bar.year for bar in found.bars if bar.is_chosen] == years


def test_only_the_first_of_the_largest_is_labelled():
    found = histogram({2015: 2, 2018: 2, 2019: 1}, address)

    assert [bar.year for bar in found.bars if bar.is_largest] == [2015]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        pytest.param(2024, 2026, {2024, 2025, 2026}, id="few"),
        pytest.param(2005, 2026, {2005, 2010, 2015, 2020, 2025}, id="decades"),
        pytest.param(1926, 2026, {1940, 1960, 1980, 2000, 2020}, id="a century"),
    ],
)
def test_labels_of_years_are_round_and_fit(first, last, expected):
    assert tick_years(range(first, last + 1)) == expected


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        pytest.param({2025: 1}, "1 statement in 2025.", id="one year"),
        pytest.param(
            {2005: 1, 2025: 1211},
            "2005 to 2025; the most, 1,211 statements, in 2025. Choose a year to see its statements.",
            id="more",
        ),
    ],
)
def test_chart_is_told_in_a_sentence(counts, words):
    assert histogram(counts, address).words == words


def test_nothing_counted_is_no_chart():
    assert histogram({2017: 0}, address) is None
    assert render_to_string("charts/_histogram.html", {"histogram": None}).strip() == ""


def test_page_has_a_link_for_each_bar():
    page = render_to_string("charts/_histogram.html", {"histogram": histogram({2015: 1, 2018: 2}, address)})

    assert re.findall(r'aria-label="(\d[^"]*)"', page) == ["2015: 1 statement", "2018: 2 statements"]
    assert 'href="/statements/?date_after=2015&amp;date_before=2015"' in page
