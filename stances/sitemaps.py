"""The addresses of all pages for search engines: an index of pieces, each of them found by the keys of its records.

https://www.sitemaps.org and, for pages in several languages, https://developers.google.com/search/docs/specialty/international
"""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.urls import reverse

from stances.exports.download import FORMATS
from stances.models import Agency, Article, Jurisdiction, Official, SearchRow
from stances.pieces import piece, pieces
from stances.sharing.languages import paths_of_languages
from stances.sharing.wording import absolute

PROTOCOL, XHTML = "http://www.sitemaps.org/schemas/sitemap/0.9", "http://www.w3.org/1999/xhtml"
TYPE = "application/xml; charset=utf-8"
SIZE = 10_000  # keys in a piece; the protocol allows 50,000 addresses and 50 MB
PAGES = (
    "home",
    "statements",
    "agencies",
    "officials",
    "articles",
    "jurisdictions",
    "codebook",
    "data",
    "about",
    "changes",
    "api",
)

# Who fetches a page because a person shares a link to it, to show what is there.
PREVIEWERS = ("facebookexternalhit", "Twitterbot", "LinkedInBot", "Slackbot-LinkExpanding", "Discordbot", "WhatsApp")


class Pages:
    """The pages that are no records, as one piece."""

    def pieces(self):
        return [0]

    def entries(self, number):
        return [(reverse(name), None) for name in PAGES] if number == 0 else []


@dataclass(frozen=True)
class Section:
    """Records of one sort. ``records()`` are those with public pages, ``fields`` what ``path(*fields)`` needs.

    A last field ``updated_at`` is no part of the path: it tells when the page was last changed.
    """

    records: object
    fields: tuple
    path: object

    def pieces(self):
        """The numbers of the pieces that have a record."""
        return pieces(self.records(), SIZE)

    def entries(self, number):
        """Yield (path, moment of the last change or None) of a piece."""
        has_moment = self.fields[-1] == "updated_at"
        for values in piece(self.records(), number, SIZE).order_by("pk").values_list(*self.fields):
            yield (self.path(*values[:-1]), values[-1]) if has_moment else (self.path(*values), None)


# Paths are written here, as to look up ten thousand of them would take far longer; a test compares them with pages.
SECTIONS = {
    "pages": Pages(),
    "statements": Section(SearchRow.objects.published, ("reference", "updated_at"), "/statements/{}/".format),
    "agencies": Section(Agency.objects.with_statements, ("slug",), "/agencies/{}/".format),
    "officials": Section(Official.objects.published, ("slug",), "/officials/{}/".format),
    "articles": Section(Article.objects.published, ("pk",), "/articles/{}/".format),
    "jurisdictions": Section(
        Jurisdiction.objects.with_statements,
        ("level", "state", "slug"),
        lambda level, state, slug: f"/jurisdictions/{state.lower()}/" + (f"{slug}/" if level != "state" else ""),
    ),
}


def sitemap_index(request):
    listed = [(section, number) for section, each in SECTIONS.items() for number in each.pieces()]
    addresses = [absolute(reverse("sitemap", args=each)) for each in listed]
    return xml("sitemapindex", "".join(f"<sitemap><loc>{address}</loc></sitemap>\n" for address in addresses))


def sitemap(request, section, number):
    if section not in SECTIONS:
        raise Http404
    before = paths_of_languages()
    urls = [url for path, moment in SECTIONS[section].entries(number) for url in elements(path, moment, before)]
    if not urls:
        raise Http404
    return xml("urlset", "".join(urls))


def elements(path, moment, before):
    """Yield the element of a page in each language; where there are several, each names all."""
    addresses = {language: absolute(start + path) for language, start in before.items()}
    changed = f"<lastmod>{moment.isoformat(timespec='seconds')}</lastmod>" if moment else ""
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{address}"/>'
        for language, address in addresses.items()
        if len(addresses) > 1
    )
    for address in addresses.values():
        yield f"<url><loc>{address}</loc>{changed}{others}</url>\n"


def xml(name, content):
    """Addresses are made of letters, digits, - and /, so that nothing in them has to be escaped."""
    spaces = f'xmlns="{PROTOCOL}" xmlns:xhtml="{XHTML}"'
    return HttpResponse(f'<?xml version="1.0" encoding="UTF-8"?>\n<{name} {spaces}>\n{content}</{name}>\n', TYPE)


def robots(request):
    """Search engines read every record, and each list only once: its filters have more combinations than time has."""
    downloads = "".join(f"Disallow: /*.{extension}$\n" for extension in FORMATS)
    previewers = "".join(f"User-agent: {name}\n" for name in PREVIEWERS)
    words = (
        f"User-agent: *\nDisallow: /*?\n{downloads}Disallow: /*.atom$\nDisallow: /api/v1/\nDisallow: /admin/\n\n"
        f"{previewers}Disallow: /admin/\n\n"
        f"Sitemap: {absolute(reverse('sitemap_index'))}\n"
    )
    return HttpResponse(words, "text/plain; charset=utf-8")
