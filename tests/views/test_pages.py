import html
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC
from html.parser import HTMLParser

import bibtexparser
import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from stances import codebook
from stances.codebook import Position
from stances.examples import EXAMPLES
from stances.exports.tables import TABLES
from stances.filters import NAMES
from stances.models import DataVersion
from tests.lists import body

TEMPLATES = settings.BASE_DIR / "templates"


# Home


def test_home_says_how_big_the_archive_is(archive, get):
    figures = re.findall(r"<strong>([^<]*)</strong> (\w+)", body(get("/")))

    assert figures == [
        ("8", "statements"),
        ("4", "agencies"),
        ("2", "officials"),
        ("8", "articles"),
        ("4", "states"),
        ("2016–2017", "years"),
    ]


def test_home_counts_each_position(archive, get):
    counts = re.findall(r'position=(\w+)">.*?<span class="count">(\d+)</span>', body(get("/")))

    assert counts == list(zip(Position.values, ["1", "1", "1", "1", "3", "1"], strict=True))


# Reference pages


def test_codebook_has_every_code_with_its_definition_and_an_anchor(db, get):
    page = body(get("/codebook/"))

    assert f"Version {codebook.VERSION}." in page
    for name, (label, definition, codes) in codebook.VARIABLES.items():
        assert f'<h2 id="{name}">{label} <code>{name}</code></h2>' in page, name
        assert f"<p>{escape(definition)}</p>" in page, name
        for code in codes:
            entry = page.split(f'<dt id="{name}-{code.value}">')[1].split("</dd>")[0]
            assert f"{code.label}" in entry, code
            assert f"<code>{code.value}</code></dt>" in entry, code
            assert f"<dd>{escape(code.definition)}" in entry, code


def test_data_page_lists_every_column_and_every_filter(db, get):
    filters, columns = body(get("/data/")).split('<h2 id="columns">')

    assert re.findall(r'<th scope="row"><code>(\w+)</code></th>', filters) == NAMES
    assert re.findall(r'<th scope="row"><code>(\w+)</code></th><td>(.*?)(?: <a href|</td>)', columns) == [
        (name, escape(column.meaning)) for table in TABLES.values() for name, column in table.columns.items()
    ]


@pytest.mark.parametrize("path", ["/data/", "/codebook/"])
def test_each_entry_of_the_contents_leads_to_a_heading_of_the_page(db, get, path):
    page = body(get(path))
    contents = page.partition('<nav class="contents"')[2].partition("</nav>")[0]

    named = re.findall(r'href="#([^"]*)"', contents)
    assert named == re.findall(r'<h2 id="([^"]*)"', page)


def test_data_page_leads_from_columns_to_places_that_the_codebook_has(db, get):
    named = set(re.findall(r'href="/codebook/#([^"]*)"', body(get("/data/"))))

    assert {"position", "topic", "date", "who-counts"} <= named
    assert named <= set(re.findall(r'<h2 id="([^"]*)"', body(get("/codebook/"))))


def test_data_page_cites_the_archive_with_its_version_and_the_day(db, get, settings):
    version = f"{DataVersion.objects.get().moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
    page = body(get("/data/"))

    assert page.count(f"ersion {version}") == 2
    [record] = bibtexparser.parse_string(html.unescape(re.search(r"@misc.*?\n}\n", page, re.S)[0])).entries
    said = {field.key: field.value for field in record.fields}
    assert (said["author"], said["version"]) == ("{Stances}", version)
    assert (said["url"], said["urldate"]) == (f"{settings.SITE_URL}/data/", timezone.now().date().isoformat())


def test_data_page_shows_the_examples_as_they_run(db, get, settings):
    settings.SITE_URL = "https://archive.example.org"
    shown = [html.unescape(text) for text in re.findall(r'<pre id="join_[^>]*>(.*?)</pre>', body(get("/data/")), re.S)]

    files = [f"{example.name}.{extension}" for example in EXAMPLES for extension in ("py", "R")]
    assert shown == [body(get(f"/data/examples/{name}")) for name in files]
    assert all("https://archive.example.org" in text for text in shown)


def test_about_page_tells_method_and_corrections(db, get):
    page = body(get("/about/"))

    assert all(f"<h2>{heading}</h2>" in page for heading in ("Method", "Corrections", "Licenses"))


def test_page_in_view_is_marked_in_the_navigation(db, get):
    for path in ("/statements/", "/agencies/", "/officials/", "/articles/", "/jurisdictions/", "/codebook/", "/data/"):
        assert re.findall(r'href="([^"]*)" aria-current="page"', body(get(path))) == [path]


# Health


def in_a_thread(ask):
    """Ask in a thread, and so on a database connection of its own, which is closed afterwards."""

    def run():
        try:
            return ask(Client(raise_request_exception=False))
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


def lead_nowhere():
    """Point this thread's connection to a place where no server listens."""
    connection.settings_dict = {**connection.settings_dict, "HOST": "/nowhere"}


def end_by_the_server():
    """Have the server end this thread's connection, as it does when it stops."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [pid] = cursor.fetchone()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    other.close()


def test_health_is_good_while_the_database_answers(db, get):
    response = get("/healthz")

    assert (response.status_code, body(response)) == (200, "ok\n")


@pytest.mark.parametrize("trouble", [lead_nowhere, end_by_the_server])
def test_health_is_bad_when_the_database_does_not_answer(db, trouble):
    def ask(client):
        trouble()
        return client.get("/healthz")

    response = in_a_thread(ask)

    assert (response.status_code, body(response)) == (503, "the database does not answer\n")


def test_page_without_a_database_is_an_apology(db):
    def ask(client):
        lead_nowhere()
        return client.get("/statements/")

    response = in_a_thread(ask)

    assert response.status_code == 500
    assert body(response) == (TEMPLATES / "500.html").read_text()
    assert "Content-Security-Policy" in response.headers


# Errors


def test_apology_stands_alone():
    words = (TEMPLATES / "500.html").read_text()

    # Of static files it names plain ones, which a collected site has beside those with hashes.
    files = re.findall(r'<link rel="stylesheet" href="/static/([^"]*)">', words)
    assert len(files) == words.count("<link") == 3
    assert all((settings.BASE_DIR / "static" / name).is_file() for name in files)
    assert not re.search(r"{%|{{|<script|<img|<style|style=|url\(", words)


def test_address_of_nothing_has_a_page_of_the_site(db, get):
    response = get("/nothing/")

    assert response.status_code == 404
    assert "<h1>Nothing is here</h1>" in body(response)
    assert "What may have happened" in body(response)
    assert '<form class="search" method="get" action="/statements/">' in body(response)


def test_request_for_another_site_has_a_page_of_this_one(db):
    response = Client(headers={"host": "evil.example"}).get("/")

    assert response.status_code == 400
    assert "<h1>This can’t be read</h1>" in body(response)


def test_thousands_of_parameters_have_a_page_of_the_site(db, client):
    response = client.get("/statements/?" + "state=NC&" * 2000)

    assert response.status_code == 400
    assert "<h1>This can’t be read</h1>" in body(response)


def test_form_without_its_token_has_a_page_of_the_site(db):
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "a", "password": "b"})

    assert response.status_code == 403
    assert "The form may have been open too long." in body(response)


def test_editor_who_may_not_has_a_page_of_the_site(db, client):
    client.force_login(User.objects.create_user("edith", is_staff=True))

    response = client.get("/admin/stances/statement/")

    assert response.status_code == 403
    assert "Your account may not do this." in body(response)


# Translation

TRANSLATED = re.compile(
    r"{% block bodyclass %}.*?{% endblock %}|{%\s*blocktranslate.*?{%\s*endblocktranslate\s*%}|{%.*?%}|{{.*?}}|{#.*?#}",
    re.DOTALL,
)
SAME_EVERYWHERE = {
    *("ORI", "FIPS", "GEOID", "CSV", "JSONL", "EDTF", "BibTeX", "RIS", "SVG", "PNG", "lang"),
    *("curl", "ETag", "Python", "pandas", "jsonlite"),
}

# What <meta> says in words of a standard.
FOR_MACHINES = {
    *(("name", name) for name in ("viewport", "color-scheme", "robots", "twitter:card", "htmx-config")),
    *(("property", name) for name in ("og:type", "og:image:type")),
}


class Words(HTMLParser):
    """Collects what a reader reads: text, and the attributes that are shown or read out."""

    def __init__(self):
        super().__init__()
        self.words, self.within_code = [], False

    def handle_starttag(self, tag, attrs):
        self.within_code = tag == "code"
        shown = ("title", "aria-label", "placeholder", "alt", "content")
        if not FOR_MACHINES & set(attrs):
            self.words += [value for name, value in attrs if name in shown and value]

    def handle_endtag(self, tag):
        self.within_code = False

    def handle_data(self, text):
        if not self.within_code:
            self.words.append(text)


def untranslated(source):
    """The words of a template that stand outside of tags for translation."""
    parser = Words()
    parser.feed(TRANSLATED.sub("", source))
    return [word for text in parser.words for word in re.findall(r"[^\W\d_]{2,}", text) if word not in SAME_EVERYWHERE]


@pytest.mark.parametrize(
    "path",
    [p for p in sorted(TEMPLATES.rglob("*.html")) if p.name != "500.html"],
    ids=lambda p: str(p.relative_to(TEMPLATES)),
)
def test_every_word_of_a_template_can_be_translated(path):
    assert untranslated(path.read_text()) == []


def test_a_word_outside_of_the_tags_is_seen():
    source = '{% if a %}<p title="Told">Some {{ b }} <code>code</code> words{% translate "not" %}</p>{% endif %}'

    assert untranslated(source) == ["Told", "Some", "words"]
