import datetime
from contextlib import suppress

import edtf
import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import HealthCheck, assume, example, given
from hypothesis import settings as rules
from hypothesis import strategies as some

from stances import dates
from tests.refusals import refused, run_sql

# Shapes


@some.composite
def parts(draw):
    """One end of a date, in each of its forms, of the years that the archive knows."""
    day = draw(some.dates(datetime.date(1000, 1, 1), datetime.date(2999, 12, 31)))
    return str(day)[: draw(some.sampled_from([4, 7, 10]))] + draw(some.sampled_from(["", "~", "?", "%"]))


TEXTS = some.one_of(parts(), some.tuples(parts(), parts()).map("/".join))


def second_opinion(text):
    """The first and last day that the edtf library reads, its qualifiers left aside."""
    found = edtf.parse_edtf(text)
    first, last = found.lower_strict(), found.upper_strict()
    return datetime.date(*first[:3]), datetime.date(*last[:3])


def by_database(text):
    return run_sql("SELECT stances_earliest(%s), stances_latest(%s)", text, text)


@pytest.mark.django_db
@given(TEXTS)
@example("2016-02")
@example("1900-02")
@example("2017-02-19~/2017-02-25?")
@example("2016-12/2017")
@example("2016/2016-11%")
@rules(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_database_python_and_the_edtf_library_agree_on_both_days(text):
    first, last = second_opinion(text)
    assume(first <= last)

    date = dates.parse(text)

    assert (date.earliest, date.latest) == by_database(text) == (first, last)


@given(TEXTS)
@rules(max_examples=50, deadline=None)
def test_a_date_keeps_its_text_and_has_words(text):
    first, last = second_opinion(text)
    assume(first <= last)

    assert dates.parse(text).text == text
    assert str(first.year) in dates.words(text)


# Words


WORDS = [
    pytest.param("2017-02-21", "Feb. 21, 2017", id="a day"),
    pytest.param("2016-11", "November 2016", id="a month"),
    pytest.param("2017", "2017", id="a year"),
    pytest.param("2017-02~", "about February 2017", id="about"),
    pytest.param("2017?", "perhaps 2017", id="perhaps"),
    pytest.param("2017-02-21%", "perhaps about Feb. 21, 2017", id="perhaps about"),
    pytest.param("2017-02-19/2017-02-25", "Feb. 19, 2017 to Feb. 25, 2017", id="a span"),
    pytest.param("2016-11~/2017", "about November 2016 to 2017", id="a span between a month and a year"),
    pytest.param("2017/2017", "2017", id="a span of one year"),
    pytest.param("", "undated", id="undated"),
]


@pytest.mark.parametrize(("text", "words"), WORDS)
def test_a_date_is_told_in_words(text, words):
    assert dates.words(text) == words


def test_a_month_is_told_in_the_language_that_is_active():
    with translation.override("es"):
        assert "noviembre" in dates.words("2016-11").lower()


def test_a_month_is_never_told_as_its_first_day():
    assert "1" not in dates.words("2016-11").replace("2016", "")


EXACT = [("2017-02-21", True), ("2017-02", False), ("2017-02-21~", False), ("2017-01-01/2017-01-01", True)]


@pytest.mark.parametrize(("text", "is_exact"), EXACT)
def test_only_a_day_that_is_certain_is_exact(text, is_exact):
    assert dates.parse(text).is_exact is is_exact


# What is no date


WRONG = [
    pytest.param("5025", "form", id="a year far off"),
    pytest.param("0999", "form", id="a year long ago"),
    pytest.param("2017-2-1", "form", id="a month of one digit"),
    pytest.param("20170221", "form", id="no hyphens"),
    pytest.param("2017-W08", "form", id="a week"),
    pytest.param("2017-21", "impossible", id="a season"),
    pytest.param("2017-13", "impossible", id="a thirteenth month"),
    pytest.param("2017-00", "impossible", id="month zero"),
    pytest.param("2017-02-00", "impossible", id="day zero"),
    pytest.param("2017-00-01", "impossible", id="a day of month zero"),
    pytest.param("2017-02-30", "impossible", id="a thirtieth of February"),
    pytest.param("1900-02-29", "impossible", id="a leap day of no leap year"),
    pytest.param("2017-01/2017-13", "impossible", id="an impossible end"),
    pytest.param("2017/2016", "reversed", id="a span backwards"),
    pytest.param("2017-02-25/2017-02-19", "reversed", id="a span of days backwards"),
    pytest.param("2017-02/2017-01-31", "reversed", id="a span that ends the day before"),
    pytest.param("2017/", "form", id="an open end"),
    pytest.param("2017/..", "form", id="an unknown end"),
    pytest.param("2016/2017/2018", "form", id="three dates"),
    pytest.param("201X", "form", id="a decade"),
    pytest.param("2017~?", "form", id="two qualifiers"),
    pytest.param("~2017", "form", id="a qualifier in front"),
    pytest.param("２０１７", "form", id="digits of another script"),
    pytest.param("2017-०२", "form", id="digits of another script in the month"),
    pytest.param("2017\n", "form", id="a line break at the end"),
    pytest.param(" 2017", "form", id="a blank in front"),
    pytest.param("2017\x00", "form", id="NUL"),
    pytest.param("Tuesday", "form", id="a word"),
    pytest.param("9" * 10_000, "form", id="ten thousand digits"),
]


@pytest.mark.parametrize(("text", "code"), WRONG)
def test_what_is_no_date_is_refused(text, code):
    with pytest.raises(ValidationError) as refusal:
        dates.parse(text)

    assert refusal.value.code == code
    assert len(refusal.value.message % refusal.value.params) < 250


def test_a_refusal_says_how_to_write_a_date():
    with pytest.raises(ValidationError, match="2017-02-21, 2017-02 or 2017"):
        dates.validate("last week")


def test_no_date_is_a_date_that_is_not_known():
    assert dates.validate("") is None


@given(some.text(max_size=30))
@rules(max_examples=200, deadline=None)
def test_of_any_text_a_date_is_made_or_a_refusal(text):
    with suppress(ValidationError):
        assert dates.parse(text).text == text


@pytest.mark.django_db
@given(some.sampled_from([1900, 2000, 2017]), some.integers(0, 14), some.none() | some.integers(0, 33))
@example(2017, 0, None)
@example(2017, 2, 0)
@rules(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_python_refuses_as_impossible_the_database_refuses_too(year, month, day):
    text = f"{year}-{month:02}" if day is None else f"{year}-{month:02}-{day:02}"
    try:
        date = dates.parse(text)
    except ValidationError:
        with refused("date field value out of range"):
            by_database(text)
    else:
        assert (date.earliest, date.latest) == by_database(text)
