"""The articles that a statement rests on, in the statement's own form."""

from collections import Counter

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import BaseInlineFormSet
from django.utils.translation import gettext as _

from stances.codebook import Kind, Status
from stances.models import Citation

from .record import NO_ARTICLE, LabelledFields, RecordForm


class CitationForm(RecordForm):
    def _get_validation_exclusions(self):
        """Leave what is unique in a statement to the formset, which knows what else is deleted and changed."""
        return {*super()._get_validation_exclusions(), "statement"}


class CitationFormSet(BaseInlineFormSet):
    def clean(self):
        super().clean()
        kept = [form for form in self.forms if is_kept(form)]
        errors = [ValidationError(words) for words in self.problems([form.cleaned_data for form in kept])]
        if errors:
            raise ValidationError(errors)

    def problems(self, citations):
        """Yield what the database would refuse of the citations together."""
        articles = Counter(citation.get("article") for citation in citations if citation.get("article"))
        for article, times in articles.items():
            if times > 1:
                yield _("The statement cites “%(article)s” twice.") % {"article": article}
        if sum(bool(citation.get("is_original")) for citation in citations) > 1:
            yield _("Only one article can be the original report.")
        if not citations and needs_article(self.instance) and not any(form.errors for form in self.forms):
            yield NO_ARTICLE


def is_kept(form):
    """Whether a form stands for a citation after saving: filled in and not marked for deletion."""
    data = getattr(form, "cleaned_data", None) or {}
    return bool(data) and not data.get("DELETE") and (form.instance.pk or form.has_changed())


def needs_article(statement):
    return statement.kind == Kind.QUOTATION or statement.status == Status.PUBLISHED


class CitationInline(LabelledFields, admin.StackedInline):
    model = Citation
    form = CitationForm
    formset = CitationFormSet
    autocomplete_fields = ["article"]
    fields = ["article", ("is_original", "via"), "printed"]
    formfield_overrides = {models.TextField: {"widget": AdminTextareaWidget({"rows": 2})}}

    def get_extra(self, request, obj=None, **kwargs):
        """Open an empty form where there is no citation yet; left empty, it is no citation."""
        return 0 if obj and obj.citations.all() else 1


def save_citations(formset):
    """Save what was changed in an order in which the database never sees two originals or an article twice."""
    citations = formset.save(commit=False)
    for citation in formset.deleted_objects:
        citation.delete()
    for citation in sorted(citations, key=lambda citation: citation.is_original):
        citation.save()
    formset.save_m2m()
