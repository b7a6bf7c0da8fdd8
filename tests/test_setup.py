"""The site as people start, stop and break it: real programs on copies of a real database."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from archive.postgres import binaries, running, server
from archive.postgres.cluster import SUPERUSER, Cluster
from tests.site_plugin import BASE_DIR, Site, copy_of, manage, remove_data_dir, serving

SETTING = re.compile(r'\benv(?:\.\w+)?\(\s*"([A-Z_]+)"|os\.environ(?:\.get\(|\[)"([A-Z_]+)"')


@pytest.fixture(scope="module")
def started(prepared_dir):
    """A site at its second start, and how long that took; what stops it comes last."""
    data_dir = copy_of(prepared_dir, "second-start")
    before = contents_at_rest(data_dir)
    began = time.monotonic()
    with serving(data_dir) as site:
        site.seconds = time.monotonic() - began
        site.before, site.after = before, contents(data_dir)
        yield site


@pytest.fixture
def data_dir(prepared_dir, request):
    path = copy_of(prepared_dir, f"for-{request.node.name}")
    yield path
    remove_data_dir(path)


def contents_at_rest(data_dir):
    with running(data_dir, print):
        return contents(data_dir)


def contents(data_dir):
    """Everything in the database, in the order in which it lies there."""
    cluster = Cluster(data_dir)
    pg_dump = binaries.choose(cluster.account, cluster.made_by()).program("pg_dump")
    command = [pg_dump, "--host", cluster.socket_dir, "--username", SUPERUSER, "stances"]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    # Newer releases guard each dump with a word made at random.
    return [line for line in lines if not line.startswith(("\\restrict", "\\unrestrict"))]


def health(site):
    try:
        return urlopen(f"{site.url}/healthz", timeout=10).status
    except HTTPError as error:
        with error:
            return error.code


def has_server(data_dir):
    return server.postmaster(Cluster(data_dir)) is not None


# Starting


def test_a_second_start_takes_less_than_five_seconds(started):
    assert started.seconds < 5
    assert health(started) == 200


def test_a_second_start_changes_nothing(started):
    assert len(started.before) > 20_000
    assert started.after == started.before


def test_it_ends_with_the_address_and_how_to_make_an_editor(started):
    *_, address, editor = started.log.read_text().splitlines()

    assert started.url in address
    assert "make admin" in editor


def test_an_editor_is_made_while_the_site_runs(started):
    account = {"DJANGO_SUPERUSER_PASSWORD": "not a secret one", "DJANGO_SUPERUSER_USERNAME": "editor"}

    done = manage("createsuperuser", "--noinput", "--email=e@example.org", data_dir=started.data_dir, **account)

    assert "created" in done.stdout
    assert health(started) == 200


def test_a_port_in_use_is_named_and_the_site_there_goes_on(started):
    second = Site(started.data_dir, port=started.port, log_name="second.log")

    assert second.process.wait(30) == 1
    assert f"port {started.port} is in use; choose another with PORT=…" in second.log.read_text()
    assert health(started) == 200


# Stopping


def test_sigterm_stops_the_site_and_its_database(started):
    exit_code = started.end(signal.SIGTERM)

    assert exit_code == 0
    assert not has_server(started.data_dir)


def test_ctrl_c_in_the_terminal_stops_the_site_and_its_database(data_dir):
    with serving(data_dir) as site:
        os.killpg(site.process.pid, signal.SIGINT)

        assert site.process.wait(30) == 0
        assert not has_server(data_dir)
        assert "Traceback" not in site.log.read_text()


# Accidents


def test_after_kill_9_of_the_site_the_next_start_takes_over_port_and_database(data_dir):
    with serving(data_dir) as killed:
        killed.end(signal.SIGKILL)
        orphan = server.postmaster(Cluster(data_dir))

        again = Site(data_dir, port=killed.port).wait()

        assert health(again) == 200
        assert server.postmaster(Cluster(data_dir)) == orphan
        assert again.end() == 0
        assert not has_server(data_dir)


def test_after_kill_9_of_the_database_the_next_command_starts_it_and_the_site_goes_on(data_dir):
    with serving(data_dir) as site:
        os.kill(server.postmaster(Cluster(data_dir)), signal.SIGKILL)
        deadline = time.monotonic() + 5
        # Its processes end a moment after it.
        while (broken := health(site)) < 500 and time.monotonic() < deadline:
            time.sleep(0.05)

        manage("check", data_dir=data_dir)

        assert broken >= 500
        assert health(site) == 200


# Settings


@pytest.fixture
def checkout(folder):
    """A copy of the code, where a test may write a .env of its own."""
    for name in ("archive", "stances"):
        shutil.copytree(BASE_DIR / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "static").mkdir()
    return Path(shutil.copy(BASE_DIR / "manage.py", folder)).parent


def check(checkout):
    """Run `manage.py check` there without the variables of the tests."""
    variables = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "DATA_DIR")}
    command = [sys.executable, "manage.py", "check"]
    return subprocess.run(command, cwd=checkout, env=variables, capture_output=True, text=True, check=True)


def test_a_data_dir_in_dotenv_is_where_the_private_server_lies(checkout):
    (checkout / ".env").write_text("DATA_DIR=kept/here\n")

    check(checkout)

    assert (checkout / "kept/here/postgres.users.lock").exists()
    assert not (checkout / ".data").exists()


def test_a_database_url_in_dotenv_starts_no_private_server(checkout):
    (checkout / ".env").write_text("DATABASE_URL=postgres://someone@127.0.0.1:1/somewhere\n")

    check(checkout)

    assert not (checkout / ".data/postgres.users.lock").exists()


def test_dotenv_example_names_each_setting_and_no_other():
    code = [*(BASE_DIR / "archive").rglob("*.py"), BASE_DIR / "manage.py"]
    read = {name for path in code for found in SETTING.findall(path.read_text()) for name in found if name}

    documented = re.findall(r"^#?([A-Z_]+)=", (BASE_DIR / ".env.example").read_text(), re.MULTILINE)

    assert sorted(documented) == sorted(read)


# Packages


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock", "requirements-bench.lock"])
def test_a_lock_pins_each_package_by_its_hashes_and_names_no_host(lock):
    text = (BASE_DIR / lock).read_text()
    requirements = text.replace("\\\n", " ").splitlines()

    assert [line for line in requirements if "==" not in line or "--hash=sha256:" not in line] == []
    assert "://" not in text


def test_what_the_tests_run_on_is_what_the_site_runs_on():
    site, tests = ((BASE_DIR / f"requirements{kind}.lock").read_text() for kind in ("", "-dev"))

    assert set(re.findall(r"^\S+==\S+", site, re.MULTILINE)) <= set(re.findall(r"^\S+==\S+", tests, re.MULTILINE))


def test_an_environment_that_holds_the_lock_is_left_alone(tmp_path):
    lock = shutil.copy(BASE_DIR / "requirements.lock", tmp_path)
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/python").symlink_to(sys.executable)
    with open(lock) as contents:
        sum_of_lock = subprocess.run(["cksum"], stdin=contents, capture_output=True, text=True).stdout
    (tmp_path / ".venv/requirements.lock.sum").write_text(sum_of_lock)

    done = subprocess.run(
        ["sh", BASE_DIR / ".ci/environment", "requirements.lock"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_machine_without_a_recent_python_is_told_so(tmp_path):
    shutil.copy(BASE_DIR / "requirements.lock", tmp_path)
    for tool in ("cksum", "cat"):
        (tmp_path / tool).symlink_to(shutil.which(tool))

    done = subprocess.run(
        [shutil.which("sh"), BASE_DIR / ".ci/environment", "requirements.lock"],
        cwd=tmp_path,
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert "Python 3.11 or later is needed" in done.stderr


def test_make_alone_lists_what_can_be_done():
    listed = subprocess.run(["make"], cwd=BASE_DIR, capture_output=True, text=True, check=True).stdout

    assert {line.split()[0] for line in listed.splitlines()} >= {"run", "test", "admin", "lint", "clean"}
