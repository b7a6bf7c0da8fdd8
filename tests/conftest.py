import os
import pickle

import environ
import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import Client, TransactionTestCase, override_settings
from django.utils import translation

from archive.postgres import running
from stances.codebook import Kind, Position, Status, Topic
from tests.databases import Beside
from tests.records import (
    make_agency,
    make_article,
    make_citation,
    make_jurisdiction,
    make_official,
    make_statement,
)

# Playwright's synchronous interface runs an event loop, in which Django else refuses to ask the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session", autouse=True)
def plain_settings():
    """Static files have no hashes in their names, passwords are hashed at once, and many downloads may run."""
    plain = {
        "STORAGES": {
            **settings.STORAGES,
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
        "DOWNLOADS_AT_ONCE": 20,  # as one that a test has not read to its end goes on for a while
    }
    with override_settings(**plain):
        yield


@pytest.fixture(scope="session", autouse=True)
def emptied_at_once():
    """A test that commits leaves empty tables, but what migrations made, such as groups: Django's flush takes long."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: empty_archive())
        yield


@pytest.fixture(autouse=True)
def english():
    """Each test begins in English, whichever language the last request of the one before was answered in."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def measured_here(monkeypatch):
    """Measure agreement in this process, which imports the library once; a test of its own starts the program."""

    def measure_here(tables):
        from stances.reliability.measuring import measure, read

        return [measure(read(counts), codes, scale) for counts, codes, scale in tables]

    monkeypatch.setattr("stances.reliability.measure_aside", measure_here)


WRITES = ("INSERT", "UPDATE", "DELETE", "SAVEPOINT", "TRUNCATE")


@pytest.fixture(autouse=True)
def turns():
    """Within the one transaction of a test, what would be a transaction of the archive has a turn of its own.

    So each has a later moment than the one before, as it has where it is committed.
    """
    outermost = None

    def in_its_turn(execute, sql, params, many, context):
        nonlocal outermost
        blocks = context["connection"].atomic_blocks
        of_test = max((place for place, block in enumerate(blocks, 1) if block._from_testcase), default=0)
        own = blocks[of_test] if len(blocks) > of_test else None
        is_write = isinstance(sql, str) and sql.lstrip().startswith(WRITES)
        if of_test and is_write and (own is None or own is not outermost):
            context["cursor"].cursor.execute("SET LOCAL stances.turn = ''")
        outermost = own
        return execute(sql, params, many, context)

    with connection.execute_wrapper(in_its_turn):
        yield


@pytest.fixture
def get():
    """Get an address as the public does: ``get("/statements/", state="NC", position=["limits", "declines"])``."""
    client = Client()
    return lambda path, **params: client.get(path, params)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Beside the database of the tests there is a copy of it for the archive, made while nobody uses it yet."""
    with django_db_blocker.unblock():
        connection.creation.clone_test_db("archive", verbosity=0, autoclobber=True)
        yield
        with connection.cursor() as cursor:  # neither is removed while a download that nobody read to its end is open
            cursor.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
                "WHERE datname IN (current_database(), current_database() || '_archive') AND pid <> pg_backend_pid()"
            )
        connection.creation.destroy_test_db(suffix="archive", verbosity=0)


@pytest.fixture(scope="session")
def kept_archive(django_db_setup, django_db_blocker):
    """The database with the archive, made once for all tests that begin with it."""
    kept = Beside(NAME=connection.creation.get_test_db_clone_settings("archive")["NAME"])
    with django_db_blocker.unblock():
        with kept.entered():
            made = pickle.dumps(make_archive())
        kept.statements = lambda: pickle.loads(made)
        yield kept
        kept.connection.close()


@pytest.fixture
def archive(db, kept_archive):
    """A small archive with every trap in it: namesakes, shared places, vague dates, drafts, notes, quoted HTML.

    It is committed, as a download, which has its own connection, sees nothing else. What a test writes is undone.
    """
    with kept_archive.visited():
        yield kept_archive.statements()


@pytest.fixture
def open_archive(archive):
    """The archive that downloads see, to be read only."""
    return archive


@pytest.fixture
def own_archive(transactional_db):
    """The archive that downloads see, for a test that changes it."""
    yield make_archive()
    empty_archive()


@pytest.fixture(scope="module")
def committed_archive(django_db_setup, django_db_blocker):
    """The archive that downloads see, for a module that changes it once."""
    with django_db_blocker.unblock():
        yield make_archive()
        empty_archive()


@pytest.fixture(scope="module")
def releases_dir(tmp_path_factory):
    """A folder for the releases of one module of tests."""
    with override_settings(RELEASES_DIR=tmp_path_factory.mktemp("releases")):
        yield settings.RELEASES_DIR


@pytest.fixture
def transactional_db(django_db_setup, django_db_blocker):
    """Let a test commit. Unlike pytest-django's own, it leaves what was committed."""
    with django_db_blocker.unblock():
        yield


def empty_archive():
    """Empty the tables of the archive and of those who work at it."""
    tables = [model._meta.db_table for model in apps.get_app_config("stances").get_models(include_auto_created=True)]
    end_downloads()  # one that a test has not read to its end would let this wait for ever
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join([*tables, 'auth_user', 'django_session'])} CASCADE")


def end_downloads():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND application_name = 'stances download'"
        )


def make_archive():
    mecklenburg = make_jurisdiction(name="Mecklenburg County", state="NC", geoid="37119")
    union = make_jurisdiction(name="Union County", state="NC", geoid="37179")
    charlotte = make_jurisdiction(
        name="Charlotte", level="place", state="NC", geoid="3712000", counties=[mecklenburg, union]
    )
    cook_il = make_jurisdiction(name="Cook County", state="IL", geoid="17031")
    cook_ga = make_jurisdiction(name="Cook County", state="GA", geoid="13075")
    dona_ana = make_jurisdiction(name="Doña Ana County", state="NM", geoid="35013")
    police = make_agency(
        name="Charlotte-Mecklenburg Police Department",
        kind="municipal-police",
        jurisdiction=charlotte,
        ori="NC0600100",
        aliases=["CMPD"],
    )
    cook = make_agency(name="Cook County Sheriff's Office", jurisdiction=cook_il, state="IL", ori="IL0160000")
    namesake = make_agency(name="Cook County Sheriff's Office", jurisdiction=cook_ga, state="GA")
    sheriff = make_agency(name="Doña Ana County Sheriff's Office", jurisdiction=dona_ana, state="NM")
    note, captured = "A private note on namesakes.", {"captured_text": "The captured words of an article."}
    tufano, smith = make_official(name="Rob Tufano", note=note), make_official(name="Cara Smith", note=note)
    wbtv = make_article(publisher="WBTV", headline="CMPD not enforcing", url="http://www.wbtv.com/story/1", **captured)
    tribune = make_article(publisher="Chicago Tribune", headline="", published="2017-02-21", **captured)
    said = {"agency": police, "official": tufano, "official_title": "Spokesperson", "article": wbtv}
    statements = [
        make_statement(
            **said,
            reference="aaaaaaaa",
            position=Position.DECLINES,
            date="2017-02~",
            text="We don’t want to put a wedge between us and them.",
            topics=[Topic.COMMUNITY_TRUST],
        ),
        make_statement(
            **said,
            reference="aaaaaaab",
            position=Position.DECLINES,
            date="2017-02~",
            text="We do not enforce federal immigration policy.",
            topics=[Topic.ENFORCEMENT],
        ),
        make_statement(
            agency=cook,
            official=smith,
            reference="bbbbbbbb",
            position=Position.DECLINES,
            date="2017-02-21",
            text="We have not been approached.",
            article=tribune,
            topics=[Topic.ENFORCEMENT, Topic.DETAINERS],
        ),
        make_statement(
            agency=namesake,
            reference="cccccccc",
            kind=Kind.PARAPHRASE,
            position=Position.COOPERATES,
            date="2016-11",
            text="The sheriff told the county board that 287 (g) was under study.",
            topics=[Topic.AGREEMENTS_287G],
        ),
        make_statement(
            agency=sheriff,
            reference="dddddddd",
            kind=Kind.POLICY,
            position=Position.LIMITS,
            date="2016",
            text="A written rule: detainers need a judge’s signature.",
            basis="court",
            language="en",
        ),
        make_statement(
            agency=sheriff,
            reference="eeeeeeee",
            kind=Kind.ACTION,
            position=Position.PARTNERS,
            date="",
            text="The office signed a 287(g) agreement.",
            topics=[Topic.AGREEMENTS_287G, Topic.JAIL_ACCESS],
        ),
        make_statement(
            agency=cook,
            reference="ffffffff",
            position=Position.UNCLEAR,
            date="2016-11-14",
            text='=1+1 is <b>"no"</b> & <script>alert(1)</script>',
            topics=[Topic.DATA_SHARING],
        ),
        make_statement(
            agency=cook,
            reference="gggggggg",
            position=Position.NEUTRAL,
            date="2016-11-19/2016-11-22",
            text="Dijo que no preguntamos por el estatus.",
            language="es",
            topics=[Topic.STATUS_INQUIRIES],
        ),
    ]
    make_citation(
        statement=statements[2], article=make_article(publisher="Yahoo News", **captured), via="Chicago Tribune"
    )
    statements[2].refresh_from_db()  # a citation that is added later changes its statement
    hidden = {"agency": cook, "text": "Secret detainers of a draft.", "official": make_official(name="Hidden Person")}
    make_statement(**hidden, reference="hhhhhhhh", status=Status.DRAFT, article=make_article(publisher="Hidden Press"))
    make_statement(**hidden, reference="jjjjjjjj", status=Status.IN_REVIEW)
    make_statement(**hidden, reference="kkkkkkkk", status=Status.WITHDRAWN, withdrawn_reason="It was another county.")
    return {statement.reference: statement for statement in statements}


@pytest.fixture(scope="session")
def prepared_server(prepared_dir, django_db_setup):
    """A server with the whole collection, as `manage.py prepare` leaves it."""
    from tests.site_plugin import copy_of  # registered as a plugin only after this file is read

    with running(copy_of(prepared_dir, "desk"), say=lambda words: None) as url:
        given = environ.Env.db_url_config(url)
        kept = Beside(**{name: given[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")})
        yield kept
        kept.connection.close()


@pytest.fixture
def whole_archive(prepared_server, db):
    """Lead the connection to the whole collection for one test; what the test changes there is undone."""
    with prepared_server.visited():
        yield
