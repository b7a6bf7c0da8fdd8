"""What a benchmark does as the archive's own program: `manage.py shell` runs main(), which answers lines of JSON."""

import json
import subprocess
import sys
from contextlib import contextmanager

from bench.archive import ROOT


@contextmanager
def desk(archive):
    """A function ``ask(name, **arguments)`` that calls an action, of this module or of breakdown, in a process that is
    the site's own but not the web server's.
    """
    process = subprocess.Popen(
        [sys.executable, "manage.py", "shell", "--command", "from bench.inside import main; main()"],
        cwd=ROOT, env=archive.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip

    def ask(name, **arguments):
        process.stdin.write(json.dumps([name, arguments]) + "\n")
        process.stdin.flush()
        # Django's shell says what it has imported before it begins.
        for line in process.stdout:
            if line.startswith(">"):
                return json.loads(line[1:])
        raise RuntimeError("The desk of the benchmark has ended; what it said stands above.")

    try:
        yield ask
    finally:
        process.stdin.close()
        process.wait()


def main():
    from bench import breakdown  # which needs Django's settings; the measuring process has none

    actions = ACTIONS | breakdown.ACTIONS
    for line in sys.stdin:
        name, arguments = json.loads(line)
        print(">" + json.dumps(actions[name](**arguments)), flush=True)


def cursor(page):
    """The cursor that leads to a page of the whole list, of 20 each, newest first; None where there are fewer."""
    from stances.models import Statement
    from stances.paging import DEFAULT_SORT, PER_PAGE, Cursor

    before = Statement.objects.published().newest_first()[(page - 1) * PER_PAGE - 1 :][:1]
    found = before.values_list("date_earliest", "reference").first()
    return str(Cursor(DEFAULT_SORT, *found)) if found else None


def largest_agency():
    """The slug of the agency with most published statements, and how many those are."""
    from stances.models import Agency

    agency = Agency.objects.most_said_first().first()
    return agency.slug, agency.published_count


def references(count):
    """(id, reference) of so many published statements from all over the archive."""
    from stances.models import Statement

    return list(Statement.objects.published().order_by("reference").values_list("pk", "reference")[:count])


def touch(times):
    """Change one published statement in nothing that is asked for: what has been kept of the archive is now stale."""
    from stances.models import Statement

    first = Statement.objects.published().order_by("pk")[:1].values("pk")
    Statement.objects.filter(pk__in=first).update(context=f"xbenchx {times}")


def draft(word):
    """Make a draft with a word that nothing else has; returns its reference."""
    from django.db import transaction

    from stances.models import Agency, Article, Citation, Statement

    with transaction.atomic():
        statement = Statement.objects.create(
            agency=Agency.objects.first(), kind="paraphrase", position="limits", topics=["detainers"],
            text=f"The sheriff spoke of {word} and of nothing else.", date="2026-06-30",
        )  # fmt: skip
        Citation.objects.create(statement=statement, article=Article.objects.order_by("pk").first())
    return statement.reference


def publish(reference):
    """Publish a draft as the desk does; returns {ms until it is committed, database_ms and queries of that}."""
    from bench.breakdown import watched
    from stances.desk.publishing import publish
    from stances.models import Statement

    statement = Statement.objects.get(reference=reference)
    with watched() as found:
        publish(statement)
    return found


def versions():
    """The versions of the site's own software."""
    import django
    import gunicorn
    from django.db import connection

    with connection.cursor() as asked:
        asked.execute("SHOW server_version")
        server = asked.fetchone()[0].split()[0]
    return {"PostgreSQL": server, "Django": django.__version__, "gunicorn": gunicorn.__version__}


ACTIONS = {each.__name__: each for each in (cursor, largest_agency, references, touch, draft, publish, versions)}
