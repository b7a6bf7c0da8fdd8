"""A statement as a record in RIS, the form that reference managers exchange."""

from .work import SITE


def ris(work):
    """Return the record: one field a line, each line ended as the form asks."""
    return "".join(f"{tag}  - {value}\r\n" for tag, value in fields(work) if value) + "ER  - \r\n"


def fields(work):
    """Yield (tag, value) in the order in which reference managers write them."""
    yield "TY", "ELEC"
    yield "ID", f"stances-{work.reference}"
    yield "AU", author(work)
    yield "TI", work.title
    yield "T2", SITE
    yield "AB", work.text
    yield from dates(work)
    yield "LA", work.language
    for keyword in work.keywords:
        yield "KW", keyword
    yield "N1", work.note
    yield "UR", work.address
    yield "Y2", work.accessed.strftime("%Y/%m/%d")


def author(work):
    """“McFadden, Garry, Jr.”, or the agency."""
    return ", ".join(filter(None, [work.person[1], work.person[0], work.person[2]])) if work.person else work.agency


def dates(work):
    """The year, and the date with as many parts as are known; of a span its first day, and the whole in words."""
    if work.date is None:
        return
    first = work.date.start
    month, day = (f"{part:02}" if part else "" for part in (first.month, first.day))
    yield "PY", str(first.year)
    yield "DA", f"{first.year}/{month}/{day}/{'' if work.is_plainly_dated else work.date.words}"
