"""What the time of a page goes into, measured where it is made: within Django, in a process of the site's own."""

import itertools
import statistics
import time
from contextlib import contextmanager

from django.db import connection
from django.test.client import ClientHandler, RequestFactory

from bench.explaining import Explained

MOST, LEAST = 20, 3  # answers for one figure
VERSIONS = 200


class Refused(Exception):
    """A page that the site does not give; the message is its status."""


class Queries:
    """An execute wrapper that counts queries and adds up the milliseconds until each has its answer."""

    def __init__(self):
        self.count, self.ms = 0, 0.0

    def __call__(self, execute, sql, params, many, context):
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.count += 1
            self.ms += (time.perf_counter() - began) * 1000


@contextmanager
def watched():
    """Yields a dict that then has ``ms``, and of these ``database_ms`` in a number of ``queries``."""
    queries, found = Queries(), {}
    began = time.perf_counter()
    with connection.execute_wrapper(queries):
        yield found
    found |= {
        "ms": (time.perf_counter() - began) * 1000,
        "database_ms": queries.ms,
        "queries": queries.count,
    }


def make(handler, path):
    """Let Django make a page, compressed as for browsers. No page is kept, as they are around Django."""
    environ = RequestFactory(SERVER_NAME="localhost").get(path, headers={"Accept-Encoding": "gzip"}).environ
    response = handler(environ)
    if response.status_code != 200:
        raise Refused(f"{path} answers {response.status_code}")


def inside(paths, seconds):
    """The medians of what is ``watched`` while pages are made, of ``n`` of them, or {"why": …}."""
    handler, deadline, taken = ClientHandler(), time.monotonic() + seconds, []
    try:
        make(handler, paths[0])
        for path in itertools.islice(itertools.cycle(paths), MOST):
            if len(taken) >= LEAST and time.monotonic() > deadline:
                break
            with watched() as found:
                make(handler, path)
            taken.append(found)
    except Refused as error:
        return {"why": str(error)}
    return {name: statistics.median(each[name] for each in taken) for name in taken[0]} | {"n": len(taken)}


def reading(path):
    """What the queries of a page read: see Explained.summary; or {"why": …}."""
    explained = Explained()
    try:
        with connection.execute_wrapper(explained):
            make(ClientHandler(), path)
    except Refused as error:
        return {"why": str(error)}
    return explained.summary()


def version():
    """The milliseconds (p50) of asking for the data version, as each visit does."""
    from archive.caching import ask_version

    taken = []
    for _ in range(VERSIONS):
        with watched() as found:
            ask_version()
        taken.append(found["ms"])
    return statistics.median(taken)


ACTIONS = {each.__name__: each for each in (inside, reading, version)}
