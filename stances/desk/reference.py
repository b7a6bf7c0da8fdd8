"""The reference tables: states, counties and places from the Census, agencies from the FBI's tables.

``load()`` may run again and again: it adds what is missing and brings figures up to date, but never overwrites the
name, kind, aliases or jurisdiction of an agency that is there, which editors may have mended.
"""

import csv
import gzip
from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify

from stances.desk.rows import insert, update
from stances.models import Agency, Jurisdiction, PlaceCounty


@dataclass
class Count:
    """What a load did to one table."""

    name: str
    added: int = 0
    changed: int = 0
    unchanged: int = 0

    def __str__(self):
        total = self.added + self.changed + self.unchanged
        return f"{total:,} {self.name} ({self.added:,} added, {self.changed:,} changed, {self.unchanged:,} unchanged)"


@transaction.atomic
def load(folder=None):
    """Load both tables from a folder of CSV files (default: fixtures/). Returns a Count for each level and agencies."""
    folder = Path(folder or settings.BASE_DIR / "fixtures")
    corrections = read_corrections(folder)
    places = read_table(folder / "jurisdictions.csv.gz", "geoid", corrections["jurisdictions"])
    slugs = jurisdiction_slugs(places)
    counts = [load_level(level, places, slugs) for level in Jurisdiction.Level]
    load_counties_of_places(places)
    counts.append(load_agencies(read_table(folder / "agencies.csv.gz", "ori", corrections["agencies"])))
    return counts


def read_corrections(folder):
    """Return {file: {key: {column: value}}}: what is known to be wrong in the tables, each with its reason."""
    corrections = defaultdict(lambda: defaultdict(dict))
    with (folder / "corrections.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            corrections[row["file"]][row["key"]][row["column"]] = row["value"]
    return corrections


def read_table(path, key, corrections):
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        rows = [row | corrections.get(row[key], {}) for row in csv.DictReader(lines)]
    return [row | {"name": " ".join(row["name"].split())} for row in rows]


def load_level(level, rows, slugs):
    rows = [row for row in rows if row["level"] == level]
    parents = dict(Jurisdiction.objects.values_list("geoid", "pk"))
    wanted = {
        row["geoid"]: Jurisdiction(
            level=level,
            geoid=row["geoid"],
            name=row["name"],
            slug=slugs[row["geoid"]],
            state=row["state"],
            parent_id=parents[row["parent"]] if row["parent"] else None,
            latitude=number(row["latitude"], Decimal),
            longitude=number(row["longitude"], Decimal),
            population=number(row["population"]),
        )
        for row in rows
    }
    there = {place.geoid: place for place in Jurisdiction.objects.filter(level=level)}
    return save_table(f"{level.label.lower()} records", wanted, there, ["name", "latitude", "longitude", "population"])


def jurisdiction_slugs(rows):
    """Return {geoid: slug}, unique in each state: its abbreviation for a state, else the name.

    A place adds its GEOID where the state has the name twice; counties never share theirs.
    """
    plain = {r["geoid"]: r["state"].lower() if r["level"] == "state" else slugify(r["name"]) for r in rows}
    times = Counter((r["state"], plain[r["geoid"]]) for r in rows)
    shared = {r["geoid"] for r in rows if r["level"] == "place" and times[r["state"], plain[r["geoid"]]] > 1}
    return {geoid: f"{slug}-{geoid}" if geoid in shared else slug for geoid, slug in plain.items()}


def load_counties_of_places(rows):
    """Note every county that a place lies in."""
    ids = dict(Jurisdiction.objects.values_list("geoid", "pk"))
    there = set(PlaceCounty.objects.values_list("place", "county"))
    wanted = {(ids[row["geoid"]], ids[county]) for row in rows for county in row["counties"].split(";") if county}
    insert(PlaceCounty, [PlaceCounty(place_id=place, county_id=county) for place, county in sorted(wanted - there)])


def load_agencies(rows):
    levels = defaultdict(dict)
    for place in Jurisdiction.objects.only("level", "geoid", "state", "parent_id"):
        levels[place.level][place.state if place.level == "state" else place.geoid] = place
    slugs = agency_slugs(rows)
    wanted = {slugs[row["ori"]]: new_agency(row, slugs[row["ori"]], levels) for row in rows}
    there = {agency.slug: agency for agency in Agency.objects.filter(slug__in=wanted)}
    figures = ["population_served", "officers", "staffing_year", "is_reporting"]
    return save_table("agencies", wanted, there, figures)


def new_agency(row, slug, levels):
    place = levels["place"].get(row["place_geoid"])
    county = levels["county"].get(row["county_geoid"])
    return Agency(
        name=row["name"],
        slug=slug,
        kind=row["kind"],
        jurisdiction=place or county or levels["state"][row["state"]],
        county_id=county.pk if county else place.parent_id if place else None,
        ori=row["ori"],
        aliases=[alias for alias in row.get("aliases", "").split(";") if alias],
        population_served=number(row["population_served"]),
        officers=number(row["officers"]),
        staffing_year=number(row["staffing_year"]),
        is_reporting=row["reporting"] == "yes",
    )


def agency_slugs(rows):
    """Return {ORI: slug}: name and state, with the ORI where a state has the name twice."""
    plain = {row["ori"]: slugify(f"{row['name']} {row['state']}") for row in rows}
    times = Counter(plain.values())
    return {ori: slug if times[slug] == 1 else f"{slug}-{ori.lower()}" for ori, slug in plain.items()}


def save_table(name, wanted, there, figures):
    """Add the records that are not there by key, and bring the figures of the others up to date."""
    new = [record for key, record in wanted.items() if key not in there]
    changed = []
    for key, record in there.items():
        if key in wanted and any(getattr(record, f) != getattr(wanted[key], f) for f in figures):
            for figure in figures:
                setattr(record, figure, getattr(wanted[key], figure))
            changed.append(record)
    model = type(next(iter(wanted.values())))
    insert(model, new)
    update(model, changed, figures)
    return Count(name, len(new), len(changed), len(wanted) - len(new) - len(changed))


def number(text, kind=int):
    return kind(text) if text else None
