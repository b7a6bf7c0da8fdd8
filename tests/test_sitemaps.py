import re

import pytest
from django.test import Client

from stances import sitemaps
from stances.models import Agency
from tests.lists import body

SITE = "http://localhost:8000"


@pytest.fixture
def pieces(archive, get):
    """What every piece has in English that the index names: {"statements-0": [(address, lastmod), …]}."""
    names = re.findall(rf"<loc>{SITE}(/sitemap-([\w-]+)\.xml)</loc>", body(get("/sitemap.xml")))
    return {name: re.findall(ENTRY, body(get(path))) for path, name in names}


ENTRY = rf"<url><loc>({SITE}(?!/es/)[^<]+)</loc>(?:<lastmod>([^<]+)</lastmod>)?<xhtml"


def addresses(pieces, section):
    return [address for name, found in pieces.items() if name.startswith(section) for address, _changed in found]


def test_published_statements_are_listed_with_their_last_change(archive, pieces):
    expected = {
        f"{SITE}{each.get_absolute_url()}": each.updated_at.isoformat(timespec="seconds") for each in archive.values()
    }
    found = [entry for name, entries in pieces.items() if name.startswith("statements") for entry in entries]

    assert dict(found) == expected
    assert len(found) == len(expected)


def test_every_address_is_that_of_a_page(pieces):
    client = Client()
    paths = [address.removeprefix(SITE) for entries in pieces.values() for address, _changed in entries]

    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)
    assert len(paths) == len(set(paths)) > 30


def test_records_without_published_statements_are_not_listed(archive, pieces):
    assert f"{SITE}/officials/hidden-person/" not in addresses(pieces, "officials")
    assert len(addresses(pieces, "agencies")) == Agency.objects.with_statements().count() == 4
    assert f"{SITE}/jurisdictions/nc/mecklenburg-county/" in addresses(pieces, "jurisdictions")
    assert f"{SITE}/jurisdictions/nc/" in addresses(pieces, "jurisdictions")


def test_pieces_are_all_there_is_and_none_is_empty(archive, get, monkeypatch):
    monkeypatch.setattr(sitemaps, "SIZE", 1)
    names = re.findall(r"/sitemap-statements-\d+\.xml", body(get("/sitemap.xml")))

    found = [re.findall(ENTRY, body(get(name))) for name in names]
    assert [len(entries) for entries in found] == [1] * len(archive)


@pytest.mark.parametrize("path", ["/sitemap-statements-99.xml", "/sitemap-secrets-0.xml", "/sitemap-pages-1.xml"])
def test_piece_that_there_is_not_is_not_found(archive, get, path):
    assert get(path).status_code == 404


def test_pages_in_several_languages_name_each_other(db, get):
    written = body(get("/sitemap-pages-0.xml"))
    assert f"<loc>{SITE}/es/about/</loc>" in written
    both = (
        f'<xhtml:link rel="alternate" hreflang="en" href="{SITE}/about/"/>'
        f'<xhtml:link rel="alternate" hreflang="es" href="{SITE}/es/about/"/>'
    )
    assert written.count(both) == 2


def test_robots_read_records_and_no_combination_of_filters(get):
    rules, previews = body(get("/robots.txt")).split("\n\n")[:2]

    assert "Disallow: /*?\n" in rules
    assert "Disallow: /*.csv$\n" in rules
    assert "Disallow: /statements" not in rules
    assert "User-agent: Twitterbot\n" in previews
    assert "Disallow: /*?" not in previews
    assert body(get("/robots.txt")).endswith(f"Sitemap: {SITE}/sitemap.xml\n")
