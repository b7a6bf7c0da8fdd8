import pytest
from django.contrib.auth.models import User
from django.db import DataError, transaction

from stances.models import Report
from tests.records import make_statement
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db


def test_a_report_is_open_until_someone_deals_with_it():
    report = Report.objects.create(statement=make_statement(), wrong="The date.")

    assert (report.is_open, Report.objects.open().get(), Report.objects.dealt_with().count()) == (True, report, 0)


REFUSED = [
    pytest.param("report_says_what_is_wrong", {"wrong": " \n"}, id="without words"),
    pytest.param("report_open_is_no_ones", {"dealt_with_by": "rita"}, id="open though dealt with"),
]


@pytest.mark.parametrize(("constraint", "fields"), REFUSED)
def test_the_database_refuses(constraint, fields):
    if name := fields.get("dealt_with_by"):
        fields = {"dealt_with_by": User.objects.create_user(name)}

    with refused_by(constraint):
        Report.objects.create(**{"statement": make_statement(), "wrong": "The date.", **fields})


def test_the_constraints_by_name():
    with refused_by("report_says_what_is_wrong"):
        Report.objects.create(statement=make_statement(), wrong="")


def test_a_report_without_end_is_refused():
    with pytest.raises(DataError), transaction.atomic():
        Report.objects.create(statement=make_statement(), wrong="x" * 4001)
