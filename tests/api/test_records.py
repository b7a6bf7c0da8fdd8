"""Single records of the API, and where they lead."""

import pytest
from django.test import Client

from stances.api.lists import LISTS
from stances.models import MergedReference
from tests.records import make_agency, make_statement

# One record of each list of the small archive.
ONE = {
    "statements": "bbbbbbbb",
    "agencies": "charlotte-mecklenburg-police-department-nc",
    "officials": "rob-tufano",
    "jurisdictions": "37119",
}


def get(address, **params):
    return Client().get(f"/api/v1/{address}", params)


@pytest.mark.parametrize("name", ONE)
def test_a_record_is_what_its_list_has_with_links(open_archive, name):
    key = LISTS[name].table.key[0]
    [listed] = [each for each in get(name, per_page=100).json()["results"] if each[key] == ONE[name]]

    record = get(f"{name}/{ONE[name]}").json()

    assert record.pop("links")["self"] == f"http://localhost:8000/api/v1/{name}/{ONE[name]}"
    record.pop("citations", None)
    assert record == listed


def test_a_statement_is_the_same_as_its_file(open_archive):
    assert get("statements/aaaaaaaa").json() == Client().get("/statements/aaaaaaaa.json").json()


def addresses(value):
    """All addresses of this site in a record."""
    if isinstance(value, dict):
        return {each for one in value.values() for each in addresses(one)}
    if isinstance(value, list):
        return {each for one in value for each in addresses(one)}
    return {value} if str(value).startswith("http://localhost:8000/") else set()


@pytest.mark.parametrize("name", ONE)
def test_every_link_of_a_record_leads_somewhere(open_archive, name):
    links = addresses(get(f"{name}/{ONE[name]}").json()["links"])

    assert {link: Client().get(link).status_code for link in links} == dict.fromkeys(links, 200)
    assert len(links) > 2


def test_a_statement_leads_to_everything_it_rests_on(open_archive):
    links = get("statements/aaaaaaaa").json()["links"]

    assert links["official"]["page"] == "http://localhost:8000/officials/rob-tufano/"
    assert [each["level"] for each in links["jurisdictions"]] == ["place", "county", "state"]
    [article] = links["articles"]
    assert article["url"] == "http://www.wbtv.com/story/1"
    assert Client().get(article["api"]).json()["links"]["statements"] == [
        "http://localhost:8000/api/v1/statements/aaaaaaaa",
        "http://localhost:8000/api/v1/statements/aaaaaaab",
    ]


def test_a_shift_is_known_by_its_statement_and_its_topic(db):
    agency = make_agency()
    before = make_statement(agency=agency, date="2016", position="partners")
    after = make_statement(agency=agency, date="2018", position="declines")

    shift = get(f"shifts/{after.reference}/detainers").json()

    assert (shift["before_position"], shift["position"]) == ("partners", "declines")
    assert shift["links"]["before"].endswith(f"/api/v1/statements/{before.reference}")
    assert get(f"shifts/{before.reference}/detainers").status_code == 404


def test_a_record_has_the_fields_that_are_asked_for(open_archive):
    assert get("statements/aaaaaaaa", fields="reference,citations").json().keys() == {"reference", "citations"}
    assert get("agencies/cook-county-sheriffs-office-il", fields="name").json() == {
        "name": "Cook County Sheriff's Office"
    }


@pytest.mark.parametrize("fields", ["", "?fields=reference"])
def test_a_reference_in_capitals_leads_to_the_record(open_archive, fields):
    answer = get(f"statements/AAAAAAAA{fields}")

    assert (answer.status_code, answer["Location"]) == (
        301,
        f"http://localhost:8000/api/v1/statements/aaaaaaaa{fields}",
    )
    assert answer.json()["location"] == answer["Location"]


def test_a_merged_reference_leads_to_the_other_record(open_archive):
    MergedReference.objects.create(reference="mmmmmmmm", statement=open_archive["aaaaaaaa"])

    answer = get("statements/mmmmmmmm")

    assert (answer.status_code, answer["Location"]) == (301, "http://localhost:8000/api/v1/statements/aaaaaaaa")


def test_a_withdrawn_statement_tells_its_reason_and_no_more(open_archive):
    answer = get("statements/kkkkkkkk")

    problem = answer.json()
    assert (answer.status_code, problem["reason"]) == (410, "It was another county.")
    assert problem["page"] == "http://localhost:8000/statements/kkkkkkkk/"
    assert "Secret" not in answer.content.decode()


NOWHERE = [
    "statements/hhhhhhhh",
    "statements/zzzzzzzz",
    "officials/hidden-person",
    "agencies/nobody",
    "articles/1" + "0" * 17,
    "articles/0",
    "articles/99999999999999999999999",
    "jurisdictions/99",
    "jurisdictions/123",
    "shifts/aaaaaaaa/nothing",
    "codebook/nothing",
    "statements/%00",
    "statements/",
    "nothing",
]


@pytest.mark.parametrize("address", NOWHERE)
def test_what_is_not_there_is_not_found(open_archive, address):
    answer = get(address)

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_the_codebook_is_told_whole(db):
    answer = get("codebook").json()
    position = get("codebook/position").json()

    assert [each["name"] for each in answer["results"]] == [
        "position", "kind", "topic", "basis", "certainty", "agency_kind",
    ]  # fmt: skip
    assert answer["results"][0] == position
    assert position["codes"][0]["label"] == "Partners"
    assert get("codebook", fields="name").json()["results"][0] == {"name": "position"}


def test_the_first_address_leads_to_all_others(open_archive):
    links = get("").json()["links"].values()

    assert {link: Client().get(link).status_code for link in links} == dict.fromkeys(links, 200)
