"""Where all that a record rests on, or leads to, is found: as JSON, and as a page."""

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode

from stances.models import Jurisdiction, Statement

MOST_STATEMENTS = 100  # of an article


def web(name, *args, **query):
    """The whole address of a page or of a record of the API, by its name."""
    return settings.SITE_URL + reverse(name, args=args) + (f"?{urlencode(query)}" if query else "")


def both(name, key):
    """A record as JSON and as a page, by the name of its page."""
    return {"api": web(f"api_{name}", key), "page": web(name, key)}


def links_of_statement(record, articles):
    """The links of a statement's record; ``articles`` are those that it rests on, in order."""
    reference = record["reference"]
    files = {extension: web(f"statement_{extension}", reference) for extension in ("json", "bib", "ris")}
    return {
        "self": web("api_statement", reference),
        "page": record["url"],
        **files,
        "picture": web("statement_picture", reference),
        "agency": both("agency", record["agency_slug"]),
        "official": both("official", record["official_slug"]) if record["official_slug"] else None,
        "jurisdictions": jurisdictions_of(record),
        "articles": [
            both("article", article.pk) | {"url": article.url or None, "archive_url": article.archive_url or None}
            for article in articles
        ],
        "codebook": web("api_codebook"),
    }


def geoids_of(record):
    """The GEOIDs of the place, the county and the state that a record names, those that it has."""
    return [record[name] for name in ("place_geoid", "county_geoid", "state_fips") if record[name]]


def jurisdictions_of(record):
    found = {each.geoid: each for each in Jurisdiction.objects.at(*geoids_of(record))}
    return [
        {
            "level": found[geoid].level,
            "api": web("api_jurisdiction", geoid),
            "page": settings.SITE_URL + found[geoid].get_absolute_url(),
        }
        for geoid in geoids_of(record)
    ]


def links_of_agency(record):
    return {
        "statements": web("api_statements", agency=record["slug"]),
        "jurisdictions": [web("api_jurisdiction", geoid) for geoid in geoids_of(record)],
    }


def links_of_official(record):
    return {
        "statements": web("api_statements", official=record["slug"]),
        "agencies": [web("api_agency", slug) for slug in record["agency_slugs"]],
    }


def links_of_article(record):
    resting = Statement.objects.published().resting_on(record["id"]).newest_first()
    references = resting.values_list("reference", flat=True)[:MOST_STATEMENTS]
    return {"statements": [web("api_statement", reference) for reference in references]}


def links_of_jurisdiction(record):
    value = record["state"] if record["level"] == "state" else record["geoid"]
    return {
        "statements": web("api_statements", **{record["level"]: value}),
        "state": web("api_jurisdiction", record["state_fips"]),
        "counties": [web("api_jurisdiction", geoid) for geoid in record["county_geoids"]],
    }


def links_of_shift(record):
    return {
        "statement": web("api_statement", record["reference"]),
        "before": web("api_statement", record["before_reference"]),
        "agency": web("api_agency", record["agency_slug"]),
    }


LINKS = {
    "agencies": links_of_agency,
    "officials": links_of_official,
    "articles": links_of_article,
    "jurisdictions": links_of_jurisdiction,
    "shifts": links_of_shift,
}
