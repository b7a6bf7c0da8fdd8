import csv
import gzip

import pytest
from django.conf import settings

from stances.charts import geography


def geoids(level):
    with gzip.open(settings.BASE_DIR / "fixtures" / "jurisdictions.csv.gz", "rt", encoding="utf-8") as lines:
        return {row["geoid"] for row in csv.DictReader(lines) if row["level"] == level and row["geoid"] < "6"}


def test_map_has_every_state_and_county_of_the_archive_but_territories():
    assert set(geography.states().paths) == geoids("state")
    assert geography.counties().ids("counties") == geoids("county")


def test_map_of_the_states_is_light():
    paths = "".join(geography.states().paths.values())

    assert len(gzip.compress(paths.encode())) < 15_000
    assert all(path.startswith("M") for path in geography.states().paths.values())


@pytest.mark.parametrize("state", ["02", "15", "37", "44", "48"])
def test_map_of_a_state_fills_its_frame(state):
    drawing = geography.counties_of(state)

    assert all(geoid.startswith(state) for geoid in drawing.paths)
    assert drawing.width == geography.MOST_WIDTH or drawing.height == geography.MOST_HEIGHT
    assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y, _room in drawing.spots.values())


def test_territory_has_no_map():
    assert geography.counties_of("72").paths == {}
    assert geography.locator("72", ["72001"]) is None


def test_locator_shows_counties_in_their_state():
    locator = geography.locator("37", ["37119", "37179", "37999"])

    assert (locator.width, len(locator.paths)) == (geography.LOCATOR, 2)
    assert len(locator.outline) < 4000


def test_map_is_read_once():
    assert geography.states() is geography.states()
    assert geography.counties_of("37") is geography.counties_of("37")
