import re

import pytest

from stances import directories
from stances.directories import PER_PAGE
from tests.lists import body
from tests.records import make_agency, make_article, make_jurisdiction, make_statement

ROW = re.compile(r'<th scope="row"><a href="([^"]*)"')
COOK_IL, COOK_GA = "cook-county-sheriffs-office-il", "cook-county-sheriffs-office-ga"
POLICE, SHERIFF = "charlotte-mecklenburg-police-department-nc", "dona-ana-county-sheriffs-office-nm"


def found(response):
    """The last parts of the addresses in a directory, in order."""
    return [address.strip("/").split("/")[-1] for address in ROW.findall(body(response))]


AGENCIES = [
    pytest.param("", [COOK_IL, POLICE, SHERIFF, COOK_GA], id="those with the most statements first"),
    pytest.param("q=CMPD", [POLICE], id="an alias"),
    pytest.param("q=nc0600100", [POLICE], id="an ORI in any case"),
    pytest.param("q=dona+ana", [SHERIFF], id="a name without its accent"),
    pytest.param("q=cook+illinois", [COOK_IL], id="a name and a state"),
    pytest.param("q=cook+ga", [COOK_GA], id="a name and an abbreviation"),
    pytest.param("q=mecklenburg+county", [POLICE], id="a county"),
    pytest.param("q=%25", [COOK_IL, POLICE, SHERIFF, COOK_GA], id="a sign that is no word"),
    pytest.param("q=zeppelin", [], id="a word that no agency has"),
    pytest.param("state=ga", [COOK_GA], id="a state in lower case"),
    pytest.param("state=GA&state=NC", [POLICE, COOK_GA], id="either of two states"),
    pytest.param("agency_kind=municipal-police", [POLICE], id="a kind"),
    pytest.param("q=cook&state=IL&agency_kind=sheriff", [COOK_IL], id="all of them hold"),
    pytest.param("q=&state=&agency_kind=&page=", [COOK_IL, POLICE, SHERIFF, COOK_GA], id="an empty form"),
    pytest.param("utm_source=letter&q=cmpd", [POLICE], id="a newsletter's mark"),
]


@pytest.mark.parametrize(("query", "slugs"), AGENCIES)
def test_agencies(archive, client, query, slugs):
    assert found(client.get(f"/agencies/?{query}")) == slugs


def test_officials_are_by_name_and_tell_whom_they_spoke_for(archive, get):
    response = get("/officials/")

    assert found(response) == ["cara-smith", "rob-tufano"]
    assert "<td>Cook County Sheriff&#x27;s Office</td>" in body(response)
    assert found(get("/officials/", q="TUFANO rob")) == ["rob-tufano"]


def test_articles_are_newest_first_and_found_by_publisher_headline_and_address(archive, get):
    tribune, wbtv = (archive[key].articles.order_by("pk")[0] for key in ("bbbbbbbb", "aaaaaaaa"))

    assert found(get("/articles/"))[0] == str(tribune.pk)
    assert found(get("/articles/", q="chicago tribune")) == [str(tribune.pk)]
    assert found(get("/articles/", q="cmpd NOT")) == found(get("/articles/", q="wbtv.com")) == [str(wbtv.pk)]
    assert f">{tribune.title}</a>" in body(get("/articles/", q="tribune"))


@pytest.mark.parametrize("most", [0, 100])
@pytest.mark.parametrize("words", ["peña", "PEÑA", "Sheriff p", "zeppelin"])
def test_articles_are_found_in_any_case_be_they_few_or_many(archive, get, monkeypatch, most, words):
    monkeypatch.setattr(directories, "MOST_IDS", most)
    articles = [make_article(headline=f"SHERIFF Peña {number}", published=f"201{number}") for number in range(3)]
    for article in articles:
        make_statement(article=article)

    expected = [] if words == "zeppelin" else [str(article.pk) for article in reversed(articles)]
    answer = get("/api/v1/articles", q=words).json()

    assert found(get("/articles/", q=words)) == expected
    assert (answer["count"], sorted(str(each["id"]) for each in answer["results"])) == (len(expected), sorted(expected))


WRONG = [
    pytest.param("/agencies/?state=ZZ", "state", "is not a state", id="an unknown state"),
    pytest.param("/agencies/?agency_kind=police", "agency_kind", "is not one of the values", id="an unknown kind"),
    pytest.param("/agencies/?q=a&q=b", "q", "more than once", id="two queries"),
    pytest.param("/agencies/?sate=IL", "", "Did you mean “state”?", id="a filter mistyped"),
    pytest.param("/agencies/?page=many", "page", "whole number", id="words for a page"),
    pytest.param("/agencies/?page=2", "page", "There is only one page.", id="a page past the end"),
    pytest.param("/agencies/?page=-1", "page", "only one page", id="a page before the first"),
    pytest.param("/officials/?state=NC", "", "is not a filter", id="a filter of another directory"),
    pytest.param("/officials/?q=a%00", "q", "NUL", id="a NUL"),
    pytest.param("/articles/?q=" + "a" * 10_000, "q", "too long", id="a query of 10,000 characters"),
    pytest.param("/articles/?page=" + "9" * 299, "page", "only one page", id="a page of 299 digits"),
]


@pytest.mark.parametrize(("path", "name", "words"), WRONG)
def test_wrong_input_is_explained_and_shows_nothing(archive, get, path, name, words):
    response = get(path)
    page = body(response)

    assert response.status_code == 400
    assert re.findall(r"<li>(.*?)</li>", page.split('role="alert"')[1].split("</main>")[0])[0].startswith(name)
    assert words in page.split('role="alert"')[1]
    assert found(response) == []
    if name in ("q", "state", "agency_kind"):
        assert words in page.split(f'<p class="error" id="error-{name}">')[1].split("</p>")[0]
        assert re.search(rf'id="id_{name}"[^>]* aria-invalid="true" aria-describedby="error-{name}"', page)


def test_one_mistake_is_not_told_as_two(archive, get):
    page = body(get("/agencies/?state=ZZ&page=2"))

    assert page.count("<li>state: ") == 1
    assert "only one page" not in page


@pytest.fixture
def long_directory(db):
    place = make_jurisdiction()
    for number in range(PER_PAGE + 1):
        make_agency(name=f"Police {number:03}", kind="other", jurisdiction=place)
    make_statement(agency=make_agency(name="Sheriff & Sons", jurisdiction=place))


def test_pages_keep_the_filters_and_hold_each_agency_once(long_directory, get):
    first, second = get("/agencies/?state=nc&q=police"), get("/agencies/?state=nc&q=police&page=2")

    assert 'rel="next" class="more" href="?state=nc&amp;q=police&amp;page=2"' in body(first)
    assert 'rel="prev" href="?state=nc&amp;q=police&amp;page=1"' in body(second)
    assert "Page 2 of 2" in body(second)
    assert len(set(found(first) + found(second))) == PER_PAGE + 1


def test_form_shows_what_was_asked(long_directory, get):
    page = body(get("/agencies/", q='"sons" & <b>', state="nc", agency_kind="sheriff"))

    assert 'value="&quot;sons&quot; &amp; &lt;b&gt;"' in page
    assert '<option value="NC" selected>' in page
    assert '<option value="sheriff" selected>' in page
