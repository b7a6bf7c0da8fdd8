"""Start, find and stop the server of a cluster, believing only a real connection and a checked process."""

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import psycopg2

from archive.postgres import places
from archive.postgres.cluster import server_environment
from archive.postgres.errors import PostgresError

# Recovery after a crash replays at most a few minutes of writes.
STARTED_WITHIN = 300
STOPPED_WITHIN = 60
# What the log says while processes of a killed server still hold its memory; they end by themselves.
STILL_HELD = "pre-existing shared memory block"

# The servers that this process launched. Kept, since Popen complains of a child that it loses sight of.
children = {}


def ensure_running(cluster, say):
    """Start the cluster's server unless it answers already."""
    if answers(cluster):
        return
    cluster.install()
    if cluster.is_elsewhere:
        say(
            f"The database is in {cluster.home}: the account {cluster.account.name!r}, "
            "which runs PostgreSQL because root may not, cannot enter DATA_DIR."
        )
    if cluster.made_by() is None:
        say(f"Making a new database with {cluster.binaries} …")
        cluster.initialise()
    if postmaster(cluster):
        wait_for_other_start(cluster, say)
    if not answers(cluster):
        start(cluster, say)
    cluster.create_database()


def answers(cluster):
    try:
        cluster.connect().close()
    except psycopg2.OperationalError:
        return False
    return True


def start(cluster, say):
    progress = Progress(say, "Starting PostgreSQL …")
    while not launched(cluster, progress):
        # A killed server's last processes are still ending.
        progress.pause(0.5)


def launched(cluster, progress):
    """Whether a new server answers; False to try again; PostgresError with its log if it gave up."""
    forget_stale_files(cluster)
    process = launch(cluster)
    children[process.pid] = process
    try:
        while process.poll() is None:
            if answers(cluster):
                return True
            progress.pause(0.05)
    except PostgresError as error:
        process.terminate()
        process.wait()
        raise PostgresError(f"{error}\n{where_to_look(cluster)}") from error
    if STILL_HELD in cluster.log_tail():
        return False
    raise PostgresError(f"PostgreSQL did not start (exit code {process.returncode}).\n{where_to_look(cluster)}")


def where_to_look(cluster):
    return f"Its folder is {cluster.home}; its log, {cluster.log}, ends with:\n{cluster.log_tail()}"


def launch(cluster):
    """The server as a process of its own session, so that Ctrl-C in the terminal does not reach it."""
    with suppress(FileNotFoundError):
        cluster.log.replace(cluster.log.with_suffix(".log.1"))
    log = os.open(cluster.log, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        return subprocess.Popen(
            cluster.command(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=cluster.home,
            env=server_environment(),
            start_new_session=True,
            umask=0o077,
            **cluster.account.switches(),
        )
    finally:
        os.close(log)


def forget_stale_files(cluster):
    """Remove what a killed server left; call it only where postmaster() found none.

    PostgreSQL itself would refuse to start as long as any process has the number in these files.
    """
    socket = cluster.socket_dir / places.SOCKET_NAME
    for path in (cluster.pid_file, socket, socket.with_name(f"{socket.name}.lock")):
        path.unlink(missing_ok=True)


def postmaster(cluster):
    """The process number of this cluster's server, or None; a number now borne by another process is none."""
    try:
        pid = int(cluster.pid_file.read_text().split("\n")[0])
    except (FileNotFoundError, ValueError):
        return None
    arguments = command_line(pid)
    return pid if "postgres" in arguments and f"-D {cluster.data} " in arguments else None


def command_line(pid):
    """The command line of a process, its arguments separated by blanks; empty if it has ended."""
    if Path("/proc/self/cmdline").exists():
        with suppress(OSError):
            return Path(f"/proc/{pid}/cmdline").read_text(errors="surrogateescape").replace("\0", " ")
        return ""
    question = ["ps", "-ww", "-o", "command=", "-p", str(pid)]
    return subprocess.run(question, capture_output=True, text=True).stdout


def wait_for_other_start(cluster, say):
    """Wait for a server that runs but does not answer yet, as it recovers or is about to end."""
    progress = Progress(say, "PostgreSQL is running but does not answer yet; waiting …")
    while postmaster(cluster) and not answers(cluster):
        progress.pause(0.1)


def stop(cluster, say):
    """Stop the server; committed data is safe whichever way it ends."""
    pid = postmaster(cluster)
    if pid is None:
        return
    # SIGINT is PostgreSQL's fast shutdown, SIGQUIT the one that recovers at the next start.
    for order in (signal.SIGINT, signal.SIGQUIT):
        with suppress(ProcessLookupError):
            os.kill(pid, order)
        if ended(cluster, pid):
            forget_short_socket_folder(cluster)
            return
        say("PostgreSQL takes long to stop …")
    raise PostgresError(f"PostgreSQL (process {pid}) does not stop. Its log: {cluster.log}")


def ended(cluster, pid):
    deadline = time.monotonic() + STOPPED_WITHIN
    while time.monotonic() < deadline:
        if postmaster(cluster) != pid and has_been_reaped(pid):
            return True
        time.sleep(0.02)
    return False


def has_been_reaped(pid):
    """True, too, of a server that was never a child of this process."""
    return pid not in children or children[pid].poll() is not None


def forget_short_socket_folder(cluster):
    if cluster.socket_dir.parent != cluster.home:
        with suppress(OSError):
            cluster.socket_dir.rmdir()


class Progress:
    """Says what is waited for after a second and again every ten; gives up after STARTED_WITHIN seconds."""

    def __init__(self, say, words):
        self.say, self.words = say, words
        self.began = time.monotonic()
        self.next_word = 1

    def pause(self, seconds):
        time.sleep(seconds)
        waited = time.monotonic() - self.began
        if waited > STARTED_WITHIN:
            raise PostgresError(f"{self.words} Nothing happened for {waited:.0f} seconds.")
        if waited > self.next_word:
            self.say(self.words if self.next_word == 1 else f"{self.words} ({waited:.0f} s)")
            self.next_word += 10
