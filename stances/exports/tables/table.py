"""What a table is, and what its columns are."""

from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """What a value is, for formats to write it in their own way. One that is not known is NULL, never empty text."""

    CODE = auto()  # text that the database lets begin with a letter or a digit only
    WORDS = auto()  # text of any characters
    DATE = auto()  # as exactly as it is known: text, a day or not
    DAY = auto()
    MOMENT = auto()
    LIST = auto()  # of codes, one at least
    NAMES = auto()  # a list of words, perhaps an empty one
    NUMBER = auto()
    DEGREES = auto()  # a number with a fraction
    FLAG = auto()  # whether something holds


@dataclass(frozen=True)
class Column:
    """``sql`` may have {address}, what precedes the key of a record in its address.

    ``codes``: the class of the codebook whose codes are the only values. ``links``: (table, column) that the value is
    found in. ``pattern``: a regular expression that the whole value fits. ``example``: a value as it is written.
    """

    sql: str
    kind: Kind
    meaning: str
    codes: type | None = None
    links: tuple | None = None
    is_required: bool = False
    pattern: str = ""
    example: str = ""


@dataclass(frozen=True)
class Table:
    """Records of one sort.

    ``key``: the columns whose values name a record. ``sources``: what the columns read, joined to ``listed``, which is
    any query that gives the ``listed`` columns of the records, {name: type}. ``address``: the name of the page whose
    address precedes the key of a record in its own.
    """

    name: str
    label: str
    key: tuple
    columns: dict
    sources: str
    address: str
    listed: tuple = (("id", "bigint"),)

    def only(self, names):
        """Return {name: Column} of some columns, in the order of the table; of all where ``names`` is None."""
        return {name: column for name, column in self.columns.items() if names is None or name in names}


def code(sql, meaning, **more):
    return Column(sql, Kind.CODE, meaning, **more)


def date(sql, meaning, **more):
    return Column(sql, Kind.DATE, meaning, **more)


def words(sql, meaning, **more):
    return Column(sql, Kind.WORDS, meaning, **more)
