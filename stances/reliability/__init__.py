"""How far the codings of the published statements agree: what the codebook page tells, and what is kept for it."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from stances.codebook import VARIABLES, Position, Topic
from stances.models import Agreement, Coding
from stances.models.coding import Role

from .aside import measure_aside, soon

__all__ = ["LEAST", "Reliability", "VariableAgreement", "agreements", "measure_soon", "reliability"]

SCALE = [position for position in Position if position.rank is not None]  # from partners to declines
SINGLE = ("position", "kind", "basis", "certainty")  # variables of which a statement has one code
MOST_SHOWN = 50  # statements that are named one by one
LEAST = 30  # statements that both coded: of fewer, chance decides too much for a figure to say anything

MEASURES = {
    "share": _("Agreement"),
    "kappa": _("Cohen’s kappa"),
    "linear": _("Weighted kappa, linear"),
    "quadratic": _("Weighted kappa, quadratic"),
}
WEIGHTED = ("linear", "quadratic")


@dataclass(frozen=True)
class Estimate:
    """One measure of a number of statements.

    ``value`` is None where it is undefined, ``low`` and ``high`` where no interval can be told.
    """

    name: str
    number: int
    value: float | None
    low: float | None
    high: float | None

    @property
    def is_of_enough(self):
        return self.number >= LEAST

    @property
    def label(self):
        return MEASURES[self.name]

    @property
    def is_weighted(self):
        return self.name in WEIGHTED

    @property
    def percent(self):
        """The three numbers as whole percent, or None."""
        return [None if each is None else round(100 * each) for each in (self.value, self.low, self.high)]

    @property
    def places(self):
        """The three numbers on a line from 0 to 1 that is 100 long, as whole numbers for a drawing."""
        return [None if each is None else min(max(each, 0), 100) for each in self.percent]


@dataclass(frozen=True)
class VariableAgreement:
    """``variable``: such as ``position``, ``topic`` (all of them) or ``topic:detainers``; ``counts`` are of pairs."""

    variable: str
    counts: dict
    figures: dict

    @property
    def label(self):
        name, _colon, topic = self.variable.partition(":")
        return Topic(topic).label if topic else VARIABLES[name][0]

    @property
    def number(self):
        return sum(self.counts.values())

    @property
    def is_enough(self):
        return self.number >= LEAST

    @property
    def alike(self):
        return sum(number for (first, second), number in self.counts.items() if first == second)

    @property
    def on_scale(self):
        """How many statements both coders gave a position on the scale, which are those that weights are about."""
        return sum(number for pair, number in self.counts.items() if {*pair} <= {*SCALE})

    @property
    def estimates(self):
        return [
            Estimate(name, self.on_scale if name in WEIGHTED else self.number, *(self.figures[name] or [None] * 3))
            for name in MEASURES
            if name in self.figures
        ]


def agreements():
    """Return {role: {variable: VariableAgreement}} of what was coded twice, by the role of the second coder.

    Measured anew is only what has other counts than before.
    """
    counted = Coding.objects.counts_of_pairs(Topic.values)
    counts = {
        key_of(*each): sorted([*pair, number] for pair, number in pairs.items()) for each, pairs in counted.items()
    }
    kept = Agreement.objects.in_bulk()
    stale = [key for key in counts if key not in kept or kept[key].counts != counts[key]]
    if stale:
        kept |= measured({key: counts[key] for key in stale})
    found = {role: {} for role in Role}
    for role, variable in in_order(counted):
        figures = kept[key_of(role, variable)].figures
        found[role][variable] = VariableAgreement(variable, counted[role, variable], figures)
    return {role: variables for role, variables in found.items() if variables}


def key_of(role, variable):
    """What figures are kept by: those of the random sample by the name of the variable alone."""
    return variable if role == Role.COLLECTION else f"{role}/{variable}"


def in_order(counted):
    names = [*SINGLE[:2], "topic", *(f"topic:{topic}" for topic in Topic.values), *SINGLE[2:]]
    return [(role, name) for role in Role for name in names if (role, name) in counted]


def measured(counts):
    """Measure and keep {key: counts}. Return {key: Agreement}.

    Whoever reads them compares the counts, so that of two writers at once either may be the last.
    """
    figures = measure_aside([(each, *codes_of(key.rpartition("/")[2])) for key, each in counts.items()])
    rows = [Agreement(key, each, found) for (key, each), found in zip(counts.items(), figures, strict=True)]
    Agreement.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["variable"], update_fields=["counts", "figures"]
    )
    return {row.variable: row for row in rows}


def codes_of(variable):
    """The codes of a variable, and those of them that are a scale. Whole sets of topics are alike or not, no more."""
    if variable == "topic":
        return [], []
    if variable.startswith("topic:"):
        return ["yes", "no"], []
    return VARIABLES[variable][2].values, [each.value for each in SCALE] if variable == "position" else []


def measure_soon():
    """Measure what has changed, so that no visitor waits for it; nor does whoever changed it."""
    soon(agreements)


@dataclass(frozen=True)
class Reliability:
    """All that the codebook page tells of the second codings by coders of one role."""

    role: Role
    variables: dict

    @property
    def is_random(self):
        """Whether the statements were drawn at random: those of the collection were, before anyone coded them."""
        return self.role == Role.COLLECTION

    @property
    def number(self):
        """How many statements were coded twice: as many as have two codes of the variable that was coded most."""
        return max(each.number for each in self.single)

    @property
    def is_enough(self):
        return self.number >= LEAST

    @property
    def position(self):
        """The agreement on positions, if it is of enough statements to be told."""
        found = self.variables.get("position")
        return found if found and found.is_enough else None

    @property
    def single(self):
        """The agreements of whole variables."""
        return [each for name, each in self.variables.items() if ":" not in name]

    @property
    def topics(self):
        """The agreements on each topic by itself, where they are of enough statements to be told."""
        return [each for name, each in self.variables.items() if ":" in name and each.is_enough]

    @cached_property
    def differences(self):
        """Return {way: number} of how positions differ: ``near`` (one step), ``far``, or one of them is ``unclear``."""
        ways = {"near": 0, "far": 0, "unclear": 0}
        for (first, second), number in self.position.counts.items():
            if first != second:
                ways[way(Position(first), Position(second))] += number
        return ways

    @property
    def rows(self):
        """The table of positions: (first position, [(second position, number), …], sum)."""
        for first in Position:
            cells = [(second, self.position.counts.get((first.value, second.value), 0)) for second in Position]
            yield first, cells, sum(number for _second, number in cells)

    @cached_property
    def differing(self):
        """Some of the second codings with another position than the first."""
        found = Coding.objects.published().of_role(self.role).differing("position").with_first().in_order()
        return list(found[:MOST_SHOWN])

    @property
    def more_differing(self):
        return sum(self.differences.values()) - len(self.differing)


def way(first, second):
    if first.rank is None or second.rank is None:
        return "unclear"
    return "near" if abs(first.rank - second.rank) == 1 else "far"


def reliability():
    """Return the Reliability of each role with second codings, that of the random sample first."""
    return [Reliability(role, variables) for role, variables in agreements().items()]
