"""Real servers, started as people start them and broken as machines break them."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import environ
import psycopg2
import pytest

import archive.postgres
from archive.postgres import PostgresError, binaries, places, running, server, throwaway
from archive.postgres.accounts import Account, server_account
from archive.postgres.cluster import Cluster
from tests.site_plugin import BASE_DIR, copy_of, open_folder, remove_data_dir

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give up its rights")


@pytest.fixture(scope="module")
def new_cluster():
    """A DATA_DIR with an empty cluster at rest, to be copied."""
    with open_folder() as path:
        with running(path / "new", durable=False):
            pass
        yield path / "new"


@pytest.fixture
def data_dir(new_cluster, request):
    """A DATA_DIR with a cluster of its own."""
    path = copy_of(new_cluster, f"copy-{abs(hash(request.node.name))}")
    yield path
    remove_data_dir(path)


def start(data_dir, said=None):
    return running(data_dir, (said if said is not None else []).append, durable=False)


def ask(url, question):
    address = environ.Env.db_url_config(url)
    options = {"host": address["HOST"], "port": address["PORT"], "user": address["USER"]}
    with closing(psycopg2.connect(dbname=address["NAME"], **options)) as connection:
        connection.autocommit = True
        cursor = connection.cursor()
        cursor.execute(question)
        return cursor.fetchone() if cursor.description else None


def is_alive(pid):
    """Whether a process runs; a zombie does not."""
    return bool(server.command_line(pid))


def in_another_process(code, data_dir):
    """A Python process that runs `code` within running(data_dir) and writes its own words line by line."""
    program = f"import os, sys\nfrom archive.postgres import running\nwith running({str(data_dir)!r}):\n {code}"
    return subprocess.Popen([sys.executable, "-c", program], cwd=BASE_DIR, stdout=subprocess.PIPE, text=True)


# A first start


@pytest.mark.parametrize("kind", ["system", "wheel"])
def test_a_new_database_is_made_by_either_kind_of_binaries(kind, folder, monkeypatch):
    monkeypatch.setenv("STANCES_POSTGRES", kind)
    if not binaries.installed():
        pytest.skip(f"this machine has no PostgreSQL of kind {kind!r}")

    with start(folder) as url:
        (version,) = ask(url, "SHOW server_version_num")

    assert int(version) >= 150000
    assert int(version) // 10000 == Cluster(folder).made_by()


def test_letters_beyond_ascii_are_letters_and_sort_by_their_bytes(data_dir):
    with start(data_dir) as url:
        answer = ask(url, r"SELECT lower('PEÑA'), upper('ñ'), 'peña' ~ '^\w+$', 'a' > 'B', 'ñ' > 'z'")

    assert answer == ("peña", "Ñ", True, True, True)


def test_the_server_is_private(data_dir):
    with start(data_dir) as url:
        (addresses,) = ask(url, "SHOW listen_addresses")
        (is_superuser,) = ask(url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        modes = {path.stat().st_mode & 0o777 for path in (data_dir / "postgres").iterdir() if path.is_dir()}

    assert (addresses, is_superuser, modes) == ("", False, {0o700})


@as_root
def test_root_starts_it_as_an_unprivileged_account(data_dir):
    with start(data_dir):
        pid = server.postmaster(Cluster(data_dir))
        owner = Path(f"/proc/{pid}").stat().st_uid

    assert owner == server_account().uid != 0


@as_root
def test_an_ordinary_user_starts_it_as_itself(folder):
    nobody = Account(65534, 65534, "nobody")
    os.chown(folder, nobody.uid, nobody.gid)

    answer = as_account(nobody, lambda: begin_and_ask(folder))

    assert answer == f"{(folder / 'postgres').stat().st_uid} stances"


def begin_and_ask(data_dir):
    with start(data_dir) as url:
        return f"{os.geteuid()} {ask(url, 'SELECT current_database()')[0]}"


def as_account(account, work):
    """What `work()` answers in a copy of this process that has become `account`.

    A copy, since the account may not be able to enter the folder of the Python that runs the tests.
    """
    answer_out, answer_in = os.pipe()
    if (pid := os.fork()) == 0:
        with suppress(BaseException):
            os.setgroups([])
            os.setgid(account.gid)
            os.setuid(account.uid)
            try:
                answer = work()
            except Exception as error:
                answer = f"{type(error).__name__}: {error}"
            os.write(answer_in, answer.encode())
        os._exit(0)
    os.close(answer_in)
    os.waitpid(pid, 0)
    with open(answer_out) as answer:
        return answer.read()


# Where it may lie


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("x" * 180, id="too long for a socket"),
        pytest.param('Müller\'s "50%", a+b, c d#?', id="odd characters"),
    ],
)
def test_any_path_will_do(name, folder):
    data_dir = folder / name

    with start(data_dir) as url:
        answer = ask(url, "SELECT 1")

    assert answer == (1,)
    assert (data_dir / "postgres/data").is_dir()
    assert list(places.SHORT.glob(f"stances-{places.fingerprint(data_dir / 'postgres')}")) == []


@as_root
def test_a_folder_that_only_root_may_enter_keeps_its_cluster_elsewhere_and_says_where(folder, monkeypatch):
    folder.chmod(0o700)
    with open_folder() as other:
        monkeypatch.setattr(places, "ELSEWHERE", (other / "stances",))
        said = []

        with start(folder, said) as url:
            ask(url, "CREATE TABLE kept ()")
        with start(folder) as url:
            ask(url, "SELECT count(*) FROM kept")

    assert any(f"{other}/stances/{places.fingerprint(folder)}" in words for words in said)
    assert folder.stat().st_mode & 0o777 == 0o700


@as_root
def test_wheel_binaries_that_only_root_may_reach_are_copied(folder, monkeypatch):
    monkeypatch.setenv("STANCES_POSTGRES", "wheel")
    package = binaries.wheel_folders()[0].parent.parent
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    for source in (package, package.with_name(f"{package.name}.libs")):
        shutil.copytree(source, closed / source.name, symlinks=True, ignore=shutil.ignore_patterns("pginstall"))
    monkeypatch.setattr(binaries, "wheel_folders", lambda: [closed / package.name / "pginstall18/bin"])

    with start(folder / "data") as url:
        answer = ask(url, "SELECT 1")

    assert answer == (1,)
    assert closed.stat().st_mode & 0o777 == 0o700


@as_root
def test_another_accounts_database_is_refused_with_its_owner(data_dir):
    message = as_account(Account(65534, 65534, "nobody"), lambda: begin_and_ask(data_dir))

    assert "PostgresError" in message
    assert f"belongs to the account {server_account().name!r}" in message


def test_a_folder_that_someone_else_put_in_the_way_is_refused(folder):
    folder.joinpath("postgres").symlink_to("/usr")

    with pytest.raises(PostgresError, match="is something else"), start(folder):
        pass


def test_a_folder_that_cannot_be_made_is_named():
    with pytest.raises(PostgresError, match="/dev/null/data cannot be made"), start("/dev/null/data"):
        pass


# Together


FORKING = """
import os, sys
from pathlib import Path
from archive.postgres import running
from archive.postgres.cluster import Cluster

folder = Path(sys.argv[1])
with running(folder, durable=False):
    if child := os.fork():
        os.waitpid(child, 0)
        Cluster(folder, False).connect().close()
        print("still there")
    else:
        sys.exit(0)
"""


def test_a_forked_worker_that_ends_leaves_the_server_to_the_others(data_dir):
    done = subprocess.run([sys.executable, "-c", FORKING, data_dir], capture_output=True, text=True, timeout=60)

    assert done.stdout == "still there\n", done.stderr


def test_the_last_to_leave_stops_the_server(data_dir):
    first, second, said = ExitStack(), ExitStack(), []
    first.enter_context(start(data_dir, said))
    url = second.enter_context(start(data_dir))
    pid = server.postmaster(Cluster(data_dir))

    first.close()
    still_there = ask(url, "SELECT 1")
    second.close()

    assert still_there == (1,)
    assert said == ["PostgreSQL keeps running for another program that uses it."]
    assert not is_alive(pid)


def test_a_second_process_joins_the_server_of_the_first(data_dir):
    with start(data_dir):
        pid = server.postmaster(Cluster(data_dir))
        guest = in_another_process("print('joined')", data_dir)
        words = guest.communicate()[0]

        assert (words, guest.returncode) == ("joined\n", 0)
        assert server.postmaster(Cluster(data_dir)) == pid


# After an accident


def test_the_server_of_a_killed_program_is_adopted_and_stopped(data_dir):
    in_another_process("os.kill(os.getpid(), 9)", data_dir).communicate()
    orphan = server.postmaster(Cluster(data_dir))

    with start(data_dir) as url:
        adopted = server.postmaster(Cluster(data_dir))
        ask(url, "SELECT 1")

    assert orphan == adopted
    assert not is_alive(orphan)


def test_a_killed_server_starts_again_with_what_was_committed(data_dir):
    with running(data_dir, durable=True) as url:
        ask(url, "CREATE TABLE kept AS SELECT 287 AS number")
        os.kill(server.postmaster(Cluster(data_dir)), signal.SIGKILL)

    with start(data_dir) as url:
        assert ask(url, "SELECT number FROM kept") == (287,)


def test_a_killed_servers_busy_process_is_waited_for(data_dir):
    busy = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    with start(data_dir) as url:
        client = busy_client(url, f"SET statement_timeout = '2500ms'; {busy}")
        os.kill(server.postmaster(Cluster(data_dir)), signal.SIGKILL)
    said = []

    with start(data_dir, said) as url:
        assert ask(url, "SELECT 1") == (1,)

    assert said == ["Starting PostgreSQL …"]
    client.close()


def busy_client(url, question):
    """A connection whose server process computes `question`."""
    address = environ.Env.db_url_config(url)
    client = psycopg2.connect(host=address["HOST"], user=address["USER"], dbname="stances", async_=True)
    while client.poll() != psycopg2.extensions.POLL_OK:
        time.sleep(0.01)
    client.cursor().execute(question)
    while client.poll() == psycopg2.extensions.POLL_WRITE:
        time.sleep(0.01)
    time.sleep(0.1)
    return client


def test_a_stale_pid_file_does_not_stop_it_and_the_process_it_names_survives(data_dir):
    cluster = Cluster(data_dir)
    with subprocess.Popen(["sleep", "60"], cwd="/", **cluster.account.switches()) as unrelated:
        socket_lock = cluster.socket_dir / f"{places.SOCKET_NAME}.lock"
        for path in (cluster.pid_file, socket_lock):
            path.write_text(f"{unrelated.pid}\n{cluster.data}\n0\n5432\n{cluster.socket_dir}\n")

        with start(data_dir) as url:
            answer = ask(url, "SELECT 1")

        assert answer == (1,)
        assert unrelated.poll() is None
        unrelated.kill()


@pytest.mark.parametrize("contents", ["", "no number\n", "99999999\n"])
def test_a_damaged_pid_file_does_not_stop_it(contents, data_dir):
    Cluster(data_dir).pid_file.write_text(contents)

    with start(data_dir) as url:
        assert ask(url, "SELECT 1") == (1,)


def test_a_first_start_broken_off_half_way_is_begun_anew(folder):
    places.private_folder(folder / "postgres", server_account())
    places.private_folder(folder / "postgres/data.unfinished", server_account())

    with start(folder) as url:
        assert ask(url, "SELECT 1") == (1,)


# What it says when it cannot


def test_a_database_of_another_version_is_explained(data_dir):
    (data_dir / "postgres/data/PG_VERSION").write_text("13\n")

    with (
        pytest.raises(PostgresError, match=r"made by PostgreSQL 13, but .*\nInstall PostgreSQL 13"),
        start(data_dir),
    ):
        pass


def test_a_machine_without_postgresql_is_told_where_to_get_it(folder, monkeypatch):
    monkeypatch.setattr(binaries, "installed", list)

    with pytest.raises(PostgresError, match=r"no PostgreSQL of 15 or later. Install"), start(folder):
        pass


def test_a_failed_start_shows_the_end_of_the_servers_log(data_dir):
    (data_dir / "postgres/data/postgresql.conf").write_text("colour = blue\n")

    with (
        pytest.raises(PostgresError, match=r'(?s)server.log, ends with:.*parameter "colour"'),
        start(data_dir),
    ):
        pass


def test_an_unknown_kind_of_server_is_refused(folder, monkeypatch):
    monkeypatch.setenv("STANCES_POSTGRES", "oracle")

    with (
        pytest.raises(PostgresError, match="must be 'system' or 'wheel', or not be set; it is 'oracle'"),
        start(folder),
    ):
        pass


@as_root
def test_a_root_that_cannot_become_another_account_is_told_why(folder, monkeypatch):
    def refuse(*arguments, **options):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(subprocess, "run", refuse)

    with pytest.raises(PostgresError, match="does not let root become"), start(folder):
        pass


# Thrown away


def test_a_throwaway_server_leaves_nothing_behind():
    with throwaway() as (url, data_dir):
        pid = server.postmaster(Cluster(data_dir))
        (fsync,) = ask(url, "SHOW fsync")

    assert fsync == "off"
    assert not data_dir.exists()
    assert not is_alive(pid)


def test_a_throwaway_server_of_a_killed_program_is_removed_by_the_next(monkeypatch, folder):
    monkeypatch.setattr(archive.postgres, "fastest_folder", lambda: folder)
    abandoned = folder / f"{archive.postgres.THROWAWAY}abandoned"
    in_another_process("os.kill(os.getpid(), 9)", abandoned).communicate()
    orphan = server.postmaster(Cluster(abandoned))
    os.utime(abandoned, (0, 0))

    with throwaway():
        assert not abandoned.exists()

    assert not is_alive(orphan)
