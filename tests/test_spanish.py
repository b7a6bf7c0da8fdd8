"""The site in Spanish: every door, with nothing left in English but what records say."""

import re
from functools import cache
from html.parser import HTMLParser

import polib
import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import translation

from stances.charts.tallies import Tally, area_words
from stances.codebook import Position
from stances.dates import words
from stances.describing import chips, sentence
from stances.filters import filter_statements
from tests.lists import body
from tests.test_public_doors import FORMS, NOT_OPEN, addresses, answers
from tests.test_translation import PATH

SITE = "http://localhost:8000"
WITHOUT_LANGUAGE = ("/healthz", "/robots.txt", "/sitemap", "/api/v")


@pytest.fixture
def doors(open_archive):
    return tuple(path for path in [*addresses(open_archive), *FORMS["report"]] if not path.startswith(WITHOUT_LANGUAGE))


@cache
def spanish(doors):
    """What the public gets in Spanish: {address in English: (status, headers, words)}."""
    found = answers([f"/es{path}" for path in doors])
    return {path.removeprefix("/es"): answer for path, answer in found.items()}


@pytest.fixture
def pages(doors):
    return {path: said for path, (_, headers, said) in spanish(doors).items() if "text/html" in headers["Content-Type"]}


def test_every_door_opens_in_spanish_as_it_does_in_english(doors):
    statuses = {path: status for path, (status, *_rest) in spanish(doors).items() if status != 200}

    assert statuses == {path: status for path, status in NOT_OPEN.items() if not path.startswith(WITHOUT_LANGUAGE)}


def test_every_page_says_that_it_is_in_spanish(doors, pages):
    assert {path for path, said in pages.items() if '<html lang="es">' not in said} == set()
    assert {headers["Content-Language"] for _status, headers, _words in spanish(doors).values()} == {"es"}
    assert len(pages) > 35


class Shown(HTMLParser):
    """Collects the texts of a page that are not said to be in another language: what is read, and what is read out."""

    EMPTY = {"area", "br", "col", "hr", "img", "input", "link", "meta", "circle", "path", "rect", "source", "wbr"}
    NOT_READ = {"head", "script", "code", "pre", "textarea", "mark"}

    def __init__(self, html):
        super().__init__()
        self.texts, self.left_out = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        is_left_out = tag in self.NOT_READ or named.get("lang", "es") != "es"
        if tag not in self.EMPTY:
            self.left_out.append(is_left_out)
        if not any(self.left_out) and not is_left_out:
            shown = ("title", "aria-label", "placeholder", "alt", "data-done")
            self.texts += [named[name] for name in shown if named.get(name)]

    def handle_startendtag(self, tag, attrs):
        """An element of SVG without content."""

    def handle_endtag(self, tag):
        if tag not in self.EMPTY:
            self.left_out.pop()

    def handle_data(self, text):
        if text.strip() and not any(self.left_out):
            self.texts.append(re.sub(r"\s+", " ", text).strip())


# Words that hardly any English sentence is without, and no Spanish one has.
ENGLISH = re.compile(r"\b(?:the|of|and|is|are|was|were|with|from|that|this|its?|who|which|has|not)\b", re.IGNORECASE)


@cache
def translated():
    """The texts that are another in Spanish, and no translation of any."""
    messages = polib.pofile(PATH)
    return {entry.msgid for entry in messages if entry.msgid != entry.msgstr} - {entry.msgstr for entry in messages}


def in_english(html):
    """The texts of a page that are those to be translated, or English by their words."""
    return [text for text in Shown(html).texts if text in translated() or ENGLISH.search(text)]


def test_no_page_shows_what_is_not_translated(pages):
    assert {path: found for path, said in pages.items() if (found := in_english(said))} == {}


def test_a_text_in_english_is_seen():
    html = '<html lang="es"><p title="Close">El <b lang="en">the words</b></p><br><p>List of it</p><p>Map</p></html>'

    assert in_english(html) == ["Close", "List of it", "Map"]


def test_words_of_records_keep_their_language(pages):
    assert '<p class="words told" lang="en">The office signed' in pages["/statements/eeeeeeee/"]


# One list


@pytest.mark.parametrize(
    "path", ["/statements.csv?state=IL", "/statements.jsonl?state=IL", "/statements/bbbbbbbb.json"]
)
def test_a_download_differs_by_its_addresses_only(doors, get, path):
    assert body(get(f"/es{path}")).replace(f"{SITE}/es/", f"{SITE}/") == body(get(path))


# Switching


def switch(page):
    return re.search(r'id="languages"><a href="([^"]*)" lang="(\w+)" hreflang="\2">(\w+)</a>', body(page)).groups()


SWITCHES = [
    pytest.param("/", "/es/", id="home"),
    pytest.param("/statements/?q=we&state=NC&sort=oldest", "/es/statements/?q=we&sort=oldest&state=NC", id="a list"),
    pytest.param("/statements/?state=NC&state=IL", "/es/statements/?state=NC&state=IL", id="two values"),
    pytest.param("/statements/?utm_source=news&q=we", "/es/statements/?q=we", id="without marks of newsletters"),
    pytest.param("/statements/?position=maybe", "/es/statements/?position=maybe", id="what can’t be read"),
    pytest.param("/jurisdictions/nc/charlotte/", "/es/jurisdictions/nc/charlotte/", id="a record"),
    pytest.param("/nothing/", "/es/", id="nothing"),
]


@pytest.mark.parametrize(("english", "spanish"), SWITCHES)
def test_the_switch_keeps_the_page_and_its_filters(open_archive, get, english, spanish):
    to_spanish = switch(Client().get(english))

    assert (to_spanish[0].replace("&amp;", "&"), *to_spanish[1:]) == (spanish, "es", "Español")
    assert switch(get(spanish))[1:] == ("en", "English")


def test_a_page_that_is_asked_for_by_too_much_has_a_switch_too(db, client):
    assert switch(client.get("/nothing/?" + "state=NC&" * 2000))[0] == "/es/"


def test_pages_name_each_other(open_archive, get):
    for path in ("/statements/?state=NC", "/es/statements/?state=NC"):
        page, address = body(get(path)), f'"{SITE}{path}"'
        assert f'<link rel="canonical" href={address}>' in page
        assert re.findall(r'rel="alternate" hreflang="([\w-]+)" href="([^"]*)"', page) == [
            ("en", f"{SITE}/statements/?state=NC"),
            ("x-default", f"{SITE}/statements/?state=NC"),
            ("es", f"{SITE}/es/statements/?state=NC"),
        ]


def test_a_link_is_shown_by_a_picture_in_its_language(open_archive, get):
    pictures = [re.search(r'og:image" content="[^"]*/([\w-]+)\.png"', body(get(path)))[1] for path in ("/", "/es/")]

    assert pictures == ["share", "share-es"]


def test_what_a_browser_prefers_leads_nowhere(open_archive):
    prefers = Client(headers={"accept-language": "es"})

    assert '<html lang="en">' in body(prefers.get("/about/"))


# Sentences

SENTENCES = [
    pytest.param("", "Todo el archivo: 8 declaraciones, las más recientes primero.", id="everything"),
    pytest.param("state=GA", "1 declaración en Georgia, las más recientes primero.", id="one"),
    pytest.param(
        "state=NC&position=declines&topic=enforcement",
        "1 declaración en Carolina del Norte con la postura No participa sobre Control migratorio, "
        "las más recientes primero.",
        id="three filters",
    ),
    pytest.param(
        "state=IL&state=NC&kind=quotation&kind=paraphrase&sort=oldest",
        "5 declaraciones del tipo Cita textual o Paráfrasis en Illinois o Carolina del Norte, "
        "las más antiguas primero.",
        id="several values",
    ),
    pytest.param(
        "q=wedge&date_after=2017-02-01",
        "1 declaración con las palabras “wedge” desde el 1 de febrero de 2017, las más recientes primero.",
        id="words, from a day on",
    ),
    pytest.param(
        "official=rob-tufano&date_after=2017-02&date_before=2017-02",
        "2 declaraciones de Rob Tufano de febrero de 2017, las más recientes primero.",
        id="a month",
    ),
    pytest.param(
        "date_after=2016-11&date_before=2017-02-21",
        "7 declaraciones desde noviembre de 2016 hasta el 21 de febrero de 2017, las más recientes primero.",
        id="a span",
    ),
    pytest.param(
        "date_after=2017-02-21&date_before=2017-02-21",
        "3 declaraciones del 21 de febrero de 2017, las más recientes primero.",
        id="a day",
    ),
    pytest.param(
        "basis=court&agency_kind=sheriff",
        "1 declaración de agencias del tipo Sheriff con el fundamento Tribunal, las más recientes primero.",
        id="whose decision",
    ),
]


@pytest.mark.parametrize(("query", "told"), SENTENCES)
def test_a_list_is_told_in_a_sentence(open_archive, query, told):
    with translation.override("es"):
        assert sentence(filter_statements(QueryDict(query))) == told


def test_chips_are_in_spanish(open_archive):
    with translation.override("es"):
        found = chips(filter_statements(QueryDict("state=NC&position=limits&date_after=2016-11~")))

        assert [f"{chip.filter}: {chip.label}" for chip in found] == [
            "Estado: Carolina del Norte",
            "Postura: Limita",
            "Desde: hacia noviembre de 2016",
        ]


DATES = [
    pytest.param("2017-02-21", "21 de febrero de 2017", id="a day"),
    pytest.param("2017-02", "febrero de 2017", id="a month"),
    pytest.param("2017-02~", "hacia febrero de 2017", id="about a month"),
    pytest.param("2017-02-21%", "quizá hacia el 21 de febrero de 2017", id="perhaps about a day"),
    pytest.param("2017-02-19/2017-02-25", "19 de febrero de 2017 al 25 de febrero de 2017", id="a span of days"),
    pytest.param("2016-11/2017", "noviembre de 2016 a 2017", id="a span to a year"),
    pytest.param("2017-02/2017-03~", "febrero de 2017 – hacia marzo de 2017", id="a span to about a month"),
    pytest.param("", "sin fecha", id="undated"),
]


@pytest.mark.parametrize(("text", "told"), DATES)
def test_a_date_is_told_in_spanish(text, told):
    with translation.override("es"):
        assert words(text) == told


def test_an_area_of_the_map_is_told_in_spanish_with_numbers_as_newsrooms_in_the_united_states_write_them():
    tally = Tally(1234, {Position.LIMITS: 1, Position.PARTNERS: 2})

    with translation.override("es"):
        assert area_words("Ohio", tally) == (
            "Ohio: 1,234 declaraciones de 3 agencias; según la más reciente de cada una, "
            "1 limita o no participa y 2 cooperan o se asocian"
        )


def test_states_stand_in_the_order_of_their_spanish_names(open_archive, get):
    page = body(get("/es/agencies/"))

    assert re.findall(r'<option value="[A-Z]{2}">([^<]*)', page) == [
        "Carolina del Norte",
        "Georgia",
        "Illinois",
        "Nuevo México",
    ]
