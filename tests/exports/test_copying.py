from contextlib import suppress

import pytest

from stances.exports.copying import BLOCKS_AHEAD, BrokenOff, Copy
from stances.exports.snapshot import Busy, open_snapshot
from tests.exports.waiting import within

MUCH = "COPY (SELECT repeat('x', 1000) FROM generate_series(1, 20000)) TO STDOUT"  # 20 MB


def copy(query, patience=10):
    return Copy(open_snapshot("default"), query, patience)


def test_blocks_are_the_whole_answer(db):
    blocks = list(copy(MUCH))

    assert b"".join(blocks) == (b"x" * 1000 + b"\n") * 20_000
    assert 100_000 < len(blocks[0]) < 200_000


def test_few_blocks_wait_for_a_reader_that_is_then_given_up(db, caplog):
    blocks = copy(MUCH, patience=0.1)
    next(blocks)
    blocks.thread.join(10)

    assert blocks.blocks.qsize() == BLOCKS_AHEAD + 1  # and the mark of the end
    assert blocks.connection.closed
    with pytest.raises(BrokenOff):
        list(blocks)
    assert "the client has read nothing for 0.1 seconds" in caplog.text


def test_error_comes_after_what_was_read(db, caplog):
    blocks = copy("COPY (SELECT 1 / (5000 - n), repeat('x', 1000) FROM generate_series(1, 9000) n) TO STDOUT")

    assert next(blocks)
    with pytest.raises(BrokenOff):
        list(blocks)
    assert "division by zero" in caplog.text


def test_close_ends_the_thread_and_says_nothing(db, caplog):
    blocks = copy("COPY (SELECT repeat('x', 1000) FROM generate_series(1, 1000000)) TO STDOUT")
    next(blocks)

    blocks.close()

    assert not blocks.thread.is_alive()
    assert caplog.records == []
    with pytest.raises(BrokenOff):
        next(blocks)


def test_slot_is_taken_until_the_file_ends(one_slot):
    blocks = copy(MUCH)

    with pytest.raises(Busy):
        copy(MUCH)
    list(blocks)

    copy(MUCH).close()


def test_slot_is_free_again_soon_after_a_download_breaks_off(one_slot):
    blocks = copy(MUCH)
    next(blocks)

    blocks.close()

    assert within(5, slot_is_free)


def slot_is_free():
    with suppress(Busy):
        open_snapshot("default").close()
        return True
