"""What a COPY gives, read by a thread of its own a few blocks ahead of the client."""

import logging
from contextlib import suppress
from queue import SimpleQueue
from threading import Semaphore, Thread

from psycopg2 import Error

logger = logging.getLogger(__name__)

BLOCK = 128 * 1024  # bytes, so that a client gets its first records at once
BLOCKS_AHEAD = 8  # as many wait in memory for a client at most, unless a format takes many at once

END = object()


class BrokenOff(Exception):
    """The file ends before its end. The web server has to break the transfer, so that the client notices."""


class Stalled(Exception):
    """The client is there but reads nothing."""


class Copy:
    """An iterator over the blocks of bytes that a COPY on a connection gives, each of whole rows.

    Closing it ends the query as well. A client that takes no block for ``patience`` seconds is given up, so that it
    holds neither the connection nor what belongs to that. It raises BrokenOff where the COPY fails. Unless it
    ``is_last``, the connection stays open after a whole COPY, for the next one.
    """

    def __init__(self, connection, query, patience, is_last=True, ahead=BLOCKS_AHEAD):
        self.connection, self.query, self.patience, self.is_last = connection, query, patience, is_last
        self.blocks, self.room = SimpleQueue(), Semaphore(ahead)
        self.rows, self.size, self.rows_written = [], 0, 0
        self.thread, self.is_whole, self.is_closed = None, False, False

    def __iter__(self):
        return self

    def __next__(self):
        if self.thread is None and not self.is_closed:
            self.thread = Thread(target=self._read, name="download", daemon=True)
            self.thread.start()
        block = END if self.is_closed else self.blocks.get()
        if block is not END:
            self.room.release()
            return block
        self.close()
        if self.is_whole:
            raise StopIteration
        raise BrokenOff("a download broke off midway")

    def close(self):
        """End the query and the thread, wherever they are."""
        if self.is_closed:
            return
        self.is_closed = True
        if self.thread and self.thread.is_alive() and not self.is_whole:
            self.room.release()
            with suppress(Error):  # the thread has just closed it, or the server is gone
                self.connection.cancel()
            self.thread.join()
        if self.is_last or not self.is_whole:
            self.connection.close()

    def _read(self):
        try:
            with self.connection.cursor() as cursor:
                cursor.copy_expert(self.query, self)
            if self.is_last:
                self.connection.commit()  # so that its slot is free before the file ends
            self._pass_on()
            self.is_whole = True
        except Exception as failure:
            if not self.is_closed:  # a query that is ended for a client that went away fails as well
                logger.error("A download broke off: %s", failure, exc_info=not isinstance(failure, Stalled))
        finally:
            if self.is_last or not self.is_whole:
                self.connection.close()
            self.blocks.put(END)

    def write(self, row):
        """Take a row from the COPY."""
        self.rows.append(row)
        self.size += len(row)
        self.rows_written += 1
        if self.size >= BLOCK:
            self._pass_on()

    def _pass_on(self):
        if not self.room.acquire(timeout=self.patience):
            raise Stalled(f"the client has read nothing for {self.patience} seconds")
        if self.is_closed:
            raise BrokenOff("the client went away")
        self.blocks.put(b"".join(self.rows))
        self.rows, self.size = [], 0
