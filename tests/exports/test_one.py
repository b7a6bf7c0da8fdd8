"""One statement as JSON: the columns of every format, with the same values, and all citations."""

import pytest

from stances.exports.tables import STATEMENTS
from tests.lists import jsonl_rows
from tests.records import make_article, make_citation


@pytest.mark.parametrize("reference", ["aaaaaaaa", "bbbbbbbb", "eeeeeeee", "ffffffff"])
def test_one_record_is_its_line_in_the_list(open_archive, get, reference):
    record = get(f"/statements/{reference}.json").json()
    [line] = [row for row in jsonl_rows(get("/statements.jsonl")) if row["reference"] == reference]

    citations = record.pop("citations")
    assert list(record) == list(STATEMENTS.columns)
    assert record == line
    assert len(citations) == record["articles"]


@pytest.mark.django_db
def test_each_citation_is_told_whole_and_without_what_is_private(get, open_archive):
    article = make_article(
        publisher="Sun", headline="", byline="A. Writer", published="2017-02", captured_text="Secret", language="es"
    )
    make_citation(statement=open_archive["aaaaaaaa"], article=article, via="AP", is_original=True, printed="Else.")

    first, second = get("/statements/aaaaaaaa.json").json()["citations"]

    assert first == {
        "article_headline": None,
        "article_url": article.url,
        "article_publisher": "Sun",
        "article_byline": "A. Writer",
        "article_published": "2017-02",
        "article_archive_url": None,
        "article_language": "es",
        "via": "AP",
        "is_original": True,
        "printed": "Else.",
    }
    assert (second["article_publisher"], second["is_original"]) == ("WBTV", False)
