import gzip
import re

import pytest
import snowballstemmer

from bench.generate import FIRST_ID, generated, read_counts
from bench.statements import CHUNK, article_chunk, chunk_numbers, reference, statement_chunk
from bench.words import IMMIGRATION, LAW, vocabulary
from bench.world import FIXTURES, Scale, read_rows, world
from stances.codebook import Basis, Certainty, Kind, Position, Topic

SCALE = Scale.of(2_000)


@pytest.fixture(scope="module")
def statements():
    return statement_chunk(SCALE, 0, 2_000)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return generated(SCALE, say=lambda words: None, folder=tmp_path_factory.mktemp("generated"))


def words_of(statement):
    return statement.text.lower().rstrip(".").split()


def lines(folder, name):
    with gzip.open(folder / f"{name}.gz", "rt", encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") for line in file]


def test_the_same_scale_gives_the_same_statements(statements):
    assert statement_chunk(SCALE, 0, 2_000) == statements


def test_another_seed_gives_others(statements):
    other = statement_chunk(Scale.of(2_000).__class__(2_000, 18_000, 120, 600, seed=1), 0, 2_000)[0]

    assert not {each.reference for each in other} & {each.reference for each in statements[0]}
    assert not {each.text for each in other} & {each.text for each in statements[0]}


def test_a_chunk_stands_alone(statements):
    later = statement_chunk(SCALE, 7, 50)

    assert later == statement_chunk(SCALE, 7, 50)
    assert later[0][0].reference == reference(7 * CHUNK, SCALE.seed)


def test_chunks_cover_every_record_once():
    assert chunk_numbers(CHUNK + 3) == [(0, 0, CHUNK), (1, CHUNK, 3)]


def test_the_counts_of_words_and_phrases_are_true(statements):
    made, counts = statements
    texts = [f" {' '.join(words_of(each))} " for each in made]

    for known in [*vocabulary().known, *vocabulary().phrases]:
        assert counts[known] == sum(f" {known} " in text for text in texts), known


def test_words_are_as_frequent_as_promised(statements):
    counts = statements[1]

    assert counts[LAW] / 2_000 == pytest.approx(0.30, abs=0.03)
    assert counts[IMMIGRATION] / 2_000 == pytest.approx(0.43, abs=0.03)
    assert sum(counts[word] for word in vocabulary().medium) / 2_000 / len(vocabulary().medium) == pytest.approx(
        0.015, abs=0.005
    )
    assert sum(counts[word] for word in vocabulary().rare) / len(vocabulary().rare) == pytest.approx(20, abs=5)


def test_old_words_are_in_old_statements_only(statements):
    old = set(vocabulary().old)
    years = {each.date[:4] for each in statements[0] if old & set(words_of(each))}

    assert years
    assert max(years) < "2012"


def test_texts_have_20_to_80_words(statements):
    assert {len(words_of(each)) for each in statements[0]} <= set(range(20, 91))
    assert sum(len(words_of(each)) for each in statements[0]) / 2_000 == pytest.approx(48, abs=3)


def test_every_made_up_word_is_its_own_stem():
    stem = snowballstemmer.stemmer("porter").stemWord, snowballstemmer.stemmer("english").stemWord
    words = [*vocabulary().words[:2_000], *vocabulary().medium, *vocabulary().rare, *vocabulary().old]

    assert [word for word in words if {each(word) for each in stem} != {word}] == []


def test_no_name_has_a_known_word(statements):
    names = " ".join(row["name"] for row in read_rows(FIXTURES / "jurisdictions.csv.gz"))
    names += " ".join(each.name for each in world(SCALE).agencies) + " ".join(world(SCALE).publishers)
    names += " ".join(article.headline for article in article_chunk(SCALE, 0, 600))

    assert not set(re.findall(r"\w+", names.lower())) & {*vocabulary().known, "laws"}


def test_codes_are_of_the_codebook(statements):
    for each in statements[0]:
        assert {each.position} <= set(Position.values)
        assert (each.kind in Kind.values, each.basis in Basis.values, each.certainty in Certainty.values) == (True,) * 3
        assert each.topics == [topic for topic in Topic.values if topic in each.topics]
        assert 1 <= len(each.topics) <= 4
        assert 1 <= len(set(each.articles)) <= 3


def test_files_hold_what_is_generated(folder, statements):
    rows, cited = lines(folder, "statements-0000"), lines(folder, "citations-0000")

    assert [row[3] for row in rows] == [each.reference for each in statements[0]]
    assert {int(row[0]) for row in cited} == set(range(FIRST_ID, FIRST_ID + 2_000))
    assert len(lines(folder, "officials")) == SCALE.officials
    assert read_counts(folder)[LAW] == statements[1][LAW]


def test_files_are_used_again(folder):
    before = (folder / "statements-0000.gz").stat().st_mtime_ns

    assert generated(SCALE, say=pytest.fail, folder=folder.parent) == folder
    assert (folder / "statements-0000.gz").stat().st_mtime_ns == before
