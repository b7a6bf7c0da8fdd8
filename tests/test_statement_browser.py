"""What readers do at a statement: copy how it is cited, and report what is wrong with it."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.test_browser import PHONE, RULES, listen

STATEMENT = "/statements/t1fan0c3/"


@pytest.fixture
def browser_context_args(browser_context_args, request):
    """A test may say how its reader's browser is set up, by indirect parameters."""
    return {**browser_context_args, **getattr(request, "param", {})}


def violations(page):
    found = Axe().run(page, options=RULES).response["violations"]
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]


COPIES = [{"permissions": ["clipboard-read", "clipboard-write"]}]


@pytest.mark.parametrize("browser_context_args", COPIES, indirect=True, ids=["with a clipboard"])
def test_a_citation_is_copied_and_that_is_said(page):
    complaints = listen(page)
    page.goto(STATEMENT)
    page.get_by_role("link", name="Cite", exact=True).click()

    page.get_by_role("button", name="Copy", exact=True).nth(2).click()

    expect(page.get_by_role("status")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#cite-mla").inner_text()
    assert page.locator("#cite-mla").inner_text().startswith("Tufano, Rob. “Trust is a big thing.")
    assert (violations(page), complaints) == ([], [])


PLAIN = [{"viewport": PHONE, "java_script_enabled": False}]


@pytest.mark.parametrize("browser_context_args", PLAIN, indirect=True, ids=["phone without JavaScript"])
def test_without_a_script_the_citations_are_there_and_no_button_is(page):
    page.goto(STATEMENT)
    page.get_by_text("Cite this statement").click()

    expect(page.locator("#cite-apa")).to_be_visible()
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)


@pytest.mark.parametrize("browser_context_args", [{"viewport": PHONE}], indirect=True, ids=["phone"])
def test_a_report_that_is_not_accepted_keeps_its_words(page):
    page.goto(STATEMENT)
    page.get_by_role("link", name="Report an error").click()
    assert violations(page) == []
    page.get_by_label("What is wrong?").fill("It was March.")
    page.get_by_label("Your email").fill("ann")
    page.get_by_role("button", name="Send the report").click()

    expect(page.get_by_role("alert")).to_contain_text("That was quick.")
    expect(page.get_by_label("What is wrong?")).to_have_value("It was March.")
    expect(page.get_by_label("Your email")).to_have_accessible_description(re.compile("Enter a valid email address."))
    expect(page.get_by_label("Leave this empty")).not_to_be_in_viewport()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("path", ["/nothing/", "/statements/oooooooo/"])
def test_not_found_page_leads_to_a_search(page, path):
    page.goto(path)

    page.get_by_role("searchbox").last.fill("wedge between")
    page.keyboard.press("Enter")

    expect(page.locator(".statement")).not_to_have_count(0)
