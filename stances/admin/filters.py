"""Filters of the list of statements that are no column of it."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from stances.codebook import Topic
from stances.models import Jurisdiction


class TopicFilter(admin.SimpleListFilter):
    title = _("topic")
    parameter_name = "topic"

    def lookups(self, request, model_admin):
        return Topic.choices

    def queryset(self, request, queryset):
        return queryset.filter(topics__contains=[self.value()]) if self.value() else queryset


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return Jurisdiction.objects.states().values_list("state", "name")

    def queryset(self, request, queryset):
        return queryset.filter(row__agency_key__state=self.value()) if self.value() else queryset
