"""Parquet: typed columns with the values of JSONL."""

import datetime
import io

import pyarrow as pa
from pyarrow import parquet as pq

from stances.exports import parquet
from stances.exports.tables import STATEMENTS
from tests.lists import body, content, jsonl_rows, parquet_rows


def test_columns_have_types_and_meanings(open_archive, get):
    schema = pq.read_schema(io.BytesIO(content(get("/statements.parquet"))))

    assert schema.names == list(STATEMENTS.columns)
    assert schema.field("topics").type == pa.list_(pa.field("element", pa.string()))
    assert (schema.field("date").type, schema.field("date_earliest").type) == (pa.string(), pa.date32())
    assert (schema.field("articles").type, schema.field("updated_at").type) == (pa.int64(), pa.timestamp("us", "UTC"))
    assert schema.field("position").metadata[b"description"].startswith(b"The stance toward helping")


def test_rows_are_those_of_jsonl(open_archive, get):
    rows = parquet_rows(get("/statements.parquet"))

    for row in rows:
        for name, value in row.items():
            if isinstance(value, datetime.date):
                row[name] = value.isoformat().replace("+00:00", "Z")
    assert rows == jsonl_rows(get("/statements.jsonl"))


def test_file_tells_what_list_it_is(open_archive, get):
    response = get("/statements.parquet", state="nc")
    told = pq.read_schema(io.BytesIO(content(response))).metadata

    assert (told[b"query"], told[b"rows"], told[b"license"]) == (b"state=NC", b"2", b"CC-BY-4.0")
    assert told[b"data_version"].decode() == response["X-Data-Version"]


def test_many_rows_are_several_groups(open_archive, get, monkeypatch):
    monkeypatch.setattr(parquet, "GROUP", 1)
    monkeypatch.setattr("stances.exports.copying.BLOCK", 1)

    file = pq.ParquetFile(io.BytesIO(content(get("/statements.parquet"))))

    assert (file.num_row_groups, file.metadata.num_rows) == (8, 8)


def test_the_file_begins_before_its_first_group(open_archive, get):
    response = get("/statements.parquet")

    first, *rest = response.streaming_content
    assert first == b"PAR1"
    assert pq.ParquetFile(io.BytesIO(first + b"".join(rest))).num_row_groups == 1


def test_empty_list_has_columns_and_no_rows(open_archive, get):
    table = pq.read_table(io.BytesIO(content(get("/statements.parquet", q="zeppelin"))))

    assert (table.num_rows, table.schema.names) == (0, list(STATEMENTS.columns))


def test_without_pyarrow_the_address_and_the_page_say_how_to_add_it(open_archive, get, monkeypatch):
    monkeypatch.setattr(parquet, "is_installed", lambda: False)

    response = get("/statements.parquet")

    assert response.status_code == 501
    assert "pip install 'stances[parquet]'" in body(response)
    assert "Parquet (not installed: <code>pip install 'stances[parquet]'</code>)" in body(get("/statements/"))
    assert 'type="application/vnd.apache.parquet"' not in body(get("/statements/"))
