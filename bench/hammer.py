"""Requests per second: a few connections at once, each asking again as soon as it has its answer."""

import itertools
import re
import selectors
import socket
import time

from bench.site import NotAnswered

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.I)


class Asking:
    """One connection that asks path after path; http.client would take longer than the pages that it measures."""

    def __init__(self, port, paths, headers):
        self.port, self.paths, self.headers = port, paths, headers
        self.socket, self.received = None, b""

    def ask(self):
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=60)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.received = b""
        self.socket.sendall(f"GET {next(self.paths)} HTTP/1.1\r\nHost: localhost\r\n{self.headers}\r\n".encode())

    def has_answer(self):
        """Read what has come; whether it is the whole answer. Raises NotAnswered for anything but a page."""
        part = self.socket.recv(1 << 18)
        self.received += part
        head, end, body = self.received.partition(b"\r\n\r\n")
        if not part or (end and not re.match(rb"HTTP/1\.[01] (200|304)", head)):
            raise NotAnswered(f"an answer under load: {self.received[:100]!r}")
        if not end:
            return False
        if length := LENGTH.search(head):
            return len(body) >= int(length[1])
        return b" 304 " in head[:13] or body.endswith(b"0\r\n\r\n")


def requests_per_second(server, paths, headers, connections=8, seconds=6):
    """Ask a Server the paths in turn, over and over, for so many seconds after a warm-up of one.

    Returns {rate, n, and the milliseconds of a processor that each answer took: serving_ms of the server's workers,
    asking_ms of this process}.
    """
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    endless = itertools.cycle(paths)
    with selectors.DefaultSelector() as selector:
        asking = [Asking(server.port, endless, head) for _ in range(connections)]
        for each in asking:
            each.ask()
            selector.register(each.socket, selectors.EVENT_READ, each)
        ask_on(selector, 1)
        used, own = server.processor_seconds(), time.process_time()
        count, passed = ask_on(selector, seconds)
        used, own = server.processor_seconds() - used, time.process_time() - own
        for each in asking:
            each.socket.close()
    each = 1000 / max(count, 1)
    return {"rate": count / passed, "n": count, "serving_ms": used * each, "asking_ms": own * each}


def ask_on(selector, seconds):
    """Ask again on each connection that has its answer; returns (answers, the seconds that passed)."""
    count, began = 0, time.perf_counter()
    while (passed := time.perf_counter() - began) < seconds:
        for key, _events in selector.select(timeout=1):
            if key.data.has_answer():
                count += 1
                key.data.ask()
    return count, passed
