from django.shortcuts import get_object_or_404, redirect, render

from stances.filters import newest_statements
from stances.models import Agency, Jurisdiction, ValueCount

MOST_SHOWN = 100


def jurisdiction_list(request):
    counts = ValueCount.objects.counts("state")
    states = [(state, counts.get(state.state, 0)) for state in Jurisdiction.objects.states().with_agency_counts()]
    return render(request, "jurisdictions/list.html", {"states": states})


def state_detail(request, state):
    jurisdiction = get_object_or_404(Jurisdiction.objects.states(), state=state.upper())
    if state != state.lower():
        return redirect(jurisdiction, permanent=True)
    counts = ValueCount.objects.counts("county", value__startswith=jurisdiction.geoid)
    counties = [(c, counts.get(c.geoid, 0)) for c in Jurisdiction.objects.in_state(state).counties()]
    context = {"jurisdiction": jurisdiction, "counties": counties, **shared(jurisdiction)}
    return render(request, "jurisdictions/state.html", context)


def jurisdiction_detail(request, state, slug):
    place = get_object_or_404(Jurisdiction.objects.in_state(state).below_state(), slug=slug)
    if state != state.lower():
        return redirect(place, permanent=True)
    context = {
        "jurisdiction": place,
        "state": Jurisdiction.objects.states().get(state=place.state),
        "places": Jurisdiction.objects.in_county(place).places() if place.level == "county" else [],
        "counties": place.counties.counties() if place.level == "place" else [],
        **shared(place),
    }
    return render(request, "jurisdictions/detail.html", context)


def shared(jurisdiction):
    """What every page of a jurisdiction shows: its agencies and its newest statements."""
    agencies = Agency.objects.of_jurisdiction(jurisdiction)
    found, total = newest_statements(20, jurisdiction.filter_name, jurisdiction.filter_value)
    return {
        "agencies": agencies.with_jurisdiction().most_said_first()[:MOST_SHOWN],
        "agency_total": agencies.count(),
        "found": found,
        "total": total,
    }
