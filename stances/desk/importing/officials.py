"""The officials that a batch of records names: who they are, and who is added."""

from stances.desk.rows import taken_slugs
from stances.models import Official, Statement


class Officials:
    """What the archive has of the officials that the records name, and whom they add.

    The same name at the same agency is the same person; elsewhere a person is named by a slug.
    ``given``: the ``official`` of each record that has one; ``agencies``: those of the archive that may be theirs.
    """

    def __init__(self, given, agencies):
        slugs = {each["slug"] for each in given if each.get("slug")}
        names = {each["name"] for each in given if not each.get("slug")}
        self.by_slug = {official.slug: official for official in Official.objects.with_slugs(slugs)}
        self.by_agency, self.added = {}, []
        for agency, official in spokespeople(names, agencies):
            self.note(official, agency.slug)
        self.taken = taken_slugs(Official, {Official(name=name).plain_slug for name in names})

    def note(self, official, agency_slug):
        """Note that an official speaks for an agency; of two of the same name the first by address does."""
        self.by_slug.setdefault(official.slug, official)
        there = self.by_agency.setdefault((agency_slug, official.name), official)
        if official.slug < there.slug:
            self.by_agency[agency_slug, official.name] = official

    def of(self, given, agency):
        """Return the official who speaks for an agency by a record, added if need be; None for the agency as a body."""
        if not given or not given.get("name"):
            return None
        if given.get("slug"):
            official = self.by_slug.get(given["slug"])
        else:
            official = self.by_agency.get((agency.slug, given["name"]))
        official = official or self.add(given)
        self.note(official, agency.slug)
        return official

    def add(self, given):
        official = Official(name=given["name"], slug=given.get("slug") or "")
        official.slug = official.slug or official.free_slug(self.taken)
        self.taken.add(official.slug)
        self.added.append(official)
        return official

    def save(self):
        Official.objects.bulk_create(self.added)


def spokespeople(names, agencies):
    """Yield (agency, official): who of these names spoke for which of these agencies.

    The agencies are asked first: many people of a name are in the archive, few at an agency.
    """
    agencies = {agency.pk: agency for agency in agencies}
    spoke = Statement.objects.filter(agency__in=agencies, official__isnull=False).order_by()
    spoke = list(spoke.values_list("agency", "official").distinct())
    officials = Official.objects.filter(name__in=names).in_bulk({official for _agency, official in spoke})
    return ((agencies[agency], officials[official]) for agency, official in spoke if official in officials)
