"""Records in the words of schema.org, which search engines and archives read: plain dictionaries for JSON-LD.

Nobody here rates claims, so nothing is a ClaimReview. A date is said as exactly as it is known: a property that takes
a date gets a day, a month or a year; what is approximate or a span stands as EDTF in ``temporalCoverage``.
"""

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stances import codebook
from stances.exports.download import FORMATS
from stances.exports.envelope import LICENSE
from stances.exports.tables import STATEMENTS
from stances.models import SearchRow

from .wording import absolute, heading, where


def linked_statement(statement):
    """A Quotation by who spoke; anything else, told in the archive's words, is a CreativeWork about the agency."""
    of_kind = _quotation if statement.is_quotation else _told
    return _document(
        {
            **of_kind(statement),
            "@id": absolute(statement.get_absolute_url()) + "#statement",
            "url": absolute(statement.get_absolute_url()),
            "identifier": statement.reference,
            "name": heading(statement),
            "text": statement.text,
            "inLanguage": statement.language,
            "abstract": statement.context,
            "genre": statement.get_kind_display(),
            "keywords": [
                _term("position", codebook.Position(statement.position)),
                *(_term("topic", topic) for topic in statement.topic_members),
            ],
            **_dated("dateCreated", statement.date),
            "citation": [_article(citation.article) for citation in statement.citations.all()],
            "mainEntityOfPage": _page(statement),
        }
    )


def _quotation(statement):
    speaker = _person(statement.official, statement.official_title) if statement.official else None
    agency = _agency(statement.agency)
    return {"@type": "Quotation", "spokenByCharacter": speaker or agency, "about": agency if speaker else None}


def _told(statement):
    official = statement.official
    return {
        "@type": "CreativeWork",
        "about": _agency(statement.agency),
        "mentions": _person(official, statement.official_title) if official else None,
        "creator": _site(),
    }


def linked_agency(agency):
    return _document(_agency(agency) | {"alternateName": agency.aliases})


def linked_official(official):
    return _document(_person(official))


def linked_site():
    """The site as a whole, with the address that answers a search."""
    search = {
        "@type": "SearchAction",
        "target": {
            "@type": "EntryPoint",
            "urlTemplate": absolute(reverse("statements")) + "?q={search_term_string}",
        },
        "query-input": "required name=search_term_string",
    }
    return _document({**_site("WebSite"), "inLanguage": get_language(), "potentialAction": search})


def linked_dataset():
    """All statements as one set of data, with a distribution for each format of a download."""
    span = SearchRow.objects.published().span()
    years = f"{span['first'].year}/{span['last'].year}" if span["first"] else None
    return _document(
        {
            "@type": "Dataset",
            "@id": absolute(reverse("data")),
            "url": absolute(reverse("data")),
            "name": _("Stances: what US local police say and do about immigration enforcement"),
            "description": _(
                "Statements of US local police on immigration enforcement, each with who said it, when, where, the "
                "position it takes by a codebook, and the article it rests on."
            ),
            "license": LICENSE,
            "creator": _site(),
            "isAccessibleForFree": True,
            "temporalCoverage": years,
            "spatialCoverage": {"@type": "Country", "name": "United States"},
            "variableMeasured": [_property(name, column) for name, column in STATEMENTS.columns.items()],
            "distribution": [_download(extension, form) for extension, form in FORMATS.items()],
        }
    )


def _property(name, column):
    return {"@type": "PropertyValue", "name": name, "description": str(column.meaning)}


def _download(extension, form):
    return {
        "@type": "DataDownload",
        "contentUrl": absolute(reverse(f"statements_{extension}")),
        "encodingFormat": form.type,
    }


def _site(kind="Organization"):
    return {"@type": kind, "url": absolute(reverse("home")), "name": _("Stances")}


def _page(statement):
    return {
        "@type": "WebPage",
        "@id": absolute(statement.get_absolute_url()),
        "datePublished": statement.published_at.isoformat(),
        "dateModified": statement.updated_at.isoformat(),
        "license": LICENSE,
        "isPartOf": _site("WebSite"),
    }


def _agency(agency):
    nearest = agency.place or agency.county or agency.jurisdiction
    address = absolute(agency.get_absolute_url())
    return {
        "@type": "GovernmentOrganization",
        "@id": address,
        "url": address,
        "name": agency.name,
        "identifier": _identifier("ORI", agency.ori) if agency.ori else None,
        "areaServed": {
            "@type": "AdministrativeArea",
            "name": where(agency),
            "identifier": _identifier("GEOID", nearest.geoid),
        },
        "address": {"@type": "PostalAddress", "addressRegion": agency.state, "addressCountry": "US"},
    }


def _identifier(name, value):
    return {"@type": "PropertyValue", "propertyID": name, "value": value}


def _person(official, title=""):
    address = absolute(official.get_absolute_url())
    return {"@type": "Person", "@id": address, "url": address, "name": official.name, "jobTitle": title}


def _article(article):
    return {
        "@type": "NewsArticle",
        "url": article.url,
        "headline": article.headline,
        "publisher": {"@type": "Organization", "name": article.publisher},
        "author": {"@type": "Person", "name": article.byline} if article.byline else None,
        "archivedAt": article.archive_url,
        "inLanguage": article.language,
        **_dated("datePublished", article.published),
    }


def _term(variable, code):
    return {
        "@type": "DefinedTerm",
        "name": str(code.label),
        "termCode": code.value,
        "description": str(code.definition),
        "inDefinedTermSet": f"{absolute(reverse('codebook'))}#{variable}",
    }


def _dated(name, date):
    """The property that says a partial date: ``name`` where ISO 8601 has a date of this form, as in 2017-02."""
    is_plain = date.replace("-", "").isdigit()
    return {name if is_plain else "temporalCoverage": date}


def _document(record):
    return {"@context": "https://schema.org", **_without_empty(record)}


def _without_empty(value):
    """The same without what is not known, so that nothing is said to be empty."""
    if isinstance(value, list):
        return [_without_empty(each) for each in value]
    if isinstance(value, dict):
        return {name: _without_empty(each) for name, each in value.items() if each not in (None, "", [])}
    return value
