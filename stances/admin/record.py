"""What every record has at the desk: a form that says what the database would refuse, and a full history."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, InternalError, connection, transaction
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .history import changes_of

REFUSALS = (IntegrityError, InternalError, DataError)

NO_ARTICLE = gettext_lazy("A quotation, and whatever is published, needs a citation of at least one article.")

# Constraint triggers have no place in a model's Meta, so their words stand here.
TRIGGER_WORDS = {"statement_rests_on_article": NO_ARTICLE}


class RecordForm(forms.ModelForm):
    """A form whose errors stand beside the field that a constraint is about.

    ``constraints``: ``{name of the constraint: (field, words or None for the constraint's own)}``.
    ``refusal``: what the database said when the form was sent a moment ago, if it refused.
    """

    constraints = {}
    refusal = None

    def clean(self):
        if self.refusal:
            raise ValidationError(self.refusal)
        return super().clean()

    def validate_constraints(self):
        exclude = self._get_validation_exclusions()
        for model, constraints in self.instance.get_constraints():
            for constraint in constraints:
                self.validate_constraint(model, constraint, exclude)

    def validate_constraint(self, model, constraint, exclude):
        field, words = self.constraints.get(constraint.name, (None, None))
        try:
            constraint.validate(model, self.instance, exclude=exclude)
        except ValidationError as error:
            self.add_error(field if field in self.fields else None, words or error.messages)


def refusal_words(model, error):
    """Say in words why the database refused to save a record."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None)
    if name in TRIGGER_WORDS:
        return TRIGGER_WORDS[name]
    constraint = next((c for c in model._meta.constraints if c.name == name), None)
    words = (
        constraint.get_violation_error_message() if constraint else getattr(diagnosis, "message_primary", "")
    )
    return _("The database refused this, so nothing was saved. %(words)s") % {"words": words or error}


class RecordAdmin(admin.ModelAdmin):
    form = RecordForm
    list_per_page = 50
    show_full_result_count = False
    permanent = ()  # fields that are given once, when the record is added

    def get_readonly_fields(self, request, obj=None):
        given = super().get_readonly_fields(request, obj)
        return [*given, *self.permanent] if obj else given

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        label_chosen(field, self.admin_site)
        return field

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Show the form again with the reason where the database refuses what passed every check before."""
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        try:
            with transaction.atomic():
                response = super().changeform_view(request, object_id, form_url, extra_context)
                connection.check_constraints()  # deferred triggers speak here rather than after the response
                return response
        except REFUSALS as error:
            request.refusal = refusal_words(self.model, error)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def delete_view(self, request, object_id, extra_context=None):
        try:
            with transaction.atomic():
                response = super().delete_view(request, object_id, extra_context)
                connection.check_constraints()
                return response
        except REFUSALS as error:
            self.message_user(request, refusal_words(self.model, error), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def history_view(self, request, object_id, extra_context=None):
        record = self.get_object(request, object_id)
        changes = changes_of(record) if record else []
        return super().history_view(request, object_id, {**(extra_context or {}), "changes": changes})


def label_chosen(field, site):
    """Let a field of records show the chosen one as its autocomplete shows those to choose from."""
    related_admin = site._registry.get(field.queryset.model) if field else None
    if hasattr(related_admin, "autocomplete_label"):
        field.label_from_instance = related_admin.autocomplete_label
