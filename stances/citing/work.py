import datetime
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from nameparser import HumanName

from stances import dates
from stances.codebook import Kind, Topic

LONGEST_TITLE = 150  # characters; a title in a list of works is no place for a whole speech
SITE = "Stances"


@dataclass(frozen=True)
class Work:
    """What every style says of a statement, each in its own order and with its own marks.

    ``date`` is EDTF, ``topics`` are codes, ``publishers`` those of its articles, the original report first; what is not
    known is empty. ``address``: the permanent one, with its host. ``accessed``: the day on which it was read.
    """

    reference: str
    kind: str
    words: str
    dated: str
    language: str
    topics: list
    official: str
    official_title: str
    agency_name: str
    outlets: list
    headline: str
    article_url: str
    address: str
    accessed: datetime.date

    @classmethod
    def of(cls, statement, address, accessed):
        """The Work of a Statement with its records."""
        article = statement.main_citation.article
        return cls(
            reference=statement.reference,
            kind=statement.kind,
            words=statement.text,
            dated=statement.date,
            language=statement.language,
            topics=statement.topics,
            official=statement.official.name if statement.official else "",
            official_title=statement.official_title,
            agency_name=statement.agency.name,
            outlets=[citation.article.publisher for citation in statement.citations.all()],
            headline=article.headline,
            article_url=article.url,
            address=address,
            accessed=accessed,
        )

    @property
    def is_quotation(self):
        return self.kind == Kind.QUOTATION

    @cached_property
    def person(self):
        """(given names, family name, suffix) of the official; None if the agency speaks as a body."""
        return parts_of_name(self.official) if self.official else None

    @property
    def agency(self):
        return one_line(self.agency_name)

    @property
    def text(self):
        return one_line(self.words)

    @property
    def title(self):
        """The words, or their beginning, ended at a word."""
        return shortened(self.text, LONGEST_TITLE)

    @property
    def description(self):
        """What it is, and of anything but a quotation, whose words they are."""
        return {
            Kind.QUOTATION: _("Quotation"),
            Kind.PARAPHRASE: _("Paraphrase in the archive’s words"),
            Kind.POLICY: _("Policy, told in the archive’s words"),
            Kind.ACTION: _("Action, told in the archive’s words"),
        }[Kind(self.kind)]

    @property
    def date(self):
        """The PartialDate on which it was said or done; None if undated."""
        return dates.parse(self.dated) if self.dated else None

    @property
    def keywords(self):
        """The labels of the topics, in the order of the codebook."""
        return [str(topic.label) for topic in Topic if topic in self.topics]

    @property
    def publishers(self):
        """Who published what the statement rests on, the original report first."""
        return list(dict.fromkeys(map(one_line, self.outlets)))

    @property
    def is_plainly_dated(self):
        """Whether a year, a month and a day say all that is known of the date."""
        return self.date is not None and self.date.start == self.date.end and not self.date.start.qualifier

    @property
    def note(self):
        """What a record has no field for: whose words they are, the role of who spoke, the source, a vague date."""
        parts = [
            self.description,
            ", ".join(filter(None, [one_line(self.official_title), self.agency])),
            "" if self.is_plainly_dated else _("Dated: %s") % dates.words(self.dated),
            _("Reported by %s") % "; ".join(self.publishers),
            one_line(self.headline),
            self.article_url,
        ]
        return ". ".join(filter(None, parts))


@lru_cache(maxsize=4096)  # a list has the same people again and again
def parts_of_name(name):
    """Return (given names, family name, suffix) of a person. One name alone is a family name.

    A nickname in quotation marks is left out, as catalogs do.
    """
    read = HumanName(one_line(name))
    given, family = f"{read.first} {read.middle}".strip(), read.last
    return (given, family, read.suffix) if family else ("", given or one_line(name), read.suffix)


def one_line(words):
    """The words without line breaks, which would begin another field of a record."""
    return re.sub(r"\s+", " ", words).strip()


def shortened(words, most):
    """The words, or as many whole ones as fit into so many characters, with an ellipsis."""
    if len(words) <= most:
        return words
    kept = Truncator(words).chars(most, truncate="")
    whole = kept if words[len(kept) : len(kept) + 1].isspace() else kept.rpartition(" ")[0] or kept
    return pgettext("a title that goes on", "%s …") % whole.rstrip(" ,;:–—-")
