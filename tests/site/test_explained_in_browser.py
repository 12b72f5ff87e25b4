"""From a number to the paper in one action: the card beside a figure, and what a term means."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import msgspec
import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html
from playwright.sync_api import Browser, Locator, Page, ViewportSize

pytestmark = pytest.mark.browser

NUMBER = ".pf-standfirst .pf-ref a"
CARD = ".pf-explain"
NARROW: ViewportSize = {"width": 320, "height": 640}


@pytest.fixture
def finance(browser: Browser, address: str) -> Iterator[Page]:
    """The page about money, at the width of a desk."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{address}finance/")
    yield page
    page.close()


def has_focus(locator: Locator) -> bool:
    """Return whether an element, or one within it, has the focus."""
    return bool(locator.evaluate("node => node.contains(document.activeElement)"))


def test_a_click_on_a_figure_shows_what_is_behind_it(finance: Page) -> None:
    figure = finance.locator(".pf-standfirst .pf-fig").first
    shown = figure.locator("data")
    full = int(shown.get_attribute("value") or 0)
    shown.click()
    card = finance.locator(CARD)
    said = card.inner_text()
    assert f"£{full:,}" in said
    for name in ("Whose figure", "As at", "Status", "Basis", "Printed", "Where", "Published"):
        assert name in said
    links = [one.get_attribute("href") or "" for one in card.locator("a").all()]
    assert any("/sources/#source-" in one for one in links)
    assert f"../figures/finance/#{shown.get_attribute('data-figure')}" in links
    figure.locator("a").first.click()
    assert finance.locator(CARD).count() == 0


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_keyboard_opens_a_card_goes_through_it_and_comes_back(finance: Page, key: str) -> None:
    number = finance.locator(NUMBER).first
    number.focus()
    assert number.get_attribute("aria-expanded") == "false"
    finance.keyboard.press(key)
    card = finance.locator(CARD)
    assert has_focus(card)
    assert number.get_attribute("aria-expanded") == "true"
    finance.keyboard.press("Tab")
    assert has_focus(card.locator("a").first)
    finance.keyboard.press("Escape")
    assert card.count() == 0
    assert has_focus(number)


def test_the_keyboard_is_not_held_in_a_card(finance: Page) -> None:
    numbers = finance.locator(NUMBER)
    numbers.first.focus()
    finance.keyboard.press("Enter")
    stops = finance.locator(f"{CARD} :is(a, button)").count()
    for _ in range(stops + 1):
        finance.keyboard.press("Tab")
    assert finance.locator(CARD).count() == 0
    assert has_focus(numbers.nth(1))


def test_an_open_card_and_an_open_term_have_nothing_that_axe_complains_of(finance: Page) -> None:
    for opener in (NUMBER, "a.pf-term"):
        finance.locator(opener).first.click()
        found = Axe().run(finance, context=CARD, options={"resultTypes": ["violations"]})
        assert [one["id"] for one in found.response["violations"]] == []
        finance.keyboard.press("Escape")


def test_a_tap_on_a_phone_opens_a_card_that_lies_within_the_window(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(viewport=NARROW, has_touch=True)
    page = context.new_page()
    page.goto(f"{address}finance/")
    for number in page.locator(".pf-text .pf-ref a").all()[:12:3]:
        box = number.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24
        number.tap()
        card = page.locator(CARD).bounding_box()
        assert card is not None
        assert card["x"] >= 0
        assert card["x"] + card["width"] <= NARROW["width"]
        assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
        page.locator(f"{CARD} button").tap()
        assert page.locator(CARD).count() == 0
    context.close()


def test_a_term_is_explained_where_it_stands(finance: Page) -> None:
    term = finance.locator("a.pf-term").first
    term.focus()
    finance.keyboard.press("Enter")
    card = finance.locator(CARD)
    assert (term.get_attribute("data-meaning") or "nothing") in card.inner_text()
    assert card.locator("a").get_attribute("href") == term.evaluate("node => node.href")
    finance.mouse.click(5, 5)
    assert card.count() == 0


def test_without_scripts_the_number_leads_to_the_entry_and_back(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}finance/")
    number = page.locator(NUMBER).first
    number.click()
    entry = page.locator(number.get_attribute("href") or "nowhere")
    assert page.url.endswith(number.get_attribute("href") or "nowhere")
    assert "Printed" in entry.inner_text()
    entry.get_by_text("Back to the text").click()
    assert page.url.endswith(f"#{number.get_attribute('id')}")
    context.close()


def test_on_paper_a_term_is_explained_once_and_no_card_is_printed(finance: Page) -> None:
    finance.locator(NUMBER).first.click()
    finance.emulate_media(media="print")
    assert not finance.locator(CARD).is_visible()
    after = "node => getComputedStyle(node, '::after').content"
    said = [
        (one.get_attribute("href"), one.get_attribute("data-meaning") or "", one.evaluate(after))
        for one in finance.locator("a.pf-term").all()
    ]
    seen: set[str | None] = set()
    for href, meaning, printed in said:
        assert (meaning in printed) == (href not in seen)
        seen.add(href)


def test_a_permanent_address_opens_the_figure(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport=NARROW)
    name = "demand/counts/looked-after.england@2023-03-31"
    page.goto(f"{address}figures/demand/#{name}")
    record = page.locator(f'[id="{name}"]')
    assert record.get_by_text("To cite it").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
    page.close()


def test_every_figure_in_a_sentence_leads_to_an_entry_with_its_history(built: Path) -> None:
    tree = html.parse(built / "finance" / "index.html").getroot()
    figures = tree.find_class("pf-fig")
    assert len(figures) > 30
    for figure in figures:
        (name,) = {one.get("data-figure") for one in figure.iter("data")}
        (link,) = figure.iter("a")
        entry = tree.get_element_by_id(link.get("href")[1:])
        history = {one.get("href") for one in entry.iter("a")}
        assert f"../figures/{name.partition('/')[0]}/#{name}" in history


def test_every_figure_of_the_data_has_its_permanent_address(built: Path) -> None:
    content = msgspec.json.decode((built / "data" / "figures.json").read_bytes())
    missing = []
    anchors: dict[str, set[str]] = {}
    for figure in content["figures"]:
        package = figure["reference"].partition("/")[0]
        if package not in anchors:
            tree = html.parse(built / "figures" / package / "index.html").getroot()
            anchors[package] = {unquote(str(one)) for one in tree.xpath("//@id")}
        if figure["reference"] not in anchors[package]:
            missing.append(figure["reference"])
    assert missing == []
