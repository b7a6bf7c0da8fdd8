"""Codings: what coders gave statements, and how two of them compare."""

from collections import defaultdict

from django.apps import apps
from django.db import connections, models
from django.db.models import Exists, F, OuterRef, Q

from .statuses import PUBLISHED

# Every variable that both coders of a published statement coded, one below the other. Of topics, each by itself, and
# whether the two chose the very same ones.
PAIRS = """
    WITH pair AS (
      SELECT second.role, first.position AS position_1, second.position AS position_2,
        first.kind AS kind_1, second.kind AS kind_2, first.basis AS basis_1, second.basis AS basis_2,
        first.certainty AS certainty_1, second.certainty AS certainty_2,
        first.topics AS topics_1, second.topics AS topics_2
      FROM stances_coding second
      JOIN stances_coding first ON first.statement_id = second.statement_id AND first.round = 'first'
      JOIN stances_statement statement ON statement.id = second.statement_id AND statement.status = %s
      WHERE second.round = 'second'
    )
    SELECT role, variable, first, second, count(*)
    FROM pair CROSS JOIN LATERAL (
      VALUES ('position', position_1, position_2), ('kind', kind_1, kind_2), ('basis', basis_1, basis_2),
        ('certainty', certainty_1, certainty_2),
        ('topic', CASE WHEN topics_1 IS NOT NULL THEN 'same' END,
          CASE WHEN topics_1 @> topics_2 AND topics_1 <@ topics_2 THEN 'same'
            WHEN topics_2 IS NOT NULL THEN 'other' END)
      UNION ALL
      SELECT 'topic:' || topic, CASE WHEN topic = ANY(topics_1) THEN 'yes' ELSE 'no' END,
        CASE WHEN topic = ANY(topics_2) THEN 'yes' ELSE 'no' END
      FROM unnest(%s::text[]) topic WHERE topics_1 IS NOT NULL AND topics_2 IS NOT NULL
    ) coded (variable, first, second)
    WHERE first IS NOT NULL AND second IS NOT NULL
    GROUP BY role, variable, first, second
"""


class CodingQuerySet(models.QuerySet):
    def of_round(self, name):
        return self.filter(round=name)

    def of_role(self, role):
        return self.filter(role=role)

    def of_statements(self, ids):
        return self.filter(statement__in=ids)

    def published(self):
        return self.filter(statement__status=PUBLISHED)

    def of_coder(self, user):
        return self.filter(coder=user)

    def differing(self, *fields):
        """The second ones that have another code than the first in any of these columns; null is no code."""
        first = self.model._base_manager.filter(statement=OuterRef("statement"), round="first")
        # Unlike `<>`, these two can be said by lookups, and like it they hold for no null.
        other = [Q((f"{field}__{side}", OuterRef(field))) for field in fields for side in ("lt", "gt")]
        return self.of_round("second").filter(Exists(first.filter(Q(*other, _connector=Q.OR))))

    def waiting(self, *fields):
        """Those of published statements that differ, and that no reviewer has decided on."""
        return self.differing(*fields).published().filter(decision="")

    def decided(self):
        return self.exclude(decision="")

    def with_ids(self, ids):
        return self.filter(pk__in=ids)

    def with_statement(self):
        return self.select_related("statement", "coder")

    def with_first(self):
        """With the statement and its other coding."""
        return self.select_related("statement__agency__jurisdiction").prefetch_related("statement__codings")

    def side_by_side(self):
        """With the statement, its sources and its other coding."""
        return self.with_first().select_related("statement__official").prefetch_related("statement__citations__article")

    def in_order(self):
        """By statement, the first round before the second."""
        return self.order_by("statement__reference", "round")

    def by_reference(self):
        """In the same order, with the ``reference`` of each."""
        return self.annotate(reference=F("statement__reference")).order_by("reference", "round")

    def counts_of_pairs(self, topics):
        """Return {(role, variable): {(first code, second code): number}} of the published statements, in one query.

        The role is that of the second coder. Topics, which are several of a statement, are counted as ``topic`` (are
        all the same?) and ``topic:detainers`` (did each choose this one?).
        """
        found = defaultdict(dict)
        with connections[self.db].cursor() as cursor:
            cursor.execute(PAIRS, [PUBLISHED, list(topics)])
            for role, variable, first, second, number in cursor.fetchall():
                found[role, variable][first, second] = number
        return dict(found)


class CodableQuerySet:
    """Which statements may be coded by whom."""

    def codable_by(self, user):
        """The published ones that no second coder has had, and that this person neither wrote nor coded."""
        codings = apps.get_model("stances", "Coding").objects.filter(statement=OuterRef("pk"))
        # In terms of the trigger of histories, whoever changed a statement has seen its codes.
        changed = self.model.pgh_event_model.objects.filter(pgh_obj=OuterRef("pk"))
        changed = changed.filter(pgh_context__metadata__user=user.pk)
        others = self.published().exclude(Exists(codings.filter(Q(round="second") | Q(coder=user))))
        return others.exclude(Exists(changed)).order_by(F("reference"))

    def from_reference(self, reference):
        return self.filter(reference__gte=reference)

    def without_references(self, references):
        return self.exclude(reference__in=references)
