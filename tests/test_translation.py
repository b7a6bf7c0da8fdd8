"""The Spanish of the site is complete, and is what the program shows. Needs no gettext."""

import ast
import csv
import gzip
import re
from functools import cache

import polib
import pytest
from django.conf import settings
from django.utils.translation.template import templatize

from stances.search import STATES_IN_SPANISH, fold
from stances.states import NAMES

ROOT = settings.BASE_DIR
PATH = ROOT / "locale" / "es" / "LC_MESSAGES" / "django.po"
SOURCES = [path for folder in ("archive", "stances", "templates") for path in (ROOT / folder).rglob("*.*")]

# Which arguments of each function are the context, the text and its plural.
FUNCTIONS = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
CALL = re.compile(rf"\b(?:{'|'.join(FUNCTIONS)})\(")
PLACEHOLDERS = re.compile(r"<code>.*?</code>|%\(\w+\)[sd]|%[sd%]|{\w*}|</?\w+[^>]*>|&\w+;")


@pytest.fixture(scope="module")
def messages():
    return polib.pofile(PATH)


def key(entry):
    return entry.msgctxt, entry.msgid, entry.msgid_plural or None


def translations(entry):
    return [entry.msgstr_plural[n] for n in sorted(entry.msgstr_plural)] if entry.msgid_plural else [entry.msgstr]


# What there is to translate


def calls(code):
    """Yield the calls in a piece of code that ask for a translation; a template is no whole program, but has them."""
    for match in CALL.finditer(code):
        for end in (at.end() for at in re.finditer(r"\)", code[match.start() :])):
            try:
                yield ast.parse(code[match.start() : match.start() + end], mode="eval").body
                break
            except SyntaxError:
                continue


def texts(code):
    """Yield (context, text, plural) of what a piece of code asks to translate; what is no literal text is None."""
    for call in calls(code):
        words = [each.value if isinstance(each, ast.Constant) else None for each in call.args]
        yield tuple(words[n] if n is not None else None for n in FUNCTIONS[call.func.id])


@cache
def all_texts():
    codes = [path.read_text(encoding="utf-8") for path in SOURCES if path.suffix == ".py"]
    codes += [templatize(path.read_text(encoding="utf-8")) for path in SOURCES if path.suffix == ".html"]
    return [each for code in codes for each in texts(code)]


# The names of languages, which Django translates, and those of states.
NO_LITERALS = {(None, None, None), ("state", None, None)}


def test_every_text_is_there_to_be_translated_and_no_other(messages):
    wanted = {(context, text) for context, text, _plural in all_texts() if text}

    assert {key(entry)[:2] for entry in messages} == wanted
    assert len(wanted) > 800


def test_every_plural_is_there(messages):
    assert {each for each in all_texts() if each[2]} == {key(entry) for entry in messages if entry.msgid_plural}


def test_every_text_is_written_where_it_is_translated():
    assert {each for each in all_texts() if each[1] is None} == NO_LITERALS


def test_texts_of_code_and_of_templates_are_found():
    template = (
        '{% translate "a" context "b" %}'
        "{% blocktranslate count n=n trimmed %}\n one\n{% plural %}{{ n }}{% endblocktranslate %}"
    )
    code = 'label = _("a (b) " "c")\nwords = pgettext("date", "about %s") % date'

    assert [*texts(templatize(template))] == [("b", "a", None), (None, "one", "%(n)s")]
    assert [*texts(code)] == [(None, "a (b) c", None), ("date", "about %s", None)]


# What is translated


def test_every_text_is_translated_and_looked_at(messages):
    assert [entry.msgid for entry in messages if entry.fuzzy or entry.obsolete or not all(translations(entry))] == []
    assert messages.metadata["Plural-Forms"] == "nplurals=2; plural=(n != 1);"


def test_every_placeholder_and_tag_stands_in_the_translation(messages):
    def parts(text):
        return sorted(PLACEHOLDERS.findall(text))

    for entry in messages:
        originals = [entry.msgid, entry.msgid_plural] if entry.msgid_plural else [entry.msgid]
        assert [parts(text) for text in translations(entry)] == [parts(text) for text in originals], entry.msgid


def test_quotation_marks_are_those_of_newsrooms_in_the_united_states(messages):
    written = " ".join(re.sub("<[^>]+>", "", text) for entry in messages for text in translations(entry))

    assert set("«»„‚\"'") & set(written) == set()


def test_compiled_translations_are_those_that_are_read(messages):
    compiled = {key(entry)[:2]: translations(entry) for entry in polib.mofile(PATH.with_suffix(".mo"))}

    assert compiled == {key(entry)[:2]: translations(entry) for entry in messages}


def test_every_state_of_the_tables_can_be_translated():
    with gzip.open(ROOT / "fixtures" / "jurisdictions.csv.gz", "rt", encoding="utf-8", newline="") as file:
        states = {row["name"] for row in csv.DictReader(file) if row["level"] == "state"}

    assert states == {str(name) for name in NAMES}


def test_states_are_found_by_their_names_in_spanish(messages):
    with gzip.open(ROOT / "fixtures" / "jurisdictions.csv.gz", "rt", encoding="utf-8", newline="") as file:
        usps = {row["name"]: row["state"] for row in csv.DictReader(file) if row["level"] == "state"}
    states = {entry.msgid: entry.msgstr for entry in messages if entry.msgctxt == "state"}

    assert {usps[name]: words for name, words in states.items() if fold(words) != fold(name)} == STATES_IN_SPANISH
