from hypothesis import given
from hypothesis import strategies as st

from stances.sharing.lines import balanced, broken, fit, shortened

SIZES = {20: 25, 10: 12}
WORDS = st.lists(st.text("abcde,.", min_size=1, max_size=30), min_size=1, max_size=30)


def test_words_are_set_as_large_as_they_fit():
    assert fit("one two", SIZES, 200, 25, len) == (20, ["one two"])
    assert fit("one two three", SIZES, 200, 25, len) == (10, ["one two three"])


def test_lines_are_about_even():
    words = ["we", "do", "not", "ask", "about", "it"]

    assert broken(words, 19, len) == ["we do not ask about", "it"]
    assert balanced(words, 19, len) == ["we do not", "ask about it"]


def test_what_does_not_fit_is_shortened_at_a_word():
    assert fit("one two, three four", SIZES, 90, 12, len) == (10, ["one two…"])


def test_shortened_quotation_keeps_its_closing_mark():
    assert shortened("“one two, three four”", 1, 12, len) == ["“one", "two…”"]


@given(WORDS, st.integers(2, 40))
def test_no_line_is_longer_than_the_box_and_no_letter_is_lost(words, width):
    lines = balanced(words, width, len)

    assert max(map(len, lines)) <= width
    assert "".join(lines).replace(" ", "") == "".join(words)
