"""The running site: `manage.py serve` as users start it, asked over HTTP, its memory read from /proc."""

import gzip
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from bench.archive import ROOT

STARTED_WITHIN = 300
STOPPED_WITHIN = 60
# Browsers take pages compressed; downloads are asked for plain, as by curl.
PAGE_HEADERS = {"Accept": "text/html", "Accept-Encoding": "gzip"}
TOTAL = re.compile(r'role="status"[^>]*>\D*?([\d,]+) statement')


class NotAnswered(Exception):
    """The site or a peer gave no answer, or an error; its message says what."""


@dataclass
class Answer:
    """An answer with the milliseconds until its last byte."""

    status: int
    headers: dict
    body: bytes
    ms: float

    @property
    def text(self):
        plain = gzip.decompress(self.body) if self.headers.get("content-encoding") == "gzip" else self.body
        return plain.decode()

    @property
    def total(self):
        """How many statements a list page says that it has."""
        if found := TOTAL.search(self.text):
            return int(found[1].replace(",", ""))
        return 0 if "No statement" in self.text else None


@dataclass
class Server:
    """A process that answers HTTP on a port of this machine, asked one request after the other on one connection."""

    name: str
    port: int
    process: subprocess.Popen
    connection: HTTPConnection = field(default=None, repr=False)

    def get(self, path, headers=PAGE_HEADERS, timeout=600, expect=(200,)):
        """Raises NotAnswered unless the status is one of those expected."""
        began = time.perf_counter()
        response, body = self._read(path, headers, timeout)
        answer = Answer(
            response.status,
            {name.lower(): value for name, value in response.getheaders()},
            body,
            (time.perf_counter() - began) * 1000,
        )
        if expect and answer.status not in expect:
            raise NotAnswered(f"{self.name}: {path} answers {answer.status}: {body[:300]!r}")
        return answer

    def _read(self, path, headers, timeout):
        # A server closes a connection that was idle for seconds; then it is opened anew, once.
        for is_last in (False, True):
            try:
                connection = self._connected(timeout)
                connection.request("GET", path, headers=headers)
                response = connection.getresponse()
                return response, response.read()
            except (HTTPException, OSError) as error:
                self.hang_up()
                if is_last:
                    raise NotAnswered(f"{self.name}: {path}: {error!r}") from error

    def _connected(self, timeout):
        if self.connection is None:
            self.connection = HTTPConnection("127.0.0.1", self.port, timeout=timeout)
            self.connection.connect()
            self.connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self.connection

    def hang_up(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def wait_until_it_answers(self, path):
        deadline = time.monotonic() + STARTED_WITHIN
        while True:
            with suppress(NotAnswered):
                if self.get(path).status == 200:
                    return
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise NotAnswered(f"{self.name} did not start; its log is beside its data")
            time.sleep(0.2)

    def workers(self):
        """The process numbers of those that serve: the children, or the process itself where it has none."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text().split()] or [self.process.pid]

    def processor_seconds(self):
        """How many seconds of a processor the workers have used since they began."""
        return sum(processor_seconds(pid) for pid in self.workers())


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def started(name, port, command, log, ready, **options):
    """A Server whose process ends with the context; ``ready`` is a path that it answers as soon as it can."""
    with log.open("w") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, start_new_session=True, **options)
    server = Server(name, port, process)
    try:
        server.wait_until_it_answers(ready)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(STOPPED_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def serving(archive):
    """The site on an archive."""
    port = free_port()
    environment = archive.environment | {
        "PORT": str(port),
        "BIND": "127.0.0.1",
        "SITE_URL": f"http://localhost:{port}",
        "ALLOWED_HOSTS": "",
    }
    command = [sys.executable, "manage.py", "serve"]
    with started("the site", port, command, archive.home / "site.log", "/healthz", cwd=ROOT, env=environment) as site:
        yield site


def memory(pid, name):
    """A figure of a process in kB: VmRSS now, VmHWM the most that it has had."""
    with suppress(OSError):
        found = re.search(rf"{name}:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
        return int(found[1]) if found else 0
    return 0


def processor_seconds(pid):
    """The seconds of a processor that a process has used, its own and the system's for it; 0 if it is gone."""
    with suppress(OSError):
        # The name of the program comes before, in brackets, and may have spaces.
        ticks = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
        return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
    return 0.0


@contextmanager
def memory_watched(server):
    """Yields a dict that then has ``peak_mb``, the most that any worker held, and ``growth_mb``, the most that one held
    beyond what it held at the start.
    """
    before = {}
    for pid in server.workers():
        with suppress(OSError):
            Path(f"/proc/{pid}/clear_refs").write_text("5")  # sets VmHWM back to what is used now
        before[pid] = memory(pid, "VmRSS")
    watched = {}
    yield watched
    peaks = {pid: memory(pid, "VmHWM") for pid in before}
    watched["peak_mb"] = max(peaks.values()) / 1024
    watched["growth_mb"] = max(peaks[pid] - start for pid, start in before.items()) / 1024
