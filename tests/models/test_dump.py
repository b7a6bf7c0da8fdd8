"""What pg_dump writes of an archive, pg_restore makes an archive of."""

import subprocess

import pytest
from django.db import connection

from archive.postgres import accounts, binaries
from stances.desk.publishing import publish
from stances.models import Agency, SearchRow, Statement, ValueCount
from tests.refusals import run_sql


def run(program, *arguments):
    """Run a program of the server's own release on the server of the tests."""
    chosen = binaries.choose(accounts.server_account(), connection.pg_version // 10_000)
    (_psql, *address, _name), environment = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])
    subprocess.run([chosen.program(program), *address, *arguments], env=environment, check=True)


@pytest.fixture
def restored(committed_archive, transactional_db, tmp_path):
    """The archive in another database, to which Django is connected meanwhile: restored from a dump."""
    original = connection.settings_dict["NAME"]
    name, dump = f"{original}_restored", tmp_path / "archive.dump"
    run_sql(f"CREATE DATABASE {name}")
    try:
        run("pg_dump", "--format=custom", f"--file={dump}", original)
        run("pg_restore", "--exit-on-error", f"--dbname={name}", dump)
        connection.close()
        connection.settings_dict["NAME"] = name
        yield committed_archive
    finally:
        connection.close()
        connection.settings_dict["NAME"] = original
        run_sql(f"DROP DATABASE {name}")


def test_a_dump_is_restored_with_counts_a_search_and_all_that_keeps_them_right(restored):
    draft = Statement.objects.get(reference="jjjjjjjj")
    assert (ValueCount.objects.total(), SearchRow.objects.published().search("detainers").count()) == (8, 1)
    assert Agency.objects.search("dona ana").exists()

    publish(draft)

    assert (ValueCount.objects.total(), SearchRow.objects.published().search("detainers").count()) == (9, 2)
