"""A private PostgreSQL for a machine that has no server: `with running(data_dir) as url: …`.

It listens on a socket in a folder that only its account may enter. Everyone who uses it at the same time
shares it, and the last one stops it.
"""

import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path

from archive.postgres.cluster import Cluster
from archive.postgres.errors import PostgresError
from archive.postgres.server import ensure_running, stop
from archive.postgres.sharing import Users

__all__ = ["PostgresError", "running", "throwaway"]

THROWAWAY = "stances-throwaway-"
MUCH_MEMORY = 4 << 30  # bytes


def to_terminal(words):
    print(words, file=sys.stderr, flush=True)


@contextmanager
def running(data_dir, say=to_terminal, durable=True):
    """The address of the database of `data_dir`, whose server runs as long as anyone is within.

    Raises PostgresError, whose text is meant for the person at the terminal.
    """
    data_dir = Path(data_dir).resolve()
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PostgresError(f"The folder {data_dir} cannot be made: {error.strerror}.") from error
    cluster, users, process = Cluster(data_dir, durable), Users(data_dir), os.getpid()
    try:
        with users.change(say):
            users.join()
            ensure_running(cluster, say)
        yield cluster.url
    finally:
        # A worker that was forked within leaves by this way too, and must not stop the server of the others.
        if os.getpid() == process:
            with undisturbed(), users.change(say):
                if users.leave():
                    stop(cluster, say)
                else:
                    say("PostgreSQL keeps running for another program that uses it.")
            users.close()


@contextmanager
def throwaway():
    """The address of a new, empty database that is removed afterwards, and its DATA_DIR: (url, Path)."""
    remove_abandoned()
    folder = Path(tempfile.mkdtemp(prefix=THROWAWAY, dir=fastest_folder())).resolve()
    # The server may run as another account than the one that made this folder.
    folder.chmod(0o711)
    try:
        with running(folder, durable=False) as url:
            yield url, folder
    finally:
        remove(folder)


def fastest_folder():
    """Memory where there is plenty of it, else the folder for temporary files."""
    memory = Path("/dev/shm")  # noqa: S108  used by way of mkdtemp()
    with suppress(OSError):
        is_roomy = shutil.disk_usage(memory).free > MUCH_MEMORY
        runs_programs = not os.statvfs(memory).f_flag & os.ST_NOEXEC
        if is_roomy and runs_programs and os.access(memory, os.W_OK):
            return memory
    return Path(tempfile.gettempdir()).resolve()


def remove(folder):
    shutil.rmtree(Cluster(folder).home, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)


def remove_abandoned():
    """Stop and remove the throw-away servers of programs that were killed."""
    for folder in fastest_folder().glob(f"{THROWAWAY}*"):
        about = folder.stat()
        # A younger one may be about to start.
        if about.st_uid == os.geteuid() and about.st_mtime < time.time() - 60:
            users = Users(folder)
            if users.leave():
                stop(Cluster(folder), to_terminal)
                remove(folder)
            users.close()


@contextmanager
def undisturbed():
    """Let no second Ctrl-C break off what stops the server."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler if handler is not None else signal.SIG_DFL)
