"""`make bench`: measure archives of several sizes, print the table and write a page on the largest."""

import signal
import sys

from bench import arguments, report, tables
from bench.run import PARTS, Clock, measure
from bench.world import Scale

MINUTES_BEFORE = 2  # no further size is begun with less time than this


def measure_all(given):
    """Measure the sizes that are asked for; returns the largest that there was time for, or None."""
    clock, largest = Clock(given.minutes), None
    for size in given.sizes:
        if clock.minutes_left < MINUTES_BEFORE:
            clock.say(f"No time is left for {size:,} statements")
            break
        clock.say(f"--- {size:,} statements ---")
        # The smaller ones are for the curve only.
        only = given.only if size == given.sizes[-1] else ("search",)
        if measure(Scale.of(size), clock, given.seconds, only, keep=not given.discard):
            largest = size
    return largest


def main():
    signal.signal(signal.SIGTERM, lambda signum, frame: sys.exit(128 + signum))
    given = arguments.read(__doc__, PARTS)
    largest = given.statements if given.report else measure_all(given)
    results = report.read_results(largest) if largest or given.report else []
    if not results:
        sys.exit("Nothing has been measured.")
    page = report.write(results, given.write)
    main = results[-1]
    print(f"\n{report.goals_part(main)}\n\n{tables.figures(main['figures'])}\n\n{report.agreement(main['figures'])}")
    print(f"\nWritten to {page}, and its picture beside it.")
    if any(report.differences(each["figures"]) for each in results):
        sys.exit("The engines do not find the same: nothing above can be compared.")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("\nStopped; what was generated and loaded is kept.")
