"""What changed of statements since they were published: public facts only, as the public saw them one after the other.

The history of the database has each change of each record. From it is made, moment by moment, what the page showed;
what was there while the statement was a draft, or withdrawn, is never told.
"""

from .reading import PUBLIC, versions_of, withdrawn_on
from .words import FieldChange, changes_since_publication

__all__ = ["PUBLIC", "FieldChange", "changes_since_publication", "versions_of", "withdrawn_on"]
