from itertools import chain

from django.shortcuts import render

from stances.charts.timeline import Event, draw
from stances.codebook import Position, Topic
from stances.filters.comparison import Comparison
from stances.models import TopicPosition
from stances.views.records import MOST_DRAWN


def compare(request):
    """Agencies side by side: by topic, and on one time axis."""
    comparison = Comparison(request.GET)
    context = {"comparison": comparison}
    if comparison.is_enough:
        agencies = comparison.agencies
        context |= {"rows": rows_of(agencies), "chart": chart_of(agencies), "positions": Position}
    return render(request, "compare/compare.html", context, status=comparison.status)


def rows_of(agencies):
    """[(topic, [(agency, its Latest on it or None)])] of the topics that any of the agencies spoke of."""
    latest = {(each.topic, each.agency_id): each for each in TopicPosition.objects.latest([a.pk for a in agencies])}
    topics = {topic for topic, _agency in latest}
    return [
        (topic, [(agency, latest.get((topic, agency.pk))) for agency in agencies]) for topic in Topic if topic in topics
    ]


def chart_of(agencies):
    """The newest dated statements of each agency on one axis, each agency in a lane."""
    most = MOST_DRAWN // len(agencies)
    newest = [agency.statements.published().light().newest_first()[:most] for agency in agencies]
    dated = [statement for statement in chain(*newest) if statement.date]
    events = [Event.of(statement, statement.agency_id, with_agency=True) for statement in dated]
    return draw(events, {agency.pk: agency.name for agency in agencies})
