"""Agencies, officials and articles: their directories and their own pages."""

from django.shortcuts import get_object_or_404, render

from stances.codebook import AgencyKind
from stances.directories import AgencyFilter, ArticleFilter, Directory, OfficialFilter
from stances.filters import newest_statements
from stances.models import Agency, Article, Jurisdiction, Official, Statement

MOST_SHOWN = 50  # statements, or articles, on a record's own page; the list has them all


def agency_list(request):
    directory = Directory(AgencyFilter, Agency.objects.with_jurisdiction().most_said_first(), request.GET)
    states = Jurisdiction.objects.states()
    context = {"directory": directory, "states": states, "kinds": AgencyKind}
    return render(request, "agencies/list.html", context, status=directory.status)


def agency_detail(request, slug):
    agency = get_object_or_404(Agency.objects.with_jurisdiction(), slug=slug)
    found, total = newest_statements(MOST_SHOWN, "agency", agency.pk)
    articles = Article.objects.of_agency(agency).newest_first()
    context = {
        "agency": agency,
        "found": found,
        "total": total,
        "officials": Statement.objects.titles_of(agency),
        "articles": articles[:MOST_SHOWN],
        "article_total": articles.count(),
    }
    return render(request, "agencies/detail.html", context)


def official_list(request):
    officials = Official.objects.published().with_published_counts().with_agencies()
    directory = Directory(OfficialFilter, officials.order_by("name", "slug"), request.GET)
    return render(request, "officials/list.html", {"directory": directory}, status=directory.status)


def official_detail(request, slug):
    official = get_object_or_404(Official.objects.published(), slug=slug)
    found, total = newest_statements(MOST_SHOWN, "official", official.pk)
    context = {"official": official, "found": found, "total": total}
    return render(request, "officials/detail.html", context)


def article_list(request):
    articles = Article.objects.published().with_published_counts().newest_first()
    directory = Directory(ArticleFilter, articles, request.GET)
    return render(request, "articles/list.html", {"directory": directory}, status=directory.status)


def article_detail(request, pk):
    article = get_object_or_404(Article.objects.published(), pk=pk)
    found = article.statements.published().with_related().newest_first()
    context = {"article": article, "found": found[:MOST_SHOWN], "total": found.count()}
    return render(request, "articles/detail.html", context)
