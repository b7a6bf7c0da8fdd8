"""What is indexed, how a query is read, and which words of a text a query found.

The database folds text by the SQL function ``stances_fold`` of the migrations, which is made from the tables
below; a test holds the two together. Nothing here asks the database.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

CONFIG = "stances"  # the text search configuration: English stems, no stop words, so that phrases are exact

# Letters with an accent fold to the letter without (Doña Ana is found as Dona Ana), one character for one.
FOLDED = {
    chr(point): base
    for point in range(0xC0, 0x2000)
    if (base := unicodedata.normalize("NFKD", chr(point))[0]) != chr(point) and base.isascii() and base.isalpha()
} | dict(zip("ØøŁłĐđıÐðÞþ", "OoLlDdiDdTt", strict=True))

APOSTROPHES = "'’‘ʼ`´"

# The same expressions serve Python and PostgreSQL, so they use only what both understand.
WORD_CHARACTERS = "0-9A-Za-z\u00c0-\u1fff\u3040-\ud7ff"
SECTION_287G = r"(^|[^0-9A-Za-z])287\s*\(?\s*[gG](?![0-9A-Za-z])\s*\)?"

# Names of states that are other words in Spanish, as the site itself translates them.
STATES_IN_SPANISH = {
    "AS": "Samoa Americana",
    "DC": "Distrito de Columbia",
    "HI": "Hawái",
    "LA": "Luisiana",
    "MP": "Islas Marianas del Norte",
    "NC": "Carolina del Norte",
    "ND": "Dakota del Norte",
    "NH": "Nueva Hampshire",
    "NJ": "Nueva Jersey",
    "NM": "Nuevo México",
    "NY": "Nueva York",
    "PA": "Pensilvania",
    "SC": "Carolina del Sur",
    "SD": "Dakota del Sur",
    "UM": "Islas Menores Alejadas de EE. UU.",
    "VI": "Islas Vírgenes de EE. UU.",
    "WV": "Virginia Occidental",
}

_UNACCENTED = str.maketrans(FOLDED)
_TRANSLATED = str.maketrans(FOLDED | dict.fromkeys(APOSTROPHES))
_TOKEN = re.compile(
    rf"287\s*\(?\s*[gG](?![0-9A-Za-z])(?:\s*\))?|[{WORD_CHARACTERS}]+(?:[{APOSTROPHES}]+[{WORD_CHARACTERS}]+)*"
)
_BETWEEN_WORDS = re.compile(f"[^{WORD_CHARACTERS}]+")

# Words too common to ask for by themselves; within a phrase they count.
STOP_WORDS = frozenset(
    """
    a about above after again against all am an and any are as at be because been before being below between
    both but by can did do does doing down during each few for from further had has have having he her here
    hers herself him himself his how i if in into is it its itself just me more most my myself no nor now of
    off on once only or other our ours ourselves out over own s same she should so some such t than that the
    their theirs them themselves then there these they this those through to too under until up very was we
    were what when where which while who whom why will with you your yours yourself yourselves
    """.split()  # noqa: SIM905 — a list of this length reads better as words
)


def fold(text):
    """Return the words of a text as they are indexed: unaccented, without apostrophes, 287(g) as one word."""
    text = unicodedata.normalize("NFC", text).translate(_TRANSLATED)
    if "287" in text:
        text = re.sub(SECTION_287G, r"\1 287g ", text)
    return _BETWEEN_WORDS.sub(" ", text).strip()


def states_with(word):
    """Return the USPS abbreviations of the states whose names in Spanish have a word (folded, lower case)."""
    return [usps for usps, name in STATES_IN_SPANISH.items() if word in fold(name).lower().split()]


@dataclass(frozen=True)
class Term:
    """One thing asked for: a word, or the words of a phrase in order. ``excluded``: what must not be there."""

    words: tuple
    excluded: bool = False

    @property
    def is_common(self):
        return len(self.words) == 1 and self.words[0].lower() in STOP_WORDS

    def __str__(self):
        return ("-" if self.excluded else "") + '"' + " ".join(self.words) + '"'


OR = "OR"


@lru_cache(maxsize=1024)
def read(query):
    """Return the Terms of a query, with OR between alternatives. Reads any text at all; never an error.

    Words, "a phrase", -not and OR. A common word outside a phrase and not beside OR is left out, unless the query
    has nothing else.
    """
    chunks = re.findall(r'-?"[^"]*"?|\S+', re.sub(SECTION_287G, r"\g<1>287g ", re.sub("[“”„]", '"', query)))
    terms = [OR if chunk in ("OR", "or", "Or") else _term(chunk) for chunk in chunks]
    return _tidied([term for term in terms if term == OR or term.words])


def _tidied(terms):
    """Leave out the common words that stand by themselves, and each OR that does not stand between two terms."""
    if any(term != OR and not term.is_common for term in terms):
        either = {i + step for i, term in enumerate(terms) if term == OR for step in (-1, 1)}
        terms = [term for i, term in enumerate(terms) if term == OR or not term.is_common or i in either]
    return [
        term
        for i, term in enumerate(terms)
        if term != OR or (0 < i < len(terms) - 1 and terms[i - 1] != OR and any(t != OR for t in terms[i:]))
    ]


def _term(chunk):
    return Term(tuple(fold(chunk).split()), excluded=chunk.startswith("-"))


def websearch(query):
    """Return the query in the form that PostgreSQL's websearch_to_tsquery reads without a choice."""
    return " ".join(str(term) for term in read(query))


def websearch_for_rank(query):
    """The same, without what is excluded, which says nothing of how well a text fits."""
    return " ".join(str(term) for term in read(query) if term == OR or not term.excluded)


def alternatives(query):
    """Return the terms of a query as lists: what is asked for is all of one list, or all of another."""
    found = [[]]
    for term in read(query):
        if term == OR:
            found.append([])
        else:
            found[-1].append(term)
    return found


def excludes_only(terms):
    """Whether a text without any words would be found."""
    return bool(terms) and all(term.excluded for term in terms)


def phrases(query):
    """The phrases that each text has to have; none where there are alternatives."""
    terms = read(query)
    return [] if OR in terms else [str(term) for term in terms if len(term.words) > 1 and not term.excluded]


def websearch_in_any_order(query):
    """The query of PostgreSQL's websearch_to_tsquery, with the words of phrases asked for each by itself."""
    return " ".join(str(term) if term == OR or term.excluded else " ".join(term.words) for term in read(query))


def marked(text, query):
    """Yield ``(piece, is_found)`` of a text, in order; the pieces joined are the text.

    Found are whole words with the stem of an asked word, and whole phrases.
    """
    text = unicodedata.normalize("NFC", text)
    end = 0
    for first, last in _found(text, *_asked(query)):
        yield text[end:first], False
        yield text[first:last], True
        end = last
    yield text[end:], False


@lru_cache(maxsize=1024)
def _asked(query):
    """Return (the stems of each word or phrase that is asked for, the letters that they begin with)."""
    terms = [term for term in read(query) if term != OR and not term.excluded]
    asked = [[*map(_stem, term.words)] for term in terms]
    return asked, {stem[0] for stems in asked for stem in stems}


def _found(text, asked, initials):
    """Return the (start, end) of what is found, in order, with what touches or overlaps joined."""
    # With accents folded character for character, so that places in it are places in the text.
    tokens = [*_TOKEN.finditer(text.translate(_UNACCENTED))]
    # To stem is slow, and what begins otherwise than what is asked for has another stem.
    stems = [_stem(word) if (word := token[0])[0].lower() in initials else None for token in tokens]
    spans = [
        (tokens[i].start(), tokens[i + len(phrase) - 1].end())
        for phrase in asked
        for i, stem in enumerate(stems)
        if stem == phrase[0] and stems[i : i + len(phrase)] == phrase
    ]
    joined = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


@lru_cache(maxsize=50_000)
def _stem(word):
    """The stem of a word as it is written anywhere."""
    # A stemmer keeps the word that it is at, so that threads can not share one.
    return snowballstemmer.stemmer("english").stemWord(fold(word).lower())


def fold_sql():
    """Return the SQL that makes ``stances_fold(text)``, immutable, from the tables above."""
    letters, bases = "".join(FOLDED), "".join(FOLDED.values())
    drop = APOSTROPHES.replace("'", "''")
    # To translate some thousand letters is slow, and most text is plain ASCII, of as many bytes as characters. Most of
    # it speaks of no 287 either, and has a single space between two words, which is left as it stands. In PL/pgSQL, as
    # SQL would be planned anew by each question that folds.
    return f"""
    CREATE OR REPLACE FUNCTION stances_fold(words text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $fold$
    BEGIN
      IF octet_length(words) = char_length(words) THEN
        words := replace(replace(words, '''', ''), '`', '');
      ELSE
        words := translate(normalize(words, NFC), '{letters}{drop}', '{bases}');
      END IF;
      IF words LIKE '%287%' THEN
        words := regexp_replace(words, '{SECTION_287G}', '\\1 287g ', 'g');
      END IF;
      RETURN btrim(regexp_replace(words, '[^{WORD_CHARACTERS}]{{2,}}|[^{WORD_CHARACTERS} ]', ' ', 'g'));
    END
    $fold$
    """
