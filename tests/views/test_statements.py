import re

import pytest
from django.http import QueryDict

from stances.codebook import Kind, Status
from stances.filters import filter_statements
from tests.lists import body
from tests.records import make_agency, make_article, make_citation, make_official, make_statement

# Words


def test_only_quotations_are_quoted_in_the_list(archive, get):
    items = re.findall(r'<article class="statement" id="s-(\w{8})">(.*?)</article>', body(get("/statements/")), re.S)

    assert len(items) == 8
    for reference, item in items:
        is_quoted = bool(re.search(r'<blockquote lang="\w+" cite="https?://[^"]+"><p>“.*”</p></blockquote>', item))
        assert is_quoted == archive[reference].is_quotation, reference
        assert bool(re.search("<blockquote|[“”]", item)) == archive[reference].is_quotation, reference


# Markup in records

BAD = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&{{ 8|add:800 }}"


@pytest.fixture
def bad(archive):
    """A statement whose every text that the public sees holds markup."""
    agency = make_agency(name=f"Police {BAD}", aliases=[f"Alias {BAD}"], slug="bad")
    article = make_article(headline=f"Headline {BAD}", publisher=f"Press {BAD}", byline=f"By {BAD}")
    statement = make_statement(
        agency=agency,
        official=make_official(name=f"Person {BAD[:60]}", slug="bad"),
        official_title=f"Chief {BAD}",
        text=f"Text {BAD}",
        context=f"Context {BAD}",
        date_note=f"Note {BAD}",
        article=make_article(publisher="Sun"),
    )
    make_citation(statement=statement, article=article, via=f"Via {BAD}", printed=f"Printed {BAD}", is_original=True)
    make_statement(agency=agency, kind=Kind.PARAPHRASE, text=f"Other {BAD}", article=article)
    withdrawn = make_statement(agency=agency)
    withdrawn.status, withdrawn.withdrawn_reason = Status.WITHDRAWN, f"Reason {BAD}"
    withdrawn.save()
    return [
        statement.get_absolute_url(),
        withdrawn.get_absolute_url(),
        article.get_absolute_url(),
        *("/agencies/bad/", "/officials/bad/", "/jurisdictions/nc/", "/jurisdictions/nc/mecklenburg-county/"),
        *("/", "/statements/", "/agencies/", "/officials/", "/articles/"),
        "/statements/?agency=bad&official=bad&q=alert+script+img+text&sort=relevance",
    ]


def test_markup_in_records_stays_text_everywhere(bad, get):
    for path in bad:
        page = body(get(path))
        assert "&lt;script&gt;" in page or "&lt;<mark>script</mark>&gt;" in page, path
        assert not re.search(r"<script>|<img|onerror=alert\(1\)>|\"'&|\b808\b", page), path


def test_what_is_found_is_marked_within_markup(archive, get):
    page = body(get("/statements/", q="alert no"))

    assert "&lt;b&gt;&quot;no&quot;&lt;/b&gt; &amp; &lt;script&gt;<mark>alert</mark>(1)&lt;/script&gt;" in page


def test_markup_that_is_asked_for_stays_text(archive, get):
    for name in ("q", "state", "date_after", "cursor", "<b>", "sort", "per_page"):
        page = body(get("/statements/", **{name: BAD}))
        assert not re.search("<script>|<img", page), name


# The list


def test_list_says_what_it_shows(archive, get):
    page = body(get("/statements/", state="IL", position="declines"))

    sentence = "1 statement in Illinois with the position Declines, newest first."
    assert f'<p class="sentence" id="sentence" role="status" tabindex="-1">{sentence}' in page
    assert 'href="/statements.csv?state=IL&amp;position=declines" download' in page
    assert re.search(r'<link rel="canonical" href="[^"]*/statements/\?state=IL&amp;position=declines">', page)


def test_each_chip_takes_one_filter_away(archive, get):
    page = body(get("/statements/", state=["IL", "NC"], q="we"))

    assert re.findall(r'<a class="chip" href="([^"]*)"', page) == [
        "/statements/?state=IL&amp;state=NC",
        "/statements/?q=we&amp;state=NC",
        "/statements/?q=we&amp;state=IL",
    ]


def test_empty_list_tells_how_many_there_are_without_a_filter(archive, get):
    page = body(get("/statements/", q="zeppelin", state="NC"))
    total = filter_statements(QueryDict("state=NC")).total

    assert "No statement has all of this" in page
    assert f'<a href="/statements/?state=NC"><strong>{total} statements</strong> without “Words”</a>' in page
    assert "without “State”" not in page  # nothing has the word anywhere


REFERENCES = [
    pytest.param("AAAAAAAA", "aaaaaaaa", "is the reference of a statement of Charlotte", id="published"),
    pytest.param("zzzzzzzz", "aaaaaaaa", "of a report that was merged into a statement of Charlotte", id="merged"),
    pytest.param("kkkkkkkk", "kkkkkkkk", "Office that was withdrawn", id="withdrawn"),
]


@pytest.mark.parametrize(("asked", "leads_to", "words"), REFERENCES)
def test_a_reference_that_is_searched_for_leads_to_its_statement(archive, get, asked, leads_to, words):
    archive["aaaaaaaa"].merged_references.create(reference="zzzzzzzz")

    page = body(get("/statements/", q=asked))

    line = page.partition('<p class="referred-to">')[2].partition("</p>")[0]
    assert f"<code>{asked.lower()}</code>" in line
    assert words in line
    assert f'href="/statements/{leads_to}/"' in line
    assert "0 statements matching" in page


@pytest.mark.parametrize("asked", ["hhhhhhhh", "patterns", "aaaaaaaa we"], ids=["a draft", "a word", "and a word"])
def test_what_is_no_public_reference_leads_nowhere(archive, get, asked):
    assert "referred-to" not in body(get("/statements/", q=asked))


def test_name_that_is_found_is_marked(archive, get):
    page = body(get("/statements/", q="tufano"))

    assert 'href="/officials/rob-tufano/">Rob <mark>Tufano</mark></a>' in page


def test_form_keeps_what_was_asked(archive, get):
    page = body(get("/statements/", position="declines", date_after="2016", sort="oldest", q='"us & them"'))

    assert 'name="position" value="declines" checked' in page
    assert 'name="date_after" value="2016"' in page
    assert '<option value="oldest" selected>' in page
    assert 'name="q" value="&quot;us &amp; them&quot;"' in page
