"""Fixtures with a real site: its whole collection, its own server, as `make run` runs it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest

from archive.postgres.cluster import Cluster
from archive.postgres.server import stop
from tests.chromium import ARGUMENTS, chromium

BASE_DIR = Path(__file__).resolve().parent.parent
STARTS_WITHIN = 60


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": chromium(), "args": ARGUMENTS}


@contextmanager
def open_folder():
    """An empty folder that the account of the database server may enter, unlike pytest's tmp_path."""
    path = Path(tempfile.mkdtemp(dir=os.environ["DATA_DIR"]))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def folder():
    with open_folder() as path:
        yield path


@pytest.fixture(scope="session")
def prepared_dir():
    """A DATA_DIR with the whole collection, at rest; copy it rather than start on it.

    The process of pytest-xdist that needs it first makes it for all of them.
    """
    made = Path(os.environ["DATA_DIR"]) / "prepared"
    with open(made.with_suffix(".lock"), "w") as lock:
        flock(lock, LOCK_EX)
        if not made.exists():
            unfinished = made.with_suffix(".unfinished")
            manage("prepare", data_dir=unfinished)
            unfinished.rename(made)
    return made


@pytest.fixture(scope="session")
def site(prepared_dir):
    """The address of a running site with the whole collection, such as http://127.0.0.1:54321."""
    data_dir = copy_of(prepared_dir, "site")
    with serving(data_dir) as site:
        yield site.url


@pytest.fixture(scope="session")
def base_url(site):
    """Lets a browser test say page.goto("/statements/")."""
    return site


def copy_of(data_dir, name):
    """A copy with the same owners, as the server refuses files of another account."""
    target = data_dir.with_name(name)
    subprocess.run(["cp", "-a", data_dir, target], check=True)
    return target


def manage(*command, data_dir, **variables):
    """Run a management command on the private server of `data_dir`; its completed process."""
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=BASE_DIR,
        env=environment(data_dir, **variables),
        capture_output=True,
        text=True,
        check=True,
    )


def environment(data_dir, **variables):
    return {**os.environ, "DATABASE_URL": "", "DATA_DIR": str(data_dir), **variables}


class Site:
    """`manage.py serve` as a process group of its own."""

    def __init__(self, data_dir, port=None, log_name="site.log"):
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.data_dir = data_dir
        self.log = data_dir / log_name
        variables = {"PORT": str(self.port), "SITE_URL": self.url}
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve"],
                cwd=BASE_DIR,
                env=environment(data_dir, **variables),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def wait(self):
        """Return once the site has told its address, else fail with what it said."""
        deadline = time.monotonic() + STARTS_WITHIN
        while self.url not in self.log.read_text():
            if self.process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"The site did not start:\n{self.log.read_text()}")
            time.sleep(0.02)
        return self

    def end(self, number=signal.SIGTERM):
        """Send a signal to the program; its exit code."""
        self.process.send_signal(number)
        return self.process.wait(30)


@contextmanager
def serving(data_dir):
    """A running Site, ended at the end, and its server with it, whatever the test did to them."""
    site = Site(data_dir)
    try:
        yield site.wait()
    finally:
        if site.process.poll() is None:
            site.end()
        remove_data_dir(data_dir)


def remove_data_dir(data_dir):
    cluster = Cluster(data_dir)
    stop(cluster, print)
    shutil.rmtree(cluster.home, ignore_errors=True)
    shutil.rmtree(data_dir, ignore_errors=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
