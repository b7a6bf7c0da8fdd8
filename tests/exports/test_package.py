"""Data packages: a whole list with all that it names, valid by the standard, and true."""

import csv
import hashlib
import io
import json
from contextlib import closing

import pytest
from django.http import QueryDict

from stances import codebook
from stances.exports.copying import BrokenOff
from stances.exports.listing import of_statements
from stances.exports.package import package
from stances.exports.tables import TABLES
from stances.filters import filter_statements
from tests.exports.test_copying import slot_is_free
from tests.exports.waiting import within
from tests.lists import body, content, csv_rows, members
from tests.records import make_statement

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the validator's own dependencies

TABLES_OF_A_LIST = ["statements", "citations", "agencies", "officials", "articles"]


def rows_of(files, name):
    return list(csv.DictReader(io.StringIO(files[f"{name}.csv"].decode(), newline="")))


@pytest.mark.parametrize(
    "query",
    [
        pytest.param({}, id="everything"),
        pytest.param({"state": "IL", "position": ["declines", "unclear"]}, id="a filtered list"),
        pytest.param({"q": "wedge"}, id="one statement"),
        pytest.param({"q": "zeppelin"}, id="an empty list"),
    ],
)
def test_package_is_valid(open_archive, get, tmp_path, query):
    import frictionless

    for name, part in members(content(get("/data/statements.zip", **query))).items():
        (tmp_path / name).write_bytes(part)

    described = frictionless.Package(str(tmp_path / "datapackage.json"), basepath=str(tmp_path))
    report = described.validate()

    assert report.valid, report.to_summary()
    assert [task.name for task in report.tasks][:5] == TABLES_OF_A_LIST


def test_statements_are_those_of_the_csv_and_name_what_is_there(open_archive, get):
    files = members(content(get("/data/statements.zip", state="NC")))

    assert rows_of(files, "statements") == csv_rows(get("/statements.csv", state="NC"))
    assert [row["slug"] for row in rows_of(files, "agencies")] == ["charlotte-mecklenburg-police-department-nc"]
    assert [row["slug"] for row in rows_of(files, "officials")] == ["rob-tufano"]
    assert [row["publisher"] for row in rows_of(files, "articles")] == ["WBTV"]
    assert {row["reference"] for row in rows_of(files, "citations")} == {"aaaaaaaa", "aaaaaaab"}


def test_package_tells_of_itself(open_archive, get, settings):
    response = get("/data/statements.zip", state="nc")
    files = members(content(response))
    described = json.loads(files["datapackage.json"])

    assert (described["query"], described["rows"], described["version"]) == ("state=NC", 2, response["X-Data-Version"])
    assert described["sources"] == [{"title": "Stances", "path": f"{settings.SITE_URL}/statements/?state=NC"}]
    assert described["licenses"][0]["name"] == response["X-License"] == "CC-BY-4.0"
    for resource in described["resources"]:
        part = files[resource["path"]]
        assert resource["bytes"] == len(part)
        assert resource["hash"] == f"sha256:{hashlib.sha256(part).hexdigest()}"
    assert [resource.get("rows") for resource in described["resources"]] == [2, 2, 1, 1, 1, None, None, None]


def test_columns_and_codes_are_explained(open_archive, get):
    files = members(content(get("/data/statements.zip", q="zeppelin")))
    columns, codes = rows_of(files, "columns"), rows_of(files, "codebook")

    assert [(row["table"], row["column"]) for row in columns] == [
        (name, column) for name in TABLES_OF_A_LIST for column in TABLES[name].columns
    ]
    assert [row["code"] for row in codes if row["variable"] == "position"] == codebook.Position.values
    assert json.loads(files["codebook.json"])["version"] == codebook.VERSION
    assert "has an apostrophe before it" in files["README.md"].decode()
    assert "How to cite: Stances. Data version" in files["README.md"].decode()


def test_all_is_of_one_moment(own_archive):
    with closing(package(of_statements(filter_statements(QueryDict())))) as file:
        make_statement()
        files = members(b"".join(file))

    assert len(rows_of(files, "statements")) == len(own_archive) == file.envelope.total
    assert len(rows_of(files, "agencies")) == 4


def test_package_that_is_not_read_frees_its_slot(open_archive, one_slot):
    file = package(of_statements(filter_statements(QueryDict())))
    next(iter(file))

    file.close()

    assert within(5, slot_is_free)


def test_package_that_loses_its_query_breaks_off(open_archive, caplog):
    with closing(package(of_statements(filter_statements(QueryDict())))) as file:
        file.parts[1] = file.parts[1]._replace(query="COPY (SELECT 1/0) TO STDOUT")

        with pytest.raises(BrokenOff):
            b"".join(file)
    assert "division by zero" in caplog.text


def test_description_alone_leads_to_the_downloads(open_archive, get, settings):
    response = get("/data/datapackage.json", state="nc")
    described = json.loads(body(response))

    assert [resource["path"] for resource in described["resources"]] == [
        f"{settings.SITE_URL}/{name}.csv{query}"
        for name, query in {"statements": "?state=NC", "agencies": "", "officials": "", "articles": ""}.items()
    ]
    assert response["X-Row-Count"] == "2"


@pytest.mark.parametrize("path", ["/data/statements.zip", "/data/datapackage.json"])
def test_wrong_filter_is_refused(open_archive, get, path):
    assert get(path, state="ZZ").status_code == 400
