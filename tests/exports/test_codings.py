"""The file of codings: every one of a published statement, and no names."""

from tests.lists import body, csv_rows
from tests.records import make_coding, make_statement


def test_file_has_every_coding_without_names(own_archive, get, django_user_model):
    coder = django_user_model.objects.create_user("cody", first_name="Cody")
    statement, second = own_archive["aaaaaaaa"], {"coder": coder, "coded_at": "2026-11-01T12:00Z", "kind": "policy"}
    make_coding(statement=statement, round="first", position="limits", topics=["287g", "detainers"])
    make_coding(statement=statement, role="desk", **second)
    make_coding(statement=make_statement(status="withdrawn", withdrawn_reason="Another county."))

    response, number = get("/data/codings.csv"), f"desk-{coder.pk}"
    one, two = csv_rows(response)
    coder.delete()

    assert response["X-Row-Count"] == "2"
    assert (one["reference"], one["round"], one["coder"]) == ("aaaaaaaa", "first", "collection")
    assert (one["position"], one["topics"]) == ("limits", "287g;detainers")
    assert (two["coder"], two["coded_at"], two["position"]) == (number, "2026-11-01T12:00:00Z", "")
    assert "cody" not in str(one | two).lower()


def test_file_takes_no_parameters(open_archive, get):
    refused = get("/data/codings.csv", state="NC")

    assert (refused.status_code, refused["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert body(refused) == "“state” asks for nothing: this address has no parameters.\n"
    assert len(csv_rows(get("/data/codings.csv", utm_source="letter"))) == 0
