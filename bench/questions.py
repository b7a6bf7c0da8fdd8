"""What is asked of the site and of its peers: one Question, said in the words of each."""

import datetime
import itertools
import random
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bench.statements import KINDS, POSITIONS, TOPICS
from bench.words import IMMIGRATION, LAW, vocabulary

# Stems alike to `immigration` in each engine, and in no text: found are the texts with the other form.
OTHER_FORM = "immigrants"

# In the names of most agencies, and in no text as a phrase.
PHRASE_OF_NAMES = "police department"

# Words in 10 to 29 % of the statements, by their rank alone.
FREQUENT = slice(11, 39)

MIDDLE_YEARS = ["2014", "2016", "2018"]

STATES = "TX CA FL NY PA OH IL GA NC MI NJ VA WA AZ TN MA IN MO MD WI CO MN SC AL LA KY OR OK CT UT IA NV AR KS".split()  # noqa: SIM905
FACETS = ["position", "state", "year", "kind"]


@dataclass(frozen=True)
class Question:
    """A word or a phrase, filters ``{parameter: (values)}`` and an order; ``more`` is for the site only."""

    q: str = ""
    filters: dict = field(default_factory=dict)
    sort: str = ""
    more: dict = field(default_factory=dict)

    @property
    def is_phrase(self):
        return " " in self.q

    @property
    def words(self):
        return f'"{self.q}"' if self.is_phrase else self.q

    @property
    def excluded(self):
        """The word that must not be there, where nothing else is asked for."""
        return self.q.removeprefix("-") if self.q.startswith("-") else ""

    @property
    def last_day(self):
        """The last day of the year until which is asked, or None."""
        years = self.filters.get("date_before")
        return datetime.date(int(years[0]), 12, 31) if years else None

    def of_site(self):
        pairs = [("q", self.words), *self._pairs(), ("sort", self.sort), *self.more.items()]
        return urlencode([pair for pair in pairs if pair[1]])

    def _pairs(self):
        return [(name, value) for name, values in self.filters.items() for value in values]

    def of_datasette(self, size=20):
        """In the site's order, newest or oldest first, with five of its facets."""
        pairs = [("_search", self.words)] if self.q else []
        for name, values in self.filters.items():
            if name == "topic":
                pairs.append(("topics__arraycontains", values[0]))
            elif name == "date_before":
                pairs.append(("date_earliest__lte", self.last_day.isoformat()))
            else:
                pairs.append((f"{name}__in", ",".join(values)) if len(values) > 1 else (name, values[0]))
        order = "_sort" if self.sort == "oldest" else "_sort_desc"
        pairs += [(order, "date_earliest"), ("_size", size), *(("_facet", name) for name in FACETS)]
        return urlencode([*pairs, ("_facet_array", "topics")])


def nothing():
    return [Question()]


def of_words(words, **kwargs):
    return [Question(word, **kwargs) for word in words]


def rare():
    return of_words(vocabulary().rare)


def medium():
    return of_words(vocabulary().medium)


def old():
    return of_words(vocabulary().old)


def phrases():
    return of_words(vocabulary().phrases)


def law():
    return [Question(LAW)]


def immigration():
    return [Question(IMMIGRATION)]


def other_form():
    return [Question(OTHER_FORM)]


def three_filters():
    return shuffled(
        Question(filters={"state": (state,), "position": (position,), "kind": (kind,)})
        for state, position, kind in itertools.product(STATES, POSITIONS, KINDS)
    )


def common_with_filters():
    return shuffled(
        Question(LAW, {"state": (state,), "position": (position,)})
        for state, position in itertools.product(STATES[:12], POSITIONS)
    )


def several_values():
    """Two filters with two values each: the counts of each filter leave its own selection out."""
    pairs = itertools.product(itertools.combinations(STATES[:12], 2), itertools.combinations(POSITIONS, 2))
    return shuffled(Question(filters={"state": states, "position": positions}) for states, positions in pairs)


def best_match():
    return [Question(LAW, sort="relevance")]


def best_match_of_medium():
    return of_words(vocabulary().medium, sort="relevance")


def best_match_of_frequent():
    return of_words(vocabulary().words[FREQUENT], sort="relevance")


def phrase_of_names():
    return [Question(PHRASE_OF_NAMES)]


def without_law():
    return [Question(f"-{LAW}")]


def until():
    return [Question(filters={"date_before": (year,)}) for year in MIDDLE_YEARS]


def until_oldest_first():
    return [Question(filters={"date_before": (year,)}, sort="oldest") for year in MIDDLE_YEARS]


def of_every_kind():
    """Thousands of different lists without words, for pages per second."""
    return shuffled(
        Question(filters={"state": (state,), "position": (position,), "kind": (kind,), "topic": (topic,)})
        for state, position, kind, topic in itertools.product(STATES, POSITIONS, KINDS, TOPICS)
    )


def shuffled(questions):
    """The same order each time."""
    questions = list(questions)
    random.Random("questions").shuffle(questions)
    return questions
