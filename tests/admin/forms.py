"""What the desk's forms send."""

from tests.records import make_agency, make_article


def statement_form(*, citations=(), agency=None, **fields):
    """The fields of a statement's form; ``citations`` are dicts, None for one of a new article."""
    agency = agency or make_agency()
    form = {
        "agency": getattr(agency, "pk", agency),
        "official": "",
        "official_title": "",
        "kind": "paraphrase",
        "text": "The sheriff said the jail would not hold people for ICE.",
        "language": "en",
        "context": "",
        "date": "2017-02",
        "date_note": "",
        "position": "declines",
        "topics": ["detainers"],
        "basis": "agency",
        "certainty": "high",
        "status": "draft",
        **fields,
    }
    return form | citation_forms(citations)


def citation_forms(citations, *, initial=0):
    form = {
        "citations-TOTAL_FORMS": len(citations),
        "citations-INITIAL_FORMS": initial,
        "citations-MIN_NUM_FORMS": 0,
        "citations-MAX_NUM_FORMS": 1000,
    }
    for number, citation in enumerate(citations):
        values = {"article": None, "via": "", "printed": "", **(citation or {})}
        if values["article"] is None:
            values["article"] = make_article().pk
        form |= {f"citations-{number}-{name}": value for name, value in values.items()}
    return form
