"""Writing statements at the desk: what is saved, and what is refused in which words."""

import pytest
from django.urls import reverse

from stances.models import Statement
from tests.records import make_agency, make_article, make_citation, make_jurisdiction, make_official, make_statement

from .conftest import errors_of
from .forms import citation_forms, statement_form

ADD = reverse("admin:stances_statement_add")
LIST = reverse("admin:stances_statement_changelist")


def change_url(statement):
    return reverse("admin:stances_statement_change", args=[statement.pk])


def test_an_editor_adds_a_draft(editor):
    response = editor.post(ADD, statement_form(citations=[None], topics=["jail-access", "detainers"]))

    assert errors_of(response) == []
    statement = Statement.objects.get()
    assert statement.status == "draft"
    assert statement.topics == ["detainers", "jail-access"]  # as the codebook has them
    assert statement.citations.count() == 1


def test_a_draft_that_is_no_quotation_may_wait_for_its_article(editor):
    page = editor.get(ADD)
    left_empty = citation_forms([{"article": ""}])
    response = editor.post(ADD, statement_form() | left_empty)

    assert 'name="citations-0-article"' in page.content.decode()
    assert errors_of(response) == []
    assert Statement.objects.get().citations.count() == 0


def test_definitions_stand_beside_the_codes(editor):
    page = editor.get(ADD).content.decode()

    assert "Help only in named cases" in page
    assert "Holding people at the request of ICE." in page
    assert "The source does not say whose decision it is." in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        pytest.param({"kind": "quotation"}, "needs a citation", id="quotation without an article"),
        pytest.param({"topics": []}, "Choose one to four topics.", id="no topic"),
        pytest.param(
            {"topics": ["287g", "detainers", "enforcement", "jail-access", "data-sharing"]},
            "Choose one to four topics; 5 are chosen.",
            id="five topics",
        ),
        pytest.param({"topics": ["weather"]}, "weather is not one of the available choices", id="unknown topic"),
        pytest.param({"position": "supports"}, "supports is not one of", id="unknown position"),
        pytest.param({"date": "2017-02-30"}, "a month or a day that no calendar has", id="impossible day"),
        pytest.param({"date": "2017-05/2017-02"}, "ends before it begins", id="reversed span"),
        pytest.param({"date": "in February"}, "is not a date", id="no date"),
        pytest.param({"text": " \n "}, "This field is required.", id="empty text"),
        pytest.param({"text": "a\x00b"}, "Null characters are not allowed.", id="NUL"),
        pytest.param({"language": "English!"}, "Write a language tag, such as en or es.", id="language"),
        pytest.param({"agency": "999999"}, "That choice is not one of", id="agency that is not there"),
        pytest.param({"status": "published"}, "published is not one of the available choices", id="publishing"),
        pytest.param({"status": "withdrawn"}, "withdrawn is not one of the available choices", id="withdrawing"),
        pytest.param(
            {"kind": "quotation", "text": "“We will not.”"}, "Leave out the quotation marks", id="quotation marks"
        ),
    ],
)
def test_wrong_input_is_explained(editor, fields, words):
    response = editor.post(ADD, statement_form(**fields))

    assert words in " ".join(errors_of(response)).replace("&#x27;", "'")
    assert not Statement.objects.exists()


def test_a_reviewer_may_not_publish_in_the_form_without_an_article(reviewer):
    response = reviewer.post(ADD, statement_form(status="published"))

    assert "needs a citation" in " ".join(errors_of(response))


def test_an_article_is_cited_once(editor):
    article = make_article().pk

    response = editor.post(ADD, statement_form(citations=[{"article": article}, {"article": article}]))

    assert "twice" in " ".join(errors_of(response))


def test_only_one_article_is_the_original(editor):
    response = editor.post(ADD, statement_form(citations=[{"is_original": "on"}, {"is_original": "on"}]))

    assert errors_of(response) == ["Only one article can be the original report."]


def test_the_original_report_changes_in_one_go(editor):
    statement = make_statement(status="draft")
    first = statement.citations.get()
    first.is_original = True
    first.save()
    second = make_citation(statement=statement)
    citations = [
        {"id": first.pk, "article": first.article_id},
        {"id": second.pk, "article": second.article_id, "is_original": "on"},
    ]

    editor.post(
        change_url(statement), statement_form(agency=statement.agency) | citation_forms(citations[::-1], initial=2)
    )

    assert statement.main_citation == second


def test_what_the_database_alone_refuses_is_shown_in_the_form(editor, monkeypatch):
    monkeypatch.setattr("stances.admin.citation.CitationFormSet.problems", lambda *_: [])

    response = editor.post(ADD, statement_form(kind="quotation"))

    assert response.status_code == 200
    assert "needs a citation" in " ".join(errors_of(response))
    assert "would not hold people" in response.content.decode()  # what was written is still there


def test_an_editor_reads_a_published_statement_but_does_not_change_it(editor):
    statement = make_statement()

    page = editor.get(change_url(statement))
    answer = editor.post(change_url(statement), statement_form(agency=statement.agency, text="Changed."))

    assert "Detainers" in page.content.decode()
    assert 'name="text"' not in page.content.decode()
    assert answer.status_code == 403


def test_a_reviewer_changes_a_published_statement_and_says_why(reviewer, django_user_model):
    statement = make_statement()
    citation = statement.citations.get()
    form = statement_form(agency=statement.agency, status="published", why="a typing error", text="Mended.")
    cited = citation_forms([{"id": citation.pk, "article": citation.article_id}], initial=1)

    reviewer.post(change_url(statement), form | cited)

    event = Statement.pgh_event_model.objects.filter(pgh_obj=statement, text="Mended.").get()
    assert event.pgh_context.metadata["reason"] == "a typing error"


def test_a_published_statement_can_not_be_deleted(admin_client):
    statement = make_statement()

    page = admin_client.get(change_url(statement)).content.decode()
    delete = reverse("admin:stances_statement_delete", args=[statement.pk])
    answer = admin_client.post(delete, {"post": "yes"})

    assert 'class="deletelink"' not in page
    assert answer.status_code == 403


def test_deleting_a_selection_names_what_was_published(admin_client):
    statement = make_statement()
    selection = {"action": "delete_selected", "_selected_action": [statement.pk], "post": "yes"}

    page = admin_client.post(LIST, selection)

    assert "was published: withdraw it instead." in page.content.decode()
    assert Statement.objects.exists()


def test_a_statement_published_while_it_is_being_deleted_stays(admin_client, monkeypatch):
    statement = make_statement()
    monkeypatch.setattr("stances.desk.publishing.was_public", lambda _: False)

    delete = reverse("admin:stances_statement_delete", args=[statement.pk])
    answer = admin_client.post(delete, {"post": "yes"}, follow=True)

    assert "The database refused this" in answer.content.decode()
    assert Statement.objects.exists()


def test_an_editor_deletes_a_draft(editor):
    draft = make_statement(status="draft")

    editor.post(reverse("admin:stances_statement_delete", args=[draft.pk]), {"post": "yes"})

    assert not Statement.objects.exists()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param({}, 2, id="all"),
        pytest.param({"q": "warrants"}, 2, id="words, in drafts too"),
        pytest.param({"q": "cook"}, 1, id="name of the agency"),
        pytest.param({"q": "a\x00b"}, 2, id="all, with a word about the NUL"),
        pytest.param({"q": '"-( OR'}, 0, id="malformed"),
        pytest.param({"status__exact": "draft"}, 1, id="status"),
        pytest.param({"state": "IL"}, 1, id="state"),
        pytest.param({"topic": "detainers"}, 2, id="topic"),
        pytest.param({"topic": "287g"}, 0, id="another topic"),
        pytest.param({"row__date_earliest__year": "2017"}, 2, id="year"),
    ],
)
def test_the_list_finds(editor, query, found):
    make_statement(text="Warrants first.")
    cook = make_jurisdiction(name="Cook County", state="IL")
    make_statement(text="No warrant, no hold.", agency=make_agency(jurisdiction=cook), status="draft")

    response = editor.get(LIST, query)

    assert response.context_data["cl"].result_count == found


def test_a_filter_that_no_text_can_have_is_a_bad_request(editor):
    assert editor.get(LIST, {"state": "\x00"}).status_code == 400


def test_a_reference_finds_its_statement(editor):
    make_statement()
    statement = make_statement()

    response = editor.get(LIST, {"q": statement.reference.upper()})

    assert list(response.context_data["cl"].result_list) == [statement]


def test_the_list_asks_as_much_for_many_as_for_few(editor, django_assert_max_num_queries):
    for _ in range(12):
        make_statement(official=make_official())

    with django_assert_max_num_queries(14):
        editor.get(LIST)


@pytest.mark.parametrize(
    ("date", "answer"),
    [
        pytest.param("2017-02", {"words": "February 2017", "span": "from Feb. 1, 2017 to Feb. 28, 2017"}, id="month"),
        pytest.param("", {"words": "undated"}, id="none"),
        pytest.param(
            "2017-02-30", {"error": "“2017-02-30” has a month or a day that no calendar has."}, id="impossible"
        ),
        pytest.param("\x00", {"error": "“\x00” is not a date."}, id="NUL"),
    ],
)
def test_a_date_is_read_back(editor, date, answer):
    reading = editor.get(reverse("admin:stances_statement_reading"), {"date": date}).json()

    assert all(reading[name].startswith(value) for name, value in answer.items())


def test_a_date_is_read_back_to_editors_only(client):
    assert client.get(reverse("admin:stances_statement_reading")).status_code == 302
