"""The page of the API: whole, in each language, with examples that run as they stand there."""

import html
import re
import shutil
import subprocess
import sys
from urllib.request import urlopen

import pytest
from django.test import Client

from stances.api.lists import LISTS
from tests.lists import body


@pytest.mark.parametrize("path", ["/api/", "/es/api/"])
def test_it_has_every_address_and_parameter(db, get, path):
    page = body(get(path))

    assert [f"/api/v1/{name}</code>" in page for name in [*LISTS, "tombstones", "codebook"]] == [True] * 8
    assert all(f"<code>{name}</code>" in page for each in LISTS.values() for name in each.filters.base_filters)
    assert "%(" not in page


def test_each_address_that_it_shows_is_answered(open_archive, get):
    examples = re.findall(r'For example: <a href="([^"]*)"', body(get("/api/")))

    statuses = {address: Client().get(html.unescape(address)).status_code for address in examples}
    assert set(statuses.values()) <= {200, 400, 404}  # records and values of the real collection
    assert len(examples) == 17


@pytest.fixture(scope="module")
def examples(site):
    """{name: text} of the examples of a running site."""
    page = urlopen(f"{site}/api/").read().decode()
    found = re.findall(r'<pre id="example-(\w+)"[^>]*><code>(.*?)</code></pre>', page, flags=re.S)
    return {name: html.unescape(text) for name, text in found}


def run(text, folder):
    program = folder / "example.py"
    program.write_text(text)
    done = subprocess.run([sys.executable, program], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_example_of_pandas_makes_a_table(examples, tmp_path):
    table = run(examples["pandas"], tmp_path)

    assert re.search(r"^position +cooperates +declines", table)
    assert re.search(r"^TX +\d", table, flags=re.M)


def test_the_example_of_a_mirror_has_every_statement_and_article(examples, tmp_path, site):
    totals = [int(urlopen(f"{site}/{name}.jsonl").headers["X-Row-Count"]) for name in ("statements", "articles")]

    first, again = run(examples["mirror"], tmp_path), run(examples["mirror"], tmp_path)

    assert first == again
    assert first.startswith(f"{totals[0]} statements and {totals[1]} articles as of 20")


@pytest.mark.skipif(not shutil.which("curl"), reason="no curl on PATH")
@pytest.mark.parametrize("name", ["curl", "etag"])
def test_the_examples_of_curl_run(examples, tmp_path, name):
    done = subprocess.run(["sh", "-ec", examples[name]], cwd=tmp_path, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    assert name == "etag" or '"results"' in done.stdout


def test_each_address_of_the_real_collection_is_answered(site):
    page = urlopen(f"{site}/api/").read().decode()

    for address in re.findall(r'For example: <a href="([^"]*)"', page):
        assert urlopen(site + html.unescape(address)).status == 200, address
