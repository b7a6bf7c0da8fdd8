import json
import re
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string

from stances.models import MergedReference, Statement
from stances.sharing.embedding import height
from tests.lists import body
from tests.records import make_statement

SITE = "http://localhost:8000"
FORMS = ["/statements/{}.png", "/statements/{}/embed/"]


def oembed(get, path="/statements/aaaaaaaa/", **params):
    return get("/oembed", url=f"{SITE}{path}", **params)


# Pictures and cards


def test_picture_of_a_statement(archive, get):
    answer = get("/statements/aaaaaaaa.png")

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert answer.content.startswith(b"\x89PNG")


@pytest.mark.parametrize("address", FORMS)
def test_what_was_never_public_has_none(archive, get, address):
    assert {get(address.format(reference)).status_code for reference in ("hhhhhhhh", "jjjjjjjj", "zzzzzzzz")} == {404}


@pytest.mark.parametrize("address", FORMS)
def test_withdrawn_statement_is_gone(archive, get, address):
    assert get(address.format("kkkkkkkk")).status_code == 410


@pytest.mark.parametrize("address", FORMS)
def test_merged_reference_and_capitals_lead_to_the_statement_for_good(archive, get, address):
    MergedReference.objects.create(reference="mmmmmmmm", statement=archive["aaaaaaaa"])

    for reference in ("mmmmmmmm", "AAAAAAAA"):
        answer = get(address.format(reference))
        assert (answer.status_code, answer.url) == (301, address.format("aaaaaaaa"))


def test_card_may_be_framed_and_only_the_card(archive, get):
    for path, ancestors in {"/statements/aaaaaaaa/embed/": "*", "/statements/aaaaaaaa/": "'none'"}.items():
        answer = get(path)
        assert f"frame-ancestors {ancestors}" in answer["Content-Security-Policy"].split("; ")
        assert ("X-Frame-Options" in answer) == (ancestors != "*")


def test_card_has_the_words_the_source_and_the_way_back(archive, get):
    card = body(get("/statements/aaaaaaaa/embed/"))

    assert "<p>“We don’t want to put a wedge between us and them.”</p></blockquote>" in card
    assert '<strong lang="en">Rob Tufano, Spokesperson</strong> ·&nbsp;Charlotte-Mecklenburg Police' in card
    assert "Police Department ·&nbsp;Charlotte, NC" in card
    assert 'position-declines">Declines</span>' in card
    assert '<a href="http://www.wbtv.com/story/1" target="_blank" rel="external noopener">WBTV</a>' in card
    assert '<a href="/statements/aaaaaaaa/" target="_blank"' in card
    assert "<script" not in card


def test_card_of_what_is_not_a_quotation_has_no_quotation_marks(archive, get):
    card = body(get("/statements/cccccccc/embed/"))

    assert "in the archive’s own words" in card
    assert not re.search("[“”]|<blockquote", card)


def test_card_of_a_withdrawn_statement_says_so_without_its_words(archive, get):
    card = body(get("/statements/kkkkkkkk/embed/"))

    assert "This statement was withdrawn" in card
    assert "It was another county." in card
    assert "Secret" not in card


def test_card_is_offered_as_html_to_copy(archive):
    offered = render_to_string("statements/_embed.html", {"statement": archive["aaaaaaaa"]})

    assert f"&lt;iframe src=&quot;{SITE}/statements/aaaaaaaa/embed/&quot;" in offered
    assert "readonly" in offered


# What the head of the page says


def test_page_leads_to_its_picture_its_feeds_and_its_data(archive, get):
    head = body(get("/statements/aaaaaaaa/")).split("</head>")[0]

    assert f'<link rel="canonical" href="{SITE}/statements/aaaaaaaa/">' in head
    assert f'<meta property="og:image" content="{SITE}/statements/aaaaaaaa.png">' in head
    title = "Charlotte-Mecklenburg Police Department (NC): Declines, about February 2017"
    assert f'<meta property="og:title" content="{title}">' in head
    linked = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', head)[1])
    assert linked["@type"] == "Quotation"


@pytest.mark.parametrize("kind", ["json", "xml"])
def test_page_leads_to_oembed(archive, get, kind):
    head = body(get("/statements/aaaaaaaa/")).split("</head>")[0]

    address = re.search(rf'type="\w+/{kind}\+oembed" href="{SITE}([^"]+)"', head)[1].replace("&amp;", "&")
    assert get(address).status_code == 200


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/agencies/cook-county-sheriffs-office-il/", "GovernmentOrganization"),
        ("/officials/cara-smith/", "Person"),
        ("/data/", "Dataset"),
    ],
)
def test_records_and_data_are_described_to_machines(archive, get, path, kind):
    assert f'<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "{kind}"' in body(
        get(path)
    )


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/agencies/cook-county-sheriffs-office-il/", "agency=cook-county-sheriffs-office-il"),
        ("/officials/cara-smith/", "official=cara-smith"),
        ("/jurisdictions/nc/", "state=NC"),
        ("/jurisdictions/nc/mecklenburg-county/", "county=37119"),
    ],
)
def test_records_lead_to_every_form_of_their_statements(archive, get, path, query):
    page = body(get(path))

    for address in (
        f"/statements.atom?{query}&amp;sort=updated",
        f"/statements.csv?{query}",
        f"/statements.jsonl?{query}",
    ):
        assert f'href="{address}"' in page
        response = get(address.replace("&amp;", "&"))
        assert (response.status_code, body(response) != "") == (200, True)


# oEmbed


def test_oembed_describes_the_card(archive, get):
    answer = oembed(get).json()

    assert (answer["version"], answer["type"], answer["width"]) == ("1.0", "rich", 600)
    assert answer["html"].startswith(f'<iframe src="{SITE}/statements/aaaaaaaa/embed/" title="')
    assert f'width="600" height="{answer["height"]}"' in answer["html"]
    assert answer["author_name"] == "Rob Tufano, Spokesperson"
    assert answer["thumbnail_url"] == f"{SITE}/statements/aaaaaaaa.png"


def test_oembed_in_xml_says_the_same(archive, get):
    answer = oembed(get, format="xml")

    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    found = {each.tag: each.text for each in ElementTree.fromstring(answer.content)}
    assert found == {name: str(value) for name, value in oembed(get).json().items()}


def test_oembed_keeps_to_the_size_asked_for(archive, get):
    answer = oembed(get, maxwidth="320", maxheight="200").json()

    assert (answer["width"], answer["height"]) == (320, 200)
    assert oembed(get, maxwidth="2000").json()["width"] == 600


def test_narrow_card_is_higher(archive):
    assert height(archive["aaaaaaaa"], 300) > height(archive["aaaaaaaa"], 600)


FOUND = ["https://localhost:8000/statements/aaaaaaaa/", f"{SITE}/statements/AAAAAAAA/?utm_source=x#top"]


@pytest.mark.parametrize("url", FOUND)
def test_oembed_finds_a_statement_by_any_spelling_of_its_address(archive, get, url):
    assert get("/oembed", url=url).json()["html"].startswith(f'<iframe src="{SITE}/statements/aaaaaaaa/embed/"')


WRONG = [
    pytest.param({}, 400, id="no address"),
    pytest.param({"url": "x\x00"}, 400, id="NUL"),
    pytest.param({"url": f"{SITE}/statements/aaaaaaaa/", "format": "yaml"}, 501, id="another format"),
    pytest.param({"url": f"{SITE}/statements/aaaaaaaa/", "maxwidth": "wide"}, 400, id="no number"),
    pytest.param({"url": f"{SITE}/statements/aaaaaaaa/", "maxheight": "0"}, 400, id="no height"),
    pytest.param({"url": f"{SITE}/statements/hhhhhhhh/"}, 404, id="a draft"),
    pytest.param({"url": f"{SITE}/statements/kkkkkkkk/"}, 404, id="withdrawn"),
    pytest.param({"url": f"{SITE}/about/"}, 404, id="another page"),
    pytest.param({"url": "https://example.com/statements/aaaaaaaa/"}, 404, id="another site"),
    pytest.param({"url": "//["}, 404, id="no address at all"),
]


@pytest.mark.parametrize(("params", "status"), WRONG)
def test_oembed_says_what_is_wrong(archive, get, params, status):
    answer = get("/oembed", **params)

    assert (answer.status_code, answer["Content-Type"]) == (status, "text/plain; charset=utf-8")
    assert body(answer).strip()


def test_nothing_of_a_draft_is_told(archive, get):
    draft = make_statement(status="draft", text="A secret.")

    assert Statement.objects.at(draft.reference).exists()
    assert "secret" not in body(oembed(get, draft.get_absolute_url()))
