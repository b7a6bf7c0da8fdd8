"""The jurisdictions of the agencies that a batch of records adds."""

from collections import defaultdict

from django.utils.translation import gettext as _

from stances.models import Jurisdiction, PlaceCounty

from .report import Refused


class Jurisdictions:
    """What the tables have of the states, counties and places that ``given`` (agencies of records) names."""

    def __init__(self, given):
        self.places = defaultdict(list)
        found = Jurisdiction.objects.select_related("parent").filter(state__in={state_of(each) for each in given})
        self.states = {state.state: state for state in found.states()}
        geoids = {each["county_geoid"] for each in given if each.get("county_geoid")}
        self.counties = {(c.state, c.geoid): c for c in found.counties().filter(geoid__in=geoids)}
        for place in found.places().filter(name__in={each["place"] for each in given if each.get("place")}):
            self.places[place.state, place.name].append(place)
        places = [place for namesakes in self.places.values() for place in namesakes]
        self.counties_of = set(PlaceCounty.objects.filter(place__in=places).values_list("place", "county"))

    def of(self, given, report):
        """Return the most exact jurisdiction that a record names and the tables know: a place, a county or a state."""
        state = state_of(given)
        county = self.counties.get((state, given.get("county_geoid")))
        if given.get("place"):
            found = self.places.get((state, given["place"]), [])
            found = [place for place in found if county is None or (place.pk, county.pk) in self.counties_of]
            if len(found) == 1:
                return found[0]
            report.notes.append(
                _("%(agency)s: the tables have %(count)s places “%(place)s” there; the county or state is used")
                % {"agency": given["name"], "count": len(found), "place": given["place"]}
            )
        if state not in self.states:
            raise Refused(_("agency: “%s” is no state's abbreviation") % given.get("state"))
        return county or self.states[state]


def state_of(given):
    """The abbreviation of the state that is given, as the tables write it."""
    return (given.get("state") or "").upper()
