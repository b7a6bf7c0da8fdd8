"""Records for tests: keyword-only functions with valid defaults, so that a test says what it is about."""

from itertools import count

from django.db import transaction
from django.utils.text import slugify

from stances.codebook import AgencyKind, Kind, Position, Status, Topic
from stances.models import Agency, Article, Citation, Coding, Jurisdiction, Official, Statement

STATES = {
    "AZ": ("04", "Arizona"),
    "CA": ("06", "California"),
    "GA": ("13", "Georgia"),
    "IL": ("17", "Illinois"),
    "NC": ("37", "North Carolina"),
    "NM": ("35", "New Mexico"),
    "NY": ("36", "New York"),
    "SC": ("45", "South Carolina"),
    "TX": ("48", "Texas"),
    "WA": ("53", "Washington"),
}

_number = count(1)


def make_state(*, state="NC"):
    """Return a state; the same one each time."""
    geoid, name = STATES[state]
    fields = {"name": name, "slug": slugify(name), "state": state}
    return Jurisdiction.objects.get_or_create(level="state", geoid=geoid, defaults=fields)[0]


def make_jurisdiction(*, name="Mecklenburg County", level="county", state="NC", counties=(), **fields):
    """Return a state, county or place; the one that is there already if the state has one of this name."""
    parent = make_state(state=state)
    if level == "state":
        return parent
    # Above the numbers that tests give themselves.
    number = 400 + next(_number) % 600 if level == "county" else 90_000 + next(_number) % 10_000
    defaults = {
        "name": name,
        "geoid": f"{parent.geoid}{number}",
        "parent": counties[0] if counties else parent,
        **fields,
    }
    slug = defaults.pop("slug", slugify(name))
    jurisdiction, _ = Jurisdiction.objects.get_or_create(level=level, state=state, slug=slug, defaults=defaults)
    jurisdiction.counties.add(*counties)
    return jurisdiction


def make_agency(
    *,
    name="Mecklenburg County Sheriff's Office",
    kind=AgencyKind.SHERIFF,
    state="NC",
    jurisdiction=None,
    **fields,
):
    """Return a new agency, of a county of the state unless its jurisdiction is given."""
    jurisdiction = jurisdiction or make_jurisdiction(state=state)
    if jurisdiction.level != "state":
        fields.setdefault("county", jurisdiction if jurisdiction.level == "county" else jurisdiction.parent)
    return Agency.objects.create(name=name, kind=kind, jurisdiction=jurisdiction, **fields)


def make_official(*, name="Garry McFadden", **fields):
    return Official.objects.create(name=name, **fields)


def make_article(*, headline="Sheriff ends a programme", publisher="Charlotte Observer", **fields):
    """Return a new article with an address of its own."""
    fields.setdefault("url", f"https://example.com/articles/{next(_number)}")
    return Article.objects.create(headline=headline, publisher=publisher, **fields)


def make_statement(
    *,
    agency=None,
    article=None,
    kind=Kind.QUOTATION,
    position=Position.LIMITS,
    topics=(Topic.DETAINERS,),
    text="We will not hold people without a warrant signed by a judge.",
    date="2017-02-21",
    status=Status.PUBLISHED,
    **fields,
):
    """Return a new statement with one citation, published unless its status is given."""
    with transaction.atomic():
        statement = Statement.objects.create(
            agency=agency or make_agency(),
            kind=kind,
            position=position,
            topics=list(topics),
            text=text,
            date=date,
            status=status,
            **fields,
        )
        make_citation(statement=statement, article=article)
    statement.refresh_from_db()
    return statement


def make_citation(*, statement, article=None, **fields):
    return Citation.objects.create(statement=statement, article=article or make_article(), **fields)


def make_coding(*, statement=None, round="second", role="collection", **codes):
    """Return a new coding by someone without an account; of the statement's position unless codes are given."""
    statement = statement or make_statement()
    fields = {"position": statement.position} if not codes.keys() & {"position", "kind", "topics", "basis"} else {}
    return Coding.objects.create(statement=statement, round=round, role=role, **fields | codes)


def make_pair(first, second, *, statement=None):
    """Return the second coding of a statement that was coded twice, each time with a dict of codes."""
    statement = statement or make_statement()
    make_coding(statement=statement, round="first", **first)
    return make_coding(statement=statement, **second)
