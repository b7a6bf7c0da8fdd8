"""Pages without parameters refuse those that mean something elsewhere, and lists every one that they don't know."""

import pytest

from tests.lists import body

REFUSED = [
    pytest.param("/jurisdictions/?as_of=2020", "as_of", id="the past of a list that knows none"),
    pytest.param("/jurisdictions/?zeppelin=1", "zeppelin", id="a name of nothing on a list"),
    pytest.param("/jurisdictions/nc/?as_of=2020", "as_of", id="a state"),
    pytest.param("/jurisdictions/nc/mecklenburg-county/?as_of=2020", "as_of", id="a county"),
    pytest.param("/agencies/charlotte-mecklenburg-police-department-nc/?as_of=2020", "as_of", id="an agency"),
    pytest.param("/officials/rob-tufano/?state=NC", "state", id="an official"),
    pytest.param("/statements/aaaaaaaa/?page=2", "page", id="a statement"),
    pytest.param("/statements/aaaaaaaa/history.json?as_of=2020", "as_of", id="a history"),
    pytest.param("/map/?as_of=2020", "as_of", id="the map"),
    pytest.param("/data/?as_of=2020", "as_of", id="words"),
    pytest.param("/api/?as_of=2020", "as_of", id="the words on the API"),
    pytest.param("/data/codings.csv?state=NC", "state", id="a file"),
]


def told(response):
    """The words of a file, or those of a page that say what is wrong."""
    return body(response).partition('role="alert"')[2] or body(response)


@pytest.mark.parametrize(("address", "name"), REFUSED)
def test_what_a_page_can_not_be_asked_is_refused(archive, client, address, name):
    response = client.get(address)

    assert (response.status_code, name in told(response)) == (400, True)


def test_the_page_of_a_refusal_leads_to_the_page_without_parameters(archive, client):
    page = body(client.get("/agencies/charlotte-mecklenburg-police-department-nc/?as_of=2020"))

    assert '<a href="/agencies/charlotte-mecklenburg-police-department-nc/">The page without this</a>' in page
    assert "Lists and their downloads know the past." in page


@pytest.mark.parametrize("query", ["ref=letter", "utm_source=letter", "as_of="])
def test_marks_of_others_do_no_harm_to_the_address_of_a_record(archive, client, query):
    assert client.get(f"/statements/aaaaaaaa/?{query}").status_code == 200
