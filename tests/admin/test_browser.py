"""The desk in a real browser, under the Content-Security-Policy that the site sends."""

import re
import time

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from stances.desk import turns
from stances.models import Agreement, Article, Coding, Statement
from tests.records import make_agency, make_jurisdiction, make_official, make_pair, make_statement

from .conftest import make_account

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


PAGES = [
    "",
    "stances/statement/",
    "stances/statement/?_facets=True&row__date_earliest__year=2017",
    "stances/statement/{pk}/change/",
    "stances/statement/{pk}/history/",
    "stances/statement/{draft}/delete/",
    "stances/jurisdiction/add/",
    "stances/article/add/",
    "stances/agency/",
    "stances/coding/add/",
    "stances/disagreement/",
    "stances/disagreement/{coding}/change/",
    "auth/user/add/",
    "auth/group/add/",
    "password_change/",
]


@pytest.fixture
def complaints(page):
    """What the browser's console says is wrong: violations of the policy, errors of scripts."""
    heard = []
    page.on("console", lambda message: message.type in ("error", "warning") and heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


@pytest.fixture
def sign_in(page, live_server):
    def sign_in(name, **fields):
        make_account(name, **fields)
        page.goto(live_server.url + reverse("admin:login"))
        page.fill("#id_username", name)
        page.fill("#id_password", "secret")
        page.click("[type=submit]")

    return sign_in


def choose(page, field, words, label):
    """Type into an autocomplete and take the result with a label."""
    page.locator(f"#id_{field} + .select2").click()
    page.locator(".select2-search__field").fill(words)
    page.locator(".select2-results__option", has_text=label).click()


def wait_until(is_so, seconds=60):
    deadline = time.monotonic() + seconds
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert is_so()


def test_a_statement_is_written_and_published(page, live_server, sign_in, complaints):
    cook = make_jurisdiction(name="Cook County", state="IL")
    make_agency(name="Cook County Sheriff's Office", jurisdiction=cook, ori="IL0160000")
    make_official(name="Tom Dart")
    sign_in("rita", group="Reviewers")

    page.goto(live_server.url + reverse("admin:stances_statement_add"))
    choose(page, "agency", "cook il", "Cook County Sheriff's Office · Cook County, IL · IL0160000")
    choose(page, "official", "dart", "Tom Dart")
    page.check("[name=kind][value=quotation]")
    page.fill("#id_text", "We will not hold anyone without a warrant.")
    page.fill("#id_date", "2017-02~")
    expect(page.locator(".field-date output")).to_contain_text("about February 2017 from Feb. 1, 2017")
    page.check("[name=position][value=declines]")
    page.check("[name=topics][value=detainers]")
    with page.expect_popup() as popup:
        page.click("#add_id_citations-0-article")
    article = popup.value
    article.fill("#id_url", "https://example.com/a")
    article.fill("#id_headline", "Sheriff: no holds")
    article.fill("#id_publisher", "Sun-Times")
    article.click("[name=_save]")
    expect(page.locator(".field-article .select2-selection__rendered")).to_contain_text("Sheriff: no holds")
    page.click("[name=_save]")

    page.check(".action-select")
    page.select_option("[name=action]", "publish")
    page.click("[name=index]")
    page.fill("[name=reason]", "Read twice.")
    page.click(".submit-row [type=submit]")

    expect(page.locator(".messagelist")).to_have_text("1 statement is published.")
    statement = Statement.objects.get()
    assert (statement.status, statement.date, statement.topics) == ("published", "2017-02~", ["detainers"])
    assert complaints == []


def test_no_page_breaks_the_policy(page, live_server, sign_in, complaints):
    keys = {"pk": make_statement().pk, "draft": make_statement(status="draft").pk}
    keys["coding"] = make_pair({"position": "limits"}, {"position": "declines"}).pk
    sign_in("root", is_superuser=True)

    for path in PAGES:
        page.goto(f"{live_server.url}/admin/{path.format(**keys)}")
        expect(page.locator("#content h1")).to_be_visible()
        assert complaints == [], path


@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_is_wider_than_the_screen(page, live_server, sign_in, width):
    statement = make_statement()
    page.set_viewport_size({"width": width, "height": 900})
    sign_in("rita", group="Reviewers")

    for name, args in (("changelist", []), ("change", [statement.pk]), ("history", [statement.pk])):
        page.goto(live_server.url + reverse(f"admin:stances_statement_{name}", args=args))
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_statement_is_coded_blind_by_keys_alone(page, live_server, sign_in):
    make_statement()
    sign_in("cody", group="Second coders")
    page.goto(live_server.url + reverse("admin:stances_coding_add"))

    for key in ("5", "2", "b", "c", "Enter", "1", "3", "Control+Enter"):
        page.keyboard.press(key)

    expect(page.locator("#content")).to_contain_text("Nothing is left")
    coding = Coding.objects.of_round("second").get()
    assert (coding.position, coding.kind, coding.topics) == ("declines", "paraphrase", ["287g", "detainers"])
    assert (coding.basis, coding.certainty) == ("agency", "low")
    wait_until(Agreement.objects.exists)  # measured beside the request


def test_a_wrong_date_is_told_while_one_types(page, live_server, sign_in):
    sign_in("edith", group="Editors")
    page.goto(live_server.url + reverse("admin:stances_statement_add"))

    page.fill("#id_date", "2017-02-30")

    expect(page.locator(".field-date output")).to_have_class(re.compile("is-wrong"))
    expect(page.locator(".field-date output")).to_contain_text("no calendar has")


def test_what_could_not_be_saved_during_an_import_is_sent_again(page, live_server, sign_in, import_runs, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.1)
    sign_in("edith", group="Editors")
    page.goto(live_server.url + reverse("admin:stances_article_add"))
    page.fill("#id_publisher", 'The "Sun" & <News>')
    page.fill("#id_captured_text", "One.\n\nTwo.")
    page.click("[name=_save]")
    expect(page.locator("#content h1")).to_have_text("Nothing was saved")

    import_runs.close()
    page.click("[type=submit][value='Send again']")

    expect(page.locator(".messagelist")).to_contain_text("was added")
    article = Article.objects.get()
    assert (article.publisher, article.captured_text) == ('The "Sun" & <News>', "One.\r\n\r\nTwo.")
