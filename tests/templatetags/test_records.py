import pytest
from django.utils.translation import override

from stances.codebook import Position
from stances.templatetags.records import partial_date, position

DATES = [
    pytest.param("2017-02-21", '<time datetime="2017-02-21">Feb. 21, 2017</time>', id="a day"),
    pytest.param("2016-11", '<time datetime="2016-11">November 2016</time>', id="a month"),
    pytest.param("2016", '<time datetime="2016">2016</time>', id="a year"),
    pytest.param("2017-02~", '<time datetime="2017-02">about February 2017</time>', id="about a month"),
    pytest.param("2017?", '<time datetime="2017">perhaps 2017</time>', id="perhaps a year"),
    pytest.param("2016-11-19/2016-11-22", "Nov. 19, 2016 to Nov. 22, 2016", id="a span has no one time"),
    pytest.param("", "undated", id="undated"),
]


@pytest.mark.parametrize(("text", "html"), DATES)
def test_date_is_as_exact_as_it_is_known(text, html):
    assert partial_date(text) == html


def test_date_is_told_in_the_language_that_is_active():
    partial_date("2016-11")

    with override("es"):
        assert partial_date("2016-11") == '<time datetime="2016-11">noviembre de 2016</time>'


@pytest.mark.parametrize("code", ["limits", Position.LIMITS])
def test_position_is_told_by_its_code(code):
    assert position(code) == '<span class="position position-limits">Limits</span>'
