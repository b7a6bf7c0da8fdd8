"""No container engine runs these files in the tests, so they are read for what would go wrong."""

import json
import re

import pytest
import yaml

from tests.site_plugin import BASE_DIR


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((BASE_DIR / "docker-compose.yml").read_text())


@pytest.fixture(scope="module")
def dockerfile():
    return (BASE_DIR / "Dockerfile").read_text()


def settings():
    return set(re.findall(r"^#?([A-Z_]+)=", (BASE_DIR / ".env.example").read_text(), re.MULTILINE))


def test_every_variable_of_the_site_is_a_setting(compose, dockerfile):
    given = set(compose["services"]["site"]["environment"])
    built_in = set(re.findall(r"(\w+)=", re.search(r"^ENV (.*)", dockerfile, re.MULTILINE)[1]))

    assert given <= settings()
    assert built_in - {"PYTHONUNBUFFERED"} <= settings()


def test_the_site_runs_the_command_of_the_image_that_is_built_here(compose, dockerfile):
    command = re.search(r"^CMD (.*)", dockerfile, re.MULTILINE)[1]

    assert compose["services"]["site"]["build"] == "."
    assert compose["services"]["site"]["command"] == json.loads(command) == ["python", "manage.py", "serve"]


def test_the_site_waits_for_a_healthy_database(compose):
    database, site = compose["services"]["database"], compose["services"]["site"]

    assert "pg_isready" in database["healthcheck"]["test"][1]
    assert site["depends_on"] == {"database": {"condition": "service_healthy"}}


def test_the_site_knows_the_database_by_its_name_user_and_password(compose):
    database, site = compose["services"]["database"], compose["services"]["site"]
    user, password, name = (database["environment"][f"POSTGRES_{part}"] for part in ("USER", "PASSWORD", "DB"))

    assert site["environment"]["DATABASE_URL"] == f"postgres://{user}:{password}@database:5432/{name}"


def test_what_must_last_lies_in_named_volumes(compose):
    mounted = {volume.split(":")[0] for service in compose["services"].values() for volume in service["volumes"]}

    assert mounted == set(compose["volumes"])


def test_ports_and_data_folder_agree(compose, dockerfile):
    site = compose["services"]["site"]

    assert site["ports"][0].endswith(f":{site['environment']['PORT']}")
    assert f"EXPOSE {site['environment']['PORT']}" in dockerfile
    assert site["volumes"] == [f"site:{site['environment']['DATA_DIR']}"]


def test_the_image_runs_as_an_ordinary_user(dockerfile):
    before_command = dockerfile[: dockerfile.index("\nCMD")]

    assert re.findall(r"^USER (\w+)", before_command, re.MULTILINE) == ["stances"]
    assert "--require-hashes" in dockerfile


def test_images_come_from_no_named_host(compose, dockerfile):
    images = [service["image"] for service in compose["services"].values()]
    images += re.findall(r"^FROM (\S+)", dockerfile, re.MULTILINE)

    assert [image for image in images if "/" in image] == []
