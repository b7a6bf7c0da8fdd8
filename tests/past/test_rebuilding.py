"""The past is what the archive was: the same bytes, whatever was done since."""

import re

from django.apps import apps

from stances import past
from stances.desk.publishing import publish, withdraw
from stances.fields import INSTANT, written_moment
from stances.models import Agency, Article, Citation, Jurisdiction, MergedReference, Official, Statement, TopicPosition
from stances.models.coding import Disagreement
from stances.past.rebuilding import PUBLIC
from tests.lists import body, references_on_page
from tests.records import make_agency, make_article, make_citation, make_jurisdiction, make_statement

from .moments import now


def rename(model, **names):
    def change(archive):
        model.objects.filter(name=names["name"]).update(name=names["to"])

    return change


def publish_draft(archive):
    publish(Statement.objects.get(reference="hhhhhhhh"))


def change_words(archive):
    Statement.objects.filter(reference="bbbbbbbb").update(text="We have been asked.", date="2018", position="limits")


def take_back(archive):
    withdraw(archive["aaaaaaaa"], reason="It was another county.")


def publish_again(archive):
    publish(archive["aaaaaaaa"])


def add_citation(archive):
    make_citation(statement=archive["cccccccc"], article=make_article(publisher="AP"), is_original=True)


def remove_citation(archive):
    Citation.objects.get(via="Chicago Tribune").delete()


def move_agency(archive):
    wake = make_jurisdiction(name="Wake County", state="NC", geoid="37183")
    Agency.objects.filter(slug="cook-county-sheriffs-office-ga").update(jurisdiction=wake, county=wake)


def rename_publisher(archive):
    Article.objects.filter(publisher="WBTV").update(publisher="WBTV News")


def move_place(archive):
    Jurisdiction.objects.get(name="Charlotte").counties.remove(Jurisdiction.objects.get(name="Union County"))


def add_statement(archive):
    agency = make_agency(name="New Police", state="TX", jurisdiction=make_jurisdiction(name="Bee County", state="TX"))
    make_statement(agency=agency, reference="mmmmmmmm")


def merge(archive):
    MergedReference.objects.create(reference="nnnnnnnn", statement=archive["bbbbbbbb"])


STEPS = [
    [publish_draft],
    [change_words, rename(Agency, name="Doña Ana County Sheriff's Office", to="Dona Ana Sheriff")],
    [take_back, rename(Official, name="Cara Smith", to="Cara Jones")],
    [add_citation, remove_citation, move_place],
    [move_agency, rename_publisher],
    [publish_again],
    [add_statement, merge],
]
DOWNLOADS = ["/statements.csv?", "/statements.jsonl?state=NC&topic=enforcement&sort=updated"]
PAGES = ["/statements/?q=county&sort=relevance"]


def seen(client, ending=""):
    """What the public sees: files with their data versions, and which statements pages have, with their facets."""
    answers = {path: client.get(f"{path}&{ending}") for path in DOWNLOADS}
    files = {path: (body(answer), answer["X-Data-Version"]) for path, answer in answers.items()}
    pages = {path: client.get(f"{path}&{ending}", follow=True) for path in PAGES}
    return files, {path: (references_on_page(page), page.context["facets"]) for path, page in pages.items()}


def test_the_past_is_byte_for_byte_what_the_archive_was(own_archive, client):
    then = {now(): seen(client)}
    for changes in STEPS:
        for change in changes:
            change(own_archive)
        then[now()] = seen(client)

    assert len({files["/statements.csv?"] for files, _pages in then.values()}) == len(then)  # the changes show
    for moment, found in then.items():
        past.make(moment + INSTANT)
        assert seen(client, f"as_of={written_moment(moment)}") == found, moment


def test_a_past_has_nothing_that_was_not_published(own_archive):
    Article.objects.update(captured_text="The captured words of an article.")
    Official.objects.update(note="A private note on namesakes.")
    past.make(now())

    with past.opened(now()) as snapshot, snapshot.cursor() as cursor:
        words = "".join(dump(cursor, model) for model in PUBLIC)
    assert "We do not enforce federal immigration policy." in words
    assert not re.search("Secret|Hidden P|captured words|private note|hhhhhhhh|jjjjjjjj|kkkkkkkk", words)


def dump(cursor, model):
    cursor.execute(f"SELECT string_agg(record::text, ' ') FROM {model._meta.db_table} record")
    return cursor.fetchone()[0] or ""


def test_each_record_with_a_history_that_a_list_shows_is_rebuilt():
    of_no_table = {Disagreement}

    assert set(PUBLIC) | of_no_table == {model for model in apps.get_models() if hasattr(model, "pgh_event_model")}


def test_shifts_of_the_past_are_those_of_then(own_archive):
    make_statement(agency=own_archive["bbbbbbbb"].agency, position="partners", topics=["enforcement"], date="2018")
    moment, shifts = now(), TopicPosition.objects.shifts().count()
    Statement.objects.filter(date="2018").update(position="declines")

    with past.opened(moment) as snapshot, snapshot.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM stances_topicposition WHERE before_id IS NOT NULL")
        assert cursor.fetchone() == (shifts,)
    assert shifts > TopicPosition.objects.shifts().count()


def test_a_past_has_none_or_all_of_what_was_written_at_once(own_archive):
    statement = make_statement(reference="mmmmmmmm")
    moment = Statement.pgh_event_model.objects.get(pgh_obj_id=statement.pk).pgh_created_at

    numbers = []
    for until in (moment, moment + INSTANT):
        with past.opened(until) as snapshot, snapshot.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM stances_statement s JOIN stances_citation ON statement_id = s.id "
                "WHERE reference = 'mmmmmmmm'"
            )
            numbers += cursor.fetchone()
    assert numbers == [0, 1]
