"""Releases: the published archive of a moment, frozen as files that anyone can make again from the history.

A release reads the past of its moment and never the archive of today, so that to rebuild it later is to make it again.
"""

from .freezing import NotFrozen, freeze, rebuild, sums_of

__all__ = ["NotFrozen", "freeze", "rebuild", "sums_of"]
