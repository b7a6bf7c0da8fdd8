"""How readers report errors: the form, and what keeps programs from filling it without end."""

from .form import ReportForm
from .limit import is_too_many, seconds_left_today

__all__ = ["ReportForm", "is_too_many", "seconds_left_today"]
