import hashlib
import time
from contextlib import contextmanager
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

# Any number will do, as long as nothing else in this database locks by it.
PREPARE_LOCK = 287_287


class Command(BaseCommand):
    help = "Bring tables, reference data, the collection and static files up to date; quick if they are."

    def handle(self, **options):
        with one_at_a_time():
            if has_unapplied_migrations():
                with self.step("Tables"):
                    call_command("migrate", verbosity=0, interactive=False)
            if (fixtures := fixtures_fingerprint()) != loaded_fingerprint():
                self.load_fixtures()
                remember_loaded(fixtures)
        if (static := static_fingerprint()) != collected_fingerprint():
            with self.step("Styles and pictures"):
                call_command("collectstatic", verbosity=0, interactive=False)
                fingerprint_path().write_text(static)

    def load_fixtures(self):
        with self.step("Places and agencies"):
            self.load("load_reference")
        with self.step("Statements"):
            self.load("load_seed")
            self.load("import_statements", settings.BASE_DIR / "fixtures/collection.jsonl", "--publish")
        with self.step("Second codings"):
            self.load("load_codings")

    def load(self, command, *arguments):
        call_command(command, *map(str, arguments), stdout=self.stdout, stderr=self.stderr)

    @contextmanager
    def step(self, name):
        """Say what is done, and after more than a second how long it took."""
        began = time.monotonic()
        self.stdout.write(f"{name} …")
        self.stdout.flush()
        yield
        if (seconds := time.monotonic() - began) > 1:
            self.stdout.write(f"{name}: done in {seconds:.1f} s")
            self.stdout.flush()


@contextmanager
def one_at_a_time():
    """Hold off any other program that prepares the same database."""
    ask("SELECT pg_advisory_lock(%s)", PREPARE_LOCK)
    try:
        yield
    finally:
        # Where the connection was lost, so was the lock.
        if connection.connection and not connection.connection.closed:
            ask("SELECT pg_advisory_unlock(%s)", PREPARE_LOCK)


def ask(question, *values):
    """The first column of the first row of the answer, if there is one."""
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchone()[0] if cursor.description else None


def has_unapplied_migrations():
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def fixtures_fingerprint():
    digest = hashlib.sha256()
    # Maps, in a folder of their own, are drawn and not loaded.
    for path in sorted(path for path in (settings.BASE_DIR / "fixtures").iterdir() if path.is_file()):
        digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def loaded_fingerprint():
    """The fingerprint of the fixtures that this database was loaded from.

    The database itself keeps it, as a comment, so that it goes along with a dump; and the fixtures are not
    loaded again at each start, so that what an editor has removed stays removed.
    """
    return ask("SELECT obj_description('django_migrations'::regclass, 'pg_class')")


def remember_loaded(fingerprint):
    ask("COMMENT ON TABLE django_migrations IS %s", fingerprint)


def static_fingerprint():
    """A hash over the name, size and moment of change of each static file's source."""
    digest = hashlib.sha256(f"{django.__version__} {settings.STORAGES}".encode())
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            about = Path(storage.path(path)).stat()
            digest.update(f"{path} {about.st_size} {about.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def fingerprint_path():
    return settings.DATA_DIR / "static.fingerprint"


def collected_fingerprint():
    path = fingerprint_path()
    return path.read_text() if path.exists() and settings.STATIC_ROOT.is_dir() else None
