"""What happened to statements before the eyes of the public: the log that lists of changes are read from.

It says when, to which statement, and what kind of change; what was changed is told by the history (stances.changes).
"""

from typing import NamedTuple

from django.db import connections, models
from django.db.models import Func, Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from stances.codebook import Change

from .agency import Agency
from .statement import Statement

# Each moment leads to the one before it, by one look into an index, however many changes were made at it.
MOMENTS = """
    WITH RECURSIVE listed (at) AS (
      ({first})
      UNION ALL SELECT ({next}) FROM listed WHERE listed.at IS NOT NULL
    )
    SELECT at FROM listed WHERE at IS NOT NULL LIMIT %s
"""

# What was done at each moment, kind by kind: how many, up to a limit, and which come first.
DONE = """
    SELECT done.at, done.change, found.count, found.first
    FROM unnest(%s::timestamptz[]) moments (at) CROSS JOIN unnest(%s::text[]) kinds (change)
    CROSS JOIN LATERAL (SELECT moments.at, kinds.change) done
    CROSS JOIN LATERAL (SELECT count(*) AS count, (array_agg(reference))[1:%s] AS first FROM ({rows}) logged) found
    WHERE found.count > 0
"""


class Done(NamedTuple):
    """What was done at once: how many changes of a kind, at most one more than are counted, and the first of them."""

    at: object
    change: Change
    count: int
    references: list


class LoggedChangeQuerySet(models.QuerySet):
    def not_before(self, moment):
        return self.filter(at__gte=moment)

    def not_after(self, moment):
        return self.filter(at__lte=moment)

    def newest_first(self):
        return self.order_by("-at", "-reference")

    def following(self, at, reference=""):
        """Those after a place in the order: after one change or, without a reference, after all of a moment."""
        return self.filter(Q(at__lt=at) | Q(reference__lt=reference), at__lte=at)

    def with_related(self):
        """Everything that a list of changes shows, besides what the history tells, in one query."""
        return self.select_related("statement__official", "statement__agency__jurisdiction", "context")

    def of_this_transaction(self):
        """What the transaction has done that asks, which is at the moment of its turn; nothing without one."""
        return self.filter(at=Func(function="stances_turn", output_field=models.DateTimeField()))

    def at_places(self, places):
        """Those at some places: (moment, reference)."""
        return self.filter(pk__in=places) if places else self.none()

    def moments(self, number):
        """Return the newest so many moments at which something was done, in one query."""
        moment = self.order_by("-at").values("at")
        before = RawSQL("listed.at", (), output_field=models.DateTimeField())
        first, first_params = moment[:1].query.sql_with_params()
        following, params = moment.filter(at__lt=before)[:1].query.sql_with_params()
        with connections[self.db].cursor() as cursor:
            cursor.execute(MOMENTS.format(first=first, next=following), [*first_params, *params, number])
            return [at for (at,) in cursor.fetchall()]

    def done_at(self, moments, *, first, most_counted):
        """Return what was Done at some moments, the newest first, kinds in the codebook's order, in one query."""
        at = RawSQL("done.at", (), output_field=models.DateTimeField())
        change = RawSQL("done.change", (), output_field=models.TextField())
        rows = self.filter(at=at, change=change).order_by("-reference").values("reference")[: most_counted + 1]
        sql, params = rows.query.sql_with_params()
        with connections[self.db].cursor() as cursor:
            cursor.execute(DONE.format(rows=sql), [[*moments], Change.values, first, *params])
            found = [Done(at, Change(change), *rest) for at, change, *rest in cursor.fetchall()]
        return sorted(found, key=lambda done: (-done.at.timestamp(), [*Change].index(done.change)))


class LoggedChange(models.Model):
    """One change of one statement. What one transaction did, as a request or an import does, has one moment.

    Written by the database only (stances_log), in the transaction that makes the change, and only of what is public
    then. As writers take turns, moments grow in the order of commits. The history, the statement and the data version
    have the same moment, and as of it (stances.past) the archive shows the change.
    """

    pk = models.CompositePrimaryKey("at", "reference")
    at = models.DateTimeField(_("moment"))
    reference = models.CharField(max_length=8)  # the statement's; of what was merged into it, its own
    change = models.CharField(max_length=15, choices=Change)
    statement = models.ForeignKey(Statement, models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False)
    agency = models.ForeignKey(Agency, models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False)
    state = models.CharField(max_length=2)
    context = models.ForeignKey(
        "pghistory.Context", models.DO_NOTHING, null=True, db_constraint=False, related_name="+", db_index=False
    )

    objects = LoggedChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("public change")
        verbose_name_plural = _("public changes")
        default_permissions = ()  # nobody edits them
        indexes = [
            # The log of one kind of change, of a state and of an agency, and how many were made at each moment; the
            # whole log is read by its key
            models.Index(fields=["change", "at", "reference"], name="logged_of_kind"),
            models.Index(fields=["state", "at", "change", "reference"], name="logged_of_state"),
            models.Index(fields=["agency", "at", "change", "reference"], name="logged_of_agency"),
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d} {self.reference}: {self.change}"
