"""Downloads of everything: rows a second, the first byte, and what they cost the serving process in memory."""

import statistics
import time
from http.client import HTTPConnection

from bench.measures import DOWNLOADS, or_why_not
from bench.peers.limit import psql_copy
from bench.site import NotAnswered, memory_watched

LONGEST = 180  # seconds for one download; what has come by then is counted
REPEATS = 3


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


def repeat(run, extension):
    """The median of several downloads; of one, where that takes long."""
    taken = []
    while len(taken) < REPEATS and sum(each["seconds"] for each in taken) < LONGEST / REPEATS:
        with memory_watched(run.site) as watched:
            found = download(run, extension)
        taken.append(found | watched)
    return {
        "rate": statistics.median(each["rate"] for each in taken),
        "first_byte_ms": statistics.median(each["first_byte_ms"] for each in taken),
        "growth_mb": max(each["growth_mb"] for each in taken),
        "n": len(taken),
        "is_whole": all(each["is_whole"] for each in taken),
    }


def download(run, extension):
    """Fetch a whole list; raises NotAnswered where there is no such format, or the wrong number of rows."""
    connection = HTTPConnection("127.0.0.1", run.site.port, timeout=LONGEST)
    began = time.monotonic()
    connection.request("GET", f"/statements.{extension}", headers={"Host": "localhost"})
    response = connection.getresponse()
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
