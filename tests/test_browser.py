"""The real site with its whole collection, as readers use it: on a phone and a desk, with JavaScript and without."""

import csv
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.pages import TYPES

TUFANO = {"t1fan0a1", "t1fan0b2", "t1fan0c3", "t1fan0d4"}
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
READERS = [
    pytest.param({"viewport": PHONE, "java_script_enabled": True}, id="phone"),
    pytest.param({"viewport": DESK, "java_script_enabled": False}, id="desk without JavaScript"),
]


@pytest.fixture
def browser_context_args(browser_context_args, request):
    """A test may say how its reader's browser is set up, by indirect parameters."""
    return {**browser_context_args, **getattr(request, "param", {})}


def listen(page):
    """Return a list of what the browser finds wrong from now on: policy broken, files missing, scripts failing."""
    heard = []
    page.on("console", lambda message: message.type in ("error", "warning") and heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    # What a page still asks for when it is left is given up; a file that is missing is told at the console.
    page.on("requestfailed", lambda asked: asked.failure == "net::ERR_ABORTED" or heard.append(f"failed: {asked.url}"))
    return heard


@pytest.fixture
def complaints(page):
    return listen(page)


@pytest.fixture
def read(playwright, site):
    """Get an address without rendering it: ``read("/statements/", state="NC")``; its response."""
    asking = playwright.request.new_context(base_url=site)
    yield lambda path, **params: asking.get(path, params=params)
    asking.dispose()


def references(response):
    return set(re.findall(r'<article class="statement" id="s-(\w{8})"', response.text()))


def rows(response):
    return list(csv.DictReader(response.text().splitlines(keepends=True)))


# What the archive holds


def test_archive_holds_the_whole_collection(read):
    whole = read("/statements.csv")

    assert (whole.status, whole.headers["x-row-count"]) == (200, "703")
    assert len({row["reference"] for row in rows(whole)}) == 703
    assert read("/statements.jsonl").text().count("\n") == 703
    assert "All 703 statements of the archive" in read("/statements/").text()


def test_four_quotations_of_one_spokesperson_are_found_by_state_and_position(read):
    found = rows(read("/statements.csv", state="NC", position="declines"))
    page = read("/statements/", state="NC", position="declines", per_page="100")

    assert {row["reference"] for row in found if row["official"] == "Rob Tufano"} == TUFANO
    assert references(page) >= TUFANO
    assert {row["state"] for row in found} == {"NC"}


FINDS = [
    pytest.param('q="wedge between us and them"', {"t1fan0c3"}, id="a phrase"),
    pytest.param("q=gonzalez 287(g)&state=TX", {"h4rr1s87"}, id="a name and a program"),
]


@pytest.mark.parametrize(("query", "expected"), FINDS)
def test_search_finds(read, query, expected):
    assert references(read(f"/statements/?{query}")) >= expected


def test_a_phrase_finds_one_statement(read):
    assert read("/statements.csv", q='"wedge between us and them"').headers["x-row-count"] == "1"


def test_a_name_and_a_program_find_harris_county(read):
    agencies = {row["agency_slug"] for row in rows(read("/statements.csv", q="gonzalez 287(g)", state="TX"))}

    assert "harris-county-sheriffs-office-tx" in agencies


def test_a_span_finds_vague_dates_and_no_day_outside_it(read):
    found = rows(read("/statements.csv", date_after="2016-11-20", date_before="2016-11-25"))
    dates = {row["date"] for row in found}

    assert {"2016~", "2016-11/2017-01"} <= dates
    assert "2016-11-14" in {row["date"] for row in rows(read("/statements.csv", date_after="2016", date_before="2016"))}
    assert all(row["date_earliest"] <= "2016-11-25" and row["date_latest"] >= "2016-11-20" for row in found)


def test_a_namesake_in_another_state_is_not_found(read):
    found = rows(read("/statements.csv", q="cook county", state="IL"))

    assert "cook-county-sheriffs-office-il" in {row["agency_slug"] for row in found}
    assert {row["state"] for row in found} == {"IL"}


SEED = {
    "charlotte-mecklenburg-police-department-nc": ("NC0600100", "37119"),
    "cook-county-sheriffs-office-il": ("IL0160000", "17031"),
    "harris-county-sheriffs-office-tx": ("TX1010000", "48201"),
    "los-angeles-police-department-ca": ("CA0194200", "06037"),
}


def test_codes_keep_their_zeros_in_the_download(read):
    found = rows(read("/statements.csv?" + "&".join(f"agency={slug}" for slug in SEED)))

    assert {(row["agency_slug"], row["agency_ori"], row["county_geoid"]) for row in found} == {
        (slug, *codes) for slug, codes in SEED.items()
    }


# A reader's way


@pytest.mark.parametrize("browser_context_args", READERS, indirect=True)
def test_reader_goes_from_a_search_to_a_source_and_back(page, complaints):
    page.goto("/")
    page.get_by_role("searchbox").fill("federal immigration")
    page.get_by_role("button", name="Search").click()
    expect(page).to_have_url(re.compile(r"/statements/\?q=federal\+immigration"))
    total = int(re.match(r"\d+", page.locator(".sentence").inner_text())[0])

    sheet = page.locator(".filter-sheet > summary")
    if sheet.is_visible():
        sheet.click()
    declines = page.locator(".facet-values li", has=page.locator("[name=position][value=declines]"))
    count = int(declines.locator(".count").inner_text())
    declines.get_by_role("checkbox").check()
    page.get_by_role("button", name=re.compile("^Show ")).click()
    expect(page.locator(".sentence")).to_contain_text(f"{count} statements with the position Declines")
    assert 20 < count < total

    first = page.locator(".statement").first.get_attribute("id")
    page.get_by_role("link", name="Next page").click()
    expect(page.locator(".statement").first).not_to_have_attribute("id", first)
    page.go_back()
    expect(page.locator(".statement").first).to_have_attribute("id", first)

    page.get_by_role("link", name="Declines", exact=False).filter(has=page.locator(".chip-filter")).click()
    expect(page.locator(".sentence")).to_contain_text(f"{total} statements")

    page.goto("/statements/?q=wedge+between")
    page.locator(".statement-date").first.click()
    expect(page.locator("blockquote.words")).to_contain_text("put a wedge between us and them.”")
    statement = page.url
    for name, heading in (
        ("Rob Tufano", "Rob Tufano"),
        ("Charlotte-Mecklenburg Police Department", "Charlotte-Mecklenburg Police Department"),
        ("Charlotte", "Charlotte"),
        ("all that rests on this article", "CMPD"),
    ):
        page.goto(statement)
        page.locator(".statement-page").get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
        page.locator("#s-t1fan0c3 .statement-date").click()
        expect(page).to_have_url(statement)
    assert complaints == []


def test_list_is_downloaded_as_it_is_shown(page):
    page.goto("/statements/?state=NC&position=declines")
    shown = page.locator(".statement").evaluate_all("all => all.map(each => each.id.slice(2))")

    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()

    assert re.fullmatch(r"statements-\d{4}-\d\d-\d\d\.csv", download.value.suggested_filename)
    with open(download.value.path(), newline="", encoding="utf-8") as file:
        assert [row["reference"] for row in csv.DictReader(file)] == shown


@pytest.mark.parametrize("browser_context_args", READERS, indirect=True)
def test_wrong_input_is_explained_beside_its_field_and_can_be_mended(page):
    page.goto("/statements/?date_after=2017-02-30&state=NC")

    field = page.get_by_label("From")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("2017-02-30.* that no calendar has"))
    expect(page.locator("#error-date_after")).to_be_visible()
    expect(page.locator(".statement")).to_have_count(0)

    field.fill("2017-02")
    page.get_by_role("button", name=re.compile("^Show ")).click()
    expect(page.locator(".sentence")).to_contain_text("in North Carolina from February 2017 on")


def test_keyboard_alone_leads_from_home_to_a_result(page):
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    assert page.get_by_role("link", name="Skip to the content").bounding_box()["width"] > 50
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("searchbox")).to_be_focused()

    page.keyboard.type("wedge between")
    page.keyboard.press("Enter")
    expect(page.locator(".sentence")).to_contain_text("wedge between")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the results")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".sentence")).to_be_focused()
    order = []
    for _press in range(20):
        page.keyboard.press("Tab")
        order.append(page.evaluate(FOCUS))
        if order[-1][0] == "statement-date":
            break
    page.keyboard.press("Enter")

    expect(page.locator("blockquote.words")).to_contain_text("wedge between us")
    assert all(is_outlined for _name, is_outlined in order)


# The class of what has the focus, and whether one can see that it has it.
FOCUS = """() => {
  const focused = document.activeElement
  const outline = getComputedStyle(focused).outlineStyle
  return [focused.className || focused.id || focused.tagName, outline !== "none"]
}"""


# Every type of page

WIDTHS = (320, 390, 1280)

# The contrast of colors, which takes axe longer than all else, is asked of one text of each look; and as in the dark
# nothing else differs, nothing else is asked there.
RULES = {"resultTypes": ["violations"]}
RULES_BUT_CONTRAST = RULES | {"rules": {"color-contrast": {"enabled": False}}}
RULES_OF_COLORS = RULES | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
COLORS = """rules => {
  const looks = new Map(), found = new Map()
  for (const each of document.querySelectorAll("*")) {
    const style = getComputedStyle(each)
    const own = ["color", "backgroundColor", "backgroundImage", "fontSize", "fontWeight", "opacity"]
    const is_placed = each.closest("svg") || style.position !== "static"  // and may stand on anything
    const look = [looks.get(each.parentElement), ...own.map(name => style[name]), is_placed && looks.size].join()
    looks.set(each, look)
    const is_field = each.matches("input, select, textarea")
    const is_text = is_field || [...each.childNodes].some(node => /\\S/.test(node.data ?? ""))
    if (is_text && each.checkVisibility({visibilityProperty: true}) && !found.has(look)) found.set(look, each)
  }
  return axe.run({include: [...found.values()]}, rules)
}"""


@pytest.fixture(scope="module")
def visits(browser, site):
    """What a visit to a page of each type finds: {type: {"complaints": …, "widths": …, "violations": …}}."""
    page = browser.new_page(base_url=site)
    heard = listen(page)
    article = re.search(r'href="(/articles/\d+/)"', page.request.get("/statements/t1fan0c3/").text())[1]
    yield {name: visit(page, path, heard) for name, path in (TYPES | {"article": article}).items()}
    page.close()


def visit(page, path, heard):
    heard.clear()
    page.emulate_media(color_scheme="light")
    answer = page.goto(path)
    violations = Axe().run(page, options=RULES_BUT_CONTRAST).response["violations"]
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        violations += page.evaluate(COLORS, RULES_OF_COLORS)["violations"]
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    widths = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        widths[width] = page.evaluate("document.documentElement.scrollWidth")
    return {
        # That the page itself answers 400 or 404 is a message, too.
        "complaints": [words for words in heard if answer.ok or f"status of {answer.status}" not in words],
        "widths": widths,
        "violations": [(each["id"], [node["html"] for node in each["nodes"]]) for each in violations],
    }


@pytest.mark.browser
def test_no_page_type_breaks_the_policy_or_misses_a_file(visits):
    assert {name: found["complaints"] for name, found in visits.items() if found["complaints"]} == {}


@pytest.mark.browser
def test_no_page_type_is_wider_than_the_screen(visits):
    wide = {
        name: found["widths"]
        for name, found in visits.items()
        if any(needed > width for width, needed in found["widths"].items())
    }

    assert wide == {}


@pytest.mark.browser
def test_no_page_type_shuts_a_reader_out(visits):
    assert {name: found["violations"] for name, found in visits.items() if found["violations"]} == {}
