"""The words of made-up statements: a Zipf-distributed vocabulary, and the words whose counts are known.

Every made-up word ends in ``a`` or ``o`` and so is its own stem for each of the engines (PostgreSQL's and tantivy's
Snowball stemmers, Porter's in SQLite): their totals must agree to the last statement.
"""

import itertools
import random
from dataclasses import dataclass
from functools import lru_cache

ONSETS = ["b", "br", "d", "dr", "f", "g", "gl", "k", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr", "v", "z"]
VOWELS = "aeiou"
LAST_VOWELS = "ao"

WORDS = 50_000

LAW, IMMIGRATION = "law", "immigration"
SHARE_OF_LAW, SHARE_OF_IMMIGRATION = 0.30, 0.43
RARE_STATEMENTS = 20  # with each rare word, in an archive of any size
SHARE_OF_RARE_WORDS = 64
SHARE_OF_PHRASE = 0.005
OLD_BEFORE = 2012  # the years in which the old words were still said
SHARE_OF_OLD_WORD = 0.03


@dataclass(frozen=True)
class Vocabulary:
    """``words`` by falling frequency with their summed ``weights``; the known words by class, none in two."""

    words: list
    weights: list
    medium: list  # each in 1 to 2 % of the statements, by its rank alone
    rare: list
    old: list
    phrases: list  # of three frequent words each

    @property
    def known(self):
        """Every single word whose number of statements is kept."""
        return frozenset([LAW, IMMIGRATION, *self.medium, *self.rare, *self.old])


@lru_cache(maxsize=1)
def vocabulary():
    """The one vocabulary of all archives."""
    dice = random.Random("vocabulary")
    words = made_up(dice, WORDS + 100)
    common, rest = words[:WORDS], words[WORDS:]
    return Vocabulary(
        words=common,
        weights=list(itertools.accumulate(1 / rank for rank in range(1, WORDS + 1))),
        medium=common[230:310],
        rare=rest[:SHARE_OF_RARE_WORDS],
        old=rest[SHARE_OF_RARE_WORDS : SHARE_OF_RARE_WORDS + 6],
        phrases=[" ".join(common[20 + 3 * n : 23 + 3 * n]) for n in range(12)],
    )


def made_up(dice, count):
    """Different pronounceable words, short ones first, as in a language."""
    firsts = [onset + vowel for onset in ONSETS for vowel in VOWELS]
    lasts = [onset + vowel for onset in ONSETS for vowel in LAST_VOWELS]
    words = []
    for size, share in ((2, 400), (3, 12_000), (4, count)):
        wanted = min(share, count - len(words))
        kept = dict.fromkeys(words)
        while wanted:
            word = "".join([*dice.choices(firsts, k=size - 1), dice.choice(lasts)])
            if word not in kept and len(word) > 4:
                kept[word] = None
                wanted -= 1
        words = list(kept)
    return words
