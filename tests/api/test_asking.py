"""The API answers as it describes itself: schemathesis asks the whole application, kept pages and all."""

from contextlib import suppress
from itertools import product
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode

from archive.wsgi import application

PLAIN = {"Accept-Encoding": "identity"}  # its client for WSGI unpacks nothing


@pytest.fixture
def described(own_archive):
    config = schemathesis.Config.from_path(Path(__file__).with_name("schemathesis.toml"))
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application, config=config)


def test_the_api_answers_as_described_to_what_it_allows_and_forbids(described):
    asked = []

    for operation, mode in product(described.get_all_operations(), GenerationMode):

        @settings(max_examples=2, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(operation.ok().as_strategy(generation_mode=mode))
        def ask(case):
            asked.append(case)
            case.call_and_validate(headers=PLAIN)

        with suppress(Unsatisfiable):  # an address without parameters has nothing that it forbids
            ask()

    assert len(asked) > 40
