import re

import pytest

from tests.lists import body


def links(response):
    """The areas of the map on a page: {address: accessible name}."""
    return dict(re.findall(r'<a href="([^"]*)" aria-label="([^"]*)" class="area', body(response)))


def test_each_state_is_a_link_that_tells_its_numbers(archive, get):
    assert links(get("/map/"))["/jurisdictions/il/"] == (
        "Illinois: 3 statements by 1 agency; of the latest of each, 1 limits or declines, 0 cooperate or partner. "
        "Prevailing position: Declines"
    )


def test_table_has_what_the_map_shows_with_the_most_first(archive, get):
    response = get("/map/", measure="cooperates")
    rows = re.findall(r'<th scope="row"><a href="([^"]*)">', body(response))

    assert rows[0] == "/jurisdictions/ga/"
    assert "Ordered by “Share that cooperate or partner”, the highest value first." in body(response)
    assert set(rows) == set(links(response))


def test_reader_chooses_the_measure_by_links(archive, get):
    page = body(get("/map/", measure="cooperates"))

    assert re.findall(r'<a href="(/map/[^"#]*)#map"( aria-current="true")?>', page) == [
        ("/map/", ""),
        ("/map/?measure=limits", ""),
        ("/map/?measure=cooperates", ' aria-current="true"'),
        ("/map/?measure=statements", ""),
    ]


@pytest.mark.parametrize("path", ["/map/", "/jurisdictions/nc/"])
def test_unknown_measure_is_explained_and_nothing_is_drawn(archive, get, path):
    response = get(path, measure="size")

    assert response.status_code == 400
    assert "measure: “size” is not one of the measures: position, limits, cooperates, statements." in body(response)
    assert links(response) == {}


@pytest.mark.parametrize("path", ["/map/", "/jurisdictions/", "/jurisdictions/nc/", "/jurisdictions/nc/charlotte/"])
def test_pages_ask_few_questions(archive, get, path, django_assert_max_num_queries):
    resets = 1  # within a test's transaction, planner.without() has to undo its setting by a query of its own

    with django_assert_max_num_queries(12 + resets):
        get(path)
