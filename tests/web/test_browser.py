"""What people do with the pages, in a real browser."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = pytest.mark.browser

ADDRESSES = (
    "/",
    "/search?q=drones",
    "/search?q=drones&source=Harbour+Post&sort=newest",
    "/search?q=drones&view=paragraphs",
    "/search?q=",
    "/search?q=xylophone",
    "/search?q=drones+AND+(",
    "/search?q=drones&from=spring",
    "/articles/drones-halt-ferries?q=drones#p2",
    "/articles/storm-corps",
    "/api/",
    "/nowhere",
)


def test_from_the_box_to_the_marked_paragraph(page: Page) -> None:
    """A search, a click on a hit's paragraph, and the reader stands at that paragraph, marked."""
    page.goto("/")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("sandbags")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=sandbags$"))
    page.locator(".hit .number").click()
    expect(page).to_have_url(re.compile(r"/articles/storm-corps\?q=sandbags#p2$"))
    expect(page.locator(".paragraph:target mark")).to_have_text("sandbags")
    expect(page.locator(".paragraph:target")).to_be_in_viewport()
    page.go_back()
    expect(page.locator("#q")).to_have_value("sandbags")


def test_matches_are_walked_by_key_and_by_button(page: Page) -> None:
    """`n` and `p` go from match to match, around the ends, and so do the buttons."""
    page.goto("/articles/drones-halt-ferries?q=drone")
    count = page.locator("#matches .count")
    expect(count).to_have_text("4 matches")
    for key, told in (("n", "1 of 4"), ("n", "2 of 4"), ("p", "1 of 4"), ("p", "4 of 4")):
        page.keyboard.press(key)
        expect(count).to_have_text(told)
        expect(page.locator("mark.current")).to_have_count(1)
        expect(page.locator("mark.current")).to_be_in_viewport()
    page.get_by_role("button", name="Next match").click()
    expect(count).to_have_text("1 of 4")
    page.locator("#q").press("n")
    expect(count).to_have_text("1 of 4")


def test_completions_are_chosen_with_the_keyboard(page: Page) -> None:
    """The arrows go through the completions, Escape brings back what was typed, Enter asks."""
    page.goto("/")
    box = page.get_by_role("combobox")
    box.press_sequentially("dro")
    expect(page.get_by_role("option").first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    first = page.get_by_role("option").first.inner_text()
    box.press("ArrowDown")
    expect(box).to_have_value(first)
    expect(box).to_have_attribute("aria-activedescendant", "completion-0")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    expect(box).to_have_value("dro")
    expect(page.get_by_role("listbox")).to_be_hidden()
    box.press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q="))
    expect(page.locator("#q")).to_have_value(first)


def test_a_late_answer_does_not_overtake_a_newer_one(page: Page) -> None:
    """Completions for what was typed first are dropped when they come after those for what was typed last."""
    held: list[Route] = []

    def answer(route: Route) -> None:
        if "q=sto" in route.request.url:
            route.fulfill(json={"query": "sto", "completions": ["storm"]})
        else:
            held.append(route)

    page.route("**/api/suggest*", answer)
    page.goto("/")
    with page.expect_request("**/api/suggest?q=st"):
        page.locator("#q").press_sequentially("st")
    page.locator("#q").press_sequentially("o")
    expect(page.get_by_role("option")).to_have_text(["storm"])
    held[0].fulfill(json={"query": "st", "completions": ["street", "stop"]})
    page.wait_for_timeout(100)
    expect(page.get_by_role("option")).to_have_text(["storm"])


def test_recent_searches_stay_in_the_browser(page: Page) -> None:
    """What was searched is offered in an empty box, and nothing of it is sent or set as a cookie."""
    page.goto("/search?q=drones")
    page.goto("/search?q=sandbags")
    page.goto("/")
    page.locator("#q").click()
    expect(page.get_by_role("option")).to_have_text(["sandbags", "drones"])
    assert page.context.cookies() == []


def test_time_is_filtered_by_key_and_by_dragging(page: Page) -> None:
    """The picture is one stop for Tab; arrows move in it, Enter filters, and dragging keeps several bars."""
    page.goto("/search?q=")
    bars = page.locator(".timeline svg a")
    last = bars.count() - 1
    assert page.locator(".timeline svg a[tabindex='0']").count() == 1
    bars.first.focus()
    page.keyboard.press("End")
    expect(bars.nth(last)).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(bars.nth(last - 1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".chips li")).to_have_count(2)
    page.go_back()
    first, final = bars.nth(last - 1).get_attribute("data-first"), bars.nth(last).get_attribute("data-last")
    start, end = bars.nth(last - 1).bounding_box(), bars.nth(last).bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 1, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] - 1, end["y"] + 5, steps=4)
    page.mouse.up()
    page.wait_for_url(re.compile("from=.*to="))
    assert page.url.endswith(f"from={first}&to={final}")


def test_the_cite_box_follows_the_open_paragraph(page: Page) -> None:
    """Opening a paragraph by its number puts it into the addresses that are cited."""
    page.goto("/articles/storm-corps")
    page.get_by_text("Cite this").click()
    quoted = page.locator(".cite pre").first
    expect(quoted).to_contain_text(re.compile(r"/articles/storm-corps$"))
    page.locator("#p3 .number").click()
    expect(quoted).to_contain_text(re.compile(r"/articles/storm-corps#p3$"))
    page.locator("#p4 .number").click()
    expect(quoted).to_contain_text(re.compile(r"/articles/storm-corps#p4$"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("where", ADDRESSES)
def test_pages_are_accessible(chromium: Browser, address: str, where: str, scheme: str) -> None:
    """axe-core finds nothing against WCAG 2.2 AA or its best practices, in light and in dark."""
    context = chromium.new_context(base_url=address, color_scheme=scheme)
    page = context.new_page()
    page.goto(where)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found.response["violations"]] == []
    context.close()


@pytest.mark.parametrize("where", ADDRESSES)
def test_pages_fit_a_small_phone(chromium: Browser, address: str, where: str) -> None:
    """At 320 px nothing has to be scrolled sideways, and nothing moves once it stands."""
    context = chromium.new_context(base_url=address, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.add_init_script(
        "window.shift = 0;"
        "new PerformanceObserver((list) => { for (const one of list.getEntries()) shift += one.value })"
        ".observe({ type: 'layout-shift', buffered: true })"
    )
    page.goto(where, wait_until="networkidle")
    assert page.evaluate("shift") < 0.001  # what is painted while the page is still read may differ by a hair
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    context.close()


def test_everything_works_without_scripts(chromium: Browser, address: str) -> None:
    """With scripts off the box, the filters, the picture, the fold and the anchors do their work."""
    context = chromium.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.locator("#q").fill("drones")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Eastern Courier").click()
    expect(page.locator(".chips li")).to_have_count(1)
    expect(page.locator(".hit")).to_have_count(2)
    page.locator(".timeline svg a").first.click()
    expect(page.locator(".chips li")).to_have_count(3)
    page.locator(".hit .number").first.click()
    expect(page.locator(".paragraph:target")).to_be_in_viewport()
    context.close()
