"""A shift is what the definition says, however the statements came to be as they are."""

import random
from itertools import pairwise

import pytest
from django.db import connection, transaction

from stances.codebook import Position, Status, Topic
from stances.models import Agency, Statement, TopicPosition
from tests.records import make_agency, make_jurisdiction, make_statement
from tests.refusals import run_sql

pytestmark = pytest.mark.django_db


def shifts_kept():
    """{(agency, topic): [(position before, position, reference before, reference)]}, the oldest first."""
    kept = {}
    for row in TopicPosition.objects.shifts().with_related().order_by("date_earliest", "reference", "topic"):
        pair = kept.setdefault((row.agency_id, row.topic), [])
        pair.append((row.position_before, row.position, row.before.reference, row.reference))
    return kept


def shifts_by_definition():
    """The same, found in plain Python from the statements."""
    said = {}
    for statement in Statement.objects.published().exclude(date="").exclude(position="unclear"):
        for topic in statement.topics:
            said.setdefault((statement.agency_id, topic), []).append(statement)
    found = {pair: list(shifts_of(statements)) for pair, statements in said.items()}
    return {pair: shifts for pair, shifts in found.items() if shifts}


def shifts_of(statements):
    moments = []
    for statement in sorted(statements, key=lambda each: (each.date_earliest, each.reference)):
        if moments and statement.date_earliest <= max(each.date_latest for each in moments[-1]):
            moments[-1].append(statement)
        else:
            moments.append([statement])
    agreed = [moment for moment in moments if len({each.position for each in moment}) == 1]
    for earlier, later in pairwise(agreed):
        before, after = earlier[-1], later[0]
        if before.position != after.position:
            yield before.position, after.position, before.reference, after.reference


def shifts_between(*said):
    """The shifts of one agency on one topic: “position reference” to “position reference”, the oldest first.

    ``said``: (position, date) of statements whose references are aaaaaaa1, aaaaaaa2 …
    """
    agency = make_agency()
    for number, (position, date) in enumerate(said, 1):
        make_statement(agency=agency, position=position, date=date, reference=f"aaaaaaa{number}")
    assert shifts_kept() == shifts_by_definition()
    found = shifts_kept().get((agency.pk, Topic.DETAINERS), [])
    return [f"{before} {one[-1]} to {after} {other[-1]}" for before, after, one, other in found]


CASES = [
    pytest.param([], [], id="nothing said"),
    pytest.param([("limits", "2017")], [], id="one statement"),
    pytest.param([("limits", "2017"), ("limits", "2018")], [], id="the same position again"),
    pytest.param([("limits", "2017"), ("declines", "2018")], ["limits 1 to declines 2"], id="another position"),
    pytest.param([("declines", "2018"), ("limits", "2017")], ["limits 2 to declines 1"], id="entered in another order"),
    pytest.param(
        [("limits", "2017"), ("declines", "2018"), ("limits", "2019")],
        ["limits 1 to declines 2", "declines 2 to limits 3"],
        id="there and back",
    ),
    pytest.param([("limits", "2017"), ("unclear", "2018")], [], id="unclear after it"),
    pytest.param(
        [("limits", "2017"), ("unclear", "2018"), ("declines", "2019")],
        ["limits 1 to declines 3"],
        id="unclear between",
    ),
    pytest.param([("limits", "2017"), ("declines", "")], [], id="an undated statement"),
    pytest.param([("limits", "2017-02-21"), ("declines", "2017-02-21")], [], id="one day"),
    pytest.param(
        [("limits", "2017-02-21"), ("declines", "2017-02-22")], ["limits 1 to declines 2"], id="successive days"
    ),
    pytest.param([("limits", "2017"), ("declines", "2017-12-31")], [], id="a year and its last day"),
    pytest.param(
        [("limits", "2017"), ("declines", "2018-01-01")], ["limits 1 to declines 2"], id="the day after a year"
    ),
    pytest.param([("limits", "2017-02~"), ("declines", "2017-03")], ["limits 1 to declines 2"], id="about a month"),
    pytest.param([("limits", "2017-02/2017-06"), ("declines", "2017-05/2017-09")], [], id="spans that overlap"),
    pytest.param(
        [("limits", "2017-01-05"), ("limits", "2017"), ("declines", "2017-11-05")], [], id="overlapping through a third"
    ),
    pytest.param(
        [("limits", "2016"), ("declines", "2017"), ("partners", "2017-05-05"), ("declines", "2018")],
        ["limits 1 to declines 4"],
        id="a conflicting moment is passed over",
    ),
    pytest.param(
        [("limits", "2016"), ("declines", "2017"), ("partners", "2017"), ("limits", "2018")],
        [],
        id="a conflicting moment between the same positions",
    ),
    pytest.param(
        [("limits", "2016-01-01"), ("limits", "2016"), ("declines", "2017"), ("declines", "2017-03-03")],
        ["limits 2 to declines 3"],
        id="from the last of a moment to the first of the next",
    ),
    pytest.param(
        [("limits", "2015/2019"), ("limits", "2016-05-05"), ("declines", "2018-01-01")], [], id="a long span lasts"
    ),
]


@pytest.mark.parametrize(("said", "shifts"), CASES)
def test_shifts(said, shifts):
    assert shifts_between(*said) == shifts


def test_each_topic_has_shifts_of_its_own():
    agency = make_agency()
    make_statement(agency=agency, position="limits", date="2016", topics=["detainers", "287g"])
    make_statement(agency=agency, position="declines", date="2017", topics=["287g", "jail-access"])

    assert list(shifts_kept()) == [(agency.pk, "287g")]


def test_each_agency_has_shifts_of_its_own():
    make_statement(agency=make_agency(), position="limits", date="2016")
    make_statement(agency=make_agency(name="Another"), position="declines", date="2017")

    assert shifts_kept() == {}


# Any archive


DATES = [
    "",
    "2014-05",
    "2016",
    "2017",
    "2017-02",
    "2017-02~",
    "2017-02-21",
    "2017-06/2017-09",
    "2017-08-01",
    "2018?",
    "2018-03",
]


def scatter(dice, agencies, number):
    """Write so many statements, anything about which is a matter of chance."""
    with transaction.atomic():
        for _statement in range(number):
            make_statement(
                agency=dice.choice(agencies),
                position=dice.choice(Position.values),
                topics=dice.sample(["detainers", "287g", "jail-access"], dice.randint(1, 2)),
                date=dice.choice(DATES),
                status=dice.choice(["draft", "published", "published", "published"]),
            )


def change_something(dice, agencies):
    """Change some statements at once, by chance."""
    some = Statement.objects.published().order_by("reference")
    chosen = Statement.objects.with_ids(dice.sample(list(some.values_list("pk", flat=True)), 3))
    changes = [
        lambda: chosen.update(date=dice.choice(DATES)),
        lambda: chosen.update(position=dice.choice(Position.values)),
        lambda: chosen.update(topics=[dice.choice(Topic.values[:3])]),
        lambda: chosen.update(agency=dice.choice(agencies)),
        lambda: chosen.update(status="withdrawn", withdrawn_reason="Wrong."),
        lambda: Statement.objects.filter(status="draft").update(status="published"),
    ]
    dice.choice(changes)()


@pytest.mark.parametrize("seed", range(2))
def test_shifts_of_any_archive_are_those_of_the_definition(seed):
    dice = random.Random(seed)
    agencies = [make_agency(name=name) for name in ("One", "Two")]
    scatter(dice, agencies, 30)
    assert shifts_kept() == shifts_by_definition() != {}

    for _change in range(5):
        change_something(dice, agencies)
        assert shifts_kept() == shifts_by_definition()


# Never stale


@pytest.fixture
def shift():
    """The two statements of one shift."""
    agency = make_agency()
    before = make_statement(agency=agency, position="limits", date="2016", topics=["287g", "detainers"])
    after = make_statement(agency=agency, position="declines", date="2017")
    assert len(shifts_kept()) == 1
    return before, after


def change_date(before, after):
    Statement.objects.filter(pk=after.pk).update(date="2016-05")


def change_position(before, after):
    after.position = "limits"
    after.save()


def change_topic_by_raw_sql(before, after):
    run_sql("UPDATE stances_statement SET topics = '{287g}' WHERE topics = '{287g,detainers}'")


def withdraw(before, after):
    Statement.objects.filter(pk=before.pk).update(status=Status.WITHDRAWN, withdrawn_reason="Wrong.")


def move_to_another_agency(before, after):
    before.agency = make_agency(name="Another")
    before.save()


def say_something_else_that_day(before, after):
    make_statement(agency=after.agency, position="partners", date="2017-05-05")


def empty_everything(before, after):
    connection.check_constraints()  # a table with constraints yet to be checked can't be emptied
    run_sql("TRUNCATE stances_searchrow")


GONE = [
    change_date,
    change_position,
    change_topic_by_raw_sql,
    withdraw,
    move_to_another_agency,
    say_something_else_that_day,
    empty_everything,
]


@pytest.mark.parametrize("change", GONE)
def test_the_shift_is_gone_after(shift, change):
    change(*shift)

    assert shifts_kept() == {}
    assert not TopicPosition.objects.exclude(position_before=None).exists()


def test_a_statement_between_takes_the_place_of_the_earlier(shift):
    between = make_statement(agency=shift[0].agency, position="limits", date="2016-12")
    Statement.objects.filter(pk=shift[0].pk).update(date="2015")

    assert [found[2] for found in shifts_kept()[between.agency_id, "detainers"]] == [between.reference]


def test_a_draft_makes_a_shift_once_it_is_published(shift):
    draft = make_statement(agency=shift[0].agency, position="partners", date="2019", status="draft")
    assert len(shifts_kept()[draft.agency_id, "detainers"]) == 1

    Statement.objects.filter(pk=draft.pk).update(status="published")

    assert len(shifts_kept()[draft.agency_id, "detainers"]) == 2


def test_a_draft_that_is_deleted_leaves_nothing(shift):
    draft = make_statement(agency=shift[0].agency, position="partners", date="2019", status="draft")
    draft.delete()

    assert shifts_kept() == shifts_by_definition()


def test_an_agency_that_moves_takes_its_shifts_along(shift):
    Agency.objects.update(jurisdiction=make_jurisdiction(name="Cook County", state="IL"))

    assert {row.state for row in TopicPosition.objects.all()} == {"IL"}
    assert len(shifts_kept()) == 1


def test_a_change_of_words_alone_writes_no_position_anew(shift):
    where = "SELECT array_agg(ctid::text) FROM stances_topicposition"
    before = run_sql(where)

    Statement.objects.update(text="Other words.", context="Another context.")

    assert run_sql(where) == before


# Positions by topic


def latest_of(*said):
    """The latest positions on detainers after these (position, date)."""
    agency = make_agency()
    for position, date in said:
        make_statement(agency=agency, position=position, date=date)
    [latest] = TopicPosition.objects.latest([agency.pk])
    assert (latest.topic, latest.count) == (Topic.DETAINERS, len(said))
    assert latest.is_conflicting == (latest.positions is not None and len(latest.positions) > 1)
    return latest.positions, latest.date


LATEST = [
    pytest.param([("limits", "2016"), ("declines", "2017-02~")], (["declines"], "2017-02~"), id="the newer one"),
    pytest.param([("limits", "2017"), ("declines", "2017-02")], (["limits", "declines"], "2017-02"), id="conflicting"),
    pytest.param([("limits", "2017"), ("limits", "2017-02")], (["limits"], "2017-02"), id="agreeing"),
    pytest.param([("limits", "2016"), ("unclear", "2017"), ("partners", "")], (["limits"], "2016"), id="what counts"),
    pytest.param([("unclear", "2017"), ("partners", "")], (None, None), id="nothing counts"),
]


@pytest.mark.parametrize(("said", "latest"), LATEST)
def test_latest_position(said, latest):
    assert latest_of(*said) == latest


def test_latest_positions_are_by_agency_and_topic():
    first = make_statement(topics=["detainers", "287g"])
    other = make_statement(agency=make_agency(name="Another"), status="draft")

    found = TopicPosition.objects.latest([first.agency_id, other.agency_id])

    assert [row[:3] for row in found] == [(first.agency_id, "287g", 1), (first.agency_id, "detainers", 1)]


def test_shifts_are_in_one_order_that_can_be_followed(shift):
    agency = shift[0].agency
    make_statement(agency=agency, position="partners", date="2018", topics=["287g", "detainers"])
    make_statement(agency=agency, position="limits", date="2018-05", topics=["jail-access"])
    whole = [*TopicPosition.objects.shifts().newest_first()]

    assert len(whole) == 3
    for number, row in enumerate(whole):
        rest = TopicPosition.objects.shifts().following(row.date_earliest, row.reference, row.topic).newest_first()
        assert [*rest] == whole[number + 1 :]
