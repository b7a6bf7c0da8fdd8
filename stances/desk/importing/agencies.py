"""The agencies that a batch of records names: which they are, which are added, and under which other names."""

from collections import defaultdict
from contextlib import suppress
from functools import lru_cache

from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from stances.desk.rows import taken_slugs, update
from stances.models import Agency
from stances.search import fold

from .jurisdictions import Jurisdictions
from .report import Refused

folded = lru_cache(maxsize=100_000)(lambda name: fold(name).lower())


class Agencies:
    """What the archive has of the agencies that ``given`` (the ``agency`` of each record) names, and what it adds.

    An agency is named by its slug, else by its ORI, else by its state, name and kind.
    """

    def __init__(self, given):
        self.by_slug, self.by_ori, self.by_name = {}, defaultdict(list), defaultdict(list)
        self.names, self.added, self.renamed = {}, [], {}
        by_name = [each for each in given if not each.get("slug") and not each.get("ori")]
        for agency in agencies_of(given, by_name):
            self.note(agency)
        missing = [each for each in by_name if name_key(each) not in self.by_name]
        self.jurisdictions = Jurisdictions(missing)
        self.taken = taken_slugs(Agency, {slugify(f"{each['name']} {each.get('state')}") for each in missing})

    def note(self, agency):
        self.by_slug[agency.slug] = agency
        self.by_ori[agency.ori].append(agency)
        self.by_name[agency.state, agency.kind, folded(agency.name)].append(agency)
        self.names[agency.slug] = {folded(name) for name in (agency.name, *agency.aliases)}

    def find(self, given):
        """Return the agency that a record names, or None if it is to be added. Raises Refused where that is unclear."""
        if given.get("slug"):
            found = [self.by_slug[given["slug"]]] if given["slug"] in self.by_slug else []
        elif given.get("ori"):
            found = self.by_ori.get(given["ori"], [])
        else:
            found = self.by_name.get(name_key(given), [])
        if len(found) > 1 and given.get("ori"):
            same_name = [a for a in found if folded(a.name) == folded(given["name"])]
            found = same_name if len(same_name) == 1 else found
        if len(found) > 1:
            raise Refused(
                _("agency: %(count)s agencies fit; name one by its slug (%(slugs)s)")
                % {"count": len(found), "slugs": ", ".join(a.slug for a in found)}
            )
        if not found and (given.get("ori") or given.get("slug")):
            raise Refused(_("agency: none has the ORI or slug “%s”") % (given.get("slug") or given["ori"]))
        return found[0] if found else None

    def there(self, given):
        """Yield the agencies that records name and that are there."""
        for each in given:
            with suppress(Refused):
                if agency := self.find(each):
                    yield agency

    def of(self, given, report):
        """Return the agency that a record names, a new one if need be. Raises Refused where that can't be told."""
        if agency := self.find(given):
            return agency
        jurisdiction = self.jurisdictions.of(given, report)
        county = {"county": jurisdiction, "state": None}.get(jurisdiction.level, jurisdiction.parent)
        return Agency(name=given["name"], kind=given["kind"], jurisdiction=jurisdiction, county=county)

    def keep(self, agency, given, report):
        """Add an agency, or another name of one that is there as an alias."""
        if not agency.slug:
            agency.slug = agency.free_slug(self.taken)
            self.taken.add(agency.slug)
            self.added.append(agency)
            self.note(agency)
            report.agencies_added.append(str(agency))
        elif folded(given["name"]) not in self.names[agency.slug]:
            self.names[agency.slug].add(folded(given["name"]))
            agency.aliases = [*agency.aliases, given["name"]]
            if agency.pk:
                self.renamed[agency.pk] = agency

    def save(self):
        Agency.objects.bulk_create(self.added)
        update(Agency, self.renamed.values(), ["aliases"])


def name_key(given):
    return (given.get("state") or "").upper(), given["kind"], folded(given["name"])


def agencies_of(given, by_name):
    """The agencies with a slug or an ORI that is given, and those of ``by_name`` with the state, kind and name."""
    slugs = {each["slug"] for each in given if each.get("slug")}
    oris = {each["ori"] for each in given if each.get("ori")}
    found = Agency.objects.filter(Q(slug__in=slugs) | Q(ori__in=oris) | Q(pk__in=list(ids_with_names(by_name))))
    columns = ("name", "slug", "kind", "ori", "aliases", "jurisdiction__state")
    return found.select_related("jurisdiction").only(*columns)


def ids_with_names(given):
    """Yield the ids of the agencies with the states, kinds and names that are given."""
    keys = {name_key(each) for each in given}
    states, kinds = {state for state, _kind, _name in keys}, {kind for _state, kind, _name in keys}
    agencies = Agency.objects.filter(jurisdiction__state__in=states, kind__in=kinds)
    for pk, state, kind, name in agencies.values_list("pk", "jurisdiction__state", "kind", "name"):
        if (state, kind, folded(name)) in keys:
            yield pk
