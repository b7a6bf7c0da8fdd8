"""One cluster: its folders, programs and account; what makes it and what it is set to."""

import locale
import os
from contextlib import suppress

import psycopg2
from psycopg2 import sql

from archive.postgres import binaries, places
from archive.postgres.errors import PostgresError

SUPERUSER = "postgres"
NAME = "stances"


def shared_buffers():
    """Megabytes that the server keeps of the database: an eighth of the machine's memory, within bounds."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 20
    return min(max(memory // 8, 128), 1024)


# For a server that shares a small machine with the site.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "50",
    "shared_buffers": f"{shared_buffers()}MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    # Compiling a query takes longer than any page's query runs.
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
}
# A cluster that is thrown away need not survive a power cut.
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}

# Names sort by their bytes, the same on every machine, while lower() and \w know Ñ, which locale C does not.
CHARACTER_TYPES = ("C.UTF-8", "C.utf8", "en_US.UTF-8", "UTF-8")


class Cluster:
    def __init__(self, data_dir, durable=True):
        self.durable = durable
        self.home, self.account = places.home_of(data_dir)
        self.is_elsewhere = self.home.parent != data_dir
        self.data = self.home / "data"
        self.log = self.home / "server.log"
        self.socket_dir = places.socket_folder(self.home)
        self.pid_file = self.data / "postmaster.pid"

    @property
    def url(self):
        """For DATABASE_URL; the path of the socket folder stands before the name."""
        return f"postgres://{NAME}@:5432/{self.socket_dir}/{NAME}"

    def connect(self):
        """A superuser's connection; psycopg2.OperationalError where no server answers."""
        return psycopg2.connect(
            host=str(self.socket_dir), port=5432, user=SUPERUSER, dbname="postgres", connect_timeout=5
        )

    def made_by(self):
        """The major version that made this cluster, or None where there is none yet."""
        try:
            return int((self.data / "PG_VERSION").read_text())
        except FileNotFoundError:
            return None

    def install(self):
        """Choose the programs and make the private folders."""
        chosen = binaries.choose(self.account, self.made_by())
        places.home_folder(self.home, self.account)
        places.private_folder(self.socket_dir, self.account)
        self.binaries = binaries.copy_for(self.account, chosen, self.home)

    def initialise(self):
        """Make the cluster's files; a broken-off attempt leaves no cluster."""
        unfinished = self.home / "data.unfinished"
        if unfinished.exists():
            self.account.run("rm", "-rf", str(unfinished), cwd="/", check=True)
        done = self.account.run(
            self.binaries.program("initdb"),
            f"--pgdata={unfinished}",
            f"--username={SUPERUSER}",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            f"--lc-ctype={character_type()}",
            *([] if self.durable else ["--no-sync"]),
            cwd=self.home,
            env=server_environment(),
        )
        if done.returncode != 0:
            raise PostgresError(f"initdb could not make a database in {self.home}:\n{done.stderr.strip()}")
        unfinished.rename(self.data)

    def command(self):
        """The command line of the server, which also tells it from other processes."""
        settings = {
            **SETTINGS,
            **({} if self.durable else NOT_DURABLE),
            "unix_socket_directories": self.socket_dir,
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [self.binaries.program("postgres"), "-D", str(self.data), *options]

    def create_database(self):
        """Make the site's role, which is not a superuser, and its database, where they are missing."""
        connection = self.connect()
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [NAME])
            if not cursor.rowcount:
                cursor.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(sql.Identifier(NAME)))
            cursor.execute("SELECT FROM pg_database WHERE datname = %s", [NAME])
            if not cursor.rowcount:
                cursor.execute(sql.SQL("CREATE DATABASE {0} OWNER {0}").format(sql.Identifier(NAME)))
        connection.close()

    def log_tail(self):
        with suppress(OSError):
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-12:])
        return "(no log)"


def character_type():
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        return next(name for name in CHARACTER_TYPES if has_locale(name))
    except StopIteration:
        raise PostgresError(f"This system has none of the locales {', '.join(CHARACTER_TYPES)}.") from None
    finally:
        locale.setlocale(locale.LC_CTYPE, before)


def has_locale(name):
    try:
        locale.setlocale(locale.LC_CTYPE, name)
    except locale.Error:
        return False
    return True


def server_environment():
    """This environment without what PostgreSQL would read as settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C"}
