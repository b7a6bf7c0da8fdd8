import json

import pytest

from stances.codebook import Kind
from stances.sharing.linked import linked_agency, linked_dataset, linked_official, linked_site, linked_statement
from tests.records import make_agency, make_article, make_official, make_statement

SITE = "http://localhost:8000"


@pytest.fixture
def statement(db):
    article = make_article(published="2017-02", url="https://example.com/1", byline="Ann Lee")
    return make_statement(official=make_official(), official_title="Sheriff", article=article)


def test_quotation_names_its_speaker_its_words_and_its_source(statement):
    linked = linked_statement(statement)

    assert (linked["@type"], linked["text"]) == ("Quotation", statement.text)
    assert linked["spokenByCharacter"]["name"] == "Garry McFadden"
    assert linked["about"]["@type"] == "GovernmentOrganization"
    assert linked["citation"] == [
        {
            "@type": "NewsArticle",
            "url": "https://example.com/1",
            "headline": "Sheriff ends a programme",
            "publisher": {"@type": "Organization", "name": "Charlotte Observer"},
            "author": {"@type": "Person", "name": "Ann Lee"},
            "inLanguage": "en",
            "datePublished": "2017-02",
        }
    ]


def test_quotation_without_an_official_is_spoken_by_the_agency(db):
    linked = linked_statement(make_statement())

    assert linked["spokenByCharacter"]["@type"] == "GovernmentOrganization"
    assert "about" not in linked


@pytest.mark.parametrize("kind", [Kind.PARAPHRASE, Kind.POLICY, Kind.ACTION])
def test_what_the_archive_tells_is_a_work_about_the_agency(statement, kind):
    statement.kind = kind

    linked = linked_statement(statement)
    assert (linked["@type"], linked["about"]["name"]) == ("CreativeWork", "Mecklenburg County Sheriff's Office")
    assert (linked["mentions"]["jobTitle"], linked["creator"]["name"]) == ("Sheriff", "Stances")
    assert "spokenByCharacter" not in linked


DATES = [
    pytest.param("2017-02-21", {"dateCreated": "2017-02-21"}, id="a day"),
    pytest.param("2017-02", {"dateCreated": "2017-02"}, id="a month is no day"),
    pytest.param("2017", {"dateCreated": "2017"}, id="a year"),
    pytest.param("2017-02~", {"temporalCoverage": "2017-02~"}, id="about a month"),
    pytest.param("2017-02/2017-03", {"temporalCoverage": "2017-02/2017-03"}, id="a span"),
    pytest.param("", {}, id="undated"),
]


@pytest.mark.parametrize(("date", "expected"), DATES)
def test_date_is_as_exact_as_it_is_known(statement, date, expected):
    statement.date = date

    linked = linked_statement(statement)
    assert {name: linked[name] for name in ("dateCreated", "temporalCoverage") if name in linked} == expected


def test_nobody_rates_a_claim(statement):
    assert "ClaimReview" not in json.dumps(linked_statement(statement))


def test_agency_is_known_by_its_names_and_numbers(db):
    agency = make_agency(ori="NC0600000", aliases=["MCSO"])

    linked = linked_agency(agency)
    assert (linked["@type"], linked["alternateName"]) == ("GovernmentOrganization", ["MCSO"])
    assert linked["identifier"] == {"@type": "PropertyValue", "propertyID": "ORI", "value": "NC0600000"}
    assert linked["areaServed"]["name"] == "Mecklenburg County, NC"


def test_official_is_a_person(db):
    linked = linked_official(make_official())

    assert (linked["@type"], linked["url"]) == ("Person", f"{SITE}/officials/garry-mcfadden/")
    assert "jobTitle" not in linked


def test_site_tells_how_it_is_searched():
    target = linked_site()["potentialAction"]["target"]["urlTemplate"]

    assert target == f"{SITE}/statements/?q={{search_term_string}}"


def test_dataset_has_every_column_and_format(statement):
    linked = linked_dataset()

    assert linked["temporalCoverage"] == "2017/2017"
    assert [each["name"] for each in linked["variableMeasured"]][:2] == ["reference", "url"]
    assert f"{SITE}/statements.csv" in [each["contentUrl"] for each in linked["distribution"]]
