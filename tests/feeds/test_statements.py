import feedparser
import pytest

from stances.models import Statement
from tests.conftest import empty_archive
from tests.lists import body, references_on_page
from tests.records import make_agency, make_article, make_official, make_statement


@pytest.fixture
def feed(archive, get):
    """Get a feed and read it as a feed reader does: ``feed(state="NC")``."""
    return lambda **params: read(get("/statements.atom", **params))


def read(response):
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    found = feedparser.parse(response.content)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def references(feed):
    return [entry.link.rstrip("/").rsplit("/", 1)[1] for entry in feed.entries]


def links(feed):
    return {link.rel: link.href for link in feed.feed.links}


def walk(get, path, **params):
    """The pages of a feed from the first to the last, by the links between them (RFC 5005)."""
    pages = [read(get(path, **params))]
    while following := links(pages[-1]).get("next"):
        pages.append(read(get(following.removeprefix("http://localhost:8000"))))
    return pages


QUERIES = [
    {},
    {"state": "IL"},
    {"q": "wedge"},
    {"q": "we", "sort": "relevance"},
    {"sort": "oldest", "per_page": "3"},
    {"position": ["limits", "partners"]},
    {"utm_source": "letter"},
    {"state": ""},
]


@pytest.mark.parametrize("query", QUERIES)
def test_feed_has_what_the_page_has_in_its_order(archive, get, feed, query):
    page = get("/statements/", **({"per_page": "50"} | query) if "state" not in query or query["state"] else {})

    assert references(feed(**query)) == references_on_page(page)


@pytest.mark.parametrize("query", [{"state": "ZZ"}, {"positon": "limits"}, {"per_page": "0"}, {"cursor": "x"}])
def test_what_cannot_be_read_is_explained_as_in_a_download(archive, get, query):
    answer = get("/statements.atom", **query)

    assert (answer.status_code, answer["Content-Type"]) == (400, "text/plain; charset=utf-8")
    if "cursor" not in query and "per_page" not in query:
        assert body(answer) == body(get("/statements.csv", **query))


def test_feed_says_what_it_lists_and_where(feed):
    found = feed(state="nc", position="declines").feed

    assert found.title == "2 statements in North Carolina with the position Declines, newest first."
    assert links(feed(state="nc")) == {
        "alternate": "http://localhost:8000/statements/?state=NC",
        "self": "http://localhost:8000/statements.atom?state=NC",
        "first": "http://localhost:8000/statements.atom?state=NC",
    }
    assert found.id == "tag:localhost,2026:statements?state=NC&position=declines"


def test_a_reader_gets_from_the_first_page_to_the_last_record(archive, get, feed):
    pages = walk(get, "/statements.atom", per_page="3")

    assert [reference for page in pages for reference in references(page)] == references(feed())
    assert [len(page.entries) for page in pages] == [3, 3, 2]
    assert {links(page)["first"] for page in pages} == {"http://localhost:8000/statements.atom?per_page=3"}
    assert len({page.feed.id for page in pages}) == 1


def test_a_page_tells_how_many_records_it_has_and_of_which_list(archive, get):
    response = get("/statements.atom", state="nc")

    assert (response["X-Row-Count"], response["X-Canonical-Query"]) == ("2", "state=NC")


def test_page_of_a_feed_has_fifty(archive, feed):
    agency = make_agency()
    for _number in range(51):
        make_statement(agency=agency, article=None)

    assert len(feed(agency=agency.slug).entries) == 50
    assert len(feed(agency=agency.slug, per_page="20").entries) == 20


def test_entry_has_the_words_who_said_them_and_the_source(db, get):
    article = make_article(url="https://example.com/a?b=1&c=2")
    statement = make_statement(official=make_official(), article=article, text="We <b>don't</b> ask & won't.")

    entry = read(get("/statements.atom")).entries[0]
    assert entry.title == "Mecklenburg County Sheriff's Office (NC): Limits, Feb. 21, 2017"
    assert entry.id == f"tag:localhost,2026:statements/{statement.reference}"
    assert entry.updated == statement.updated_at.isoformat()
    assert {link.rel: link.href for link in entry.links}["via"] == "https://example.com/a?b=1&c=2"
    assert "“We &lt;b&gt;don&#x27;t&lt;/b&gt; ask &amp; won&#x27;t.”" in entry.content[0].value


def test_only_a_quotation_is_quoted(feed):
    for entry in feed().entries:
        is_quotation = "quotation" in [tag.term for tag in entry.tags]
        assert ("<blockquote" in entry.content[0].value) == is_quotation
        assert ("“" in entry.content[0].value) == is_quotation


def test_characters_that_xml_cannot_have_break_no_feed(archive, get):
    assert read(get("/statements.atom", q="wed\x0bge \ufffe")).entries == []


def test_feed_without_entries_was_changed_when_any_statement_was(archive, feed):
    last = Statement.objects.published().latest("updated_at").updated_at

    assert feed(q="zeppelin").feed.updated == last.isoformat()


def test_feed_of_an_empty_archive_is_a_feed(db, get):
    empty_archive()

    assert read(get("/statements.atom")).entries == []
