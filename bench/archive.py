"""The loaded archive of a Scale: a data folder with its own PostgreSQL, kept, and each time opened as it was loaded."""

import hashlib
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from archive.postgres import remove, running
from bench import generate, load

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "stances"  # the one that the site uses
KEPT = "stances_as_loaded"  # the one that it is copied from


class Refused(Exception):
    """A management command that failed; the message is the end of what it said."""


@dataclass(frozen=True)
class Archive:
    """An archive whose server runs. ``url`` is its database; ``home`` has a folder for each peer too."""

    scale: generate.Scale
    home: Path
    url: str
    counts: dict

    @property
    def data_dir(self):
        return self.home / "site"

    @property
    def environment(self):
        """For programs of the site: they find the private server by themselves, as users' do."""
        return os.environ | {"DATA_DIR": str(self.data_dir), "DATABASE_URL": "", "DEBUG": ""}

    def connect(self):
        return load.connect(self.url)

    def manage(self, *arguments, timeout=None):
        """Run a management command to its end; raises Refused with what it says, or subprocess.TimeoutExpired."""
        with subprocess.Popen(
            [sys.executable, "manage.py", *map(str, arguments)],
            cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            start_new_session=True,
        ) as process:  # fmt: skip
            try:
                said = process.communicate(timeout=timeout)[0]
            except BaseException:
                # It ends by itself and is waited for, or it would still use the server that is about to be stopped.
                process.terminate()
                raise
        if process.returncode:
            raise Refused(f"manage.py {arguments[0]}: {said[-500:]}")


@contextmanager
def opened(scale, say, folder=None, keep=True):
    """The Archive of a Scale as it was loaded, whatever an earlier run has changed in it since."""
    home = (folder or generate.FOLDER) / "archives" / f"{scale.statements}-{fingerprint(scale)}"
    forget_others(home, say)
    (home / "site").mkdir(parents=True, exist_ok=True)
    try:
        with running(home / "site", say) as url:
            archive = Archive(scale, home, url, {})
            if not exists(archive, KEPT):
                fill(archive, say)
            say("Copying the archive as it was loaded …")
            recreate(archive)
            yield replace(archive, counts=generate.read_counts(generate.generated(scale, say)))
    finally:
        if not keep:
            remove_folder(home)


def fingerprint(scale):
    """Eight characters that change with the Scale, the generator, the migrations or the archive's own records."""
    digest = hashlib.sha256(generate.fingerprint(scale).encode())
    for pattern in ("stances/migrations/*.py", "fixtures/*.*", "bench/load.py", "bench/archive.py"):
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:8]


def forget_others(home, say):
    """Remove archives of the same size that belong to other migrations or another generator: they are large."""
    for other in home.parent.glob(f"{home.name.split('-')[0]}-*"):
        if other != home:
            say(f"Removing {other.name}, which the code has outgrown")
            remove_folder(other)


def remove_folder(home):
    remove(home / "site")
    shutil.rmtree(home, ignore_errors=True)


# The archive's own records are left out, and its start is told that it has them: some real words have other stems in
# Porter's algorithm than in Snowball's, and then the engines would differ by two or three.
WITHOUT_OWN_RECORDS = """
from stances.management.commands.prepare import fixtures_fingerprint, remember_loaded
remember_loaded(fixtures_fingerprint())
"""


def fill(archive, say):
    """Prepare the database, load it, and put it by. An attempt that was broken off is continued."""
    say("Preparing a new database …")
    archive.manage("migrate")
    archive.manage("load_reference")
    archive.manage("shell", "--command", WITHOUT_OWN_RECORDS)
    load.load(archive.scale, archive.url, say)
    with beside(archive) as cursor:
        cursor.execute(f"ALTER DATABASE {DATABASE} RENAME TO {KEPT}")


def recreate(archive):
    with beside(archive) as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {DATABASE} TEMPLATE {KEPT} STRATEGY file_copy")


def exists(archive, database):
    with beside(archive) as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_database WHERE datname = %s)", [database])
        return cursor.fetchone()[0]


@contextmanager
def beside(archive):
    """A cursor in another database of the server, outside any transaction."""
    connection = load.connect(archive.url.rpartition("/")[0] + "/postgres")
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()


def remembered(path, make, *sources):
    """What ``make(folder)`` left in a folder, made again where it was made by other source files than these."""
    version = hashlib.sha256(b"".join(Path(source).read_bytes() for source in sources)).hexdigest()
    stamp = path / "made-by"
    if not stamp.exists() or stamp.read_text() != version:
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir(parents=True)
        make(path)
        stamp.write_text(version)
    return path
