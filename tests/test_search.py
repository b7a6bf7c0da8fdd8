import json
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from hypothesis import HealthCheck, example, given
from hypothesis import settings as rules
from hypothesis import strategies as some

from stances import search
from stances.models import SearchRow, Statement
from stances.querysets import search_query
from stances.search import OR, Term, fold, marked, read, websearch, websearch_for_rank
from stances.templatetags.archive import marked as as_html
from tests.records import make_agency, make_statement
from tests.refusals import run_sql

# Every character that is folded, and what stands around words.
LATIN = "".join(sorted(search.FOLDED)) + "aAeEgGnNoO0128 7()\t\n.,;:!?-–—'’‘ʼ`´\"“”/§&<>"
each_time = rules(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def pieces(text, query):
    """The text with [what is found] in brackets."""
    return "".join(f"[{piece}]" if is_found else piece for piece, is_found in marked(text, query))


# Folding


FOLDS = [
    pytest.param("Doña Ana", "Dona Ana", id="tilde"),
    pytest.param("Don\u0303a", "Dona", id="tilde as a character of its own"),
    pytest.param("Łódź, Ærø", "Lodz Æro", id="letters with a stroke"),
    pytest.param("sheriff’s Sheriff's", "sheriffs Sheriffs", id="apostrophes"),
    pytest.param("judge-signed", "judge signed", id="hyphen"),
    pytest.param("287(g)", "287g", id="287(g)"),
    pytest.param("§ 287 (g), 287 G.", "287g 287g", id="287 (g) in a sentence"),
    pytest.param("1287(g)", "1287 g", id="another number"),
    pytest.param("287 grams", "287 grams", id="another word after 287"),
    pytest.param("  \n", "", id="blanks"),
    pytest.param("<b>no</b>", "b no b", id="HTML"),
    pytest.param("Иван 李明", "Иван 李明", id="other scripts"),
]


@pytest.mark.parametrize(("text", "folded"), FOLDS)
def test_text_is_folded(text, folded):
    assert fold(text) == folded


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "folded"), FOLDS)
def test_the_database_folds_alike(text, folded):
    assert run_sql("SELECT stances_fold(%s)", text) == (folded,)


@pytest.mark.django_db
@each_time
@given(some.text(alphabet=LATIN, max_size=60))
@example(LATIN)
@example("287(g) 287(g)287(g) 287 g 287 g")
def test_database_and_python_fold_any_latin_text_alike(text):
    assert run_sql("SELECT stances_fold(%s)", text) == (fold(text),)


@given(some.text(alphabet=LATIN, max_size=60))
@rules(max_examples=50, deadline=None)
def test_folding_folded_text_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def collection_words():
    lines = (settings.BASE_DIR / "fixtures/collection.jsonl").read_text(encoding="utf-8").splitlines()
    return sorted({word.lower() for line in lines for word in fold(words_of(json.loads(line))).split()})


def words_of(record):
    """All that is searched of a record, names included."""
    if isinstance(record, dict):
        return " ".join(words_of(value) for name, value in record.items() if name not in ("url", "reference"))
    return record if isinstance(record, str) else ""


# PostgreSQL from 18 on stems these otherwise than the stemmer here: they are found but may go unmarked.
STEMMED_OTHERWISE = {"added", "adding"}


@pytest.mark.django_db
def test_every_word_of_the_collection_has_the_stem_that_the_database_gives_it():
    words = [word for word in collection_words() if word.isalpha()]

    stems = run_sql("SELECT array_agg((ts_lexize('stances_stem', word))[1]) FROM unnest(%s) word", words)[0]

    assert len(words) > 4000
    assert {w for w, s in zip(words, stems, strict=True) if s != search._stem(w)} <= STEMMED_OTHERWISE


@pytest.mark.django_db
def test_the_database_makes_one_lexeme_of_each_word_of_the_collection():
    words = [word for word in collection_words() if word not in STEMMED_OTHERWISE]

    made = run_sql("SELECT array_agg(to_tsvector('stances', word)::text) FROM unnest(%s) word", words)[0]

    assert {w: m for w, m in zip(words, made, strict=True) if m != f"'{search._stem(w)}':1"} == {}


def test_threads_that_stem_at_once_do_not_disturb_each_other():
    words = [f"{'abcde'[n % 5]}{n}ing"[::-1] + "ational" * (n % 3) + "nesses" for n in range(400)]
    alone = [search._stem(word) for word in words]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            together = list(threads.map(lambda _: [search._stem.__wrapped__(word) for word in words], range(8)))
    finally:
        sys.setswitchinterval(interval)

    assert together == [alone] * 8


# Reading a query


READ = [
    pytest.param("detainers jail", [Term(("detainers",)), Term(("jail",))], id="words"),
    pytest.param('"signed by a judge"', [Term(("signed", "by", "a", "judge"))], id="a phrase keeps its common words"),
    pytest.param("the jail", [Term(("jail",))], id="a common word is left out"),
    pytest.param("the who", [Term(("the",)), Term(("who",))], id="nothing but common words"),
    pytest.param("-jail", [Term(("jail",), excluded=True)], id="not"),
    pytest.param('-"the jail"', [Term(("the", "jail"), excluded=True)], id="not a phrase"),
    pytest.param("jail OR court", [Term(("jail",)), OR, Term(("court",))], id="or"),
    pytest.param("jail or court", [Term(("jail",)), OR, Term(("court",))], id="or in small letters"),
    pytest.param('"jail or court"', [Term(("jail", "or", "court"))], id="or within a phrase"),
    pytest.param("OR jail OR OR court OR", [Term(("jail",)), OR, Term(("court",))], id="or without a neighbor"),
    pytest.param("judge-signed", [Term(("judge", "signed"))], id="a hyphen makes a phrase"),
    pytest.param("judge’s", [Term(("judges",))], id="an apostrophe is dropped"),
    pytest.param("287 (g) jail", [Term(("287g",)), Term(("jail",))], id="287 (g)"),
    pytest.param("-287(g)", [Term(("287g",), excluded=True)], id="not 287(g)"),
    pytest.param('-"287 (g) pact"', [Term(("287g", "pact"), excluded=True)], id="not a phrase with 287(g)"),
    pytest.param("“no holds”", [Term(("no", "holds"))], id="typographic quotation marks"),
    pytest.param('"no holds', [Term(("no", "holds"))], id="a phrase that is not closed"),
    pytest.param("?! … ''", [], id="only punctuation"),
    pytest.param("", [], id="nothing"),
]


@pytest.mark.parametrize(("query", "terms"), READ)
def test_a_query_is_read(query, terms):
    assert read(query) == terms


def test_a_query_is_written_for_the_database_without_a_choice():
    assert websearch("judge's jail OR -287(g)") == '"judges" "jail" OR -"287g"'


def test_what_is_excluded_says_nothing_of_the_rank():
    assert websearch_for_rank("jail -court") == '"jail"'


@pytest.mark.django_db
@each_time
@given(some.text(max_size=80).filter(lambda text: "\x00" not in text))
@example("((( :* & | ! <-> \\ ''")
@example('or -or OR -OR "OR" -"')
@example("287(" * 20)
def test_any_text_is_a_query(text):
    assert list(Statement.objects.search(text)) == []
    assert "".join(piece for piece, _ in marked(text, text)) == unicodedata.normalize("NFC", text)


@pytest.mark.django_db
@each_time
@given(some.lists(some.sampled_from(["OR", "or", "-", "the", "-the", "jail", "-jail", '"a jail"', "287(g)", "?"])))
def test_the_database_reads_no_or_as_a_word(chunks):
    query = run_sql("SELECT websearch_to_tsquery('stances', %s)::text", websearch(" ".join(chunks)))[0]

    assert "'or'" not in query


# Marking what was found


MARKED = [
    pytest.param("They hold people.", "hold", "They [hold] people.", id="a word"),
    pytest.param("Holding is held.", "holds", "[Holding] is held.", id="another ending"),
    pytest.param("They withhold it.", "hold", "They withhold it.", id="not a part of a word"),
    pytest.param("We sign. A judge signs.", '"a judge signs"', "We sign. [A judge signs].", id="a phrase as a whole"),
    pytest.param("A judge. He signs.", '"judge he"', "A [judge. He] signs.", id="a phrase over a full stop"),
    pytest.param("judge a signs", '"a judge signs"', "judge a signs", id="not the words of a phrase by themselves"),
    pytest.param("a b c d", '"b c" "c d"', "a [b c d]", id="overlapping marks join"),
    pytest.param("no jail, no bail", "jail -bail", "no [jail], no bail", id="what is excluded is not marked"),
    pytest.param("jail or court", "jail OR court", "[jail] or [court]", id="alternatives"),
    pytest.param("Doña Ana’s jail", "dona anas", "[Doña] [Ana’s] jail", id="accents and apostrophes"),
    pytest.param("Dona Ana", "doña", "[Dona] Ana", id="an accent in the query"),
    pytest.param("A 287(g) pact, a 287 (G) pact", "287g", "A [287(g)] pact, a [287 (G)] pact", id="287(g)"),
    pytest.param("judge-signed", '"judge signed"', "[judge-signed]", id="a hyphen"),
    pytest.param("the jail", "the jail", "the [jail]", id="a common word is not marked"),
    pytest.param("nothing here", "jail", "nothing here", id="nothing"),
    pytest.param("", "jail", "", id="no text"),
    pytest.param("jail", "", "jail", id="no query"),
]


@pytest.mark.parametrize(("text", "query", "expected"), MARKED)
def test_what_is_found_is_marked(text, query, expected):
    assert pieces(text, query) == expected


def test_html_in_a_text_stays_text():
    assert (
        as_html("<b>jail</b> & court", "jail b")
        == "&lt;<mark>b</mark>&gt;<mark>jail</mark>&lt;/<mark>b</mark>&gt; &amp; court"
    )


def test_without_a_query_the_text_is_only_escaped():
    assert as_html("<script>", "") == "&lt;script&gt;"


SOME_TEXT = some.lists(
    some.sampled_from(["jail", "jails", "a", "287(g)", "Doña", "judge’s", "-", " ", ", ", "<b>"])
).map("".join)


@given(SOME_TEXT, SOME_TEXT)
@rules(max_examples=150, deadline=None)
def test_the_pieces_joined_are_the_text(text, query):
    assert "".join(piece for piece, _ in marked(text, query)) == text


@pytest.mark.django_db
@each_time
@given(SOME_TEXT, some.sampled_from(["jail", "doña", '"a jail"', "287g", "judge's", '"jail a"']))
def test_something_is_marked_where_and_only_where_the_database_finds_it(text, query):
    finds = run_sql(
        "SELECT to_tsvector('stances', stances_fold(%s)) @@ websearch_to_tsquery('stances', %s)", text, websearch(query)
    )

    assert (any(is_found for _, is_found in marked(text, query)),) == finds


EXCLUSIONS = [
    "-wedge",
    "-wedge -trust",
    "sheriff OR -wedge",
    '-"wedge between"',
    "-law OR -sheriff",
    "trust -wedge OR -a",
]
PHRASES = [
    '"sheriffs office"',
    '"cook county" -georgia',
    '"county sheriffs" "wedge between"',
    '"office cook"',
    '"a wedge"',
]


@pytest.mark.django_db
@pytest.mark.parametrize("query", EXCLUSIONS + PHRASES)
def test_rows_are_found_as_their_documents_say(archive, query):
    make_statement(agency=make_agency(name="Polk County Sheriff’s Office", aliases=["Cook Office", "A. Wedge"]))
    rows = SearchRow.objects.published()

    assert set(rows.search(query).values_list("pk", flat=True)) == set(
        rows.filter(document=search_query(query)).values_list("pk", flat=True)
    )
