"""The articles that a batch of records rests on: which they are, which are added, and what is learned of them."""

from django.db import connection

from stances.desk.rows import insert, new_ids, update
from stances.models import Article

from .records import FACTS, facts_of
from .report import Refused


class Articles:
    """What the archive has at the addresses of ``given`` (the ``article`` of each record), and what is added to it.

    An article without an address is another one each time.
    """

    def __init__(self, given):
        self.canonical = canonical_urls({each.get("url") or "" for each in given})
        found = Article.objects.only("url", "canonical_url", *FACTS)
        found = found.filter(canonical_url__in=set(filter(None, self.canonical.values())))
        self.by_address = {article.canonical_url: article for article in found}
        self.added, self.changed = [], {}

    def of(self, entry):
        """Return the article that a record names, a new one if need be. Raises Refused where that one can't be."""
        given = entry.record["article"]
        if article := self.by_address.get(self.canonical[given.get("url") or ""]):
            return article
        if entry.article_problems:
            raise Refused(entry.article_problems)
        return entry.article

    def keep(self, article, given):
        """Add an article, or what was not known of one that is there; return what the record says otherwise of it."""
        address = self.canonical[given.get("url") or ""]
        if address in self.by_address:
            return self.compare(article, given)
        self.added.append(article)
        if address:
            self.by_address[address] = article
        return ""

    def compare(self, article, given):
        differences = []
        for name, value in facts_of(given).items():
            if value and not getattr(article, name):
                setattr(article, name, value)
                if article.pk:
                    self.changed[article.pk] = article
            elif value and value != getattr(article, name):
                differences.append(f"{name}: {value}")
        return "; ".join(differences)

    def save(self):
        for article, pk in zip(self.added, new_ids(Article, len(self.added)), strict=True):
            article.pk = pk
        insert(Article, self.added)
        update(Article, self.changed.values(), FACTS)


def canonical_urls(urls):
    """Return {address: its canonical form}, which the database decides; None for the empty address."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT url, stances_canonical_url(url) FROM unnest(%s::text[]) url", [list(urls)])
        return dict(cursor.fetchall())
