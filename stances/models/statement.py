import secrets

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from stances import dates
from stances.codebook import TOPICS_PER_STATEMENT, Basis, Certainty, Kind, Position, Status, Topic
from stances.querysets import CitationQuerySet, StatementQuerySet

from .addresses import address
from .agency import Agency
from .article import Article
from .fields import HasText, display_of, first_day, is_partial_date, is_plain, last_day
from .history import keep_history
from .official import Official
from .triggers import (
    OF_PUBLIC_STATEMENTS,
    PUBLIC_STATEMENTS,
    count_left_articles,
    log_citations,
    log_statements,
    move_data_version,
    refresh_after_truncate,
    refresh_search_rows,
    refuse_reference_of,
    touch_statements,
)

REFERENCE_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base32: no i, l, o, u
REFERENCE_PATTERN = "^[0-9a-hjkmnp-tv-z]{8}$"


def make_reference():
    """Return a reference that no statement has, and that none has been merged from."""
    merged = Statement._meta.get_field("merged_references").related_model.objects
    while True:
        reference = "".join(secrets.choice(REFERENCE_ALPHABET) for _character in range(8))
        taken = Statement.objects.filter(reference=reference).exists()
        if not taken and not merged.filter(reference=reference).exists():
            return reference


@keep_history(exclude=["date_earliest", "date_latest"])
class Statement(models.Model):
    """One thing that an agency said or did, coded by the codebook."""

    reference = models.CharField(
        _("reference"),
        max_length=8,
        unique=True,
        default=make_reference,
        editable=False,
    )
    agency = models.ForeignKey(Agency, models.PROTECT, verbose_name=_("agency"), related_name="statements")
    official = models.ForeignKey(
        Official,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("official"),
        related_name="statements",
        help_text=_("Empty if the agency speaks as a body."),
    )
    official_title = models.CharField(
        _("official's title"), validators=[is_plain], max_length=150, blank=True, help_text=_("As it was then given.")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    text = models.TextField(
        _("text"),
        validators=[is_plain],
        help_text=_("A quotation is verbatim, without quotation marks around it; anything else is in our words."),
    )
    context = models.TextField(
        _("context"), validators=[is_plain], blank=True, help_text=_("What a reader needs to know, in our words.")
    )
    position = models.CharField(_("position"), max_length=10, choices=Position)
    topics = ArrayField(models.CharField(max_length=30, choices=Topic), verbose_name=_("topics"))
    basis = models.CharField(_("basis"), max_length=15, choices=Basis, default=Basis.UNKNOWN)
    certainty = models.CharField(_("certainty"), max_length=6, choices=Certainty, default=Certainty.HIGH)
    date = models.CharField(
        _("date"),
        max_length=30,
        blank=True,
        validators=[dates.validate],
        help_text=_(
            "When it was said or done, not when it was printed. 2017-02-21, 2017-02 or 2017; ~ for about; "
            "2017-02-19/2017-02-25 for a span. Empty: undated."
        ),
    )
    date_earliest = first_day("date")
    date_latest = last_day("date")
    date_note = models.TextField(
        _("date note"),
        validators=[is_plain],
        blank=True,
        help_text=_("How the date is known: “the article says Tuesday”."),
    )
    language = models.CharField(
        _("language"), max_length=12, default="en", help_text=_("Of the text, such as en or es.")
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    withdrawn_reason = models.TextField(
        _("reason of withdrawal"), validators=[is_plain], blank=True, help_text=_("Public.")
    )
    articles = models.ManyToManyField(
        Article, through="Citation", related_name="statements", verbose_name=_("articles")
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created at"), db_default=Now(), editable=False)
    updated_at = models.DateTimeField(_("updated at"), db_default=Now(), editable=False)

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = [models.F("date_earliest").desc(nulls_last=True), "reference"]
        indexes = [
            # The page of a statement: its agency's list, before it and after it, and what is near in time
            models.Index(
                "agency",
                models.F("date_earliest").desc(nulls_last=True),
                "reference",
                condition=models.Q(status=Status.PUBLISHED),
                name="statement_in_agency",
            ),
            # What a mirror has to delete
            models.Index(
                "updated_at", "reference", condition=models.Q(status=Status.WITHDRAWN), name="statement_withdrawn"
            ),
        ]
        permissions = [
            ("publish_statement", _("Can publish statements")),
            ("withdraw_statement", _("Can withdraw statements")),
        ]
        constraints = [
            HasText(field="text", name="statement_has_text"),
            models.CheckConstraint(
                name="statement_reference_is_base32", condition=models.Q(reference__regex=REFERENCE_PATTERN)
            ),
            models.CheckConstraint(name="statement_kind_is_known", condition=models.Q(kind__in=Kind.values)),
            models.CheckConstraint(
                name="statement_position_is_known", condition=models.Q(position__in=Position.values)
            ),
            models.CheckConstraint(name="statement_basis_is_known", condition=models.Q(basis__in=Basis.values)),
            models.CheckConstraint(
                name="statement_certainty_is_known", condition=models.Q(certainty__in=Certainty.values)
            ),
            models.CheckConstraint(name="statement_status_is_known", condition=models.Q(status__in=Status.values)),
            models.CheckConstraint(
                name="statement_topics_are_known",
                violation_error_message=_("A topic is not in the codebook."),
                condition=models.Q(topics__contained_by=Topic.values),
            ),
            models.CheckConstraint(
                name="statement_has_one_to_four_topics",
                violation_error_message=_("Choose one to four topics."),
                condition=models.Q(topics__len__range=TOPICS_PER_STATEMENT),
            ),
            models.CheckConstraint(
                name="statement_topics_differ",
                violation_error_message=_("A topic is chosen twice."),
                condition=models.Q(
                    models.Func(models.F("topics"), function="stances_differ", output_field=models.BooleanField())
                ),
            ),
            models.CheckConstraint(name="statement_date_is_date", condition=is_partial_date("date")),
            models.CheckConstraint(
                name="statement_dates_in_order",
                violation_error_message=_("The date ends before it begins."),
                condition=models.Q(date_earliest=None) | models.Q(date_latest__gte=models.F("date_earliest")),
            ),
            models.CheckConstraint(
                name="statement_language_is_tag",
                condition=models.Q(language__regex="^[a-z]{2,3}(-[A-Za-z0-9]+)*$"),
            ),
            models.CheckConstraint(
                name="statement_once_public_stays",
                condition=models.Q(published_at=None) | models.Q(status__in=[Status.PUBLISHED, Status.WITHDRAWN]),
                violation_error_message=_("A statement that was published can be withdrawn, not taken back."),
            ),
            models.CheckConstraint(
                name="statement_withdrawn_has_reason",
                violation_error_message=_("Give the reason of the withdrawal: the public reads it at the address."),
                condition=~models.Q(status="withdrawn") | models.Q(withdrawn_reason__regex=r"\S"),
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="reference_is_permanent", fields=["reference"]),
            refuse_reference_of("stances_mergedreference"),
            pgtrigger.Protect(
                name="published_is_never_deleted",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            ),
            pgtrigger.Trigger(
                name="moments",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF TG_OP = 'UPDATE' THEN
                        NEW.published_at = OLD.published_at;
                    END IF;
                    NEW.updated_at = stances_moment();
                    IF NEW.status = 'published' AND NEW.published_at IS NULL THEN
                        NEW.published_at = NEW.updated_at;
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="rests_on_an_article",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                timing=pgtrigger.Deferred,
                func="PERFORM stances_require_article(NEW.id); RETURN NULL;",
            ),
            *refresh_search_rows("SELECT id FROM changed"),
            refresh_after_truncate(),
            *move_data_version(PUBLIC_STATEMENTS),
            *log_statements(),
        ]

    def __str__(self):
        return f"{self.reference}: {self.text[:60]}"

    def get_absolute_url(self):
        return address("statements", self.reference)

    def natural_key(self):
        return (self.reference,)

    get_kind_display = display_of("kind", Kind)
    get_position_display = display_of("position", Position)

    @property
    def date_words(self):
        return dates.words(self.date)

    @property
    def is_published(self):
        return self.status == Status.PUBLISHED

    @property
    def is_quotation(self):
        return self.kind == Kind.QUOTATION

    @property
    def topic_members(self):
        """The topics as members of the codebook, in its order."""
        return [topic for topic in Topic if topic in self.topics]

    @property
    def main_citation(self):
        """The citation of the original report where that is known, else the first; None without any."""
        citations = sorted(self.citations.all(), key=lambda citation: (not citation.is_original, citation.pk))
        return citations[0] if citations else None


@keep_history()
class Citation(models.Model):
    """That a statement rests on an article."""

    statement = models.ForeignKey(Statement, models.CASCADE, verbose_name=_("statement"), related_name="citations")
    article = models.ForeignKey(Article, models.PROTECT, verbose_name=_("article"), related_name="citations")
    via = models.CharField(_("via"), max_length=150, blank=True, help_text=_("The outlet that this article credits."))
    is_original = models.BooleanField(_("is the original report"), default=False)
    printed = models.TextField(
        _("as printed"), blank=True, help_text=_("What this article itself prints, where it differs.")
    )

    objects = CitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["-is_original", "id"]
        constraints = [
            models.UniqueConstraint(
                "statement",
                "article",
                name="citation_is_unique",
                violation_error_message=_("The statement cites this article already."),
            ),
            models.UniqueConstraint(
                "statement",
                condition=models.Q(is_original=True),
                name="citation_one_original",
                violation_error_message=_("Only one article can be the original report."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="leaves_an_article",
                when=pgtrigger.After,
                operation=pgtrigger.Delete | pgtrigger.Update,
                timing=pgtrigger.Deferred,
                func="PERFORM stances_require_article(OLD.statement_id); RETURN NULL;",
            ),
            *refresh_search_rows("SELECT statement_id FROM changed"),
            refresh_after_truncate(),
            *count_left_articles(),
            *touch_statements(),
            *move_data_version(OF_PUBLIC_STATEMENTS),
            *log_citations(),
        ]

    def __str__(self):
        return f"{self.statement_id} ← {self.article_id}"

    def natural_key(self):
        return (*self.statement.natural_key(), *self.article.natural_key())

    natural_key.dependencies = ["stances.statement", "stances.article"]
