from django.db import models
from django.utils.translation import gettext_lazy as _

from stances import dates
from stances.querysets import ArticleQuerySet

from .addresses import address
from .fields import HasText, derived, first_day, is_partial_date, is_plain, last_day
from .history import keep_history
from .triggers import log_articles, move_data_version, refresh_search_rows


@keep_history(
    exclude=["canonical_url", "published_earliest", "published_latest"],
    # What a mirror asks for: the articles that changed
    indexes=[models.Index(fields=["pgh_created_at"], name="article_changed")],
)
class Article(models.Model):
    """A source that a statement rests on."""

    headline = models.CharField(
        _("headline"), validators=[is_plain], max_length=300, blank=True, help_text=_("Empty if unknown.")
    )
    url = models.URLField(_("address"), max_length=1000, blank=True)
    canonical_url = derived("stances_canonical_url", "url", output_field=models.TextField(null=True))
    publisher = models.CharField(_("publisher"), validators=[is_plain], max_length=150)
    byline = models.CharField(_("byline"), validators=[is_plain], max_length=200, blank=True)
    published = models.CharField(
        _("published"),
        max_length=30,
        blank=True,
        validators=[dates.validate],
        help_text=_("As exact as it is known: 2017-02-21, 2017-02 or 2017. Empty if unknown."),
    )
    published_earliest = first_day("published")
    published_latest = last_day("published")
    archive_url = models.URLField(
        _("archived copy"), max_length=1000, blank=True, help_text=_("Where a copy is kept for good.")
    )
    language = models.CharField(_("language"), max_length=12, default="en")
    captured_text = models.TextField(
        _("captured text"), blank=True, help_text=_("Private, for checking quotations; never published.")
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["publisher", "headline", "id"]
        indexes = [
            # The directory, newest first
            models.Index(models.F("published_earliest").desc(nulls_last=True), "id", name="article_newest"),
        ]
        constraints = [
            HasText(field="publisher", name="article_has_publisher"),
            models.CheckConstraint(name="article_published_is_date", condition=is_partial_date("published")),
            models.CheckConstraint(
                name="article_published_in_order",
                violation_error_message=_("The date ends before it begins."),
                condition=models.Q(published_earliest=None)
                | models.Q(published_latest__gte=models.F("published_earliest")),
            ),
            models.CheckConstraint(
                name="article_url_is_web_address",
                violation_error_message=_("An address begins with http:// or https://."),
                condition=models.Q(url="") | models.Q(url__regex=r"^https?://[^\s/]+"),
            ),
            models.CheckConstraint(
                name="article_language_is_tag",
                condition=models.Q(language__regex="^[a-z]{2,3}(-[A-Za-z0-9]+)*$"),
            ),
            models.UniqueConstraint(
                "canonical_url",
                name="article_url_is_unique",
                violation_error_message=_("An article with this address is there already."),
            ),
        ]
        triggers = [
            *refresh_search_rows(
                "SELECT c.statement_id FROM stances_citation c WHERE c.article_id IN (SELECT id FROM changed)",
                operations=["update"],
            ),
            *move_data_version(),
            *log_articles(),
        ]

    def __str__(self):
        return f"{self.title} ({self.publisher})"

    def get_absolute_url(self):
        return address("articles", self.pk)

    def natural_key(self):
        return (self.url,)

    @property
    def title(self):
        """The headline; where it is not known, the address, which tells this article from others."""
        return self.headline or self.canonical_url or _("Headline not recorded")

    @property
    def published_words(self):
        return dates.words(self.published)
