"""What every record has at the desk: a form that says what the database would refuse, and a full history."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ERROR_FLAG
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.core.exceptions import NON_FIELD_ERRORS, BadRequest, ValidationError
from django.db import DataError, IntegrityError, InternalError, connection, transaction
from django.db.models import F
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

    def _get_validation_exclusions(self):
        """Check constraints on generated columns too, where all that they are made from is in the form."""
        excluded = super()._get_validation_exclusions()
        derived = [field for field in self._meta.model._meta.fields if field.generated]
        return excluded - {field.name for field in derived if not excluded & sources_of(field)}

    def _update_errors(self, errors):
        """Move the error of each constraint, which Django puts on top, to its field; its code is its name."""
        known = {str(c.get_violation_error_message()): c.name for c in self._meta.model._meta.constraints}
        on_top = errors.error_dict.pop(NON_FIELD_ERRORS, []) if hasattr(errors, "error_dict") else []
        for error in on_top:
            name = known.get(error.messages[0])
            field, words = self.constraints.get(name, (None, None))
            moved = ValidationError(words or error.messages[0], name)
            self.add_error(field if field in self.fields else None, moved)
        super()._update_errors(errors)


def sources_of(derived):
    """The names of the columns that a generated column is made from."""
    return {source.name for source in derived.expression.flatten() if isinstance(source, F)}


def refusal_words(model, error):
    """Say in words why the database refused to save a record."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None)
    if name in TRIGGER_WORDS:
        return TRIGGER_WORDS[name]
    constraint = next((c for c in model._meta.constraints if c.name == name), None)
    words = constraint.get_violation_error_message() if constraint else getattr(diagnosis, "message_primary", "")
    return _("The database refused this, so nothing was saved. %(words)s") % {"words": words or error}


class KnownSelect(AutocompleteSelect):
    """Shows nothing chosen where the address of a form was given something that is no number."""

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [each for each in value if str(each).isdecimal()], attr)


class LabelledFields(admin.options.BaseModelAdmin):
    """Fields that choose a record show it as their autocomplete does, and never offer to delete it."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field and isinstance(field.widget, AutocompleteSelect):
            field.widget = KnownSelect(db_field, self.admin_site, choices=field.choices)
        related_admin = self.admin_site._registry.get(db_field.related_model)
        if field and hasattr(related_admin, "autocomplete_label"):
            field.label_from_instance = related_admin.autocomplete_label
        return field


class RecordAdmin(LabelledFields, admin.ModelAdmin):
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

    def changelist_view(self, request, extra_context=None):
        # The search box is a form that says so itself; filters hand on whatever stands in the address.
        if any("\x00" in value for name, value in request.GET.items() if name != "q"):
            raise BadRequest(_("The address has a NUL character, which no text has."))
        if ERROR_FLAG in request.GET:
            messages.error(request, _("A filter in the address can't be read, so this list has every record."))
        return super().changelist_view(request, extra_context)

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
