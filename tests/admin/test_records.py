"""The other records of the desk: how they are found, and what is refused in which words."""

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from stances.models import Agency, Article
from tests.records import (
    make_agency,
    make_article,
    make_jurisdiction,
    make_official,
    make_state,
    make_statement,
)

from .conftest import errors_of

MECKLENBURG = "Mecklenburg County Sheriff's Office · Mecklenburg County, NC"

NOUNS = ["jurisdiction", "agency", "official", "article", "statement", "mergedreference"]


def labels(client, field, term, model="statement"):
    query = {"app_label": "stances", "model_name": model, "field_name": field, "term": term}
    response = client.get(reverse("admin:autocomplete"), query)
    return [result["text"] for result in response.json()["results"]]


@pytest.fixture
def agencies(db):
    cook = make_jurisdiction(name="Cook County", state="IL")
    make_agency(name="Cook County Sheriff's Office", jurisdiction=cook, ori="IL0160000")
    make_agency(name="Alsip Police Department", kind="municipal-police", jurisdiction=cook)
    georgia = make_jurisdiction(name="Cook County", state="GA")
    make_agency(name="Cook County Sheriff's Office", jurisdiction=georgia)
    dona_ana = make_jurisdiction(name="Doña Ana County", state="NM")
    make_statement(agency=make_agency(name="Doña Ana County Sheriff's Office", jurisdiction=dona_ana))
    charlotte = make_jurisdiction(name="Charlotte", level="place", counties=[make_jurisdiction()])
    aliases = ["CMPD"]
    police = make_agency(name="Police Department", kind="municipal-police", jurisdiction=charlotte, aliases=aliases)
    make_statement(agency=police)
    make_agency()


@pytest.mark.usefixtures("agencies")
@pytest.mark.parametrize(
    ("term", "first", "count"),
    [
        pytest.param("cook county il", "Cook County Sheriff's Office · Cook County, IL · IL0160000", 2, id="place"),
        pytest.param("il0160000", "Cook County Sheriff's Office · Cook County, IL · IL0160000", 1, id="ORI"),
        pytest.param("dona ana", "Doña Ana County Sheriff's Office · Doña Ana County, NM", 1, id="accents"),
        pytest.param("charlotte", "Police Department · Charlotte, NC", 1, id="place's name"),
        pytest.param("cmpd", "Police Department · Charlotte, NC", 1, id="alias"),
        pytest.param("north carolina sheriff", MECKLENBURG, 1, id="state"),
        pytest.param("", "Doña Ana County Sheriff's Office · Doña Ana County, NM", 6, id="said of first"),
        pytest.param("nowhere", None, 0, id="nothing"),
        pytest.param("\x00%", "Doña Ana County Sheriff's Office · Doña Ana County, NM", 6, id="NUL"),
    ],
)
def test_agencies_are_found(editor, term, first, count):
    found = labels(editor, "agency", term)

    assert found[:1] == ([first] if first else [])
    assert len(found) == count


def test_officials_are_told_apart_by_agency(editor):
    make_official(name="John Smith")
    make_statement(official=make_official(name="John Smith"))

    assert sorted(labels(editor, "official", "smith")) == [
        "John Smith",
        "John Smith · Mecklenburg County Sheriff's Office (NC)",
    ]


@pytest.mark.parametrize("term", ["ends observer", "http://www.example.com/a/?utm_id=x", "example.com/a", "\x00ends"])
def test_articles_are_found(editor, term):
    make_article(url="https://example.com/a")

    found = labels(editor, "article", term, model="citation")

    assert found == ["Sheriff ends a programme · Charlotte Observer · https://example.com/a"]


def test_an_article_is_there_already_under_another_spelling(editor):
    make_article(url="https://example.com/a")
    form = {"url": "http://www.example.com/a/?utm_source=x", "publisher": "Observer", "language": "en"}

    response = editor.post(reverse("admin:stances_article_add"), form)

    assert errors_of(response)[0] == "An article with this address is there already."
    assert "cite that one" in errors_of(response)[1]
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        pytest.param({"ori": "NC06"}, "An ORI has nine letters and digits.", id="short ORI"),
        pytest.param({"ori": "NC-060000"}, "An ORI has nine letters and digits.", id="ORI with a dash"),
        pytest.param({"officers": "12"}, "Give the year of the figures.", id="figures without a year"),
        pytest.param({"officers": "99999999999"}, "less than or equal to", id="too many officers"),
        pytest.param({"aliases": "x" * 151}, "at most 150 characters", id="long alias"),
        pytest.param({"looked_on": "2999-01-01"}, "This day is still to come.", id="looked for tomorrow"),
        pytest.param({"name": "\x00"}, "Null characters are not allowed.", id="NUL"),
    ],
)
def test_a_wrong_agency_is_explained(editor, fields, words):
    form = {"name": "Police", "kind": "municipal-police", "jurisdiction": make_jurisdiction().pk, **fields}

    response = editor.post(reverse("admin:stances_agency_add"), form)

    assert words in " ".join(errors_of(response))
    assert not Agency.objects.exists()


def test_editors_note_that_they_looked_for_statements(editor):
    agency, other = make_agency(), make_agency(name="Other")
    form = {"action": "looked_today", "_selected_action": [agency.pk]}

    response = editor.post(reverse("admin:stances_agency_changelist"), form, follow=True)

    assert "Noted that someone looked for statements of 1 agency today." in response.content.decode()
    assert [each.looked_on for each in Agency.objects.order_by("pk")] == [timezone.now().date(), None]
    assert [event.looked_on for event in agency.events.order_by("pgh_id")] == [None, timezone.now().date()]
    assert list(Agency.objects.filter(looked_on=None)) == [other]


def test_an_ori_is_written_large(editor):
    form = {"name": "Police", "kind": "municipal-police", "jurisdiction": make_jurisdiction().pk, "ori": "nc0600100"}

    editor.post(reverse("admin:stances_agency_add"), form)

    assert Agency.objects.get().ori == "NC0600100"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        pytest.param({"geoid": "371"}, "A GEOID has 2 digits", id="GEOID"),
        pytest.param({"state": "nc"}, "Write the two capital letters", id="state"),
        pytest.param({"parent": ""}, "A county or place has a parent", id="county without a state"),
        pytest.param({"slug": "mecklenburg-county"}, "has this slug", id="slug"),
    ],
)
def test_a_wrong_jurisdiction_is_explained(reviewer, fields, words):
    make_jurisdiction()
    parent = make_state().pk
    form = {"level": "county", "geoid": "37998", "name": "X", "slug": "x", "state": "NC", "parent": parent}

    response = reviewer.post(reverse("admin:stances_jurisdiction_add"), form | {"vintage": 2017} | fields)

    assert words in " ".join(errors_of(response))


@pytest.mark.parametrize("noun", NOUNS)
def test_every_record_has_its_pages(admin_client, noun):
    statement = make_statement(official=make_official())
    statement.merged_references.create(reference="abcdefgh")
    record = apps.get_model("stances", noun).objects.first()

    for page, args in (("changelist", []), ("add", []), ("change", [record.pk]), ("history", [record.pk])):
        assert admin_client.get(reverse(f"admin:stances_{noun}_{page}", args=args)).status_code == 200


@pytest.mark.parametrize(
    ("noun", "make"), [("agency", make_agency), ("official", make_official), ("article", make_article)]
)
def test_lists_ask_as_much_for_many_as_for_few(admin_client, django_assert_max_num_queries, noun, make):
    for _ in range(12):
        make()

    with django_assert_max_num_queries(10):
        admin_client.get(reverse(f"admin:stances_{noun}_changelist"))


def test_private_fields_say_so(editor):
    assert "Private" in editor.get(reverse("admin:stances_article_add")).content.decode()
    assert "Private" in editor.get(reverse("admin:stances_official_add")).content.decode()


def test_the_index_begins_with_the_daily_work(admin_client):
    page = admin_client.get(reverse("admin:index")).content.decode()

    places = [page.index(f'class="model-{noun}') for noun in ("statement", "article", "official", "agency")]
    assert places == sorted(places)
    assert "Stances — desk" in page
    assert 'href="/codebook/"' in page
