"""Statements from a file: each record becomes one statement, one more citation of a statement, or a spoken error.

Records are imported in batches, each with a few questions to the database, however many records it has; the outcome
is that of importing one record after another. While the database makes the search rows of one batch, Python reads the
next.
"""

from concurrent.futures import ThreadPoolExecutor
from itertools import islice

import pgtrigger
from django.db import DataError, IntegrityError, InternalError, connection, transaction
from django.utils.translation import activate, get_language

from stances.codebook import Status
from stances.desk.publishing import kept_with
from stances.desk.turns import wait_for_other_writers
from stances.models import TopicPosition

from .batch import Batch
from .records import Entry, read_jsonl
from .report import Refused, Report, refusal_words
from .statements import make_search_rows

__all__ = ["Refused", "Report", "import_statements", "read_jsonl"]

BATCH = 10_000  # records; more of them take more memory and hardly less time

# What the import does itself. Search rows are made while Python reads the next batch; shifts are found once in the end,
# as each batch has statements of a fifth of all agencies.
LATER = ("stances.Statement:search_after_insert", "stances.SearchRow:shifts_after_insert")


def import_statements(records, *, publish=False, dry_run=False, note="", batch_size=BATCH):
    """Import ``(line number, record)`` pairs, all of them or, where any has an error, none. Returns a Report.

    New statements are drafts unless ``publish``. A reference that is there already is left as it is. ``note`` says why,
    in the public log.
    """
    status = Status.PUBLISHED if publish else Status.DRAFT
    entries = (Entry(line, record) for line, record in records)
    with transaction.atomic(), kept_with(reason="import", public_note=note):
        wait_for_other_writers()
        gather_words()
        with pgtrigger.ignore(*LATER):
            report = import_batches(entries, status, batch_size)
        TopicPosition.objects.add_missing()
        if report.errors or dry_run:
            transaction.set_rollback(True)
        else:
            sort_words_in()
    return report


def gather_words():
    """Let the database gather more words, until the transaction ends, before it sorts them into the index of words.

    A search reads through what is gathered, so it is not too much: some hundredths of a second for each.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL gin_pending_list_limit = '32MB'; SET LOCAL work_mem = '64MB'")


def sort_words_in():
    """Sort what is gathered into the index of words, so that no search reads through it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('row_document')")


def import_batches(entries, status, size):
    """Import all entries. What needs no database is done in a thread, while the database is busy here."""
    report, added = Report(), []
    with ThreadPoolExecutor(1, initializer=activate, initargs=[get_language()]) as reader:
        coming = reader.submit(lambda: list(islice(entries, size)))
        while some := coming.result():
            batch = Batch(some, status)
            reading = reader.submit(batch.read)
            coming = reader.submit(lambda: list(islice(entries, size)))
            make_search_rows(added)
            reading.result()
            batch_report, added = import_batch(batch)
            report += batch_report
    make_search_rows(added)
    return report


def import_batch(batch):
    """Write a batch that was read and return its Report and the ids of the statements that it added.

    Where the database refuses them, it does not say which: each half is then read anew, without what the attempt has
    made of it, and imported by itself, down to the one record that it refuses.
    """
    try:
        with transaction.atomic():
            return batch.save()
    except (IntegrityError, InternalError, DataError) as error:
        if len(batch.entries) == 1:
            return Report(errors=[batch.entries[0].error(refusal_words(error))]), []
    report, added = Report(), []
    for half in batch.halves():
        half.read()
        half_report, of_half = import_batch(half)
        report, added = report + half_report, added + of_half
    return report, added
