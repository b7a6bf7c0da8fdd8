"""Jurisdictions, agencies, officials and articles."""

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Count, Exists, F, Func, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Collate, Concat, Lower

from stances import search


class Translate(Func):
    function = "translate"
    output_field = models.TextField()


class FoldedQuerySet(models.QuerySet):
    """Records with a name that is found without regard to case, accents or punctuation."""

    def named(self, words, *fields):
        """Keep the records that have each of the words in one of the folded columns."""
        found = self
        for word in search.fold(words).lower().split():
            found = found.filter(Q(*((f"{field}__contains", word) for field in fields), _connector=Q.OR))
        return found


class CountedQuerySet(FoldedQuerySet):
    """Records whose published statements are counted (stances_valuecount), under the name of their model."""

    def _counts(self):
        counts = apps.get_model("stances", "ValueCount").objects.of(self.model._meta.model_name)
        return counts.filter(value=Cast(OuterRef("pk"), models.TextField()))

    def with_published_counts(self):
        """Adds ``published_count``: how many published statements each has."""
        return self.annotate(published_count=Coalesce(Subquery(self._counts().values("count")), 0))


class ByKey:
    """Records that fixtures name by a key of their own rather than by a number."""

    key = "slug"

    def get_by_natural_key(self, value):
        return self.get(**{self.key: value})

    def with_ids(self, ids):
        return self.filter(pk__in=ids)

    def with_slugs(self, slugs):
        return self.filter(slug__in=slugs)


class Walked:
    """Records in an order that each keeps for good, so that a walk through them skips and repeats none."""

    walk = "slug"

    def walked(self):
        return self.order_by(self.walk)

    def after(self, place):
        """Those after a place in that order, which is told by the value of the record that stands there."""
        return self.filter(**{f"{self.walk}__gt": place})


LEVEL_OF_GEOID = {2: "state", 5: "county", 7: "place"}  # by its number of digits


class JurisdictionQuerySet(FoldedQuerySet):
    def at(self, *geoids):
        """The jurisdictions with these GEOIDs."""
        # By level and GEOID, as the index has them.
        levels = [Q(level=LEVEL_OF_GEOID[len(geoid)], geoid=geoid) for geoid in geoids]
        return self.filter(Q(*levels, _connector=Q.OR)) if levels else self.none()

    def walked(self):
        return self.order_by("level", "geoid")

    def after(self, geoid):
        level = LEVEL_OF_GEOID[len(geoid)]
        return self.filter(Q(level__gt=level) | Q(geoid__gt=geoid), level__gte=level)

    def states(self):
        return self.filter(level="state").order_by("name")

    def counties(self):
        return self.filter(level="county").order_by("name", "geoid")

    def places(self):
        return self.filter(level="place").order_by("name", "geoid")

    def states_and(self, counties, places):
        """All states, by name, and then the places and counties of these GEOIDs, with what names them."""
        # By level and GEOID, as the index has them.
        asked = Q(level="state") | Q(level="county", geoid__in=counties) | Q(level="place", geoid__in=places)
        return self.filter(asked).order_by("-level", "name").only("level", "geoid", "name", "state")

    def in_state(self, usps):
        return self.filter(state=usps.upper())

    def in_county(self, county):
        """The places that lie in a county, wholly or partly."""
        return self.filter(counties=county)

    def below_state(self):
        return self.exclude(level="state")

    def with_agency_counts(self):
        """Adds ``agency_count`` to states: how many agencies are anywhere in each."""
        agencies = self.model._meta.get_field("agencies").related_model.objects
        counted = agencies.filter(jurisdiction__state=OuterRef("state")).order_by().values("jurisdiction__state")
        return self.annotate(agency_count=Coalesce(Subquery(counted.values(n=Count("*"))), 0))

    def with_statements(self):
        """The states, and the counties and places of which anything is published."""
        counts = apps.get_model("stances", "ValueCount").objects
        counted = counts.filter(filter=OuterRef("level"), value=OuterRef("geoid"), count__gt=0)
        return self.filter(Q(level="state") | Exists(counted))

    def search(self, words):
        found = self
        for word in search.fold(words).lower().split():
            has_word = Q(folded__contains=word) | Q(parent__folded__contains=word)
            found = found.filter(has_word | Q(state__in=search.states_with(word)))
        return found


# Django takes longer to write it than PostgreSQL to answer it.
AROUND = """
    WITH other AS (
      SELECT agency.id, agency.name, agency.slug, coalesce(said.count, 0) AS published_count,
        coalesce(agency.county_id = %(county)s, false) AS is_near
      FROM stances_agency agency JOIN stances_jurisdiction jurisdiction ON jurisdiction.id = agency.jurisdiction_id
      LEFT JOIN stances_valuecount said ON said.filter = 'agency' AND said.value = agency.id::text
      WHERE jurisdiction.state = %(state)s AND agency.id <> %(agency)s
    ), ranked AS (
      SELECT *, row_number() OVER (PARTITION BY is_near ORDER BY published_count DESC, name, slug) AS place FROM other
    )
    SELECT id, name, slug, published_count, is_near FROM ranked WHERE place <= %(number)s ORDER BY is_near DESC, place
"""


class AgencyQuerySet(ByKey, Walked, CountedQuerySet):
    def with_statements(self):
        return self.filter(Exists(self._counts()))

    def with_jurisdiction(self):
        return self.select_related("jurisdiction", "county")

    def labeled(self):
        """With what names them, and nothing else."""
        return self.select_related("jurisdiction").only("name", "slug", "jurisdiction__state")

    def with_phrase(self, phrase):
        """Those that surely have the words of a phrase in order in their names; of those with signs, not all."""
        words = search.fold(phrase).lower()
        # The folded column, which has the aliases too, narrows them sooner.
        bare = Translate(Lower("name"), Value(search.APOSTROPHES), Value(""))
        name = Concat(Value(" "), bare, Value(" "), output_field=models.TextField())
        return self.filter(folded__contains=words).alias(spaced=name).filter(spaced__contains=f" {words} ")

    def in_state(self, usps):
        return self.filter(jurisdiction__state=usps.upper())

    def in_county(self, county):
        places = self._jurisdictions().in_county(county)
        return self.filter(Q(jurisdiction=county) | Q(county=county) | Q(jurisdiction__in=places))

    def of_jurisdiction(self, jurisdiction):
        """The agencies of a state, a county (with those of its places) or a place."""
        if jurisdiction.level == "state":
            return self.in_state(jurisdiction.state)
        return (
            self.in_county(jurisdiction) if jurisdiction.level == "county" else self.filter(jurisdiction=jurisdiction)
        )

    def around(self, agency, number):
        """So many others of its county (they have ``is_near``), then so many of the rest of its state, as labels."""
        values = {"agency": agency.pk, "county": agency.county_id, "state": agency.state, "number": number}
        return self.raw(AROUND, values)

    def most_said_first(self):
        """In the order of their published_count. Most have none, and are not looked up one by one."""
        counts = apps.get_model("stances", "ValueCount").objects.of("agency")
        said = counts.annotate(key=Cast("value", models.BigIntegerField())).values("key")
        count = Case(When(pk__in=said, then=Subquery(self._counts().values("count"))), default=0)
        return self.annotate(published_count=count).order_by("-published_count", "name", "slug")

    def part(self, first, end):
        """Those from one place of the list to another; what they are shown with is looked up for these only."""
        return self.filter(pk__in=self.values("pk")[first:end])

    def search(self, words):
        """Find by name, alias, ORI, place, county or state (name or abbreviation): each of the words."""
        # The states are looked up first: asking for the state's name in each of 24,000 rows takes far longer.
        states = dict(self._jurisdictions().states().values_list("state", "folded"))
        found = self
        for word in search.fold(words).lower().split():
            here = [usps for usps, name in states.items() if word in [usps.lower(), *name.split()]]
            found = found.filter(self._has(word) | Q(jurisdiction__state__in=[*here, *search.states_with(word)]))
        return found

    def _jurisdictions(self):
        return self.model._meta.get_field("jurisdiction").related_model.objects

    @staticmethod
    def _has(word):
        """The condition that a word is part of a name; one of two letters has to be a whole word of it."""
        if len(word) == 2:
            return Q(folded__regex=rf"\m{word}\M")
        names = ("folded", "jurisdiction__folded", "county__folded")
        return Q(*((f"{name}__contains", word) for name in names), _connector=Q.OR)


class WithStatementsQuerySet(CountedQuerySet):
    """Records that are public only where a published statement leads to them."""

    def published(self):
        return self.filter(Exists(self._counts()))


class OfficialQuerySet(ByKey, Walked, WithStatementsQuerySet):
    def with_agencies(self):
        """Adds ``agency_names``: the agencies that each has spoken for in published statements."""
        said = self.model._meta.get_field("statements").related_model.objects.published()
        names = said.filter(official=OuterRef("pk")).order_by("agency__name").values("agency__name").distinct()
        return self.annotate(agency_names=ArraySubquery(names))

    def of_agency(self, agency):
        return self.filter(statements__agency=agency).distinct()

    def search(self, words):
        return self.named(words, "folded")


class ArticleQuerySet(ByKey, Walked, WithStatementsQuerySet):
    key = "url"
    walk = "pk"

    def at(self, url):
        """The articles at an address, however it is written (see stances_canonical_url)."""
        return self.filter(canonical_url=Func(Value(url), function="stances_canonical_url"))

    def of_statements(self, ids):
        """The articles that some statements rest on."""
        cited = self.model.statements.through.objects.filter(statement__in=ids)
        return self.filter(pk__in=cited.values("article"))

    def updated_after(self, moment, until=None):
        """Those that changed after a moment, or that a statement rests on which did; before another where one is given.

        A copy that has those of before needs these: an article is public by the statements that rest on it.
        """
        versions = apps.get_model("stances", "KeptVersion").objects
        if not versions.filter(moment__lte=moment).exists():
            return self
        changed = self.model.pgh_event_model.objects.filter(pgh_created_at__gt=moment)
        if until:
            changed = changed.filter(pgh_created_at__lt=until)
        cited = self.model.statements.through.objects.filter(statement__row__updated_at__gt=moment)
        is_resting = Q(pk__in=cited.filter(statement__row__is_published=True).values("article"))
        return self.filter(Q(pk__in=changed.values("pgh_obj")) | is_resting)

    def published_publishers(self):
        """One public article for each publisher."""
        return self.published().order_by("publisher", "id").distinct("publisher")

    def newest_first(self):
        return self.order_by(F("published_earliest").desc(nulls_last=True), "id")

    def search(self, words):
        """Those with some words in one of three columns, in any case."""
        written = Concat("headline", Value("\n"), "publisher", Value("\n"), "url", output_field=models.TextField())
        # Where the words are ASCII, only its capitals matter, and to make those alone takes a third of the time.
        return self.alias(written=Collate(written, "C") if words.isascii() else written).filter(
            written__icontains=words
        )
