"""Second codings: which statement a coder gets, how a coding is kept, and what a reviewer decides between two."""

from .blind import keep_coding, statement_for
from .deciding import decide
from .loading import load

__all__ = ["decide", "keep_coding", "load", "statement_for"]
