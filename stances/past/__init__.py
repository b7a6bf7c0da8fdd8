"""The archive as it was: rebuilt from the history, kept, and read by the same questions as the archive of today.

A past is a schema of the database with tables of the same names. Within ``at(until)`` it stands first in the search
path, so that every question is about it and none has to be asked in another way.
"""

from .making import make, settled
from .reading import at, entered, follow, opened
from .turns import Busy, NotMade

__all__ = ["Busy", "NotMade", "at", "entered", "follow", "make", "opened", "settled"]
