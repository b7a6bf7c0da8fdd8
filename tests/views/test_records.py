import html
import re

import pytest
from django.utils import formats, timezone

from stances.models import Agency, Article, Jurisdiction, Official, Statement
from tests.lists import body, references_on_page
from tests.records import make_agency, make_article, make_jurisdiction, make_official, make_state, make_statement

POLICE = "/agencies/charlotte-mecklenburg-police-department-nc/"


def section(response, name):
    """One section of a page, by the id of its heading."""
    return re.search(rf'<section aria-labelledby="{name}">.*?</section>', body(response), re.DOTALL)[0]


# Agencies


def test_agency_says_who_and_where_it_is(archive, get):
    Agency.objects.filter(aliases=["CMPD"]).update(population_served=859035, officers=1850, staffing_year=2017)
    page = body(get(POLICE))

    assert "<h1>Charlotte-Mecklenburg Police Department</h1>" in page
    assert "<dt>Also known as</dt><dd>CMPD</dd>" in page
    assert "<dt>ORI</dt><dd><code>NC0600100</code></dd>" in page
    assert '<a href="/jurisdictions/nc/charlotte/">Charlotte, NC</a> ·&nbsp;GEOID <code>3712000</code>' in page
    assert (
        '<a href="/jurisdictions/nc/mecklenburg-county/">Mecklenburg County, NC</a> ·&nbsp;GEOID <code>37119</code>'
        in page
    )
    assert "<dd>859,035 (2017)" in page
    assert "<dd>1,850 (2017)" in page
    assert page.count("reported to the FBI") == 2


def test_agency_has_its_statements_officials_and_sources(archive, get):
    response = get(POLICE)

    assert references_on_page(response) == ["aaaaaaaa", "aaaaaaab"]
    assert "2 statements, with filters and downloads" in body(response)
    assert '<a href="/officials/rob-tufano/">Rob Tufano</a>, <span lang="en">Spokesperson</span>' in section(
        response, "officials"
    )
    assert ">CMPD not enforcing</a>" in section(response, "articles")


def test_official_who_changed_titles_is_told_with_each(archive, get):
    tufano = archive["aaaaaaaa"].official
    make_statement(agency=archive["aaaaaaaa"].agency, official=tufano, official_title="Captain", date="2019")

    said = re.sub(r"<[^>]+>|\s+", " ", section(get(POLICE), "officials"))

    assert re.search(
        r"Rob Tufano , +Captain +2019 ·&nbsp;1 statement .*Rob Tufano , +Spokesperson +2017 ·&nbsp;2 statements", said
    )


def test_agency_without_statements_says_so_and_draws_no_conclusion(archive, get):
    agency = make_agency(name="Quiet Police")

    page = body(get(agency.get_absolute_url()))

    assert "The archive has no statement of this agency. That says nothing of its position." in page
    assert "No editor has noted yet that they looked for one." in page
    assert f"when the archive last changed, on {formats.date_format(timezone.now())}." in page
    assert re.findall(r">(?:Who spoke for it|Sources|Over time|Shifts|Latest position)</h2>", page) == []


def test_agency_without_statements_says_when_anyone_last_looked(archive, get):
    page = body(get(make_agency(looked_on="2026-11-03").get_absolute_url()))

    assert "An editor last looked for one on Nov. 3, 2026." in page
    assert "No editor has noted" not in page
    assert '<dt>Statements last looked for</dt><dd><time datetime="2026-11-03">Nov. 3, 2026</time>' in page


def told(html):
    """The words of some HTML."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def test_agency_has_its_latest_position_on_each_topic(archive, get):
    agency = archive["dddddddd"].agency
    make_statement(agency=agency, position="declines", date="2016-05", topics=["detainers", "data-sharing"])

    rows = [
        told(row) for row in re.findall(r"<tr>.*?</tr>", section(get(agency.get_absolute_url()), "positions"), re.S)
    ]

    assert rows[1:] == [
        "287(g) only unclear or undated statements – 1 statement",
        "Detainers Limits Declines conflicting May 2016 2 statements",
        "Jail access only unclear or undated statements – 1 statement",
        "Data sharing Declines May 2016 1 statement",
    ]


def test_agency_leads_from_a_topic_to_its_statements(archive, get):
    page = section(get(POLICE), "positions")

    assert f'href="/statements/?agency={POLICE.split("/")[2]}&amp;topic=enforcement">Enforcement</a>' in page


POINT = re.compile(r'<a class="timeline-point point-(\w+)[^"]*" href="/statements/(\w+)/" aria-label="([^"]*)"')


def test_agency_has_a_timeline_whose_points_lead_to_statements(archive, get):
    agency = archive["ffffffff"].agency
    page = section(get(agency.get_absolute_url()), "timeline")

    assert POINT.findall(page) == [
        ("neutral", "gggggggg", "Takes no side, Nov. 19, 2016 to Nov. 22, 2016"),
        ("declines", "bbbbbbbb", "Declines, Feb. 21, 2017, Cara Smith"),
        ("unclear", "ffffffff", "Unclear, Nov. 14, 2016"),
    ]
    assert re.findall('class="point-mark"[^>]*>([^<]*)<', page) == ["0", "−−", "?"]
    assert page.count('class="point-span"') == 1


def test_undated_statement_stands_beside_the_timeline(archive, get):
    page = section(get(archive["eeeeeeee"].agency.get_absolute_url()), "timeline")

    assert [reference for _position, reference, _label in POINT.findall(page)] == ["dddddddd"]
    assert told(page).endswith("Undated: Partners Action")


def test_agency_of_undated_statements_only_has_no_timeline(db, get):
    page = section(get(make_statement(date="").agency.get_absolute_url()), "timeline")

    assert "No statement has a date, so there is nothing to draw." in page


def test_timeline_of_many_statements_says_what_is_left_out(monkeypatch, archive, get):
    monkeypatch.setattr("stances.views.records.MOST_DRAWN", 2)
    agency = archive["bbbbbbbb"].agency
    make_statement(agency=agency, date="")

    page = section(get(agency.get_absolute_url()), "timeline")

    assert [reference for _position, reference, _label in POINT.findall(page)] == ["gggggggg", "bbbbbbbb"]
    assert "Drawn are 2 of 4 statements, the newest ones that have room." in page
    assert "Undated:" in page


def test_agency_has_its_shifts(archive, get):
    agency = archive["aaaaaaaa"].agency
    make_statement(agency=agency, position="limits", date="2019", topics=["enforcement"], reference="nnnnnnnn")

    page = section(get(POLICE), "shifts")

    assert told(page).startswith("Shifts Enforcement Declines about February 2017 → then Limits 2019")
    assert f'href="/shifts/?agency={agency.slug}"' in page


def test_agency_has_its_neighbors(archive, get):
    near = make_agency(name="County Jail", jurisdiction=archive["aaaaaaaa"].agency.county)
    far = make_agency(name="Highway Patrol", jurisdiction=make_state(state="NC"))
    make_agency(name="Texas Rangers", jurisdiction=make_state(state="TX"))

    around = told(section(get(POLICE), "around"))

    assert (
        around.index("Mecklenburg County")
        < around.index(near.name)
        < around.index("Elsewhere")
        < around.index(far.name)
    )
    assert "Texas" not in around
    assert "Charlotte-Mecklenburg" not in around.replace("with", "")


@pytest.mark.parametrize(("path", "most"), [(POLICE, 10), ("/officials/rob-tufano/", 6)])
def test_a_record_takes_few_queries(archive, get, django_assert_max_num_queries, path, most):
    with django_assert_max_num_queries(most):
        get(path)


def test_agency_of_a_state_has_neither_county_nor_place(db, get):
    agency = make_agency(name="Highway Patrol", kind="state-police", jurisdiction=make_state(state="TX"))

    page = body(get(agency.get_absolute_url()))

    assert '<p class="lead">State police ·&nbsp;<a href="/jurisdictions/tx/">TX</a>' in page
    assert "<dt>County</dt>" not in page
    assert "<dt>ORI</dt><dd>none recorded</dd>" in page


def test_agency_that_no_longer_reports_says_so(db, get):
    agency = make_agency(is_reporting=False)

    assert "On an old list only; probably no longer active." in body(get(agency.get_absolute_url()))


def test_namesakes_are_apart(archive, get):
    assert references_on_page(get("/agencies/cook-county-sheriffs-office-ga/")) == ["cccccccc"]
    assert references_on_page(get("/agencies/cook-county-sheriffs-office-il/")) == ["bbbbbbbb", "gggggggg", "ffffffff"]


# Officials


def test_official_has_what_they_said_for_each_agency(archive, get):
    moved = make_statement(
        agency=make_agency(name="Union Police"),
        official=archive["aaaaaaaa"].official,
        official_title="Chief",
        date="2020",
    )

    response = get("/officials/rob-tufano/")

    assert references_on_page(response) == [moved.reference, "aaaaaaaa", "aaaaaaab"]
    assert 'Rob Tufano</a>, <span lang="en">Chief</span> ·&nbsp;' in body(response)
    assert 'Rob Tufano</a>, <span lang="en">Spokesperson</span> ·&nbsp;' in body(response)


def test_official_has_the_titles_held_and_a_timeline_across_agencies(archive, get):
    tufano = archive["aaaaaaaa"].official
    make_statement(agency=make_agency(name="Union Police"), official=tufano, official_title="Chief", date="2020")

    response = get("/officials/rob-tufano/")

    assert re.findall(r"(\w+)</span>, <a href=\"/agencies/[\w-]+/\">([^<]*)</a>", section(response, "titles")) == [
        ("Chief", "Union Police"),
        ("Spokesperson", "Charlotte-Mecklenburg Police Department"),
    ]
    assert "Limits, 2020, Rob Tufano, Chief, Union Police" in section(response, "timeline")


def test_namesakes_among_officials_have_addresses_of_their_own(db, get):
    first, second = make_official(name="Pat Smith"), make_official(name="Pat Smith")
    one, other = make_statement(official=first), make_statement(official=second)

    assert references_on_page(get("/officials/pat-smith/")) == [one.reference]
    assert references_on_page(get("/officials/pat-smith-2/")) == [other.reference]


# Articles


def test_article_has_what_rests_on_it(archive, get):
    article = make_article(
        headline="Six sheriffs",
        publisher="Sun & Times",
        byline="A. Writer",
        published="2018-03",
        archive_url="https://web.archive.org/web/1/",
    )
    statement = make_statement(article=article)

    response = get(article.get_absolute_url())

    assert '<h1 lang="en">Six sheriffs</h1>' in body(response)
    assert (
        '<a href="/statements/?publisher=Sun%20%26%20Times">Sun &amp; Times</a> ·&nbsp;A. Writer ·&nbsp;March 2018'
        in body(response)
    )
    assert f'href="{article.url}" rel="external noopener"' in body(response)
    assert 'href="https://web.archive.org/web/1/" rel="external noopener">archived copy</a>' in body(response)
    assert references_on_page(response) == [statement.reference]


def test_article_without_headline_and_date_says_so(archive, get):
    tribune = archive["bbbbbbbb"].articles.get(publisher="Chicago Tribune")
    Article.objects.filter(pk=tribune.pk).update(published="")

    page = body(get(tribune.get_absolute_url()))

    assert tribune.headline == ""
    assert f"<h1>{html.escape(str(tribune.title))}</h1>" in page
    assert "date not recorded" in page


# Links


LINK = re.compile(r'<(?:a|link)\b[^>]*?href="((?:/|\?|#)[^"]*)"[^>]*>')


def crawl(client, start="/"):
    """Follow every link within the site: {path: (status, words)}, and the links to a part of a page."""
    pages, parts, following = {}, set(), [start]
    while following:
        path = following.pop()
        response = client.get(path)
        pages[path] = response.status_code, body(response)
        for address in map(html.unescape, LINK.findall(pages[path][1])):
            address, _hash, part = address.partition("#")
            address = path.split("?")[0] + address if address.startswith("?") else address or path
            if part:
                parts.add((address, part))
            if address not in pages and address not in following and is_followed(address):
                following.append(address)
    return pages, parts


def is_followed(address):
    """Lists by one filter are, as pages and CSV; combinations of filters are without end.

    Spanish and the examples of the API, which are of the real collection, have tests of their own.
    """
    is_in_another_format = re.search(r"\.(jsonl|xlsx|parquet|bib|ris|zip)\?|/pictures/.*\?", address)
    return "&" not in address and not address.startswith(("/static/", "/es/", "/api/v1/")) and not is_in_another_format


def test_every_link_leads_somewhere_and_every_record_is_led_to(archive, client):
    make_jurisdiction(name="Matthews", level="place", counties=[Jurisdiction.objects.get(geoid="37119")])

    pages, parts = crawl(client)

    assert {path: status for path, (status, _words) in pages.items() if status not in (200, 301)} == {}
    public = [
        *Statement.objects.published(),
        *Agency.objects.all(),
        *Official.objects.published(),
        *Article.objects.published(),
        *Jurisdiction.objects.all(),
    ]
    assert {record.get_absolute_url() for record in public} - set(pages) == set()
    assert {(path, part) for path, part in parts if f'id="{part}"' not in pages[path][1]} == set()
    outside = {link for _status, words in pages.values() for link in re.findall(r'<a\b[^>]*href="http[^>]*>', words)}
    assert {link for link in outside if 'rel="external noopener"' not in link} == set()


def test_records_link_to_each_other_both_ways(archive, get):
    statement = archive["aaaaaaaa"]
    around = [statement.agency, statement.official, statement.articles.get(), statement.agency.jurisdiction]
    addresses = [*(record.get_absolute_url() for record in around), "/jurisdictions/nc/"]

    for address in addresses:
        assert f'href="{statement.get_absolute_url()}"' in body(get(address)), address
        assert f'href="{address}"' in body(get(statement.get_absolute_url())), address


def test_agency_and_its_county_link_to_each_other(archive, get):
    county = "/jurisdictions/nc/mecklenburg-county/"

    assert f'href="{county}"' in body(get(POLICE))
    assert f'href="{POLICE}"' in body(get(county))
