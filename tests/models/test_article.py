import datetime

import pytest
from django.db.models import ProtectedError

from stances.models import Article
from tests.records import make_article, make_statement
from tests.refusals import refused, refused_by, run_sql

pytestmark = pytest.mark.django_db

BROKEN = [
    pytest.param("article_has_publisher", {"publisher": " \n"}, id="a publisher of blanks"),
    pytest.param("article_published_is_date", {"published": "yesterday"}, id="a date in words"),
    pytest.param("article_published_is_date", {"published": "5025"}, id="a year far off"),
    pytest.param("article_published_in_order", {"published": "2017-02/2017-01"}, id="a span backwards"),
    pytest.param("article_url_is_web_address", {"url": "javascript:alert(1)"}, id="an address that runs a script"),
    pytest.param("article_url_is_web_address", {"url": "www.wbtv.com/story"}, id="an address without http"),
    pytest.param("article_url_is_web_address", {"url": "https:///story"}, id="an address without a host"),
    pytest.param("article_language_is_tag", {"language": "English"}, id="a language in words"),
    pytest.param("article_language_is_tag", {"language": ""}, id="no language"),
]

ONE_PAGE = "https://www.wbtv.com/story/1"
SAME_PAGE = [
    pytest.param("http://www.wbtv.com/story/1", id="http"),
    pytest.param("https://wbtv.com/story/1", id="without www"),
    pytest.param("https://WWW.WBTV.com/story/1", id="a host in capitals"),
    pytest.param("https://www.wbtv.com/story/1/", id="a slash at the end"),
    pytest.param("https://www.wbtv.com/story/1#comments", id="a fragment"),
    pytest.param("https://www.wbtv.com/story/1?utm_source=x&utm_medium=y", id="a newsletter's marks"),
    pytest.param("https://www.wbtv.com/story/1?fbclid=abc", id="a network's mark"),
]
OTHER_PAGE = [
    pytest.param("https://www.wbtv.com/story/2", id="another path"),
    pytest.param("https://www.wbtv.com/STORY/1", id="a path in capitals"),
    pytest.param("https://www.wbtv.com/story/1?id=2", id="a query that asks for something"),
]


def test_an_article_is_named_by_headline_and_publisher():
    assert str(make_article(headline="Sheriff ends it", publisher="WBTV")) == "Sheriff ends it (WBTV)"


def test_an_article_without_a_headline_is_known_by_its_address():
    assert make_article(headline="", url="https://www.wbtv.com/story/1").title == "wbtv.com/story/1"
    assert make_article(headline="", url="").title == "Headline not recorded"


def test_the_days_of_publication_are_derived():
    article = make_article(published="2017-02")
    article.refresh_from_db()

    assert (article.published_earliest, article.published_latest) == (
        datetime.date(2017, 2, 1),
        datetime.date(2017, 2, 28),
    )
    assert article.published_words == "February 2017"


@pytest.mark.parametrize(("constraint", "values"), BROKEN)
def test_the_database_refuses(constraint, values):
    article = make_article()

    with refused_by(constraint):
        Article.objects.filter(pk=article.pk).update(**values)


@pytest.mark.parametrize("published", ["2017-13", "2017-02-30", "2017-00", "2017-01-01/2017-13"])
def test_the_database_refuses_a_day_that_no_calendar_has(published):
    with refused("date field value out of range"):
        make_article(published=published)


@pytest.mark.parametrize("url", SAME_PAGE)
def test_the_database_refuses_the_same_page_twice(url):
    article = make_article(url=ONE_PAGE)

    with refused_by("article_url_is_unique"):
        make_article(url=url)
    assert Article.objects.at(url).get() == article


@pytest.mark.parametrize("url", OTHER_PAGE)
def test_another_page_is_another_article(url):
    make_article(url=ONE_PAGE)

    assert make_article(url=url).pk


def test_articles_without_an_address_are_never_the_same():
    make_article(url="")

    assert make_article(url="").canonical_url is None
    assert not Article.objects.at("").exists()


def test_an_article_that_a_statement_rests_on_is_kept():
    article = make_article()
    make_statement(article=article)

    with pytest.raises(ProtectedError):
        article.delete()
    with refused("violates foreign key constraint"):
        run_sql("DELETE FROM stances_article WHERE id = %s", article.pk)
