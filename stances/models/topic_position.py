"""What each published statement says on each of its topics, and where that moved an agency's position: the shifts.

**What a shift is.** Counted are the published, dated statements of one agency on one topic whose position is not
``unclear``. Statements whose possible days overlap, be it through others between them, are one moment. A moment whose
statements take different positions is conflicting and is passed over. A shift is between two successive moments of the
others, where their positions differ: it leads from the last statement of the earlier moment to the first of the later
one, in the order of lists, and is dated as that first statement is. So dates of which nobody knows which came first
never make a shift.
"""

from typing import NamedTuple

from django.db import connections, models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stances.codebook import Position, Topic

from .agency import Agency
from .fields import display_of
from .statement import Statement

# The latest moment of each topic with the reference and date of its last statement, beside the number of statements.
# A topic of which no statement counts has no moment.
LATEST = """
    SELECT said.agency_id, said.topic, said.count, latest.positions, statement.reference, statement.date
    FROM (
      SELECT agency_id, topic, count(*) AS count FROM stances_topicposition
      WHERE agency_id = ANY(%s) GROUP BY agency_id, topic
    ) said
    LEFT JOIN (
      SELECT DISTINCT ON (agency_id, topic) agency_id, topic, positions, last_id FROM stances_moment
      WHERE agency_id = ANY(%s) ORDER BY agency_id, topic, moment DESC
    ) latest USING (agency_id, topic)
    LEFT JOIN stances_statement statement ON statement.id = latest.last_id
"""


class Latest(NamedTuple):
    """The latest position of an agency on a topic, and how many published statements it has made on it.

    ``positions`` are those of the latest moment: several of them conflict. The reference and the date are of its last
    statement. Where no statement counts for a moment they are None.
    """

    agency_id: int
    topic: Topic
    count: int
    positions: list | None
    reference: str | None
    date: str | None

    @property
    def is_conflicting(self):
        return len(self.positions or ()) > 1


# For an import, which keeps the database from doing so for each batch.
ADD_MISSING = """
    SELECT stances_refresh_shifts(ARRAY(
      SELECT statement_id FROM stances_searchrow row WHERE is_published
      AND NOT EXISTS (SELECT 1 FROM stances_topicposition said WHERE said.statement_id = row.statement_id)))
"""


class TopicPositionQuerySet(models.QuerySet):
    def add_missing(self):
        """Write the positions of published statements that have none yet, and what shifts through them."""
        with connections[self.db].cursor() as cursor:
            cursor.execute(ADD_MISSING)

    def shifts(self):
        return self.filter(before__isnull=False)

    def at(self, reference, topic):
        return self.filter(reference=reference, topic=topic)

    def of_agency(self, agency):
        return self.filter(agency=agency)

    def not_before(self, day):
        return self.filter(date_latest__gte=day)

    def not_after(self, day):
        return self.filter(date_earliest__lte=day)

    def newest_first(self):
        return self.order_by(F("date_earliest").desc(), "reference", "topic")

    def following(self, day, reference, topic):
        """Those after a place in the order, which is told by the day, the reference and the topic of a shift."""
        is_after = Q(date_earliest__lt=day) | Q(reference__gt=reference) | Q(reference=reference, topic__gt=topic)
        return self.filter(is_after, date_earliest__lte=day)

    def with_related(self):
        """Everything that a list of shifts shows, in one query."""
        return self.select_related("agency__jurisdiction", "statement__official", "before__official")

    def with_ends(self):
        """What one line tells of a shift, in one query: its agency, and both ends without their words."""
        ends = [f"{end}__{column}" for end in ("before", "statement") for column in ("reference", "position", "date")]
        agency = ["agency__name", "agency__slug", "agency__jurisdiction__state"]
        return self.select_related("agency__jurisdiction", "before", "statement").only("topic", *agency, *ends)

    def latest(self, agencies):
        """Return the Latest of each topic that any of some agencies, by their ids, spoke of, in one query.

        Topics are in the order of the codebook.
        """
        with connections[self.db].cursor() as cursor:
            cursor.execute(LATEST, [[*agencies], [*agencies]])
            found = [
                Latest(agency, Topic(topic), count, positions and in_rank(positions), reference, date)
                for agency, topic, count, positions, reference, date in cursor.fetchall()
            ]
        return sorted(found, key=lambda latest: [*Topic].index(latest.topic))


def in_rank(positions):
    """Return the different positions among some, from partners to declines."""
    return [position for position in Position if position in positions]


def index_of_shifts(name, *columns):
    """Return the index of shifts with the same values in some columns, in the order of lists."""
    in_order = F("date_earliest").desc(), "reference", "topic"
    return models.Index(*columns, *in_order, condition=Q(before__isnull=False), name=f"shift_{name}")


class TopicPosition(models.Model):
    """A published statement on one of its topics; with ``before`` it is the first after a shift.

    Written by the database only (stances_refresh_shifts), in the transaction that changes a search row.
    """

    pk = models.CompositePrimaryKey("statement", "topic")
    statement = models.ForeignKey(Statement, models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False)
    topic = models.CharField(max_length=30, choices=Topic)
    position = models.CharField(max_length=10, choices=Position)
    position_before = models.CharField(max_length=10, choices=Position, null=True)  # noqa: DJ001 - as before is
    agency = models.ForeignKey(Agency, models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False)
    before = models.ForeignKey(
        Statement, models.DO_NOTHING, null=True, db_constraint=False, related_name="+", db_index=False
    )
    date_earliest = models.DateField(null=True)
    date_latest = models.DateField(null=True)
    state = models.CharField(max_length=2)
    reference = models.CharField(max_length=8)

    objects = TopicPositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("position on a topic")
        verbose_name_plural = _("positions on topics")
        default_permissions = ()  # nobody edits them
        indexes = [
            # The moments of an agency and a topic, read from the index alone: each change asks for them
            models.Index(
                fields=["agency", "topic", "date_earliest", "reference"],
                include=["date_latest", "position", "statement"],
                name="topic_position_moments",
            ),
            # The list of shifts: of the archive, of a state, of an agency (read by each change too), on a topic
            index_of_shifts("newest"),
            index_of_shifts("of_state", "state"),
            index_of_shifts("of_agency", "agency"),
            index_of_shifts("of_topic", "topic"),
        ]

    get_topic_display = display_of("topic", Topic)

    def __str__(self):
        return f"{self.reference} {self.topic}: {self.position_before or '–'} → {self.position}"
