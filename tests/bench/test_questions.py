from collections import Counter
from urllib.parse import parse_qsl

from bench import questions
from bench.measures import SEARCHES
from bench.statements import statement_chunk
from bench.words import LAW, vocabulary
from bench.world import Scale
from stances import search
from stances.filters import NAMES


def of_datasette(question):
    return dict(parse_qsl(question.of_datasette()))


def test_the_site_knows_every_parameter():
    asked = [dict(parse_qsl(each.of_site())) for kind in SEARCHES for each in kind.questions()]

    assert {name for pairs in asked for name in pairs} <= set(NAMES)


def test_until_a_year_is_asked_alike():
    [question] = [each for each in questions.until_oldest_first() if each.filters["date_before"] == ("2016",)]

    assert question.of_site() == "date_before=2016&sort=oldest"
    assert of_datasette(question)["date_earliest__lte"] == "2016-12-31"
    assert of_datasette(question)["_sort"] == "date_earliest"
    assert "date_before" not in of_datasette(question)


def test_only_the_newest_first_is_sorted_downwards():
    assert of_datasette(questions.until()[0])["_sort_desc"] == "date_earliest"


def test_what_is_excluded_is_read_so_by_the_site():
    [question] = questions.without_law()

    assert question.excluded == LAW
    assert [(term.words, term.excluded) for term in search.read(question.words)] == [((LAW,), True)]
    assert questions.law()[0].excluded == ""


def test_the_phrase_of_names_is_asked_as_a_phrase():
    [question] = questions.phrase_of_names()

    assert [term.words for term in search.read(question.words)] == [("police", "department")]


def test_frequent_words_are_as_frequent_as_the_table_says():
    statements, _counts = statement_chunk(Scale.of(3_000), 0, 3_000)
    counts = Counter(word for each in statements for word in set(each.text.lower().rstrip(".").split()))

    shares = [counts[word] / 3_000 for word in vocabulary().words[questions.FREQUENT]]

    assert 0.09 < min(shares) < max(shares) < 0.31


def test_a_year_in_the_middle_leaves_about_a_fifth_to_a_half():
    statements, _counts = statement_chunk(Scale.of(3_000), 0, 3_000)

    for year, share in (("2014", 0.18), ("2018", 0.49)):
        assert abs(sum("" < each.date[:4] <= year for each in statements) / 3_000 - share) < 0.03
