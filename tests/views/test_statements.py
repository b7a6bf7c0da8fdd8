import re

import pytest

from stances.codebook import Kind, Position, Status
from stances.models import MergedReference, Statement
from tests.lists import body, references_on_page
from tests.records import make_agency, make_article, make_citation, make_official, make_statement


def record(response):
    """The part of a page that is the statement itself, without the search, others and the frame around them."""
    return re.search(r'<article class="statement-page">.*?</article>', body(response), re.DOTALL)[0]


def facts(response):
    """What the page says of the statement: {name: HTML}."""
    pairs = re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", record(response), re.DOTALL)
    return {name: re.sub(r"\s+", " ", said).strip() for name, said in pairs}


# Words


def test_quotation_is_a_quotation_with_its_source(archive, get):
    quotation = (
        '<blockquote class="words" lang="en" cite="http://www.wbtv.com/story/1">'
        "<p>“We don’t want to put a wedge between us and them.”</p></blockquote>"
    )

    assert quotation in record(get("/statements/aaaaaaaa/"))


@pytest.mark.parametrize("reference", ["cccccccc", "dddddddd", "eeeeeeee"])
def test_what_is_not_a_quotation_wears_no_quotation_marks(archive, get, reference):
    page = record(get(f"/statements/{reference}/"))

    assert f'<p class="words told" lang="en">{archive[reference].text}</p>' in page
    assert "In the archive’s own words, not a quotation." in page
    assert not re.search("<blockquote|<q>|[“”«»]|&quot;", page)


def test_only_quotations_are_quoted_in_the_list(archive, get):
    items = re.findall(r'<article class="statement" id="s-(\w{8})">(.*?)</article>', body(get("/statements/")), re.S)

    assert len(items) == 8
    for reference, item in items:
        is_quoted = bool(re.search(r'<blockquote lang="\w+" cite="https?://[^"]+"><p>“.*”</p></blockquote>', item))
        assert is_quoted == archive[reference].is_quotation, reference
        assert bool(re.search("<blockquote|[“”]", item)) == archive[reference].is_quotation, reference


def test_quotation_of_an_article_without_an_address_cites_none(db, get):
    statement = make_statement(article=make_article(url=""))

    assert '<blockquote class="words" lang="en"><p>' in record(get(statement.get_absolute_url()))


def test_words_keep_their_language(archive, get):
    assert '<blockquote class="words" lang="es"' in record(get("/statements/gggggggg/"))
    assert '<blockquote lang="es"' in body(get("/statements/", position="neutral"))


# Facts

DATES = [
    pytest.param("bbbbbbbb", '<time datetime="2017-02-21">Feb. 21, 2017</time>', id="a day"),
    pytest.param("cccccccc", '<time datetime="2016-11">November 2016</time>', id="a month is no day"),
    pytest.param("dddddddd", '<time datetime="2016">2016</time>', id="a year is no day"),
    pytest.param("aaaaaaaa", '<time datetime="2017-02">about February 2017</time>', id="about a month"),
    pytest.param("gggggggg", "Nov. 19, 2016 to Nov. 22, 2016", id="a span"),
    pytest.param("eeeeeeee", "undated", id="undated"),
]


@pytest.mark.parametrize(("reference", "words"), DATES)
def test_date_is_said_as_exactly_as_it_is_known(archive, get, reference, words):
    said = facts(get(f"/statements/{reference}/"))["Date"]

    assert said.startswith(words)
    assert ("<time" in said) == ("<time" in words)
    assert (f">{archive[reference].date}</code>" in said) == bool(archive[reference].date)
    listed = body(get("/statements/")).split(f'id="s-{reference}"')[1].split("</header>")[0]
    assert words in listed


def test_date_note_tells_how_the_date_is_known(archive, get):
    Statement.objects.filter(reference="aaaaaaaa").update(date_note="The article says “last week”.")

    assert '<p class="help">The article says “last week”.</p>' in facts(get("/statements/aaaaaaaa/"))["Date"]


def test_codes_are_said_with_their_definitions(archive, get):
    said = facts(get("/statements/bbbbbbbb/"))

    assert '<span class="position position-declines">Declines</span>' in said["Position"]
    assert f'<span class="definition">{Position.DECLINES.definition}</span>' in said["Position"]
    assert '<a href="/codebook/#position-declines">' in said["Position"]
    assert re.findall(r'href="([^"]*)"[^>]*>([^<]*)<', said["Topics"]) == [
        ("/statements/?topic=enforcement", "Enforcement"),
        ("/statements/?topic=detainers", "Detainers"),
    ]
    assert (said["Whose decision"], said["Certainty of the coding"]) == ("Unknown", "High")
    assert said["Reference"] == "<code>bbbbbbbb</code>"


def test_who_spoke_is_said_with_the_title_then_held(archive, get):
    page = record(get("/statements/aaaaaaaa/"))

    assert '<a href="/officials/rob-tufano/">Rob Tufano</a>, Spokesperson · ' in page
    assert '<a href="/agencies/charlotte-mecklenburg-police-department-nc/">' in page
    assert '<a href="/jurisdictions/nc/charlotte/">Charlotte</a>, <a href="/jurisdictions/nc/">NC</a>' in page


def test_agency_may_speak_as_a_body_or_by_a_title(archive, get):
    Statement.objects.filter(reference="cccccccc").update(official_title="A deputy")

    assert '<p class="speaker">A deputy · <a href="/agencies/' in record(get("/statements/cccccccc/"))
    assert '<p class="speaker"><a href="/agencies/' in record(get("/statements/dddddddd/"))


def test_each_citation_says_what_is_known_of_it(archive, get):
    yahoo = make_article(
        headline="Police reluctant",
        publisher="Yahoo News",
        byline="A. Writer",
        published="2017-02-22",
        archive_url="https://web.archive.org/web/1/",
    )
    make_citation(
        statement=archive["aaaaaaaa"], article=yahoo, via="AP", is_original=True, printed="In the print, “wedges”."
    )

    first, second = re.findall(r"<li>(.*?)</li>", record(get("/statements/aaaaaaaa/")), re.DOTALL)

    assert f'<cite><a href="{yahoo.url}" rel="external noopener">Police reluctant</a></cite>' in first
    assert "Yahoo News · A. Writer · Feb. 22, 2017 · credits AP · <strong>original report</strong>" in first
    assert '<a href="https://web.archive.org/web/1/" rel="external noopener">archived copy</a>' in first
    assert f'<a href="/articles/{yahoo.pk}/">' in first
    assert "What this article has besides: In the print, “wedges”." in first
    assert "WBTV · date not recorded · <a" in second
    assert not re.search("credits|original report|archived copy|besides", second)


def test_quotation_cites_the_original_report(archive, get):
    yahoo = archive["bbbbbbbb"].citations.get(article__publisher="Yahoo News")
    type(yahoo).objects.filter(pk=yahoo.pk).update(is_original=True)

    assert f'cite="{yahoo.article.url}"' in record(get("/statements/bbbbbbbb/"))


def test_more_of_the_same_agency_follows(archive, get):
    assert references_on_page(get("/statements/bbbbbbbb/")) == ["gggggggg", "ffffffff"]
    assert "More from" not in body(get("/statements/cccccccc/"))


# Addresses


def test_withdrawn_statement_is_gone_with_its_reason_and_without_its_words(archive, get):
    response = get("/statements/kkkkkkkk/")

    assert response.status_code == 410
    assert '<p class="lead">It was another county.</p>' in body(response)
    assert "Secret" not in body(response)


def test_merged_reference_leads_to_its_statement_for_good(archive, get):
    MergedReference.objects.create(reference="mmmmmmmm", statement=archive["aaaaaaaa"])

    response = get("/statements/mmmmmmmm/")

    assert (response.status_code, response["Location"]) == (301, "/statements/aaaaaaaa/")


def test_reference_merged_into_a_draft_is_not_found(archive, get):
    draft = Statement.objects.get(reference="hhhhhhhh")
    MergedReference.objects.create(reference="mmmmmmmm", statement=draft)

    assert get("/statements/mmmmmmmm/").status_code == 404


@pytest.mark.parametrize("written", ["AAAAAAAA", "aAaAaAaA"])
def test_reference_in_capitals_leads_to_the_one_spelling(archive, get, written):
    response = get(f"/statements/{written}/")

    assert (response.status_code, response["Location"]) == (301, "/statements/aaaaaaaa/")


def test_address_without_its_last_slash_leads_on(archive, get):
    assert get("/statements/aaaaaaaa")["Location"] == "/statements/aaaaaaaa/"
    assert get("/statements", q="we")["Location"] == "/statements/?q=we"


@pytest.mark.parametrize("reference", ["hhhhhhhh", "jjjjjjjj", "zzzzzzzz", "HHHHHHHH", "short"])
def test_what_is_not_public_is_not_found(archive, get, reference):
    response = get(f"/statements/{reference}/")

    assert (get(response["Location"]) if response.status_code == 301 else response).status_code == 404


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
        assert not re.search(r"<script(?! type=\"application/ld)|<img|onerror=alert\(1\)>|\"'&|\b808\b", page), path


def test_what_is_found_is_marked_within_markup(archive, get):
    page = body(get("/statements/", q="alert no"))

    assert "&lt;b&gt;&quot;no&quot;&lt;/b&gt; &amp; &lt;script&gt;<mark>alert</mark>(1)&lt;/script&gt;" in page


def test_markup_that_is_asked_for_stays_text(archive, get):
    for name in ("q", "state", "date_after", "cursor", "<b>", "sort", "per_page"):
        page = body(get("/statements/", **{name: BAD}))
        assert not re.search("<script|<img", page), name


# The list


def test_list_says_what_it_shows(archive, get):
    page = body(get("/statements/", state="IL", position="declines"))

    assert '<p class="sentence" role="status">1 statement in Illinois with the position Declines, newest first.' in page
    assert 'href="/statements.csv?state=IL&amp;position=declines" download' in page
    assert re.search(r'<link rel="canonical" href="[^"]*/statements/\?state=IL&amp;position=declines">', page)


def test_each_chip_takes_one_filter_away(archive, get):
    page = body(get("/statements/", state=["IL", "NC"], q="we"))

    assert re.findall(r'<a class="chip" href="([^"]*)"', page) == [
        "/statements/?state=IL&amp;state=NC",
        "/statements/?q=we&amp;state=NC",
        "/statements/?q=we&amp;state=IL",
    ]


def test_empty_list_offers_to_remove_a_filter(archive, get):
    page = body(get("/statements/", q="zeppelin", state="NC"))

    assert "No statement has all of this." in page
    assert '<a href="/statements/?state=NC">Words: zeppelin</a>' in page


def test_name_that_is_found_is_marked(archive, get):
    page = body(get("/statements/", q="tufano"))

    assert 'href="/officials/rob-tufano/">Rob <mark>Tufano</mark></a>' in page


def test_form_keeps_what_was_asked(archive, get):
    page = body(get("/statements/", position="declines", date_after="2016", sort="oldest", q='"us & them"'))

    assert 'name="position" value="declines" checked' in page
    assert 'name="date_after" value="2016"' in page
    assert '<option value="oldest" selected>' in page
    assert 'name="q" value="&quot;us &amp; them&quot;"' in page
