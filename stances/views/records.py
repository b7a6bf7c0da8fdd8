"""Agencies, officials and articles: their directories and their own pages."""

from django.shortcuts import get_object_or_404, render

from stances.charts.timeline import Event, draw
from stances.codebook import AgencyKind, Position
from stances.directories import list_agencies, list_articles, list_officials
from stances.models import (
    Agency,
    Article,
    DataVersion,
    Jurisdiction,
    Official,
    Statement,
    TopicPosition,
    ValueCount,
    by_local_name,
)

from .as_of import as_it_was, page_not_made
from .parameters import without_our_parameters

MOST_SHOWN = 50  # records of each kind on another record's page; the lists have them all
MOST_DRAWN = 150  # statements on a timeline
MOST_UNDATED = 12  # statements beside a timeline
NEWEST = 10  # statements in full on the page of an agency
NEAR = 6  # agencies of the same county, and of the same state


@as_it_was(page_not_made)
def agency_list(request):
    directory = list_agencies(request.GET)
    states = by_local_name(Jurisdiction.objects.states())
    context = {"directory": directory, "states": states, "kinds": AgencyKind}
    return render(request, "agencies/list.html", context, status=directory.status)


@without_our_parameters
def agency_detail(request, slug):
    agency = get_object_or_404(Agency.objects.with_jurisdiction(), slug=slug)
    context = {"agency": agency, "around": Agency.objects.around(agency, NEAR)}
    said = what_was_said(agency, "agency", NEWEST)
    if said["total"]:
        context |= said | {
            "officials": Statement.objects.titles_of(agency)[:MOST_SHOWN],
            "articles": Article.objects.of_statements(said["ids"]).newest_first()[:MOST_SHOWN],
            "latest": TopicPosition.objects.latest([agency.pk]),
            "shifts": TopicPosition.objects.shifts().of_agency(agency).newest_first().with_ends()[:NEWEST],
        }
    else:
        context["changed_at"] = DataVersion.objects.get().moment
    return render(request, "agencies/detail.html", context)


def what_was_said(record, name, number):
    """What the page of an agency or an official shows of its statements, in as few questions as can be.

    ``name`` is that of the filter. The newest so many are whole; ``ids`` are of all on the timeline.
    """
    published = record.statements.published().light().newest_first()
    newest = list(published[: MOST_DRAWN + 1])
    is_cut = len(newest) > MOST_DRAWN
    ids = [statement.pk for statement in newest[:MOST_DRAWN]]
    # Undated ones come last in the order.
    last = published.reverse()[: MOST_UNDATED + 1] if is_cut else newest
    return {
        "total": ValueCount.objects.count_of(name, record.pk) if is_cut else len(newest),
        "found": Statement.objects.with_ids(ids[:number]).with_related().newest_first() if ids else [],
        "ids": ids,
        "is_cut": is_cut,
        **over_time(newest[:MOST_DRAWN], with_agency=name != "agency"),
        **beside_it([statement for statement in last if not statement.date]),
    }


def over_time(statements, with_agency):
    dated = [statement for statement in statements if statement.date]
    events = [Event.of(statement, statement.position, with_agency=with_agency) for statement in dated]
    chart = draw(events, lanes_of(dated))
    return {"chart": chart, "drawn": len(dated) - chart.left_out if chart else 0}


def beside_it(undated):
    return {"undated": undated[:MOST_UNDATED], "has_more_undated": len(undated) > MOST_UNDATED}


def lanes_of(statements):
    """The lanes of positions, partners above declines; that of the unclear ones, below them, only if there are any."""
    has_unclear = any(statement.position == Position.UNCLEAR for statement in statements)
    return {code.value: code.label for code in Position if has_unclear or code != Position.UNCLEAR}


@as_it_was(page_not_made)
def official_list(request):
    directory = list_officials(request.GET)
    return render(request, "officials/list.html", {"directory": directory}, status=directory.status)


@without_our_parameters
def official_detail(request, slug):
    official = get_object_or_404(Official.objects.published(), slug=slug)
    said = what_was_said(official, "official", MOST_SHOWN)
    context = {"official": official, "titles": Statement.objects.titles_held_by(official)[:MOST_SHOWN], **said}
    return render(request, "officials/detail.html", context)


@as_it_was(page_not_made)
def article_list(request):
    directory = list_articles(request.GET)
    return render(request, "articles/list.html", {"directory": directory}, status=directory.status)


@without_our_parameters
def article_detail(request, pk):
    article = get_object_or_404(Article.objects.published(), pk=pk)
    found = article.statements.published().with_related().newest_first()
    context = {"article": article, "found": found[:MOST_SHOWN], "total": found.count()}
    return render(request, "articles/detail.html", context)
