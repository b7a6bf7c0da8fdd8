"""The page of one statement: its words, its facts, what stands around it, and where its address leads."""

import re

import pghistory
import pytest
from django.utils import formats, timezone

from stances.codebook import Position
from stances.desk import publishing
from stances.models import MergedReference, Statement
from tests.lists import body, references_on_page
from tests.records import make_article, make_citation, make_statement


def record(response):
    """The part of a page that is the statement itself, without the search, others and the frame around them."""
    page = re.sub(r'<details class="embed">.*?</details>', "", body(response), flags=re.DOTALL)
    return re.search(r'<article class="statement-page">.*?</article>', page, re.DOTALL)[0]


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

    assert '<p class="help" lang="en">The article says “last week”.</p>' in facts(get("/statements/aaaaaaaa/"))["Date"]


def test_codes_are_said_with_their_definitions(archive, get):
    said = facts(get("/statements/bbbbbbbb/"))

    assert '<span class="position position-declines">Declines</span>' in said["Position"]
    assert f'<span class="definition">{Position.DECLINES.definition}</span>' in said["Position"]
    assert '<a href="/codebook/#position-declines">' in said["Position"]
    assert re.findall(r'href="([^"]*)"[^>]*>([^<]*)<', said["Topics"]) == [
        ("/statements/?topic=enforcement", "Enforcement"),
        ("/statements/?topic=detainers", "Detainers"),
    ]
    assert said["Kind"].startswith('Quotation <span class="definition">The official&#x27;s own words, verbatim.</span>')
    assert said["Whose decision"].startswith('Unknown <span class="definition">The source does not say')
    assert said["Certainty of the coding"].startswith('High <span class="definition">')
    assert said["Reference"] == "<code>bbbbbbbb</code>"


def test_who_spoke_is_said_with_the_title_then_held(archive, get):
    page = record(get("/statements/aaaaaaaa/"))

    assert '<a href="/officials/rob-tufano/">Rob Tufano</a>, <span lang="en">Spokesperson</span> ·&nbsp;' in page
    assert '<a href="/agencies/charlotte-mecklenburg-police-department-nc/">' in page
    assert '<a href="/jurisdictions/nc/charlotte/">Charlotte</a>, <a href="/jurisdictions/nc/">NC</a>' in page


def test_agency_may_speak_as_a_body_or_by_a_title(archive, get):
    Statement.objects.filter(reference="cccccccc").update(official_title="A deputy")

    assert '<p class="speaker"><span lang="en">A deputy</span> ·&nbsp;<a href="/agencies/' in record(
        get("/statements/cccccccc/")
    )
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

    cited = re.search(r'<ol class="citations">.*?</ol>', record(get("/statements/aaaaaaaa/")), re.DOTALL)[0]
    first, second = re.findall(r"<li>(.*?)</li>", cited, re.DOTALL)

    assert f'<cite lang="en"><a href="{yahoo.url}" rel="external noopener">Police reluctant</a></cite>' in first
    assert (
        "Yahoo News ·&nbsp;A. Writer ·&nbsp;Feb. 22, 2017 ·&nbsp;credits AP ·&nbsp;<strong>original report</strong>"
        in first
    )
    assert '<a href="https://web.archive.org/web/1/" rel="external noopener">archived copy</a>' in first
    assert f'<a href="/articles/{yahoo.pk}/">' in first
    assert 'What this article has besides: <span lang="en">In the print, “wedges”.</span>' in first
    assert "WBTV ·&nbsp;date not recorded <span" in second
    assert not re.search("credits|original report|archived copy|besides", second)


def test_quotation_cites_the_original_report(archive, get):
    yahoo = archive["bbbbbbbb"].citations.get(article__publisher="Yahoo News")
    type(yahoo).objects.filter(pk=yahoo.pk).update(is_original=True)

    assert f'cite="{yahoo.article.url}"' in record(get("/statements/bbbbbbbb/"))


def test_more_of_the_same_agency_follows(archive, get):
    assert references_on_page(get("/statements/bbbbbbbb/")) == ["gggggggg", "ffffffff"]
    assert "More from" not in body(get("/statements/cccccccc/"))


def test_neighbors_in_time_are_linked_with_their_dates(archive, get):
    page = body(get("/statements/gggggggg/")).split('<nav class="turning"')[1].split("</nav>")[0]

    assert re.findall(r'rel="(\w+)" href="/statements/(\w+)/".*?date">([^<]*)<.*?lang="en">([^<]*)<', page) == [
        (
            "prev",
            "ffffffff",
            "Nov. 14, 2016",
            "“=1+1 is &lt;b&gt;&quot;no&quot;&lt;/b&gt; &amp; &lt;script&gt;alert(1)&lt;/script&gt;”",
        ),
        ("next", "bbbbbbbb", "Feb. 21, 2017", "“We have not been approached.”"),
    ]


def test_what_may_be_the_same_event_is_said_to_be_unchecked(archive, get):
    other = make_statement(agency=archive["bbbbbbbb"].agency, date="2017-02", topics=["detainers"])

    same = body(get("/statements/bbbbbbbb/")).split('id="same"')[1].split("</section>")[0]

    assert "Nobody has checked whether they tell of one event." in same
    assert re.findall(r'id="s-(\w{8})"', same) == [other.reference]
    assert 'id="same"' not in body(get("/statements/cccccccc/"))


def test_references_merged_into_it_are_named(archive, get):
    MergedReference.objects.create(reference="mmmmmmmm", statement=archive["aaaaaaaa"])

    assert "merged into it: <code>mmmmmmmm</code>" in facts(get("/statements/aaaaaaaa/"))["Reference"]


def test_language_is_named_where_it_is_another(archive, get):
    assert facts(get("/statements/gggggggg/"))["Language of the text"] == "Spanish"
    assert "Language of the text" not in facts(get("/statements/aaaaaaaa/"))


def test_changes_since_publication_are_told(archive, get):
    assert "What changed since publication" not in body(get("/statements/aaaaaaaa/"))

    with pghistory.context(reason="Secret reason"):
        Statement.objects.filter(reference="aaaaaaaa").update(position="limits")
    page = record(get("/statements/aaaaaaaa/"))

    assert re.search(r"<dt>Position</dt>\s*<dd><del>.*?Declines</del>\s*<ins>.*?Limits</ins></dd>", page)
    assert "Secret" not in page


# Citations


def test_citations_can_be_selected_without_a_script(archive, get, settings):
    page = record(get("/statements/aaaaaaaa/"))
    today = formats.date_format(timezone.now(), "F j, Y")

    assert re.findall(r'<pre id="cite-(\w+)"', page) == ["apa", "chicago", "mla", "bibtex", "ris"]
    assert f"Retrieved {today}, from {settings.SITE_URL}/statements/aaaaaaaa/</pre>" in page
    assert page.count(" hidden>") == 6  # the buttons, which need one
    assert f'<link rel="canonical" href="{settings.SITE_URL}/statements/aaaaaaaa/">' in body(
        get("/statements/aaaaaaaa/")
    )


def test_a_title_keeps_its_language_within_a_citation(archive, get):
    spanish, english = body(get("/statements/gggggggg/")), body(get("/statements/aaaaaaaa/"))

    assert spanish.count('<span lang="es">Dijo que no preguntamos por el estatus.</span>') == 3
    assert '<span lang="en">' not in english.partition('<pre id="cite-apa">')[2].partition("</pre>")[0]


FILES = [
    pytest.param("bib", "application/x-bibtex; charset=utf-8", "@misc{stances-aaaaaaaa,", id="bib"),
    pytest.param("ris", "application/x-research-info-systems; charset=utf-8", "TY  - ELEC\r\n", id="ris"),
    pytest.param("json", "application/json", '{"reference": "aaaaaaaa"', id="json"),
]


@pytest.mark.parametrize(("extension", "content_type", "begins"), FILES)
def test_statement_is_a_file_too(archive, get, extension, content_type, begins):
    response = get(f"/statements/aaaaaaaa.{extension}")

    assert (response.status_code, response["Content-Type"]) == (200, content_type)
    assert body(response).startswith(begins)


@pytest.mark.parametrize("extension", ["bib", "ris", "json"])
def test_file_is_where_its_statement_is(archive, get, extension):
    MergedReference.objects.create(reference="mmmmmmmm", statement=archive["aaaaaaaa"])
    gone = get(f"/statements/kkkkkkkk.{extension}")

    for other in ("mmmmmmmm", "AAAAAAAA"):
        response = get(f"/statements/{other}.{extension}")
        assert (response.status_code, response["Location"]) == (301, f"/statements/aaaaaaaa.{extension}")
    assert (gone.status_code, body(gone)) == (410, "This statement was withdrawn. It was another county.\n")
    assert {get(f"/statements/{name}.{extension}").status_code for name in ("hhhhhhhh", "zzzzzzzz", "short")} == {404}


# Addresses


def test_withdrawn_statement_is_gone_with_its_reason_and_without_its_words(archive, get):
    response = get("/statements/kkkkkkkk/")

    assert response.status_code == 410
    assert '<p class="lead">Reason: <span lang="en">It was another county.</span></p>' in body(response)
    assert "Secret" not in body(response)


def test_withdrawn_statement_names_the_day_and_what_else_its_agency_said(archive, get):
    publishing.withdraw(archive["bbbbbbbb"], reason="Misread.")

    response = get("/statements/bbbbbbbb/")

    assert f"Withdrawn on {formats.date_format(timezone.now())}." in body(response)
    assert references_on_page(response) == ["gggggggg", "ffffffff"]


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
