"""Downloads of everything: rows a second, the first byte, and what they cost the serving process in memory."""

import statistics
import time
from http.client import HTTPConnection

from bench.measures import DOWNLOADS, FIRST_BYTES, figures, or_why_not
from bench.peers.limit import psql_copy
from bench.site import NotAnswered, memory_watched

LONGEST = 180  # seconds for one download; what has come by then is counted
REPEATS = 3
FIRST_OF = 10  # files, of which the first byte is read
FREE_WITHIN = 60  # seconds until the site has noticed that a client went away


def downloads(run):
    """Each format in turn with psql's copy to a file, the limit, so that both see the machine at the same time."""
    path = run.archive.home / "copy.csv"
    rows, _warming = psql_copy(run.archive, path)
    run.figures["copy"] = {
        "rows": rows,
        "rate": rows / statistics.median(psql_copy(run.archive, path)[1] for _ in range(REPEATS)),
    }
    run.say(f"psql \\copy: {run.figures['copy']['rate']:,.0f} rows/s")
    path.unlink()
    for each in DOWNLOADS:
        found = or_why_not(repeat, run, each.extension)
        run.figures[f"download {each.extension}"] = found
        run.say(f"{each.extension}: " + (found.get("why") or "{rate:,.0f} rows/s, {growth_mb:.0f} MB".format(**found)))
    for name, (label, path) in FIRST_BYTES.items():
        found = or_why_not(first_bytes, run, path)
        run.figures[f"first byte {name}"] = found
        run.say(f"{label}: " + (found.get("why") or f"first byte {found['p50']:.0f} ms"))


def repeat(run, extension):
    """The median of several downloads; of one, where that takes long."""
    taken = []
    while len(taken) < REPEATS and sum(each["seconds"] for each in taken) < LONGEST / REPEATS:
        used = run.site.processor_seconds()
        with memory_watched(run.site) as watched:
            found = download(run, extension)
        taken.append(found | watched | {"worker_share": (run.site.processor_seconds() - used) / found["seconds"]})
    return {
        "rate": statistics.median(each["rate"] for each in taken),
        "first_byte_ms": statistics.median(each["first_byte_ms"] for each in taken),
        "worker_share": statistics.median(each["worker_share"] for each in taken),
        "growth_mb": max(each["growth_mb"] for each in taken),
        "peak_mb": max(each["peak_mb"] for each in taken),
        "n": len(taken),
        "is_whole": all(each["is_whole"] for each in taken),
    }


def download(run, extension):
    """Fetch a whole list; raises NotAnswered where there is no such format, or the wrong number of rows."""
    began = time.monotonic()
    connection, response = asked(run, f"/statements.{extension}")
    if response.status != 200:
        raise NotAnswered(f"not there yet: the site answers {response.status}")
    lines, size, first_byte = 0, 0, None
    while part := response.read1(1 << 20):
        first_byte = first_byte or time.monotonic() - began
        size += len(part)
        lines += part.count(b"\n")
        if time.monotonic() - began > LONGEST:
            break
    seconds = time.monotonic() - began
    connection.close()
    rows = counted(run.figures["copy"]["rows"], extension, lines, is_whole=not part)
    return {
        "rate": rows / seconds,
        "seconds": seconds,
        "first_byte_ms": first_byte * 1000,
        "is_whole": not part,
        "bytes": size,
    }


def asked(run, path):
    """Ask for a file; returns (a connection, to be closed, and its response, of which nothing is read yet)."""
    connection = HTTPConnection("127.0.0.1", run.site.port, timeout=LONGEST)
    connection.request("GET", path, headers={"Host": "localhost"})
    return connection, connection.getresponse()


def first_bytes(run, path):
    """The milliseconds until the first byte of a file, of which no more is read."""
    taken, deadline = [], time.monotonic() + FREE_WITHIN
    while len(taken) < FIRST_OF:
        began = time.monotonic()
        connection, response = asked(run, path)
        if response.status == 200 and response.read(1):
            taken.append((time.monotonic() - began) * 1000)
        connection.close()
        if response.status == 503 and time.monotonic() < deadline:
            time.sleep(0.2)  # as many downloads run as may at a time, until the site notices that they are not read
        elif response.status != 200:
            raise NotAnswered(f"the site answers {response.status}")
    return figures(taken)


def counted(rows, extension, lines, *, is_whole):
    """The rows that came: the lines of texts; of other formats all that psql wrote, if it was the whole."""
    if extension in ("csv", "jsonl"):
        came = lines - (extension == "csv")
        # A text may have lines of its own within.
        if is_whole and not rows <= came <= rows * 1.01:
            raise NotAnswered(f"{came:,} rows came of {rows:,}")
        return min(came, rows)
    if not is_whole:
        raise NotAnswered(f"not finished after {LONGEST} s")
    return rows
