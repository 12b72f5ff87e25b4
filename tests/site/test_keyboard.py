"""The site by keyboard alone: every stop is seen, marked, uncovered, and none is a trap."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

MOST_STOPS = 1500

# What a reader sees of the element that has the focus.
STOP = """() => {
  const one = document.activeElement;
  if (!one || one === document.body || one === document.documentElement) return null;
  const boxes = [...one.getClientRects()].filter(box => box.width && box.height);
  const box = boxes[0] || one.getBoundingClientRect();
  const style = getComputedStyle(one);
  const points = boxes.map(each => document.elementFromPoint(
    Math.min(Math.max(each.left + Math.min(each.width / 2, innerWidth / 2), 0), innerWidth - 1),
    Math.min(Math.max(each.top + Math.min(each.height / 2, 12), 0), innerHeight - 1)));
  one.dataset.stop = (one.dataset.stop || "") + "x";
  return {
    name: one.id || one.textContent.trim().slice(0, 40) || one.className,
    href: one.getAttribute("href") || "",
    seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    marked: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
      || style.boxShadow !== "none",
    clear: points.some(point => point && (one.contains(point) || point.contains(one))),
    visits: one.dataset.stop.length,
  };
}"""


@pytest.fixture(params=[(1280, 800), (390, 700)], ids=["desk", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page on a desk or a phone."""
    width, height = request.param
    context = browser.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def stops(page: Page) -> Iterator[dict[str, Any]]:
    """Press Tab until the page is left, and yield each stop."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or stop["visits"] > 1:
            return
        yield stop
    pytest.fail("the page was not left after a great many stops")


@pytest.mark.parametrize("name", ["", "finance/"], ids=["home", "finance"])
def test_every_stop_is_seen_marked_and_uncovered(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}{name}")
    made = list(stops(page))
    assert made[0]["href"] == "#main"
    wrong = [
        stop["name"] for stop in made if not (stop["seen"] and stop["marked"] and stop["clear"])
    ]
    assert wrong == []
    missed = page.evaluate(
        """() => [...document.querySelectorAll("a[href], button, summary, input, [tabindex='0']")]
        .filter(one => one.checkVisibility({ checkVisibilityCSS: true }) && !one.dataset.stop
          && !one.closest("dialog:not([open])") && one.tabIndex >= 0)
        .map(one => one.outerHTML.slice(0, 120))"""
    )
    assert missed == []


def test_the_skip_link_goes_past_the_header(page: Page, address: str) -> None:
    page.goto(f"{address}finance/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_every_place_is_reached_from_the_header(page: Page, address: str) -> None:
    page.goto(address)
    wanted = set(
        page.locator(".pf-places a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    )
    menu = page.locator(".pf-tool--menu")
    if menu.is_visible():
        menu.focus()
        page.keyboard.press("Enter")
        page.evaluate("document.activeElement.blur()")
        page.evaluate("window.getSelection().removeAllRanges()")
    reached = set()
    for stop in stops(page):
        reached.add(stop["href"])
        if wanted <= reached:
            break
    assert wanted
    assert wanted <= reached


def test_search_is_opened_used_and_left_by_keyboard(page: Page, address: str) -> None:
    page.goto(address)
    button = page.locator(".pf-tool--search")
    button.focus()
    page.keyboard.press("Enter")
    page.locator("dialog[open]").wait_for()
    page.keyboard.type("agency")
    page.locator(".pf-search__results a").first.wait_for()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.pf-search__results') !== null"):
            break
    assert page.evaluate("document.activeElement.closest('.pf-search__results') !== null")
    # In a field of search, the first press of Escape may only clear it.
    page.keyboard.press("Escape")
    if page.locator("dialog[open]").count():
        page.keyboard.press("Escape")
    assert not page.locator("dialog[open]").count()
    assert button.evaluate("one => one === document.activeElement")
