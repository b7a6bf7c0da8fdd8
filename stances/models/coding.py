from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from pgtrigger import ReadOnly

from stances.codebook import TOPICS_PER_STATEMENT, VERSION, Basis, Certainty, Kind, Position, Topic
from stances.querysets import CodingQuerySet

from .fields import HasText
from .history import keep_history
from .statement import Statement
from .triggers import OF_PUBLIC_STATEMENTS, move_data_version

# What a coding may have a code of; each is a column of statements too.
CODED = ("position", "kind", "topics", "basis", "certainty")
# Of these a statement can have one only, so that two codings which differ are decided between. How sure a coder was is
# each coder's own to say.
TO_DECIDE = ("position", "kind", "topics", "basis")


class Round(models.TextChoices):
    FIRST = "first", _("First")
    SECOND = "second", _("Second, blind")


class Role(models.TextChoices):
    """For whom a coder worked: accounts may be deleted, and those who made the collection have none."""

    COLLECTION = "collection", _("A coder of the collection")
    DESK = "desk", _("An editor of the desk")


class Decision(models.TextChoices):
    FIRST = "first", _("The first coding stands")
    SECOND = "second", _("The second coding is taken")
    OTHER = "other", _("Other codes are right")


def code(label, codes, max_length):
    """A column of one code; null where the round did not code it."""
    return models.CharField(label, max_length=max_length, choices=codes, null=True, blank=True)


def is_code(field, codes):
    return models.CheckConstraint(name=f"coding_{field}_is_known", condition=models.Q(**{f"{field}__in": codes.values}))


UNDECIDED = models.Q(decision="", decided_at=None, decided_by=None, reason="")
DECIDED = models.Q(decision__in=Decision.values, decided_at__isnull=False, reason__regex=r"\S")


@keep_history()
class Coding(models.Model):
    """The codes that one coder gave a statement, as they gave them: the statement's own may have changed since.

    A second coder has not seen the first coding. What a reviewer decides where the two differ stands with the second.
    """

    statement = models.ForeignKey(Statement, models.PROTECT, verbose_name=_("statement"), related_name="codings")
    round = models.CharField(_("round"), max_length=6, choices=Round)
    coder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("coder"),
        related_name="+",
    )
    role = models.CharField(_("role of the coder"), max_length=10, choices=Role)
    coded_at = models.DateTimeField(_("coded at"), null=True, blank=True, help_text=_("Empty: not known."))
    position = code(_("position"), Position, 10)
    kind = code(_("kind"), Kind, 10)
    topics = ArrayField(models.CharField(max_length=30, choices=Topic), verbose_name=_("topics"), null=True, blank=True)
    basis = code(_("basis"), Basis, 15)
    certainty = code(_("certainty"), Certainty, 6)
    codebook_version = models.CharField(_("version of the codebook"), max_length=20, default=VERSION)
    note = models.TextField(_("note"), blank=True, help_text=_("For the reviewer; never public."))
    decision = models.CharField(_("decision"), max_length=6, choices=Decision, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("decided by"),
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    reason = models.TextField(_("reason of the decision"), blank=True)

    objects = CodingQuerySet.as_manager()

    class Meta:
        verbose_name = _("coding")
        verbose_name_plural = _("codings")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint("statement", "round", name="coding_once_a_round"),
            models.UniqueConstraint("statement", "coder", name="coding_once_a_coder"),
            is_code("round", Round),
            is_code("role", Role),
            is_code("position", Position),
            is_code("kind", Kind),
            is_code("basis", Basis),
            is_code("certainty", Certainty),
            models.CheckConstraint(
                name="coding_topics_are_known", condition=models.Q(topics__contained_by=Topic.values)
            ),
            models.CheckConstraint(
                name="coding_has_one_to_four_topics", condition=models.Q(topics__len__range=TOPICS_PER_STATEMENT)
            ),
            models.CheckConstraint(
                name="coding_topics_differ",
                condition=models.Q(
                    models.Func(models.F("topics"), function="stances_differ", output_field=models.BooleanField())
                ),
            ),
            models.CheckConstraint(
                name="coding_has_a_code",
                condition=models.Q(*((f"{field}__isnull", False) for field in CODED), _connector=models.Q.OR),
            ),
            models.CheckConstraint(
                name="coding_at_the_desk_has_moment",
                condition=models.Q(role=Role.COLLECTION) | models.Q(coded_at__isnull=False),
            ),
            models.CheckConstraint(name="coding_decision_is_whole", condition=UNDECIDED | DECIDED),
            models.CheckConstraint(
                name="coding_decision_is_of_second", condition=models.Q(decision="") | models.Q(round=Round.SECOND)
            ),
            HasText(field="codebook_version", name="coding_has_version"),
        ]
        triggers = [
            # Agreement is of what was coded, so nobody mends it once the other coding is known.
            ReadOnly(name="codes_are_permanent", fields=["statement", "round", "codebook_version", *CODED]),
            *move_data_version(OF_PUBLIC_STATEMENTS),
        ]

    def __str__(self):
        return f"{self.statement.reference}: {self.get_round_display()}"

    @property
    def first(self):
        """The first coding of the statement; None if there is none."""
        return next((each for each in self.statement.codings.all() if each.round == Round.FIRST), None)

    @property
    def differing(self):
        """The names of what the first coding has another code of, and a reviewer decides on."""
        return [name for name in TO_DECIDE if self.first and differ(getattr(self.first, name), getattr(self, name))]


def differ(first, second):
    """Whether two codes of one variable differ; one that a round did not code does not."""
    return first is not None and second is not None and first != second


class Disagreement(Coding):
    """A second coding whose codes differ from the first, for as long as no reviewer has decided between them."""

    class Meta:
        proxy = True
        default_permissions = ("change", "view")
        verbose_name = _("disagreement of coders")
        verbose_name_plural = _("disagreements of coders")


class Agreement(models.Model):
    """How far the codings of one variable agree: figures that were measured of exactly these counts.

    Derived, and measured anew where the counts are others (stances/reliability). Kept because the library that measures
    is large, and no visitor should wait for it.
    """

    variable = models.CharField(_("variable"), max_length=50, primary_key=True)
    counts = models.JSONField(_("counts"), help_text="[[first code, second code, number], …]")
    figures = models.JSONField(_("figures"), help_text="{measure: [estimate, low, high] or null}")

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        default_permissions = ()  # nobody edits it

    def __str__(self):
        return self.variable
