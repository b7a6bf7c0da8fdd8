"""A release: what it has, that it says the truth of itself, and that it can be made again."""

import csv
import hashlib
import io
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import jsonschema
import pytest
import yaml
from django.core.management import CommandError, call_command
from django.test import Client
from pyarrow import parquet

from stances import releases
from stances.desk.publishing import publish, withdraw
from stances.exports.tables import TABLES
from stances.models import Agency, MergedReference, Release, Statement
from tests.lists import body
from tests.records import make_article, make_citation, make_coding, make_statement

TABLE_NAMES = ["statements", "agencies", "officials", "articles", "citations", "jurisdictions", "shifts", "codings"]
PAPERS = [
    *("CHANGES.md", "CITATION.cff", "README.md", "SHA256SUMS", "codebook.csv", "codebook.json", "columns.csv"),
    "datapackage.json",
]


@dataclass
class Frozen:
    """Two releases, what the list was at the first, and all that was done to the archive afterwards."""

    first: Release
    second: Release
    statements_csv: str


@pytest.fixture(scope="module")
def frozen(committed_archive, releases_dir):
    make_coding(statement=committed_archive["aaaaaaaa"], note="Secret", topics=["287g", "detainers"])
    first, statements_csv = releases.freeze(), body(Client().get("/statements.csv"))
    edit(committed_archive)
    second = releases.freeze()
    publish(Statement.objects.get(reference="aaaaaaaa"))
    Agency.objects.update(name="Another name")
    return Frozen(first, second, statements_csv)


@pytest.fixture
def first(frozen, db):
    return frozen.first


def edit(archive):
    make_statement(reference="mmmmmmmm", agency=archive["bbbbbbbb"].agency)
    publish(Statement.objects.get(reference="hhhhhhhh"))
    Statement.objects.filter(reference="cccccccc").update(text="The sheriff told nobody.", position="limits")
    make_citation(statement=archive["dddddddd"], article=make_article(publisher="AP"))
    withdraw(archive["aaaaaaaa"], reason="It was\nanother county.")
    MergedReference.objects.create(reference="nnnnnnnn", statement=archive["bbbbbbbb"])
    Agency.objects.filter(slug="charlotte-mecklenburg-police-department-nc").update(name="CMPD")


def run(*arguments):
    said = io.StringIO()
    call_command("release", *map(str, arguments), stdout=said)
    return said.getvalue()


# What it has


def test_a_release_has_every_table_and_paper(first):
    tables = [f"{name}.{ending}" for name in TABLE_NAMES for ending in ("csv", "parquet")]

    assert sorted(file.name for file in first.folder.iterdir()) == sorted([*PAPERS, *tables, first.archive_name])
    assert Release.objects.get(version=first.version).files == first.files
    assert set(TABLE_NAMES) == set(TABLES)


def test_statements_of_a_release_are_those_of_the_whole_list(frozen):
    assert (frozen.first.folder / "statements.csv").read_text() == frozen.statements_csv
    assert frozen.first.counts["statements"] == 8


def test_nothing_that_is_not_published_is_in_a_release(first):
    for path in first.folder.iterdir():
        for word in (b"Secret", b"Hidden", b"hhhhhhhh", b"jjjjjjjj", b"kkkkkkkk"):
            assert word not in path.read_bytes(), path.name


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_parquet_has_the_records_of_csv(first, name):
    table = parquet.read_table(first.folder / f"{name}.parquet")
    with (first.folder / f"{name}.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))

    assert table.column_names == list(TABLES[name].columns)
    assert table.num_rows == len(rows) == first.counts[name]
    assert table.schema.metadata[b"version"] == first.version.encode()


def test_sums_are_right_for_sha256sum_and_for_the_database(first):
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=first.folder, check=True)
    for file in first.files:
        content = (first.folder / file["name"]).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file["size"], file["sha256"])


def test_the_archive_file_has_all_others(first):
    with ZipFile(first.folder / first.archive_name) as archive:
        packed = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}

    others = [path for path in first.folder.iterdir() if path.name != first.archive_name]
    assert packed == {path.name: path.read_bytes() for path in others}


def test_a_second_release_of_a_day_has_a_number(frozen):
    assert frozen.second.version == f"{frozen.first.version}.1"


def test_a_release_says_what_it_changes(frozen):
    assert (frozen.first.folder / "CHANGES.md").read_text().endswith("The first release.\n")
    assert frozen.second.changes == {"published": 2, "changed": 3, "withdrawn": 1, "merged": 1}
    changes = (frozen.second.folder / "CHANGES.md").read_text()
    for line in (
        f"Since {frozen.first.version}: 2 published · 3 changed · 1 withdrawn · 1 merged.",
        "- `hhhhhhhh`\n- `mmmmmmmm`\n",
        "- `aaaaaaab`: agency\n",
        "- `cccccccc`: position, text\n",
        "- `dddddddd`: articles, citations\n",
        "- `aaaaaaaa`: It was another county.\n",
        "- `nnnnnnnn` into `bbbbbbbb`\n",
    ):
        assert line in changes


# The schema of the Citation File Format 1.2.0 (https://doi.org/10.5281/zenodo.5171937), CC BY 4.0.
CFF = Path(__file__).with_name("cff-1.2.0.schema.json")


def test_the_citation_file_is_valid(first):
    cited = yaml.safe_load((first.folder / "CITATION.cff").read_text())

    jsonschema.validate(cited, json.loads(CFF.read_text()), jsonschema.Draft7Validator)
    assert (cited["version"], cited["date-released"]) == (first.version, f"{first.day}")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_data_package_is_valid_with_every_key_between_its_tables(first):
    from frictionless import validate

    report = validate(str(first.folder / "datapackage.json"))

    assert report.valid, report.flatten(["name", "fieldName", "rowNumber", "note"])[:5]
    assert {task.name for task in report.tasks} >= {*TABLE_NAMES}


# Made again


@pytest.mark.parametrize("which", ["first", "second"])
def test_a_release_is_made_again_byte_for_byte_whatever_was_done_since(frozen, db, which, tmp_path, settings):
    release = getattr(frozen, which)
    settings.SITE_URL = "https://elsewhere.example.org"

    again = releases.rebuild(release, tmp_path)

    assert again.files == release.files
    assert (again.counts, again.changes) == (release.counts, release.changes)


def test_a_file_that_was_damaged_is_told(first):
    agencies = first.folder / "agencies.csv"
    content = agencies.read_bytes()
    try:
        agencies.write_text("slug\n")
        with pytest.raises(CommandError, match="Not all files are the same"):
            run("--rebuild", first.version)
    finally:
        agencies.write_bytes(content)


def test_a_release_can_be_of_an_earlier_moment(first, tmp_path):
    said = run("--as-of", first.last_moment.isoformat(), "--out", tmp_path, "--without-parquet")

    trial = tmp_path / f"{first.version}.2"
    assert str(trial) in said
    assert (trial / "statements.csv").read_bytes() == (first.folder / "statements.csv").read_bytes()
    assert Release.objects.count() == 2
    assert not [*trial.glob("*.parquet")]


def test_a_release_of_another_codebook_is_not_made_again(first, tmp_path, monkeypatch):
    monkeypatch.setattr("stances.codebook.VERSION", "2")

    with pytest.raises(releases.NotFrozen, match="version 1 of the codebook; this program has 2"):
        releases.rebuild(first, tmp_path)


# Refused


def test_a_release_without_parquet_has_to_be_asked_for(db, monkeypatch):
    monkeypatch.setattr("stances.management.commands.release.is_installed", lambda: False)

    with pytest.raises(CommandError, match="pip install"):
        run()


def test_a_release_that_is_broken_off_leaves_nothing(frozen, db, monkeypatch):
    before = {*frozen.first.folder.parent.iterdir()}
    monkeypatch.setattr("stances.releases.freezing.write", broken)

    with pytest.raises(RuntimeError):
        releases.freeze()
    assert {*frozen.first.folder.parent.iterdir()} == before
    assert Release.objects.count() == 2


def broken(release, folder):
    folder.mkdir()
    raise RuntimeError


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["--as-of", "2999"], "not over yet", id="a year to come"),
        pytest.param(["--rebuild", "2026.11.01"], "There is no release", id="a release that there is not"),
    ],
)
def test_what_can_not_be_made_is_explained(db, arguments, words):
    with pytest.raises(CommandError, match=words):
        run(*arguments)
