"""The list as readers use it in the browser: filters in place, years, the dark theme, paper, the keyboard alone."""

import csv
import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

FOCUSED = "document.activeElement.id || document.activeElement.textContent.trim()"


@pytest.fixture
def listed(page):
    """The list of all statements, with a mark that is lost if the page is left."""
    page.goto("/statements/")
    page.evaluate("window.stayed = true")
    return page


def test_a_filter_is_followed_in_place_and_told(listed):
    listed.evaluate("scrollTo(0, 200)")
    listed.get_by_role("checkbox", name="Limits").check()

    expect(listed.get_by_role("status")).to_have_text(re.compile("^171 statements with the position Limits"))
    expect(listed).to_have_url(re.compile(r"/statements/\?position=limits$"))
    expect(listed.locator("#position-limits")).to_be_focused()
    expect(listed.get_by_role("button", name="Show 171 statements")).to_be_attached()
    assert listed.evaluate("[window.stayed, scrollY]") == [True, 200]


def test_counts_beside_the_filters_follow(listed):
    before = listed.locator("#values-topic li").first.inner_text()
    listed.get_by_role("checkbox", name="Limits").check()

    expect(listed.locator("#values-topic li").first).not_to_have_text(before)
    expect(listed.locator("#chosen-position")).to_have_text("1")


def test_the_way_back_leads_through_the_lists_that_were_seen(listed):
    listed.get_by_role("checkbox", name="Limits").check()
    expect(listed.get_by_role("status")).to_contain_text("171 statements")
    listed.get_by_label("Order").select_option("oldest")
    expect(listed.get_by_role("status")).to_contain_text("oldest first")

    listed.go_back()
    expect(listed.get_by_role("status")).to_contain_text("171 statements with the position Limits, newest first")
    expect(listed.locator("#position-limits")).to_be_checked()
    listed.go_back()
    expect(listed.get_by_role("status")).to_contain_text("All 703 statements")
    expect(listed.locator("#position-limits")).not_to_be_checked()


def test_a_chip_takes_its_filter_away_in_place(listed):
    listed.get_by_label("Words").fill("detainers")
    listed.keyboard.press("Enter")
    expect(listed.get_by_role("status")).to_contain_text("matching “detainers”")
    listed.get_by_title("Remove detainers").click()

    expect(listed.get_by_role("status")).to_contain_text("All 703 statements")
    expect(listed.get_by_label("Words")).to_have_value("")
    assert listed.evaluate("window.stayed")


def test_a_year_leads_to_its_statements(listed):
    bar = listed.get_by_role("link", name=re.compile(r"^2017: \d+ statements"))
    count = re.search(r": (\d+)", bar.get_attribute("aria-label"))[1]
    bar.click()

    expect(listed.get_by_role("status")).to_contain_text(f"{count} statements of 2017")
    expect(listed.get_by_label("From")).to_have_value("2017")
    expect(listed.get_by_role("link", name=re.compile("^2017: "))).to_have_attribute("aria-current", "true")


def test_the_other_language_keeps_a_filter_that_was_followed_in_place(listed):
    listed.get_by_role("checkbox", name="Limits").check()
    expect(listed.get_by_role("link", name="Español")).to_have_attribute("href", "/es/statements/?position=limits")
    listed.get_by_role("link", name="Español").click()

    expect(listed.get_by_role("status")).to_have_text(re.compile("^171 declaraciones con la postura Limita,"))
    expect(listed.get_by_role("checkbox", name="Limita")).to_be_checked()


def test_a_wrong_date_is_explained(listed):
    listed.get_by_label("From").fill("nonsense")
    listed.keyboard.press("Enter")

    expect(listed.get_by_role("alert")).to_contain_text("“nonsense” is not a date")


def test_the_theme_is_kept_and_does_not_flash(page):
    page.emulate_media(color_scheme="light")
    page.goto("/")
    page.get_by_role("button", name="Dark theme").click()
    dark = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.add_init_script(
        "document.addEventListener('DOMContentLoaded', () => window.first = document.documentElement.dataset.theme)"
    )
    page.goto("/statements/")

    assert page.evaluate("window.first") == "dark"
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == dark
    expect(page.get_by_role("button", name="Dark theme")).to_have_attribute("aria-pressed", "true")


def test_paper_has_the_words_the_source_and_the_address(page):
    page.goto("/statements/t1fan0c3/")
    page.emulate_media(media="print", color_scheme="dark")

    expect(page.locator("blockquote.words")).to_be_visible()
    expect(page.locator(".citations")).to_contain_text("WBTV")
    expect(page.locator(".address")).to_contain_text("/statements/t1fan0c3/")
    for hidden in (".site-navigation", ".theme-switch", ".site-footer"):
        expect(page.locator(hidden)).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def test_the_keyboard_alone_leads_from_home_to_a_file(page):
    page.goto("/")
    press(page, "Tab", "Enter", "Tab")  # past the navigation
    page.keyboard.type("wedge between")
    press(page, "Enter")
    expect(page.get_by_role("status")).to_contain_text("wedge between")
    press(page, "Tab", "Tab", "Tab", "Enter", "Tab")  # past the filters
    assert page.evaluate(FOCUSED) == "CSV"
    with page.expect_download() as download:
        page.keyboard.press("Enter")

    with open(download.value.path(), newline="", encoding="utf-8") as file:
        assert "t1fan0c3" in {row["reference"] for row in csv.DictReader(file)}


PHONE = {"viewport": {"width": 390, "height": 844}}


def test_on_a_phone_the_filters_are_a_sheet(browser, site):
    page = browser.new_page(base_url=site, **PHONE)
    page.goto("/statements/")
    page.get_by_text("Filters", exact=True).click()
    page.get_by_role("checkbox", name="Limits").check()
    page.get_by_role("button", name="Show 171 statements").click()

    expect(page.get_by_role("checkbox", name="Limits")).to_be_hidden()
    expect(page.get_by_role("status")).to_contain_text("171 statements with the position Limits")
    page.close()


LARGEST = {"/": 100_000, "/statements/": 100_000, "/statements/t1fan0c3/": 40_000}  # bytes, compressed, without fonts


@pytest.mark.parametrize("address", LARGEST)
def test_a_page_is_light(page, address):
    sizes = {}
    page.on("response", lambda answer: sizes.update({answer.url: answer}))
    page.goto(address, wait_until="networkidle")

    weight = sum(
        answer.request.sizes()["responseBodySize"] for url, answer in sizes.items() if not url.endswith(".woff2")
    )
    assert 0 < weight < LARGEST[address]
