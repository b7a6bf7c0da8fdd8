"""What queries read, by EXPLAIN: how much of which table or index, and how many rows for nothing."""

import re
import time
from collections import Counter

BLOCK_MB = 8 / 1024
EXPLAIN = "EXPLAIN (ANALYZE, BUFFERS, TIMING off, FORMAT JSON) "
IS_QUERY = re.compile(r"\s*\(?\s*(SELECT|WITH)\b", re.I)


class Explained:
    """An execute wrapper that explains each query and then lets it run, with all in memory that it needs."""

    def __init__(self):
        self.found = []  # (the plan, the milliseconds of the query by itself)

    def __call__(self, execute, sql, params, many, context):
        plan = None
        if IS_QUERY.match(sql):
            execute(EXPLAIN + sql, params, many, context)
            [[[plan]]] = context["cursor"].fetchall()
        began = time.perf_counter()
        answer = execute(sql, params, many, context)
        if plan:
            self.found.append((plan["Plan"], (time.perf_counter() - began) * 1000))
        return answer

    def summary(self):
        """{``mb`` read in all, ``most``: [the table or index with the largest part, its MB], ``slowest``: [the one that
        the slowest query reads most of, the milliseconds of the query], and, where the index of words cannot tell
        matches from others, ``rechecked`` of the query with most such rows}.
        """
        queries = [(read_by(plan), ms) for plan, ms in self.found]
        read = sum((each for each, _ms in queries), Counter())
        slowest, ms = max(queries, key=lambda query: query[1], default=(Counter(), 0))
        summary = {"mb": sum(read.values()), "most": largest(read), "slowest": [largest(slowest)[0], ms]}
        again = [rechecked(plan) | {"ms": ms} for plan, ms in self.found]
        again = [each for each in again if each["candidates"] > each["matches"]]
        most = max(again, key=lambda each: each["candidates"] - each["matches"], default=None)
        return summary | ({"rechecked": most} if most else {})


def largest(read):
    """[name, MB] of the largest part, which has no name where nothing was read."""
    return list(max(read.items(), key=lambda item: item[1], default=("", 0)))


def nodes(plan):
    yield plan
    for below in plan.get("Plans", ()):
        yield from nodes(below)


def blocks(node):
    """How many blocks a node and all below it read, from memory or disk."""
    return node.get("Shared Hit Blocks", 0) + node.get("Shared Read Blocks", 0)


def read_by(plan):
    """A Counter of the MB that each table or index was read for, each block as often as it was read."""
    read = Counter()
    for node in nodes(plan):
        own = blocks(node) - sum(blocks(below) for below in node.get("Plans", ()))
        if own > 0:
            name = node.get("Relation Name") or node.get("Index Name") or node["Node Type"]
            read[name] += own * BLOCK_MB
    return read


def rechecked(plan):
    """{``candidates`` that an index gave, ``matches`` among them} of all nodes that had to look again."""
    candidates = matches = 0
    for node in nodes(plan):
        if removed := node.get("Rows Removed by Index Recheck", 0):
            kept = node["Actual Rows"] * node["Actual Loops"]
            matches += kept
            candidates += kept + removed * node["Actual Loops"]
    return {"candidates": round(candidates), "matches": round(matches)}
