"""What is measured of two coders' codes of one variable. All of it is statsmodels' arithmetic.

The library takes seconds to import and a hundred megabytes, so the site never does: it runs this file as a program
(stances/reliability/aside.py), which reads a list of the arguments of measure() and writes a list of what it returns.
"""

import json
import math
import sys

CONFIDENCE = 0.95


def measure(counts, codes=(), scale=()):
    """Return {measure: [estimate, low, high]} of {(first code, second code): number of statements}.

    ``share``: of statements with the same code from both; its interval is Wilson's. ``kappa``: Cohen's, of all
    ``codes``, if there are any. ``linear`` and ``quadratic``: weighted kappas of the statements to which both gave a
    code of the ``scale``, codes in order. Intervals of kappas are those of large samples, within which estimates are
    normal. Low and high are None where no interval can be told, the whole is None where the measure is undefined.
    """
    figures = {"share": share(counts)}
    if codes:
        figures["kappa"] = kappa(counts, codes)
    if scale:
        figures["linear"] = kappa(counts, scale, "linear")
        figures["quadratic"] = kappa(counts, scale, "quadratic")
    return figures


def share(counts):
    from statsmodels.stats.proportion import proportion_confint

    number = sum(counts.values())
    if not number:
        return None
    alike = sum(each for (first, second), each in counts.items() if first == second)
    low, high = proportion_confint(alike, number, alpha=1 - CONFIDENCE, method="wilson")
    return [alike / number, float(low), float(high)]


def kappa(counts, codes, weights=None):
    """None where both coders gave one code to everything, or nothing: chance alone then explains all there is."""
    import numpy
    from statsmodels.stats.inter_rater import cohens_kappa

    table = [[counts.get((first, second), 0) for second in codes] for first in codes]
    used = {code for pair in counts for code in pair if {*pair} <= {*codes}}
    if len(used) < 2:
        return None
    with numpy.errstate(all="ignore"):
        result = cohens_kappa(numpy.array(table), wt=weights)
    return [float(result.kappa), *interval_of(result)]


def interval_of(result):
    """Low and high; None of a kappa without a spread, as where all agree: that says nothing of other statements."""
    low, high = float(result.kappa_low), float(result.kappa_upp)
    if not math.isfinite(low + high) or math.isclose(low, high):
        return [None, None]
    return [max(low, -1.0), min(high, 1.0)]


def main():
    figures = [measure(read(counts), codes, scale) for counts, codes, scale in json.load(sys.stdin)]
    json.dump(figures, sys.stdout, allow_nan=False)


def read(counts):
    return {(first, second): number for first, second, number in counts}


if __name__ == "__main__":
    main()
