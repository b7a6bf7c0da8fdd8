"""Any list of statements as a feed: the same query string as the page, in the same order."""

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode

from stances.describing import sentence
from stances.filters import filter_statements
from stances.sharing.wording import absolute, heading, readable

from .atom import Feed, tag

PER_PAGE = 50


def statement_feed(request):
    """A page of the list as Atom; errors answer 400 with the words that the page has beside its fields."""
    params = request.GET.copy()
    if not params.get("per_page"):
        params["per_page"] = str(PER_PAGE)
    statements = filter_statements(params)
    if statements.errors:
        words = "\n".join(statements.messages)
        return HttpResponse(f"{words}\n", "text/plain; charset=utf-8", status=400)
    rows, cursor = statements.page()
    feed = feed_of(statements, cursor)
    for row in rows:
        add(feed, row.statement)
    return feed.response()


def feed_of(statements, following):
    """The feed without its entries; ``following`` is the cursor of its next page or None."""
    return Feed(
        f"statements?{statements.query}",
        sentence(statements),
        address("statements", statements.pairs),
        address("statements_atom", asked(statements, statements.cleaned["cursor"])),
        following and address("statements_atom", asked(statements, following)),
    )


def asked(statements, cursor):
    """The canonical query of a page of the feed, as pairs."""
    size = statements.cleaned["per_page"]
    more = {"per_page": size if size != PER_PAGE else None, "cursor": cursor}
    return [*statements.pairs, *((name, value) for name, value in more.items() if value)]


def address(name, pairs):
    return reverse(name) + (f"?{urlencode(pairs)}" if pairs else "")


def add(feed, statement):
    feed.add_item(
        readable(heading(statement)),
        absolute(statement.get_absolute_url()),
        None,
        unique_id=tag(f"statements/{statement.reference}"),
        pubdate=statement.published_at,
        updateddate=statement.updated_at,
        categories=[statement.position, statement.kind, *statement.topics],
        content=render_to_string("statements/_entry.html", {"statement": statement}),
        sources=[each.article.url for each in statement.citations.all() if each.article.url],
    )
