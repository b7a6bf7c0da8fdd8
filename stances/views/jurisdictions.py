from django.shortcuts import get_object_or_404, redirect, render

from stances.charts.geography import locator
from stances.charts.maps import county_map, read_measure, tallies_of_counties, tallies_of_states, tally_of
from stances.charts.tallies import Tally
from stances.filters import newest_statements
from stances.models import Agency, Jurisdiction, by_local_name

from .parameters import without_our_parameters, without_parameters

MOST_SHOWN = 25  # agencies
NEWEST = 6  # statements


@without_parameters
def jurisdiction_list(request):
    tallies = tallies_of_states()
    found = by_local_name(Jurisdiction.objects.states().with_agency_counts())
    states = [(state, tallies.get(state.state, Tally())) for state in found]
    return render(request, "jurisdictions/list.html", {"states": states})


def state_detail(request, state):
    jurisdiction = get_object_or_404(Jurisdiction.objects.states(), state=state.upper())
    if state != state.lower():
        return redirect(jurisdiction, permanent=True)
    measure, messages = read_measure(request.GET)
    context = shared(jurisdiction)
    context["tally"], tallies = tallies_of_counties(jurisdiction, context["total"])
    found = Jurisdiction.objects.in_state(state).counties()
    counties = [(county, tallies.get(county.geoid, Tally())) for county in found]
    context |= {"messages": messages, "map": county_map(jurisdiction, counties, measure)}
    return render(request, "jurisdictions/state.html", context, status=400 if messages else 200)


@without_our_parameters
def jurisdiction_detail(request, state, slug):
    place = get_object_or_404(Jurisdiction.objects.in_state(state).below_state(), slug=slug)
    if state != state.lower():
        return redirect(place, permanent=True)
    parent = Jurisdiction.objects.states().get(state=place.state)
    counties = list(place.counties.counties()) if place.level == "place" else []
    context = {
        "state": parent,
        "places": Jurisdiction.objects.in_county(place).places() if place.level == "county" else [],
        "counties": counties,
        "locator": locator(parent.geoid, [county.geoid for county in counties or [place]]),
        **shared(place),
    }
    context["tally"] = tally_of(place, context["total"])
    return render(request, "jurisdictions/detail.html", context)


def shared(jurisdiction):
    """What every page of a jurisdiction shows: its agencies and its newest statements."""
    agencies = Agency.objects.of_jurisdiction(jurisdiction)
    found, total = newest_statements(NEWEST, jurisdiction.filter_name, jurisdiction.filter_value)
    return {
        "jurisdiction": jurisdiction,
        "agencies": agencies.with_jurisdiction().most_said_first().part(0, MOST_SHOWN),
        "agency_total": agencies.count(),
        "found": found,
        "total": total,
    }
