"""A change has one moment: in the log, the history, the statement and the data version; as of it, it is there."""

from stances import past
from stances.desk.publishing import withdraw
from stances.exports.envelope import written
from stances.fields import INSTANT
from stances.models import Citation, LoggedChange, MergedReference, Statement
from tests.lists import body, csv_rows, jsonl_rows
from tests.records import make_statement


def create(archive):
    make_statement(reference="mmmmmmmm", agency=archive["bbbbbbbb"].agency)


def edit(archive):
    Statement.objects.filter(reference="bbbbbbbb").update(text="We have been asked.")


def add_outlet(archive):
    Citation.objects.filter(statement=archive["cccccccc"]).update(via="AP")


def take_back(archive):
    withdraw(archive["aaaaaaaa"], reason="It was another county.")


def merge(archive):
    MergedReference.objects.create(reference="nnnnnnnn", statement=archive["dddddddd"])


CHANGES = {create: "mmmmmmmm", edit: "bbbbbbbb", add_outlet: "cccccccc", take_back: "aaaaaaaa", merge: "nnnnnnnn"}


def told_of(get, reference):
    """The moments by which public doors tell of the last change of a statement, or of a reference that was merged."""
    yield jsonl_rows(get("/changes.jsonl"))[0]["at"]
    yield get("/api/v1/statements").json()["data_version"]
    records = [*csv_rows(get("/statements.csv")), *get("/api/v1/tombstones").json()["results"]]
    records += get("/api/v1/statements", per_page=100).json()["results"]
    yield from (each["updated_at"] for each in records if each["reference"] == reference)
    history = get(f"/statements/{'dddddddd' if reference == 'nnnnnnnn' else reference}/history.json")
    if history.status_code == 200:
        yield [*history.json()["versions"], *history.json()["merged"]][-1]["at"]


def seen(get, **asked):
    file = get("/statements.csv", **asked)
    return body(file), file["X-Data-Version"]


def test_each_change_is_there_as_of_its_one_moment_and_not_before(own_archive, get):
    for change, reference in CHANGES.items():
        before = seen(get)
        change(own_archive)
        moment = LoggedChange.objects.newest_first().first().at

        past.make(moment)
        past.make(moment + INSTANT)

        at = written(moment)
        found = [*told_of(get, reference)]
        assert (set(found), len(found) > 2) == ({at}, True), change
        assert seen(get, as_of=at) == seen(get) == (seen(get)[0], at), change
        assert seen(get, as_of=written(moment - INSTANT)) == before, change
