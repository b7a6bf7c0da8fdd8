import gc
import time
from contextlib import contextmanager

from django.core.management.base import BaseCommand, CommandError

from stances.desk import importing

SECONDS = 5  # between two words of how far it is


class Command(BaseCommand):
    help = "Imports statements from a file of JSON lines: all of them or, if any has an error, none."

    def add_arguments(self, parser):
        parser.add_argument("file", help="the file; stances/desk/importing/records.py says what a record holds")
        parser.add_argument("--publish", action="store_true", help="publish new statements; else they are drafts")
        parser.add_argument("--note", default="", help="why, for the public log of changes")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")

    def handle(self, *, file, publish, dry_run, note, verbosity, **options):
        try:
            records = self.counted(importing.read_jsonl(file))
            with without_search_for_cycles():
                report = importing.import_statements(records, publish=publish, dry_run=dry_run, note=note)
        except (OSError, importing.Refused) as error:
            raise CommandError(f"{file}: {error}") from None
        if report.errors:
            raise CommandError("Nothing was imported.\n" + "\n".join(report.errors))
        self.stdout.write(f"  {report}")
        if verbosity > 1:
            for line in (*report.notes, *(f"agency added: {name}" for name in report.agencies_added)):
                self.stdout.write(f"  {line}")

    def counted(self, records):
        """Yield the records; on a terminal, say every few seconds how many there were so far."""
        told = time.monotonic()
        for count, record in enumerate(records, 1):
            yield record
            if self.stdout.isatty() and time.monotonic() - told > SECONDS:
                self.stdout.write(f"  {count:,} records so far …")
                self.stdout.flush()
                told = time.monotonic()


@contextmanager
def without_search_for_cycles():
    """Keep Python from looking for circular references, which takes a quarter of its time here and finds none."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
