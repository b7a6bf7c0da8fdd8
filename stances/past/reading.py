"""How a request reads a past, and how one that is missing comes to be made for it."""

import datetime
import logging
import threading
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import Error, connection, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stances.models import Past

from .making import make
from .turns import Busy, NotMade, is_read_only, own_connection

logger = logging.getLogger(__name__)

# Seconds that a request waits for a past to be made; one of a large archive takes longer, and is asked for again.
PATIENCE = 4
# How exactly it is known when a past was last used.
MINUTE = datetime.timedelta(minutes=1)

GONE = _("The archive of that day is kept no longer. Ask for it again.")
BUSY = _("The archive of another day is being put together. Try again in half a minute.")
UNDER_WAY = _("The archive of that day is being put together. Try again in half a minute.")
ONLY_A_COPY = _("This site reads a copy of the archive, in which that of an earlier day can’t be put together.")
FAILED = _("The archive of that day could not be put together. Try again later.")

ENTER = "SELECT * FROM stances_enter_past(%s)"


@dataclass(frozen=True)
class Entered:
    """The past that is read at this time, and the moment that was asked for."""

    past: Past
    until: datetime.datetime


_entered = ContextVar("entered", default=None)


def entered():
    """What is Entered, or None where the archive of today is read."""
    return _entered.get()


@contextmanager
def at(until):
    """Let every question within be about the archive as it was just before a moment. Raises NotMade.

    It is one transaction, as the search path leads to the past until its end, and as nobody drops the past meanwhile.
    """
    for may_be_missing in (True, False):
        with transaction.atomic():
            if past := enter(until):
                with reading(Entered(past, until)):
                    yield past
        if past:
            return note_use(past)
        if may_be_missing:
            ask_for(until)
    raise NotMade(GONE)


def enter(until):
    """Return the Past that this transaction reads from now on; None if there is none."""
    return next(iter(Past.objects.raw(ENTER, [until])), None)


@contextmanager
def reading(what):
    token = _entered.set(what)
    try:
        yield
    finally:
        _entered.reset(token)
        if connection.savepoint_ids and not connection.needs_rollback:  # else the search path ends with the transaction
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL search_path TO DEFAULT")


def follow(cursor):
    """Let another connection, in a transaction of its own, read the past that this request reads, if it reads one."""
    if what := entered():
        cursor.execute(ENTER, [what.until])
        if not cursor.fetchone():
            raise NotMade(GONE)


def note_use(past):
    if past.used_at < timezone.now() - MINUTE:
        with suppress(Error):  # a replica notes nothing
            Past.objects.filter(pk=past.pk).update(used_at=Now())


@contextmanager
def opened(until):
    """A connection of its own that reads the archive as it was just before a moment, in one read-only transaction.

    It waits for its turn to make that past where there is none.
    """
    make(until)
    snapshot = own_connection()
    try:
        snapshot.set_session(isolation_level="REPEATABLE READ", readonly=True)
        with snapshot.cursor() as cursor:
            cursor.execute("SET LOCAL datestyle = 'ISO'")
            cursor.execute(ENTER, [until])
            if not cursor.fetchone():
                raise NotMade(GONE)
        yield snapshot
    finally:
        snapshot.close()


# One that is missing

_one = threading.BoundedSemaphore(1)  # in this process; the database sees to the others


def ask_for(until):
    """Have a past made in the background, and wait for it a little. Raises NotMade."""
    if not _one.acquire(timeout=PATIENCE):
        raise NotMade(BUSY)
    task = Task(until)
    task.start()
    if not task.is_over.wait(PATIENCE):
        raise NotMade(UNDER_WAY)
    if task.problem:
        raise NotMade(task.problem)


class Task(threading.Thread):
    """Makes a past. ``problem`` says in words why it was not made."""

    def __init__(self, until):
        super().__init__(name="past", daemon=True)
        self.until, self.problem, self.is_over = until, "", threading.Event()

    def run(self):
        try:
            make(self.until, then=self.is_over.set)
        except Busy:
            self.problem = BUSY
        except Exception as error:
            self.problem = ONLY_A_COPY if is_read_only(error) else FAILED
            logger.error("The archive as of %s was not put together: %s", self.until, error)
        finally:
            self.is_over.set()
            _one.release()
