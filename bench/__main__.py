"""`make bench`: measure archives of several sizes, print the table and write docs/performance.md."""

import argparse
import signal
import sys

from bench import report, tables
from bench.run import PARTS, Clock, measure
from bench.world import Scale

MINUTES_BEFORE = 2  # no further size is begun with less time than this


def arguments():
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--statements", type=number, help="measure one archive of this size only")
    parser.add_argument(
        "--sizes", type=numbers, default=[10_000, 100_000, 1_000_000], help="the sizes of the curve (%(default)s)"
    )
    parser.add_argument("--minutes", type=float, default=60, help="begin no further size after this time (%(default)s)")
    parser.add_argument("--seconds", type=float, default=8, help="the most time for one figure (%(default)s)")
    parser.add_argument("--only", type=words, default=(), help=f"some of the measures: {', '.join(PARTS)}")
    parser.add_argument("--discard", action="store_true", help="remove the loaded archives afterwards (10 GB)")
    parser.add_argument("--report", action="store_true", help="write the page from the results that are there")
    given = parser.parse_args()
    if unknown := set(given.only) - set(PARTS):
        parser.error(f"--only knows {', '.join(PARTS)}, not {', '.join(unknown)}")
    return given


def number(text):
    return int(text.replace(",", "").replace("_", ""))


def numbers(text):
    return [number(part) for part in text.split(",")]


def words(text):
    return tuple(text.split(","))


def main():
    signal.signal(signal.SIGTERM, lambda signum, frame: sys.exit(128 + signum))
    given, clock = arguments(), None
    if not given.report:
        clock = Clock(given.minutes)
        sizes = [given.statements] if given.statements else sorted(given.sizes)
        for size in sizes:
            if clock.minutes_left < MINUTES_BEFORE:
                clock.say(f"No time is left for {size:,} statements")
                break
            clock.say(f"--- {size:,} statements ---")
            # The smaller ones are for the curve only.
            only = given.only if size == sizes[-1] else ("search",)
            measure(Scale.of(size), clock.say, given.seconds, only, keep=not given.discard)
    results = report.read_results(None if given.report else size)
    if not results:
        sys.exit("Nothing has been measured yet.")
    page, main = report.write(results), results[-1]
    print(f"\n{report.goals_part(main)}\n\n{tables.figures(main['figures'])}\n\n{report.agreement(main['figures'])}")
    print(f"\nWritten to {page}, and its picture beside it.")
    if any(report.differences(each["figures"]) for each in results):
        sys.exit("The engines do not find the same: nothing above can be compared.")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("\nStopped; what was generated and loaded is kept.")
