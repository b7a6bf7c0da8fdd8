"""Any list of statements as a feed: the same query string as the page, in the same order."""

from django.template.loader import render_to_string
from django.utils.http import urlencode

from stances.describing import sentence
from stances.exports.envelope import data_version
from stances.filters import filter_statements
from stances.sharing.wording import absolute, heading, readable
from stances.views.downloads import refused

from .atom import PER_PAGE, Feed, tag


def statement_feed(request):
    """A page of the list as Atom; errors answer 400 with the words that the page has beside its fields."""
    params, version = request.GET.copy(), data_version()
    if not params.get("per_page"):
        params["per_page"] = str(PER_PAGE)
    statements = filter_statements(params)
    if statements.errors:
        return refused(statements)
    rows, cursor = statements.page()
    queries = {
        "own": query_of_page(statements, statements.cleaned["cursor"]),
        "first": query_of_page(statements),
        "following": query_of_page(statements, cursor) if cursor else "",
    }
    feed = Feed("statements", sentence(statements), statements.query, **queries, version=version)
    for row in rows:
        add(feed, row.statement)
    return feed.response()


def query_of_page(statements, cursor=None):
    """The canonical query string of a page of the feed."""
    size = statements.cleaned["per_page"]
    more = {"per_page": size if size != PER_PAGE else None, "cursor": cursor}
    return urlencode([*statements.pairs, *((name, value) for name, value in more.items() if value)])


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
