"""What can be asked of `make bench`, refused in words where it makes no sense."""

import argparse
from pathlib import Path

LEAST = 1_000  # statements: of fewer, a word in 1 to 2 % of them is in hardly any
SIZES = [10_000, 100_000, 1_000_000]


def read(description, measures, given=None):
    """Return the arguments with ``sizes``, the smallest first; exits with words where any is wrong.

    ``measures`` are the names that --only knows.
    """
    parser = argparse.ArgumentParser(prog="make bench", description=description)
    parser.add_argument("--statements", type=size, help=f"measure one archive of this size only, {LEAST:,} or more")
    parser.add_argument("--sizes", type=sizes, default=SIZES, help="the sizes of the curve (%(default)s)")
    parser.add_argument(
        "--minutes", type=above_zero, default=90, help="begin no size and no measures after this time (%(default)s)"
    )
    parser.add_argument("--seconds", type=above_zero, default=8, help="the most time for one figure (%(default)s)")
    parser.add_argument("--only", type=names, default=(), help=f"some of the measures: {', '.join(measures)}")
    parser.add_argument("--discard", action="store_true", help="remove the loaded archives afterwards (10 GB)")
    parser.add_argument("--report", action="store_true", help="write the page from the results that are there")
    parser.add_argument(
        "--write",
        type=Path,
        metavar="FOLDER",
        help="write the page to this folder; else a million statements are written to docs/, others to .bench/results/",
    )
    found = parser.parse_args(given)
    if unknown := [name for name in found.only if name not in measures]:
        parser.error(f"--only knows {', '.join(measures)}, not {', '.join(unknown)}")
    if found.statements is not None:
        found.sizes = [found.statements]
    return found


def size(text):
    try:
        number = int(text.replace(",", "").replace("_", ""))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of statements") from None
    if number < LEAST:
        raise argparse.ArgumentTypeError(f"an archive has {LEAST:,} statements or more, not {text}")
    return number


def sizes(text):
    """Sizes between commas, which therefore have none within."""
    return sorted({size(part) for part in text.split(",")})


def above_zero(text):
    try:
        number = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number") from None
    if not number > 0:
        raise argparse.ArgumentTypeError(f"it has to be more than 0, not {text}")
    return number


def names(text):
    return tuple(text.split(","))
