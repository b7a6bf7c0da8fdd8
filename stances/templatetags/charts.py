"""The parts of charts of which one may have hundreds: so they are written in Python."""

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.html import format_html
from django.utils.safestring import SafeString

from stances.charts.bars import TALLEST
from stances.charts.maps import BOX

register = template.Library()

_AREA = '<a href="{}" aria-label="{}" class="area shade-{}{}"><title>{}</title><path d="{}"{}/>{}</a>'
_BOX = '<rect x="{}" y="{}" width="{}" height="{}"{}/>'
_TEXT = '<text class="map-{}{}" x="{}" y="{}" aria-hidden="true">{}</text>'
_BAR = (
    '<a href="{}" aria-label="{}" title="{}"{}>{}<svg viewBox="0 0 10 {}" preserveAspectRatio="none" '
    'aria-hidden="true"><rect y="{}" width="10" height="{}"/></svg></a>'
)
_NOTHING = SafeString()


@register.simple_tag
def shape(area, with_name=False):
    """An area of a map, a link to its page."""
    fill = format_html(' fill="url(#{})"', area.pattern) if area.pattern else _NOTHING
    few, words, path = " few" if area.is_few else _NOTHING, format_html("{}", area.words), area.path
    label = _label(area, area.label, fill, with_name) if area.label and (with_name or area.mark) else _NOTHING
    return format_html(_AREA, area.address, words, area.shade.code, few, words, path, fill, label)


@register.simple_tag
def linked_bar(bar):
    """The bar of a year in a histogram, a link to the list of the year; the largest has its number."""
    current = SafeString(' aria-current="true"') if bar.is_chosen else _NOTHING
    most = format_html('<span class="histogram-most">{}</span>', intcomma(bar.count)) if bar.is_largest else _NOTHING
    return format_html(_BAR, bar.address, bar.words, bar.words, current, most, TALLEST, bar.top, bar.height)


def _label(area, label, fill, with_name):
    """The name and the mark of an area, in the box around them if there is one."""
    boxed = " boxed" if label.box else _NOTHING
    box = format_html(_BOX, *label.box, *BOX, fill) if label.box else _NOTHING
    name = format_html(_TEXT, "name", boxed, label.name_x, label.y, area.jurisdiction.state) if with_name else _NOTHING
    return box + name + (format_html(_TEXT, "mark", boxed, label.mark_x, label.y, area.mark) if area.mark else _NOTHING)
