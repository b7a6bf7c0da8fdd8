"""What the code promises of itself: rules that no reader has to remember."""

import ast
import os
import re
import subprocess
import sys

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from stances.exports.tables import TABLES
from stances.filters import NAMES, StatementFilter

ROOT = settings.BASE_DIR
CODE = [*(ROOT / "stances").rglob("*.py"), *(ROOT / "archive").rglob("*.py"), ROOT / "manage.py"]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html")) + sorted((ROOT / "stances").rglob("*.html"))
TESTS = [*(ROOT / "tests").rglob("*.py")]


def named(paths):
    return [pytest.param(path, id=str(path.relative_to(ROOT))) for path in sorted(paths)]


# Which way imports go

# A module imports what stands in a line above its own. Querysets stand above models, which make managers of them.
ORDER = """
codebook dates conjunctions states search planner pieces apps
querysets
models
params fields paging
past
filters
facets directories describing examples charts changes citing neighbors reporting reliability
exports
sharing releases
pictures
desk
views
feeds sitemaps api admin templatetags management
urls
"""
RANKS = {name: rank for rank, line in enumerate(ORDER.strip().splitlines()) for name in line.split()}
MODULES = [path for path in CODE if path.parts[len(ROOT.parts)] == "stances" and "migrations" not in path.parts]


def imported(path):
    """The modules of stances that a file imports, each by the name in ORDER."""
    package = path.relative_to(ROOT).parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            names = [".".join([*above, *filter(None, [node.module]), alias.name]) for alias in node.names]
        else:
            continue
        yield from (name.split(".")[1] for name in names if name.startswith("stances."))


def place(path):
    """The name in ORDER that a file belongs to; None for the package itself."""
    name = path.relative_to(ROOT / "stances").parts[0].removesuffix(".py")
    return None if name == "__init__" else name


def test_each_module_has_a_place_in_the_order():
    assert {place(path) for path in MODULES} - {None} <= set(RANKS)


@pytest.mark.parametrize("path", named(MODULES))
def test_imports_go_one_way(path):
    own = place(path)

    assert [name for name in imported(path) if name != own and RANKS[name] >= RANKS[own]] == []


def test_the_rule_sees_an_import_that_goes_the_other_way(tmp_path):
    path = ROOT / "stances" / "models" / "agency.py"

    assert {"codebook", "querysets", "models"} <= set(imported(path))


@pytest.mark.parametrize("path", named(CODE + TESTS))
def test_a_module_is_named_for_its_role(path):
    assert path.stem not in {"utils", "helpers", "managers", "services", "constants", "mixins", "signals"}


@pytest.mark.parametrize("path", named(path for path in CODE if "migrations" not in path.parts))
def test_a_module_is_split_before_it_is_long(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) < 350


# The database


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


CONSTRAINTS = """
    SELECT conname FROM pg_constraint WHERE contype IN ('c', 'u', 'x') AND conrelid = ANY(%s::regclass[])
    UNION SELECT indexrelid::regclass::text FROM pg_index
    WHERE indisunique AND NOT indisprimary AND indrelid = ANY(%s::regclass[])
"""


def tables():
    """The tables of records, without their histories."""
    models = apps.get_app_config("stances").get_models(include_auto_created=True)
    return [model._meta.db_table for model in models if not hasattr(model, "pgh_tracked_model")]


def names_in_cases():
    """The names of constraints that tests of models break: `refused_by("…")`, or a case that begins with the name."""
    for path in (ROOT / "tests" / "models").glob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and ast.unparse(node.func) in ("refused_by", "pytest.param"):
                yield getattr(node.args[0], "value", None)


@pytest.mark.django_db
def test_every_constraint_of_the_database_is_broken_by_a_test():
    with connection.cursor() as cursor:
        cursor.execute(CONSTRAINTS, [tables(), tables()])
        constraints = {name for (name,) in cursor.fetchall()}

    assert len(constraints) > 40
    assert constraints - set(names_in_cases()) == set()


def test_every_constraint_of_a_model_is_in_the_database_by_its_name():
    constraints = [c.name for model in apps.get_app_config("stances").get_models() for c in model._meta.constraints]

    assert len(constraints) == len(set(constraints)) > 30
    assert set(constraints) <= set(names_in_cases())


# Settings


def deploy_check(**variables):
    """Run `manage.py check --deploy` as an installation would."""
    environment = os.environ | {"SECRET_KEY": "of a length that no one guesses, 0123456789 abcdefghijkl"} | variables
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # of the browser tests only
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


def test_an_installation_with_https_passes_the_deploy_check():
    done = deploy_check(SITE_URL="https://archive.example.org")

    assert done.returncode == 0, done.stderr


def test_the_deploy_check_finds_an_installation_without_https():
    assert deploy_check(SITE_URL="http://archive.example.org").returncode == 1


# Documentation


def test_every_column_has_a_meaning():
    columns = [column for table in TABLES.values() for column in table.columns.values()]

    assert all(str(column.meaning).strip().endswith(".") for column in columns)


@pytest.mark.parametrize("name", NAMES)
def test_every_filter_has_a_label(name):
    assert str(StatementFilter({}).form.fields[name].label or "")[:1].isupper()


# Templates and styles

INLINE = [
    pytest.param(r"\|\s*safe\b|\|\s*safeseq\b|\bautoescape off\b", id="text that is not escaped"),
    pytest.param(r"<script(?![^>]*\b(?:src=|type=.application/ld))", id="a script within the page"),
    pytest.param(r"<style\b", id="a style within the page"),
    pytest.param(r"\sstyle\s*=", id="a style at an element"),
    pytest.param(r"\son[a-z]+\s*=\s*[\"'{]", id="a handler at an element"),
    pytest.param(r"javascript:", id="a script in an address"),
    pytest.param(r"(?<!register)\.filter\(|\.exclude\(", id="a question about many records"),
]
MARKUP = [*TEMPLATES, *sorted((ROOT / "stances" / "templatetags").glob("*.py"))]
COLOR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch)a?\(", re.I)


@pytest.mark.parametrize("pattern", INLINE)
def test_no_template_or_tag_has(pattern):
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in MARKUP
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(pattern, line)
    ]

    assert len(TEMPLATES) > 20
    assert found == []


def colors_in(path):
    """The lines of a file that name a color, comments and links to places in the page left aside."""
    text = re.sub(r"/\*.*?\*/|url\(.*?\)|href=\"[^\"]*\"", "", path.read_text(encoding="utf-8"), flags=re.S)
    return [line.strip() for line in text.splitlines() if COLOR.search(line)]


def test_no_color_stands_outside_the_tokens():
    styles = [path for path in (ROOT / "static").rglob("*.css") if path.name != "tokens.css"]
    found = {str(path.relative_to(ROOT)): colors_in(path) for path in [*styles, *MARKUP]}

    # The desk keeps Django's own styles and so has tokens of its own.
    found["static/desk/desk.css"] = [line for line in found["static/desk/desk.css"] if not line.startswith("--desk-")]

    assert {name: lines for name, lines in found.items() if lines} == {}
    assert colors_in(ROOT / "static/css/tokens.css")


# Questions about many records


def asks(node):
    """The calls of filter() within a piece of code."""
    calls = [each for each in ast.walk(node) if isinstance(each, ast.Call)]
    return [f"line {call.lineno}" for call in calls if getattr(call.func, "attr", "") == "filter"]


def displays(tree):
    """The functions of a module of the admin that show a column."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any("display" in ast.unparse(each) for each in node.decorator_list):
            yield node


@pytest.mark.parametrize("path", named(path for path in MODULES if place(path) in ("views", "feeds", "api")))
def test_views_ask_querysets(path):
    assert asks(ast.parse(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", named(path for path in MODULES if place(path) == "admin"))
def test_columns_of_the_desk_ask_querysets(path):
    assert [question for each in displays(ast.parse(path.read_text(encoding="utf-8"))) for question in asks(each)] == []
