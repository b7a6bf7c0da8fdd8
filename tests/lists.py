"""What the public sees of a list of statements, read from each of its forms."""

import csv
import html
import io
import json
import re
import zipfile

import bibtexparser
import openpyxl
import rispy
from pyarrow import parquet


def content(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def body(response):
    """The words of an answer, those within a file that is packed too."""
    found, kind = content(response), response["Content-Type"]
    if not found:
        return ""
    if kind.endswith(("zip", "spreadsheetml.sheet")):
        return "\n".join(part.decode() for part in members(found).values())
    if kind.endswith("parquet"):
        return str(parquet.read_table(io.BytesIO(found)).to_pylist())
    return found.decode("latin-1" if kind.startswith("image/") else "utf-8")


def members(packed):
    """{name: bytes} of the files in a zip file."""
    with zipfile.ZipFile(io.BytesIO(packed)) as file:
        return {name: file.read(name) for name in file.namelist()}


def references_on_page(response):
    return re.findall(r'<article class="statement" id="s-(\w{8})"', body(response))


def references_on_all_pages(client, query):
    """Return the references of a list from its first page to its last, by the links between them."""
    return references_from(client, client.get(f"/statements/?{query}", follow=True))


def references_from(client, page):
    """Return the references of a page of a list and of those that follow it."""
    found = references_on_page(page)
    while following := re.search(r'<a rel="next" class="more" href="([^"]*)"', body(page)):
        page = client.get(html.unescape(following[1]), follow=True)
        found += references_on_page(page)
    return found


def csv_rows(response):
    return list(csv.DictReader(io.StringIO(body(response), newline="")))


def jsonl_rows(response):
    return [json.loads(line) for line in body(response).splitlines()]


def xlsx_rows(response):
    """The rows of the first sheet of a workbook, each {column: value}."""
    workbook = openpyxl.load_workbook(io.BytesIO(content(response)), read_only=True)
    header, *rows = workbook.worksheets[0].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def parquet_rows(response):
    return parquet.read_table(io.BytesIO(content(response))).to_pylist()


def bib_rows(response):
    """{reference} of each record of BibTeX; none may have the key of another."""
    library = bibtexparser.parse_string(body(response))
    assert library.failed_blocks == []
    return [{"reference": entry.key.removeprefix("stances-")} for entry in library.entries]


def ris_rows(response):
    return [{"reference": entry["id"].removeprefix("stances-")} for entry in rispy.loads(body(response))]


# Every format of a list of statements, read as one that is given away.
ROWS = {
    "csv": csv_rows,
    "jsonl": jsonl_rows,
    "xlsx": xlsx_rows,
    "parquet": parquet_rows,
    "bib": bib_rows,
    "ris": ris_rows,
}
