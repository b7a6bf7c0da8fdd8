"""The file of codings: of today, and as it was."""

import csv
import io
import re

from django.contrib.auth.models import User

from stances.models import Statement
from tests.lists import body, csv_rows
from tests.records import make_coding, make_pair

LIMITS, DECLINES = {"position": "limits"}, {"position": "declines"}


def test_the_file_has_every_coding_of_what_is_public_today_and_as_it_was_without_names(own_archive, get):
    coder, by_desk = User.objects.create_user("cody"), {"role": "desk", "coded_at": "2026-11-01T12:00Z"}
    first = {"position": "limits", "topics": ["287g", "detainers"]}
    make_coding(statement=own_archive["aaaaaaaa"], round="first", **first)
    make_coding(statement=own_archive["aaaaaaaa"], coder=coder, kind="policy", note="Secret", **by_desk)
    make_pair(LIMITS, DECLINES, statement=Statement.objects.get(reference="kkkkkkkk"))  # withdrawn

    response = get("/data/codings.csv")
    words, version = body(response), response["X-Data-Version"]
    number = coder.pk
    coder.delete()

    one, two = csv.DictReader(io.StringIO(words))
    assert words == body(get("/data/codings.csv", as_of=version)) != body(get("/data/codings.csv"))
    assert response["X-Row-Count"] == "2"
    assert (one["reference"], one["round"], one["coder"]) == ("aaaaaaaa", "first", "collection")
    assert (one["position"], one["topics"]) == ("limits", "287g;detainers")
    assert (two["coder"], two["coded_at"], two["position"]) == (f"desk-{number}", "2026-11-01T12:00:00.000000Z", "")
    assert re.search("(?i)cody|secret", words) is None


def test_the_file_takes_no_parameters_but_the_day(open_archive, get):
    refused = get("/data/codings.csv", state="NC")

    assert (refused.status_code, refused["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert body(refused) == "“state” is not a filter. The filters are: as_of.\n"
    assert len(csv_rows(get("/data/codings.csv", utm_source="letter"))) == 0
