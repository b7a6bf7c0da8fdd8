"""What holds for every address of the public, so that a new one that forgets it is seen."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.urls import urlpatterns as all_patterns
from stances.api.urls import urlpatterns as api_patterns
from stances.facets.keys import KEYS
from stances.models import Article, DataVersion, Official
from stances.pictures import PICTURES
from stances.urls import urlpatterns
from tests.conftest import empty_archive
from tests.lists import body
from tests.pages import TYPES
from tests.records import make_agency, make_article, make_citation, make_official, make_statement

# Each public address by its name; a name that is not here fails the first test.
DOORS = {
    "healthz": ["/healthz"],
    "home": ["/"],
    "statements": [
        "/statements/",
        "/statements/?q=secret",
        "/statements/?q=hidden+OR+county&sort=relevance",
        "/statements/?state=IL&agency=cook-county-sheriffs-office-il&per_page=1",
        "/statements/?sort=updated",
        "/statements/?position=maybe",
        "/statements/?as_of=2999",
    ],
    "statements_csv": ["/statements.csv", "/statements.csv?state=IL", "/statements.csv?q=secret"],
    "statements_jsonl": ["/statements.jsonl", "/statements.jsonl?state=IL", "/statements.jsonl?q=secret"],
    "statements_xlsx": ["/statements.xlsx"],
    "statements_parquet": ["/statements.parquet"],
    "statements_bib": ["/statements.bib"],
    "statements_ris": ["/statements.ris"],
    "statements_zip": ["/data/statements.zip?state=IL"],
    "datapackage": ["/data/datapackage.json"],
    **{
        f"{name}_{extension}": [f"/{name}.{extension}"]
        for name in ("agencies", "officials", "articles")
        for extension in ("csv", "jsonl", "xlsx")
    },
    "statements_atom": ["/statements.atom", "/statements.atom?state=IL", "/statements.atom?q=secret"],
    "pictures": ["/statements/pictures/", "/statements/pictures/?q=secret", "/statements/pictures/?position=maybe"],
    "picture_svg": ["/statements/pictures/positions.svg", "/statements/pictures/topics.svg?state=IL"],
    "picture_png": ["/statements/pictures/states.png?q=secret"],
    "picture_csv": [f"/statements/pictures/{name}.csv?agency_kind=sheriff" for name in PICTURES],
    "statement_picture": ["/statements/bbbbbbbb.png"],
    "statement_card": ["/statements/bbbbbbbb/embed/", "/statements/kkkkkkkk/embed/"],
    "oembed": ["/oembed?url=http://localhost:8000/statements/bbbbbbbb/"],
    "robots": ["/robots.txt"],
    "sitemap_index": ["/sitemap.xml"],
    "sitemap": [
        f"/sitemap-{section}-0.xml"
        for section in ("pages", "statements", "agencies", "officials", "articles", "jurisdictions")
    ],
    "statement": ["/statements/bbbbbbbb/", "/statements/eeeeeeee/", "/statements/kkkkkkkk/"],
    "statement_json": ["/statements/bbbbbbbb.json", "/statements/kkkkkkkk.json"],
    "statement_bib": ["/statements/bbbbbbbb.bib"],
    "statement_ris": ["/statements/bbbbbbbb.ris"],
    "statement_history": ["/statements/bbbbbbbb/history.json", "/statements/kkkkkkkk/history.json"],
    "report_thanks": ["/statements/bbbbbbbb/report/thanks/"],
    "agencies": ["/agencies/", "/agencies/?state=IL&agency_kind=sheriff", "/agencies/?page=9"],
    "agency": ["/agencies/cook-county-sheriffs-office-il/"],
    "officials": ["/officials/", "/officials/?q=hidden"],
    "official": ["/officials/cara-smith/"],
    "articles": ["/articles/", "/articles/?q=hidden"],
    "article": ["/articles/{article}/"],
    "jurisdictions": ["/jurisdictions/"],
    "state": ["/jurisdictions/il/", "/jurisdictions/nc/?measure=limits"],
    "jurisdiction": ["/jurisdictions/il/cook-county/", "/jurisdictions/nc/charlotte/"],
    "map": ["/map/", "/map/?measure=cooperates", "/map/?measure=size"],
    "shifts": ["/shifts/", "/shifts/?state=IL&topic=detainers&from=limits&to=declines", "/shifts/?to=maybe"],
    "shifts_atom": ["/shifts.atom", "/shifts.atom?state=IL"],
    "changes": ["/changes/", "/changes/?state=IL&change=published&per_page=2", "/changes/?change=maybe"],
    "changes_atom": ["/changes.atom", "/changes.atom?state=IL"],
    "changes_jsonl": ["/changes.jsonl", "/changes.jsonl?state=IL"],
    "compare": [
        "/compare/",
        "/compare/?q=cook",
        "/compare/?agency=cook-county-sheriffs-office-il&agency=cook-county-sheriffs-office-ga",
    ],
    "codebook": ["/codebook/"],
    "data": ["/data/"],
    "codings_csv": ["/data/codings.csv"],
    "example": ["/data/examples/join_census.py", "/data/examples/join_fbi.R"],
    "releases": ["/data/releases/"],
    "release": ["/data/releases/2026.11.22/"],
    "release_file": ["/data/releases/2026.11.22/statements.csv"],
    "about": ["/about/"],
    "api": ["/api/"],
    "api_index": ["/api/v1/"],
    "api_openapi": ["/api/v1/openapi.json"],
    "api_statements": [
        "/api/v1/statements",
        "/api/v1/statements?q=secret&state=IL",
        "/api/v1/statements?updated_after=2999",
        "/api/v1/statements?position=maybe",
    ],
    "api_statement": ["/api/v1/statements/bbbbbbbb", "/api/v1/statements/kkkkkkkk"],
    "api_agencies": ["/api/v1/agencies?q=cook"],
    "api_agency": ["/api/v1/agencies/cook-county-sheriffs-office-il"],
    "api_officials": ["/api/v1/officials"],
    "api_official": ["/api/v1/officials/cara-smith"],
    "api_articles": ["/api/v1/articles", "/api/v1/articles?q=hidden"],
    "api_article": ["/api/v1/articles/{article}"],
    "api_jurisdictions": ["/api/v1/jurisdictions?state=IL"],
    "api_jurisdiction": ["/api/v1/jurisdictions/17031"],
    "api_shifts": ["/api/v1/shifts?state=IL"],
    "api_shift": ["/api/v1/shifts/bbbbbbbb/detainers"],
    "api_tombstones": ["/api/v1/tombstones?updated_after=2999"],
    "api_codebook": ["/api/v1/codebook"],
    "api_variable": ["/api/v1/codebook/position"],
    "api_nowhere": ["/api/v2/statements"],
}
FORMS = {"report": ["/statements/bbbbbbbb/report/"]}  # each has a token of its reader, and takes something in
CLOSED = {
    "/statements/hhhhhhhh/": "a draft",
    "/statements/hhhhhhhh.png": "a draft’s picture",
    "/statements/hhhhhhhh/embed/": "a draft’s card",
    "/statements/jjjjjjjj/": "a statement in review",
    "/statements/zzzzzzzz/": "no statement",
    "/officials/hidden-person/": "an official of drafts only",
    "/api/v1/statements/hhhhhhhh": "a draft’s record",
    "/api/v1/officials/hidden-person": "the record of an official of drafts only",
}
# The doors that answer with another status than 200.
NOT_OPEN = {
    "/statements/?position=maybe": 400,
    "/statements/pictures/?position=maybe": 400,
    "/statements/?as_of=2999": 400,
    "/data/releases/2026.11.22/": 404,  # tests of releases open them
    "/data/releases/2026.11.22/statements.csv": 404,
    "/statements/kkkkkkkk/": 410,
    "/statements/kkkkkkkk.json": 410,
    "/statements/kkkkkkkk/embed/": 410,
    "/statements/kkkkkkkk/history.json": 410,
    "/agencies/?page=9": 400,
    "/map/?measure=size": 400,
    "/shifts/?to=maybe": 400,
    "/changes/?change=maybe": 400,
    "/api/v1/statements?position=maybe": 400,
    "/api/v1/statements/kkkkkkkk": 410,
    "/api/v1/shifts/bbbbbbbb/detainers": 404,
    "/api/v2/statements": 404,
}
# What each answer of the API has of its own: when it was made, after which change, and what is left to its client.
OF_ITS_OWN = re.compile(r'"(?:generated_at|data_version)": "[^"]*"')

MOST_QUERIES = 12


@pytest.fixture(scope="module")
def answered(kept_archive, django_db_blocker):
    """What the public gets at each address and beyond them, asked for once: {address: (response, words)}."""
    with django_db_blocker.unblock(), kept_archive.visited():
        paths = [*addresses(kept_archive.statements()), *FORMS["report"], *CLOSED, "/nothing/", "/admin/login/"]
        client = Client()
        return {path: (response, body(response)) for path in paths for response in [client.get(path)]}


@pytest.fixture
def doors(archive):
    return addresses(archive)


@pytest.fixture
def own_doors(own_archive):
    return addresses(own_archive)


def addresses(archive):
    """The addresses, with an article that published statements and hidden ones rest on."""
    article = archive["bbbbbbbb"].articles.get(publisher="Chicago Tribune")
    return [path.format(article=article.pk) for paths in DOORS.values() for path in paths]


MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


def answers(paths):
    """What the public gets at each address: {address: (status, headers, words)}, without when a download was made."""
    client, found = Client(), {}
    for path in paths:
        response = client.get(path)
        kept = {name: value for name, value in response.headers.items() if name != "RateLimit"}
        headers = {name: MOMENT.sub("", value) for name, value in kept.items()}
        words = OF_ITS_OWN.sub("", body(response))
        tells_when = path.partition("?")[0].endswith((".xlsx", ".zip", "datapackage.json"))
        found[path] = response.status_code, headers, MOMENT.sub("", words) if tells_when else words
    return found


def test_every_public_address_is_tried():
    names = {pattern.name for pattern in urlpatterns}
    outside = {pattern.name for pattern in [*all_patterns, *api_patterns] if getattr(pattern, "name", None)}

    assert names | outside == set(DOORS) | set(FORMS)


def test_every_door_opens(answered, doors):
    statuses = {path: answered[path][0].status_code for path in doors}

    assert {path: status for path, status in statuses.items() if status != 200} == NOT_OPEN


def test_every_directory_of_an_empty_archive_opens(db, get):
    empty_archive()
    paths = [*DOORS["home"], *(f"/{name}/" for name in DOORS if f"/{name}/" in DOORS[name])]

    assert {path: get(path).status_code for path in paths} == dict.fromkeys(paths, 200)
    assert len(paths) == 14
    assert "<strong>0</strong> statements" in body(get("/"))


def test_no_door_shows_what_is_not_published(answered, doors):
    for path in doors:
        response, words = answered[path]
        shown = words + str(response.headers)
        assert re.findall(r"Secret|Hidden P\w+|hidden-p\w+|hhhhhhhh|jjjjjjjj", shown) == [], path


def test_private_columns_are_shown_nowhere(answered, doors):
    assert Article.objects.exclude(captured_text="").exists()
    assert Official.objects.exclude(note="").exists()

    for path in doors:
        response, words = answered[path]
        assert not re.search("captured words|private note", words + str(response.headers)), path


def test_what_is_not_published_changes_no_byte_of_any_door(own_doors, own_archive):
    before, version = answers(own_doors), DataVersion.objects.get().moment

    article = own_archive["bbbbbbbb"].articles.get(publisher="Chicago Tribune")
    for status, reason in (("draft", ""), ("in-review", ""), ("withdrawn", "It was another county.")):
        hidden = {"agency": own_archive["bbbbbbbb"].agency, "official": own_archive["bbbbbbbb"].official}
        fields = {"position": "partners", "topics": ["287g"], "date": "1999", "basis": "federal"}
        common = {"status": status, "withdrawn_reason": reason, **fields}
        make_statement(**hidden, **common, article=article, official_title="Hidden title")
        make_statement(**common, agency=own_archive["dddddddd"].agency, official=own_archive["bbbbbbbb"].official)
        other = make_statement(agency=own_archive["dddddddd"].agency, official=make_official(name="Another"), **common)
        make_citation(statement=other, article=make_article(publisher="Another Press"), via="Another Outlet")

    # That something was withdrawn is public, and so moves the version, which the data page names.
    DataVersion.objects.update(moment=version)
    after = answers(own_doors)
    assert {path for path in own_doors if before[path] != after[path]} == set()


def test_what_was_never_public_is_not_found(open_archive, get):
    hidden = Article.objects.get(publisher="Hidden Press")

    paths = {**CLOSED, f"/articles/{hidden.pk}/": "an article of drafts only"}

    assert {path: get(path).status_code for path in paths} == dict.fromkeys(paths, 404)


# Requests


def test_head_is_answered_like_get_without_words(answered, doors):
    client = Client()

    for path in doors:
        head, (got, _words) = client.head(path), answered[path]
        assert (head.status_code, head["Content-Type"], body(head)) == (got.status_code, got["Content-Type"], ""), path


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_no_door_takes_anything_in(doors, method):
    client = Client(enforce_csrf_checks=True)

    assert {path: getattr(client, method)(path).status_code for path in doors} == dict.fromkeys(doors, 405)


STRANGE = [
    "/statements/%00/",
    "/statements/pictures/nothing.svg",
    "/data/examples/nothing.py",
    "/data/examples/join_fbi.csv",
    "/statements/aaaa%00aaa/",
    "/statements/%ff%fe/",
    "/statements/🚓/",
    f"/statements/{'a' * 5000}/",
    "/agencies/%00/",
    "/officials/%00/",
    "/articles/99999999999999999999999/",
    "/articles/0/",
    "/jurisdictions/%00/",
    "/jurisdictions/zz/",
    "/jurisdictions/%C5%BFc/",
    "/jurisdictions/nc/%00/",
    "/jurisdictions/%00/charlotte/",
    "/jurisdictions/sc/charlotte/",
    "/jurisdictions/nc/north-carolina/",
    "/%00",
]


def test_strange_addresses_are_not_found(open_archive, get):
    assert {path: get(path).status_code for path in STRANGE} == dict.fromkeys(STRANGE, 404)


# Queries


def queries(paths):
    """How many queries each address takes."""
    for keys in KEYS.values():
        keys.learn_all()  # what keys mean is asked once by each process, on whichever page meets them first
    client, counts = Client(), {}
    for path in paths:
        with CaptureQueriesContext(connection) as asked:
            body(client.get(path))
        # In the transaction of a test, settings of the planner are taken back by queries of their own.
        counts[path] = len([query for query in asked if not query["sql"].endswith("= DEFAULT; ")])
    return counts


def test_no_door_asks_many_queries_nor_more_of_more_records(own_doors, own_archive):
    before = queries(own_doors)
    assert {path: count for path, count in before.items() if count > MOST_QUERIES} == {}

    cook, tribune = own_archive["bbbbbbbb"].agency, own_archive["bbbbbbbb"].articles.get(publisher="Chicago Tribune")
    for number in range(8):
        official = make_official(name=f"Person {number}")
        agency = make_agency(name=f"Police {number}", jurisdiction=cook.jurisdiction)
        make_statement(agency=agency, official=official, article=tribune)
        make_statement(agency=cook, official=own_archive["bbbbbbbb"].official)
        make_statement(agency=own_archive["aaaaaaaa"].agency, official=official)

    assert queries(own_doors) == before


def test_no_type_of_page_asks_many_queries_of_the_whole_collection(whole_archive):
    assert {path: count for path, count in queries(TYPES.values()).items() if count > MOST_QUERIES} == {}


# Headers

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "manifest-src 'self'",
}


def test_every_answer_has_the_strict_policy(answered):
    for path, (response, _words) in answered.items():
        is_card = path.endswith("/embed/") and path not in CLOSED  # which is there to be framed by other sites
        policy = POLICY - {"frame-ancestors 'none'"} | {"frame-ancestors *"} if is_card else POLICY
        assert set(response["Content-Security-Policy"].split("; ")) == policy, path
        assert response["X-Content-Type-Options"] == "nosniff", path
        assert response["Referrer-Policy"] == "strict-origin-when-cross-origin", path
        assert response.get("X-Frame-Options") == (None if is_card else "DENY"), path
        assert response["Cross-Origin-Opener-Policy"] == "same-origin", path
        assert path in ("/admin/login/", *FORMS["report"]) or not response.cookies, path


# A block of data, as JSON-LD is, does not run.
INLINE = re.compile(
    r"<style|\sstyle=|<script(?! type=\"application/ld\+json\">)(?![^>]*\ssrc=)|\son\w+=[\"']|javascript:",
    re.IGNORECASE,
)


def test_no_page_needs_anything_inline(answered):
    pages = {path: words for path, (page, words) in answered.items() if page["Content-Type"].startswith("text/html")}

    assert len(pages) > 50
    assert {path: found for path, words in pages.items() if (found := INLINE.findall(words))} == {}
