"""The statements that the archive begins with, word for word."""

import csv
import gzip
import io
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from stances.desk import reference
from stances.models import Statement

FIXTURES = settings.BASE_DIR / "fixtures"
SEEDS = settings.BASE_DIR.parent / "shared" / "seeds"

TUFANO = {
    "t1fan0a1": "We do not enforce federal immigration policy.",
    "t1fan0b2": "Crime fighting, public safety is a collective thing. We can’t do this our own. We have large "
    "populations of the Latino communities who we need to work with. All hands on deck when it comes to this stuff.",
    "t1fan0c3": "Trust is a big thing. We realize that. And this is a community that hasn’t always been traditionally "
    "trustful of police. We don’t want to do anything to foster that distrust or put a wedge between us and them.",
    "t1fan0d4": "There’s always concern. That’s why it’s just so critically important that we triple down on those "
    "efforts. That we can’t give up those efforts to let them know what our position is, let them know how valuable "
    "they are as members of this community.",
}

AGENCIES = {
    "charlotte-mecklenburg-police-department-nc": ("NC0600100", "37119"),
    "cook-county-sheriffs-office-il": ("IL0160000", "17031"),
    "harris-county-sheriffs-office-tx": ("TX1010000", "48201"),
    "los-angeles-police-department-ca": ("CA0194200", "06037"),
}

CODED = [
    pytest.param("t1fan0a1", "declines", "2017-02~", "Rob Tufano", "Spokesperson", id="Tufano, 1"),
    pytest.param("t1fan0b2", "declines", "2017-02~", "Rob Tufano", "Spokesperson", id="Tufano, 2"),
    pytest.param("t1fan0c3", "declines", "2017-02~", "Rob Tufano", "Spokesperson", id="Tufano, 3"),
    pytest.param("t1fan0d4", "declines", "2017-02~", "Rob Tufano", "Spokesperson", id="Tufano, 4"),
    pytest.param("0vtreach", "unclear", "2017-02~", "Kerr Putney", "Chief", id="outreach"),
    pytest.param("c00kd4rt", "declines", "2017-02-21", "Cara Smith", "Policy chief for Sheriff Tom Dart", id="Cook"),
    pytest.param("h4rr1s87", "limits", "2017-02-21", "Ed Gonzalez", "Sheriff", id="Harris"),
    pytest.param("beck2016", "declines", "2016-11", "Charlie Beck", "Chief", id="Los Angeles"),
]


def rows_for(name, is_wanted):
    """The header and the wanted rows of a reference table."""
    with gzip.open(FIXTURES / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        table = csv.reader(lines)
        return [next(table), *filter(is_wanted, table)]


def write(path, rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    path.write_bytes(gzip.compress(text.getvalue().encode()))


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    """A folder with the reference tables, cut down to the agencies of the seed and where they are."""
    folder = tmp_path_factory.mktemp("tables")
    agencies = rows_for("agencies", lambda row: row[0] in {ori for ori, _ in AGENCIES.values()})
    states, places = {row[3] for row in agencies}, {row[5] for row in agencies}

    def is_near(row):
        return row[1] in places or (row[0] != "place" and row[3] in states)

    write(folder / "agencies.csv.gz", agencies)
    write(folder / "jurisdictions.csv.gz", rows_for("jurisdictions", is_near))
    (folder / "corrections.csv").write_text("file,key,column,value,reason\n")
    return folder


@pytest.fixture(scope="module")
def seeded(tables, django_db_setup, django_db_blocker):
    """An archive with the seed, for all tests of the module; what each changes is undone within it."""
    with django_db_blocker.unblock(), transaction.atomic():
        reference.load(tables)
        call_command("load_seed", stdout=io.StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def seed(seeded, db):
    """The statements of the seed by reference."""
    return {statement.reference: statement for statement in Statement.objects.with_related()}


def test_the_seed_is_eight_published_statements(seed):
    assert set(seed) == {param.values[0] for param in CODED}
    assert all(statement.is_published for statement in seed.values())


def test_tufano_is_quoted_word_for_word(seed):
    assert {reference: seed[reference].text for reference in TUFANO} == TUFANO
    assert all(seed[reference].is_quotation for reference in TUFANO)


@pytest.mark.parametrize(("reference", "position", "date", "official", "title"), CODED)
def test_a_statement_of_the_seed_is_coded(seed, reference, position, date, official, title):
    statement = seed[reference]

    assert (statement.position, statement.date) == (position, date)
    assert (statement.official.name, statement.official_title) == (official, title)


@pytest.mark.parametrize("slug", AGENCIES)
def test_an_agency_of_the_seed_has_its_ori_and_county(seed, slug):
    agency = next(statement.agency for statement in seed.values() if statement.agency.slug == slug)

    assert (agency.ori, agency.county.geoid) == AGENCIES[slug]


def test_each_source_is_cited_with_the_outlet_that_it_credits(seed):
    sources = {
        (reference, citation.article.publisher, citation.via)
        for reference, statement in seed.items()
        for citation in statement.citations.all()
        if statement.agency.state != "NC"
    }

    assert sources == {
        ("c00kd4rt", "Chicago Tribune", ""),
        ("c00kd4rt", "Yahoo News", "Chicago Tribune"),
        ("h4rr1s87", "Yahoo News", "Houston Chronicle"),
        ("beck2016", "Yahoo News", "Los Angeles Times"),
    }
    assert seed["c00kd4rt"].main_citation.article.publisher == "Chicago Tribune"


def test_the_words_of_the_seed_are_found(seed):
    found = Statement.objects.published().search('"put a wedge between us and them"')

    assert [statement.reference for statement in found] == ["t1fan0c3"]


def test_the_seed_again_changes_nothing_that_an_editor_wrote(seed):
    Statement.objects.filter(reference="t1fan0a1").update(context="Mended.")
    said = io.StringIO()

    call_command("load_seed", stdout=said)

    assert Statement.objects.get(reference="t1fan0a1").context == "Mended."
    assert "(0 added, 8 were there already)" in said.getvalue()


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the articles are not part of the repository")
def test_each_sentence_that_is_quoted_stands_in_an_article(seed):
    articles = " ".join(path.read_text(encoding="utf-8") for path in Path(SEEDS).glob("*.txt"))
    quoted = [s for statement in seed.values() if statement.is_quotation for s in sentences(statement.text)]

    assert len(quoted) > 15
    assert [sentence for sentence in quoted if sentence not in articles] == []


def sentences(text):
    """The sentences of a text without their last full stop, which an article may print as a comma."""
    return [sentence.rstrip(".") for sentence in re.split(r"(?<=\.) ", text)]
