import pytest
from django.urls import reverse
from django.utils.translation import override

from stances.models import Agency, Article, Jurisdiction, Official, Statement

RECORDS = [
    pytest.param(Statement(reference="abcdefgh"), "statement", ["abcdefgh"], id="statement"),
    pytest.param(Agency(slug="boise-police-id"), "agency", ["boise-police-id"], id="agency"),
    pytest.param(Official(slug="bill-jones"), "official", ["bill-jones"], id="official"),
    pytest.param(Article(pk=7), "article", [7], id="article"),
    pytest.param(Jurisdiction(level="state", state="ID"), "state", ["id"], id="state"),
    pytest.param(Jurisdiction(level="place", state="ID", slug="boise"), "jurisdiction", ["id", "boise"], id="place"),
]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(("record", "page", "args"), RECORDS)
def test_address_of_a_record_is_that_of_its_page(record, page, args, language):
    with override(language):
        assert record.get_absolute_url() == reverse(page, args=args)
