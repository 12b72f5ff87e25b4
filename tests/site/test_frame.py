"""The frame of every page: what a reader meets before and around the words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, ViewportSize

PHONE = ViewportSize(width=390, height=844)
DESK = ViewportSize(width=1280, height=800)


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    """The first page on a phone."""
    page = browser.new_page(viewport=PHONE)
    page.goto(address)
    yield page
    page.close()


def test_each_table_has_a_caption_and_each_region_of_one_a_name_of_its_own(built: Path) -> None:
    seen = 0
    for file in built.rglob("*.html"):
        tree = html.parse(file).getroot()
        for table in tree.iter("table"):
            seen += 1
            captions = [one.text_content().strip() for one in table.findall("caption")]
            assert len(captions) == 1, file
            assert captions[0], file
            assert all(cell.get("scope") for cell in table.iterfind("tbody//th")), file
        names = [one.get("aria-label") for one in tree.find_class("pf-table")]
        assert "Table" not in names, file
    assert seen


def test_every_footer_leads_to_the_accessibility_statement(built: Path) -> None:
    for file in built.rglob("*.html"):
        links = html.parse(file).getroot().iterfind(".//footer//a")
        assert "Accessibility statement" in {link.text_content() for link in links}, file


def test_the_menu_opens_and_escape_closes_it_and_gives_the_focus_back(phone: Page) -> None:
    menu = phone.locator(".pf-tool--menu")
    places = phone.locator(".pf-places")
    assert not places.is_visible()
    menu.focus()
    phone.keyboard.press("Enter")
    assert places.is_visible()
    phone.keyboard.press("Tab")
    phone.keyboard.press("Escape")
    assert not places.is_visible()
    assert menu.evaluate("one => one === document.activeElement")


def test_the_first_stop_of_the_keyboard_skips_to_the_text(phone: Page) -> None:
    phone.keyboard.press("Tab")
    skip = phone.locator(".pf-skip")
    assert skip.evaluate("one => one === document.activeElement")
    box = skip.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    phone.keyboard.press("Enter")
    assert phone.evaluate("document.activeElement.id") == "main"


def test_the_first_page_tells_the_story_before_one_scrolls_far(
    browser: Browser, address: str
) -> None:
    for size, screens in ((DESK, 1.15), (PHONE, 2.5)):
        page = browser.new_page(viewport=size)
        page.goto(address)
        last = page.locator(".pf-front .pf-card").last.bounding_box()
        page.close()
        assert last is not None
        assert last["y"] + last["height"] <= screens * size["height"]


def test_paper_has_the_text_and_no_ways_about(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}finance/")
    page.emulate_media(media="print")
    for name in (".pf-tools", ".pf-places", ".pf-toc", ".pf-map", ".pf-chart__actions"):
        assert not page.locator(name).first.is_visible(), name
    for name in ("h1", ".pf-card", ".pf-foot", ".pf-safety"):
        assert page.locator(name).first.is_visible(), name
    page.close()


def test_promises_stand_with_their_date_beside_them_on_a_desk(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(viewport=DESK)
    page.goto(f"{address}promises/")
    due = page.locator(".pf-promise__due").first.bounding_box()
    what = page.locator(".pf-promise__what").first.bounding_box()
    page.close()
    assert due is not None
    assert what is not None
    assert due["x"] + due["width"] <= what["x"]
    assert abs(due["y"] - what["y"]) < 12
