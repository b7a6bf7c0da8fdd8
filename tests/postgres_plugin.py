"""Starts a throw-away PostgreSQL before Django reads its settings, and stops it at the end.

Loaded by `-p` from pyproject.toml, ahead of every other plugin. TEST_DATABASE_URL names a server to use
instead; STANCES_POSTGRES=wheel (`make test POSTGRES=wheel`) takes the one inside the wheel.
"""

import atexit
import gc
import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest

from archive.postgres import PostgresError, throwaway
from tests.chromium import chromium

# Nothing of a developer's own .env may change what the tests find.
ENVIRONMENT = {
    "DEBUG": "false",
    "PORT": "8000",
    "BIND": "127.0.0.1",
    "SITE_URL": "http://localhost:8000",
    "ALLOWED_HOSTS": "",
    "CACHE_URL": "",
    "API_REQUESTS_PER_MINUTE": "1000000",
    "SECRET_KEY": "of the tests only",
}

NO_BROWSER = "no Chromium on PATH"

resources = ExitStack()
atexit.register(resources.close)


def start():
    os.environ.update(ENVIRONMENT)
    if given := os.environ.get("TEST_DATABASE_URL"):
        url, data_dir = given, Path(tempfile.mkdtemp(prefix="stances-test-"))
        resources.callback(shutil.rmtree, data_dir, ignore_errors=True)
    else:
        url, data_dir = resources.enter_context(throwaway())
    # WhiteNoise warns if there is none, and warnings are errors.
    (data_dir / "static").mkdir()
    os.environ.update(DATABASE_URL=url, DATA_DIR=str(data_dir))


# The workers of pytest-xdist inherit the server of the process that started them.
if "PYTEST_XDIST_WORKER" not in os.environ:
    try:
        start()
    except PostgresError as error:
        raise pytest.UsageError(str(error)) from error


def pytest_configure(config):
    config.addinivalue_line("markers", "xdist_group: runs in the same process as others of the group")
    config.addinivalue_line("markers", "browser: drives a real Chromium; skipped where there is none")
    # Registered after pytest-playwright, so that its fixtures override the ones there.
    config.pluginmanager.import_plugin("tests.site_plugin")


def pytest_collection_finish():
    """Look for garbage seldom and not among what is there now: it would else take an eighth of the time of tests."""
    gc.freeze()
    gc.set_threshold(5_000, 20, 50)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure():
    resources.close()


# What takes long to make is made by one of the processes of pytest-xdist, which runs all tests that share it. In this
# order they are begun: while one process makes the collection for its site, another has enough to do without it.
SHARED = {
    "site": {"site", "page"},
    "large archive": {"large_archive"},
    "seed": {"seeded"},
    "releases": {"frozen"},
    "doors": {"answered", "doors"},
    "heavy archive": {"heavy_archive"},
    "empty cluster": {"new_cluster"},
    "collection": {"prepared_dir", "whole_archive"},
}


def pytest_itemcollected(item):
    """Mark a test as soon as it is known, before pytest-xdist reads the groups."""
    if group := group_of(item):
        item.add_marker(pytest.mark.xdist_group(group))
    if "page" in item.fixturenames:
        item.add_marker("browser")
    if item.get_closest_marker("browser") and not chromium():
        item.add_marker(pytest.mark.skip(reason=NO_BROWSER))


def group_of(item):
    return next((name for name, fixtures in SHARED.items() if fixtures & set(item.fixturenames)), None)


def pytest_collection_modifyitems(items):
    """Begin with the groups, which cannot be divided, so that single tests are left to even out the end."""
    order = [*SHARED, None]
    items.sort(key=lambda item: order.index(group_of(item)))


def skipped_for_browser(config):
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    reports = reporter.stats.get("skipped", []) if reporter else []
    return [report for report in reports if NO_BROWSER in str(report.longrepr)]


def pytest_sessionfinish(session):
    if skipped_for_browser(session.config) and os.environ.get("CI"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter, config):
    if skipped := skipped_for_browser(config):
        terminalreporter.section("BROWSER TESTS DID NOT RUN", sep="!", red=True, bold=True)
        terminalreporter.line(
            f"{len(skipped)} tests were skipped: {NO_BROWSER} "
            "(chromium, chromium-browser or google-chrome). On Debian: apt-get install chromium"
        )
