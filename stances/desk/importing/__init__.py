"""Statements from a file: each record becomes one statement, one more citation of a statement, or a spoken error.

Records are imported in batches, each with a few questions to the database, however many records it has; the outcome
is that of importing one record after another.
"""

from concurrent.futures import ThreadPoolExecutor
from itertools import islice

import pgtrigger
from django.db import DataError, IntegrityError, InternalError, transaction
from django.utils.translation import activate, get_language

from stances.codebook import Status
from stances.desk.publishing import kept_with
from stances.desk.turns import wait_for_other_writers
from stances.models import TopicPosition

from .batch import Batch
from .records import Entry, read_jsonl
from .report import Refused, Report, refusal_words

__all__ = ["Refused", "Report", "import_statements", "read_jsonl"]

BATCH = 5000  # records; more of them take more memory and hardly less time


def import_statements(records, *, publish=False, dry_run=False, note="", batch_size=BATCH):
    """Import ``(line number, record)`` pairs, all of them or, where any has an error, none. Returns a Report.

    New statements are drafts unless ``publish``. A reference that is there already is left as it is. ``note`` says why,
    in the public log.
    """
    report = Report()
    status = Status.PUBLISHED if publish else Status.DRAFT
    entries = (Entry(line, record) for line, record in records)
    with transaction.atomic(), kept_with(reason="import", public_note=note):
        wait_for_other_writers()
        # Shifts are found once in the end: each batch has statements of a fifth of all agencies.
        with pgtrigger.ignore("stances.SearchRow:shifts_after_insert"):
            for batch in batches_ahead(entries, batch_size):
                report += import_batch(batch, status)
        TopicPosition.objects.add_missing()
        if report.errors or dry_run:
            transaction.set_rollback(True)
    return report


def batches_ahead(entries, size):
    """Yield lists of entries; the next is read and checked while the database is busy with the one before."""
    with ThreadPoolExecutor(1, initializer=activate, initargs=[get_language()]) as reader:
        coming = reader.submit(lambda: list(islice(entries, size)))
        while batch := coming.result():
            coming = reader.submit(lambda: list(islice(entries, size)))
            yield batch


def import_batch(entries, status):
    """Import some records and return their Report.

    Where the database refuses them, it does not say which: each half is then read anew, without what the attempt has
    made of it, and imported by itself, down to the one record that it refuses.
    """
    try:
        with transaction.atomic():
            return Batch(entries, status).save()
    except (IntegrityError, InternalError, DataError) as error:
        if len(entries) == 1:
            return Report(errors=[entries[0].error(refusal_words(error))])
    entries = [Entry(entry.line, entry.record) for entry in entries]
    middle = len(entries) // 2
    return import_batch(entries[:middle], status) + import_batch(entries[middle:], status)
