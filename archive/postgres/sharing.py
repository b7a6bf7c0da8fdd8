"""Who uses the server: the last of its users stops it. Locks vanish with their process, even by kill -9."""

import fcntl
import os
from contextlib import contextmanager

from archive.postgres.errors import PostgresError


class Users:
    """The processes that use the server of one DATA_DIR, this one among them between join() and leave()."""

    def __init__(self, data_dir):
        self.changing = open_lock(data_dir / "postgres.change.lock")
        self.using = open_lock(data_dir / "postgres.users.lock")

    @contextmanager
    def change(self, say):
        """Hold off everyone else who would start or stop the server."""
        if not taken(self.changing, fcntl.LOCK_EX):
            say("Waiting for another program that starts or stops the database …")
            fcntl.flock(self.changing, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self.changing, fcntl.LOCK_UN)

    def join(self):
        fcntl.flock(self.using, fcntl.LOCK_SH)

    def leave(self):
        """Whether this was the last user; call it within change()."""
        return taken(self.using, fcntl.LOCK_EX)

    def close(self):
        os.close(self.using)
        os.close(self.changing)


def open_lock(path):
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise PostgresError(
            f"{path} cannot be written: {error.strerror}.\nChoose a folder of your own with DATA_DIR=…"
        ) from error


def taken(lock, how):
    try:
        fcntl.flock(lock, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
