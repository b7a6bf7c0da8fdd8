"""The examples of joining run as they are fetched from a site, on the collection as it is shipped."""

import contextlib
import io
from urllib.request import urlopen

import pytest
from django.utils.html import escape

from stances.examples import EXAMPLES

FOUND = {
    "join_census": [
        "99 statements, 93 of them of agencies of a county",
        "0 counties without a match",
        "geoid county state statements per_100_000",
        "06037 Los Angeles County CA 6 0.06",
        "06073 San Diego County CA 6 0.18",
        "06085 Santa Clara County CA 6 0.32",
        "37001 Alamance County NC 6 3.45",
        "37119 Mecklenburg County NC 6 0.53",
        "37135 Orange County NC 6 4.03",
        "06053 Monterey County CA 5 1.14",
        "37021 Buncombe County NC 5 1.84",
    ],
    "join_fbi": [
        "14 agencies, 0 of them not in the other table",
        "agencies officers",
        "position",
        "cooperates 1 86",
        "declines 6 2427",
        "limits 2 519",
        "neutral 1 278",
        "partners 3 126",
        "unclear 1 188",
    ],
}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_example_runs_and_finds_what_is_there(site, example):
    text, said = urlopen(f"{site}/data/examples/{example.name}.py").read().decode(), io.StringIO()

    with contextlib.redirect_stdout(said):
        exec(compile(text, example.name, "exec"), {})

    assert f'SITE = "{site}"' in text
    assert [" ".join(line.split()) for line in said.getvalue().splitlines()] == FOUND[example.name]


def test_the_data_page_shows_each_program_as_text(site):
    page = urlopen(f"{site}/data/").read().decode()

    for example in EXAMPLES:
        for _language, _extension, text in example.programs:
            assert escape(text.partition("SITE")[2].partition("\n")[2]) in page


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_table_beside_it_says_that_it_is_one(site, example):
    assert urlopen(f"{site}/static/{example.table_path}").headers["Content-Type"] == 'text/csv; charset="utf-8"'
