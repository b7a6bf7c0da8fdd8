from django.contrib import admin
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stances.models import Article

from .public_note import LoggedAdmin, LoggedForm
from .widgets import PartialDateField

LANGUAGE = _("Write a language tag, such as en or es.")


class ArticleForm(LoggedForm):
    published = PartialDateField(
        label=_("published"),
        help_text=_("As exact as it is known: 2017-02-21, 2017-02 or 2017. Empty if unknown."),
    )
    constraints = {
        "article_has_publisher": ("publisher", None),
        "article_published_in_order": ("published", None),
        "article_url_is_web_address": ("url", None),
        "article_url_is_unique": ("url", None),
        "article_language_is_tag": ("language", LANGUAGE),
    }

    def _post_clean(self):
        super()._post_clean()
        if self.has_error("url", "article_url_is_unique"):
            self.name_the_other()

    def name_the_other(self):
        """Say which article is there already, so that it can be cited instead."""
        other = Article.objects.at(self.instance.url).exclude(pk=self.instance.pk).first()
        if other:
            self.add_error("url", _("It is “%(article)s”: cite that one.") % {"article": other})


@admin.register(Article)
class ArticleAdmin(LoggedAdmin):
    form = ArticleForm
    list_display = ["title", "publisher", "published_words", "url"]
    list_filter = ["language"]
    ordering = ["-pk"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    search_fields = ["headline"]  # makes the box appear; get_search_results says what it does
    search_help_text = _("Words of the headline, the publisher or the address; or a whole address")
    fieldsets = [
        (
            None,
            {"fields": ["url", "headline", "publisher", "byline", "published", "language", "archive_url"]},
        ),
        (_("Public log"), {"fields": ["public_note"]}),
        (
            _("Private"),
            {
                "fields": ["captured_text"],
                "description": _("Kept at the desk; no public page, file or search has it."),
            },
        ),
    ]

    def get_search_results(self, request, queryset, search_term):
        return named(queryset, search_term), False

    def best_first(self, queryset, term):
        return queryset.order_by("-pk")  # what was added last is most often what is cited next

    def view_on_site(self, article):
        is_public = Article.objects.published().filter(pk=article.pk).exists()
        return article.get_absolute_url() if is_public else None

    @staticmethod
    def autocomplete_label(article):
        return " · ".join(filter(None, [article.title, article.publisher, article.url]))


def named(articles, words):
    """Keep the articles that have each of the words, or that are at the address, however it is spelled."""
    words = words.strip()
    if words.startswith(("http://", "https://")):
        return articles.at(words)
    for word in words.split():
        articles = articles.filter(Q(headline__icontains=word) | Q(publisher__icontains=word) | Q(url__icontains=word))
    return articles
