"""A statement as a record for BibTeX and biblatex."""

from .work import SITE

# What TeX reads as a command. Braces and backslashes are letters of the text here, never commands.
ESCAPED = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "%": r"\%",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def bibtex(work):
    """Return the record. A style that knows EDTF reads ``date``, an older one ``year`` and ``month``."""
    lines = [f"  {name} = {value},\n" for name, value in fields(work).items() if value]
    return f"@misc{{stances-{work.reference},\n{''.join(lines)}}}\n"


def fields(work):
    return {
        "author": f"{{{author(work)}}}",
        "title": f"{{{{{escaped(work.title)}}}}}",  # twice, as no style may change the case of words
        **dates(work),
        "howpublished": f"{{{SITE}}}",
        "note": f"{{{escaped(work.note)}}}",
        "url": f"{{{work.address}}}",
        "urldate": f"{{{work.accessed.isoformat()}}}",
        "language": f"{{{work.language}}}",
    }


def author(work):
    """“McFadden, Jr., Garry”. Several words are in braces, so that none is taken for a first name."""
    family, *others = [work.person[1], work.person[2], work.person[0]] if work.person else [work.agency]
    family = f"{{{escaped(family)}}}" if " " in family else escaped(family)
    return ", ".join([family, *(escaped(part) for part in others if part)])


def dates(work):
    """The date as exactly as it is known; nothing where it is undated."""
    if work.date is None:
        return {}
    first, last = work.date.start, work.date.end
    is_one_month = first.month and (first.year, first.month) == (last.year, last.month)
    return {
        "date": f"{{{work.date.text}}}",
        "year": f"{{{first.year}}}" if first.year == last.year else f"{{{first.year}--{last.year}}}",
        "month": MONTHS[first.month - 1] if is_one_month else "",
    }


def escaped(words):
    return words.translate(ESCAPED)
