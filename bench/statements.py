"""Made-up statements and articles, chunk by chunk; a chunk follows from the Scale and its number alone."""

import calendar
import random
from collections import Counter, namedtuple

from bench.words import (
    IMMIGRATION,
    LAW,
    OLD_BEFORE,
    RARE_STATEMENTS,
    SHARE_OF_IMMIGRATION,
    SHARE_OF_LAW,
    SHARE_OF_OLD_WORD,
    SHARE_OF_PHRASE,
    vocabulary,
)
from bench.world import official_title, world

CHUNK = 25_000  # statements or articles

# Statement: one row of the table, with indices of the World for agency, official (None: as a body) and articles.
Statement = namedtuple(
    "Statement", "reference agency official title kind text position topics basis certainty date articles vias"
)
Article = namedtuple("Article", "url headline publisher byline published")

# As often as in the collection of the archive; quotations, of which it has few, as often as paraphrases.
POSITIONS = {"partners": 30, "limits": 25, "declines": 18, "cooperates": 15, "neutral": 7, "unclear": 5}
KINDS = {"quotation": 36, "paraphrase": 36, "action": 18, "policy": 10}
BASES = {"unknown": 60, "agency": 20, "governing-body": 8, "state-law": 7, "federal": 3, "court": 2}
CERTAINTIES = {"high": 76, "medium": 22, "low": 2}
# In the order of the codebook.
TOPICS = {
    "enforcement": 20,
    "287g": 223,
    "detainers": 234,
    "jail-access": 92,
    "status-inquiries": 119,
    "joint-operations": 178,
    "data-sharing": 118,
    "community-trust": 100,
    "sensitive-locations": 10,
    "visa-certification": 15,
    "detention-contracts": 64,
    "state-law-and-funding": 161,
    "protests-and-identification": 30,
}
TOPICS_EACH = {1: 32, 2: 50, 3: 16, 4: 2}
CITATIONS_EACH = {1: 88, 2: 10, 3: 2}
YEARS = {
    2005: 5, 2006: 7, 2007: 20, 2008: 6, 2009: 14, 2010: 16, 2011: 15, 2012: 7, 2013: 6, 2014: 36, 2015: 9,
    2016: 18, 2017: 138, 2018: 52, 2019: 51, 2020: 23, 2021: 16, 2022: 10, 2023: 12, 2024: 15, 2025: 197, 2026: 33,
}  # fmt: skip
DATE_FORMS = {"day": 72, "month": 9, "about month": 6, "about day": 4, "about year": 3, "year": 2, "span": 2, "": 2}

SHARE_WITH_OFFICIAL = 0.7
SHARE_VIA = 0.08
YEAR_SHARE_OLD = sum(n for year, n in YEARS.items() if year < OLD_BEFORE) / sum(YEARS.values())

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


class Dice(random.Random):
    """Draws by weight from the tables above."""

    def draw(self, table, count):
        return self.choices(list(table), weights=list(table.values()), k=count)


def chunk_numbers(total):
    """The chunks of so many records: (number, first record, records)."""
    return [(n, n * CHUNK, min(CHUNK, total - n * CHUNK)) for n in range((total + CHUNK - 1) // CHUNK)]


def statement_chunk(scale, number, count=CHUNK):
    """Return (the statements of a chunk, Counter of how many of them have each known word or phrase).

    Chunks beyond the Scale's statements are as good as any: they make what is imported later.
    """
    dice = Dice(f"statements {scale.seed} {scale.statements} {number}")
    drawn = {
        name: dice.draw(table, count)
        for name, table in (("position", POSITIONS), ("kind", KINDS), ("basis", BASES), ("certainty", CERTAINTIES))
    }
    people = world(scale)
    agencies = dice.choices(range(len(people.agencies)), cum_weights=people.agency_weights, k=count)
    dates = make_dates(dice, count)
    texts, counts = make_texts(dice, scale, dates)
    topics = make_topics(dice, count)
    citations = dice.draw(CITATIONS_EACH, count)
    statements = []
    for i, (agency, text, date) in enumerate(zip(agencies, texts, dates, strict=True)):
        speakers = people.speakers[agency]
        official = dice.choice(speakers) if speakers and dice.random() < SHARE_WITH_OFFICIAL else None
        statements.append(
            Statement(
                reference=reference(number * CHUNK + i, scale.seed),
                agency=agency,
                official=official,
                title="" if official is None else official_title(official, people.agencies[agency].kind),
                kind=drawn["kind"][i],
                text=text,
                position=drawn["position"][i],
                topics=topics[i],
                basis=drawn["basis"][i],
                certainty=drawn["certainty"][i],
                date=date,
                articles=dice.sample(range(scale.articles), citations[i]),
                vias=[dice.choice(people.publishers) if dice.random() < SHARE_VIA else "" for _ in range(citations[i])],
            )
        )
    return statements, counts


def reference(number, seed):
    """Eight characters of base32, different for every number below 32 to the 8th, in no order that a reader sees."""
    mixed = (number * 0x9E3779B97F4A7C15 + seed * 0x5851F42D) & 0xFFFFFFFFFF
    return "".join([ALPHABET[mixed >> shift & 31] for shift in (35, 30, 25, 20, 15, 10, 5, 0)])


def make_topics(dice, count):
    sizes = dice.draw(TOPICS_EACH, count)
    drawn = iter(dice.draw(TOPICS, count * 6))
    order = list(TOPICS)
    chosen = []
    for size in sizes:
        # Six draws give four different topics less often than asked for, and then there are fewer.
        mine = list(dict.fromkeys(next(drawn) for _ in range(6)))[:size]
        chosen.append(sorted(mine, key=order.index))
    return chosen


def make_dates(dice, count):
    years, forms = dice.draw(YEARS, count), dice.draw(DATE_FORMS, count)
    return [make_date(dice, year, form) for year, form in zip(years, forms, strict=True)]


def make_date(dice, year, form):
    """A partial date of a form; the archive of a made-up 2026 ends in June."""
    month = int(dice.random() * (6 if year == 2026 else 12)) + 1
    day = int(dice.random() * calendar.monthrange(year, month)[1]) + 1
    whole = f"{year}-{month:02}-{day:02}"
    later = f"{year}-{month:02}-{min(day + 6, calendar.monthrange(year, month)[1]):02}"
    return {
        "day": whole,
        "month": whole[:7],
        "year": whole[:4],
        "about day": f"{whole}~",
        "about month": f"{whole[:7]}~",
        "about year": f"{whole[:4]}~",
        "span": f"{whole}/{later}" if later > whole else whole,
        "": "",
    }[form]


def make_texts(dice, scale, dates):
    """Return (a text of 20 to 80 words for each date, Counter of the known words and phrases)."""
    words = vocabulary()
    lengths = [20 + int(dice.random() * 53) for _ in dates]
    drawn = dice.choices(words.words, cum_weights=words.weights, k=sum(lengths))
    texts, counts, end = [], Counter(), 0
    known, phrases = words.known, words.phrases
    rare = RARE_STATEMENTS * len(words.rare) / scale.statements
    old = SHARE_OF_OLD_WORD / YEAR_SHARE_OLD
    for length, date in zip(lengths, dates, strict=True):
        mine = drawn[end : end + length]
        end += length
        if dice.random() < SHARE_OF_LAW:
            mine.insert(int(dice.random() * length), LAW)
        if dice.random() < SHARE_OF_IMMIGRATION:
            mine.insert(int(dice.random() * length), IMMIGRATION)
        if dice.random() < rare:
            mine.insert(int(dice.random() * length), dice.choice(words.rare))
        if date and date < str(OLD_BEFORE):
            mine += [word for word in words.old if dice.random() < old]
        if dice.random() < SHARE_OF_PHRASE * len(phrases):
            mine.append(dice.choice(phrases))
        text = " ".join(mine)
        counts.update(known.intersection(mine))
        counts.update([phrase for phrase in phrases if phrase in text and f" {phrase} " in f" {text} "])
        texts.append(f"{text.capitalize()}.")
    return texts, counts


def article_chunk(scale, number, count=CHUNK):
    """The articles of a chunk. Their headlines and publishers have none of the known words."""
    dice = Dice(f"articles {scale.seed} {scale.statements} {number}")
    people, seldom = world(scale), vocabulary().words[1_000:20_000]
    publishers = dice.choices(range(len(people.publishers)), cum_weights=people.publisher_weights, k=count)
    articles = []
    for i, publisher in enumerate(publishers):
        headline = " ".join(dice.choices(seldom, k=7)).capitalize() if dice.random() < 0.8 else ""
        articles.append(
            Article(
                url=f"https://news-{publisher}.example/{number * CHUNK + i}",
                headline=headline,
                publisher=people.publishers[publisher],
                byline="" if dice.random() < 0.7 else dice.choice(seldom).capitalize(),
                published=make_date(dice, 2005 + int(dice.random() * 22), "day") if dice.random() < 0.7 else "",
            )
        )
    return articles
