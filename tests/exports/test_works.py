"""Lists as BibTeX and RIS: the record of each statement, as its own page gives it."""

import pytest

from tests.lists import ROWS, body


@pytest.mark.parametrize("extension", ["bib", "ris"])
def test_file_is_the_records_of_the_statements_in_order(open_archive, get, extension):
    references = [row["reference"] for row in ROWS["jsonl"](get("/statements.jsonl"))]

    whole = body(get(f"/statements.{extension}"))

    assert whole == "".join(body(get(f"/statements/{reference}.{extension}")) for reference in references)


@pytest.mark.parametrize("extension", ["bib", "ris"])
def test_parsers_read_every_record_by_a_key_of_its_own(open_archive, get, extension):
    references = [row["reference"] for row in ROWS[extension](get(f"/statements.{extension}"))]

    assert sorted(references) == sorted(open_archive)


@pytest.mark.parametrize("extension", ["bib", "ris"])
def test_empty_list_is_an_empty_file(open_archive, get, extension):
    response = get(f"/statements.{extension}", q="zeppelin")

    assert (response.status_code, body(response)) == (200, "")
