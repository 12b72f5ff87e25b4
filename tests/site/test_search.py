"""The search, as readers use it: in a real browser, over this project's own site."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from plainfigures.read import read_pages
from tests.naming import plainly

pytestmark = pytest.mark.browser

FETCHED = ("search.js", "minisearch.js", "search/index.json")


@pytest.fixture(scope="module")
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page about demand, with its search open and everything fetched."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{address}demand/")
    page.locator(".pf-tool--search").click()
    page.locator("#pf-search[data-ready]").wait_for()
    yield page
    context.close()


def found(page: Page, words: str) -> list[tuple[str, str, str]]:
    """Type words and return what is found: title, kind, and where it leads."""
    page.locator(".pf-search__query").fill(words)
    page.locator(f'#pf-search[data-searched="{words}"]').wait_for()
    items = page.locator(".pf-search__results > li")
    return [
        (
            item.locator("a").inner_text(),
            item.locator(".pf-search__kind").inner_text(),
            item.locator("a").get_attribute("href") or "",
        )
        for item in items.all()
    ]


def part_files(site: Path, kind: str) -> list[Any]:
    """Return what is in all parts of the search of a kind: "pages" or "figures"."""
    index = json.loads((site / "search" / "index.json").read_text("utf-8"))
    wanted = [place for place in index["parts"] if f"/{kind}-" in place]
    return [one for place in wanted for one in json.loads((site / place).read_text("utf-8"))]


def test_each_kind_can_be_found_and_every_address_is_there(built: Path) -> None:
    pages = part_files(built, "pages")
    kinds = Counter(row[0] for page in pages for row in page[3])
    assert len(kinds) == 6
    assert min(kinds.values()) >= 5
    assert not [one[0] for one in pages if one[0].startswith(("editing/", "print/"))]
    for address, _, _, rows in pages:
        text = (built / address / "index.html").read_text("utf-8")
        for _, anchor, title, *_ in rows:
            assert title
            assert not anchor or f'id="{anchor}"' in text
    for begins, title, rows in part_files(built, "figures"):
        address, _, name = begins.partition("#")
        text = (built / address / "index.html").read_text("utf-8")
        assert title
        assert [row[0] for row in rows if f'id="{name}{row[0]}"' not in text] == []


@pytest.mark.parametrize("words", ["overspend", "Overspent", "overspending"])
def test_a_readers_word_leads_to_the_page_about_money(page: Page, words: str) -> None:
    title, kind, target = found(page, words)[0]
    assert target.endswith("/finance/")
    assert kind == "Page"
    assert title.endswith("?")


@pytest.mark.parametrize("words", ["12,261", "£12,261,000", "12261"])
def test_a_number_leads_to_its_figure_however_it_is_written(page: Page, words: str) -> None:
    title, kind, target = found(page, words)[0]
    assert target.endswith("/figures/finance/#finance/position-2024-m4/total/variance")
    assert title.startswith("£12.3 million: ")
    assert title.endswith("month 4 of 2024 to 2025, a forecast")
    assert kind.startswith("Figure \u2013 ")


@pytest.mark.parametrize("words", ["71.8", "£71.8 million"])
def test_a_rounded_number_leads_to_its_figure(page: Page, words: str) -> None:
    target = found(page, words)[0][2]
    assert target.endswith("#finance/position-2024-m4/total/forecast")


def test_a_word_of_the_papers_leads_to_its_meaning(page: Page) -> None:
    first = found(page, "variance")[0]
    assert first == ("variance", "Word explained \u2013 Glossary", "../glossary/#variance")


def test_charts_and_sources_can_be_found(page: Page) -> None:
    first = found(page, "agency")[:8]
    assert ("Chart", "../charts/agency-share/") in {(kind, target) for _, kind, target in first}
    kinds = {kind for _, kind, _ in found(page, "Getting to Good update")[:5]}
    assert "Source \u2013 Sources" in kinds


def test_slips_of_the_finger_and_unfinished_words_are_forgiven(page: Page) -> None:
    for words in ("placmeents", "placem"):
        assert "placement" in {title for title, _, _ in found(page, words)}, words


def test_what_was_looked_for_is_marked_and_the_count_is_told(page: Page) -> None:
    found(page, "variance")
    marked = page.locator(".pf-search__results mark").all_inner_texts()
    assert {one.lower() for one in marked} <= {"variance", "variances"}
    assert marked
    status = page.locator(".pf-search__status")
    shown = page.locator(".pf-search__results > li").count()
    expect(status).to_have_text(re.compile(rf"(At least )?{shown} results"))
    found(page, "zzzzzz")
    expect(status).to_have_text("Nothing found for \u201czzzzzz\u201d. Try fewer or other words.")


def test_nothing_is_fetched_before_the_search_is_opened_and_little_for_the_first_words(
    browser: Browser, address: str, built: Path
) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url.removeprefix(address)))
    page.goto(address, wait_until="networkidle")
    assert [one for one in asked if "search" in one] == []
    before = len(asked)
    page.locator(".pf-tool--search").click()
    page.locator("#pf-search[data-ready]").wait_for()
    assert set(FETCHED) == set(map(plainly, asked[before:]))
    titles = {title for title, _, _ in found(page, "children looked after in Oldham")}
    assert len(titles) > 5
    assert len(asked) == len(set(asked))
    index = json.loads((built / "search" / "index.json").read_text("utf-8"))
    assert len(set(asked) & set(index["parts"])) < len(index["parts"])
    fetched = [gzip.compress((built / one).read_bytes()) for one in asked[before:]]
    assert sum(map(len, fetched)) < 60_000
    context.close()


def test_by_keyboard_alone(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.locator(".pf-tool--search").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("variance")
    page.locator(".pf-search__results a").first.wait_for()
    page.keyboard.press("Enter")
    links = page.locator(".pf-search__results a")
    expect(links.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#pf-search")).to_be_hidden()
    expect(page.locator(".pf-tool--search")).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#pf-search")).to_be_hidden()
    page.close()


def test_a_link_can_hold_a_search(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}demand/?q=12,261")
    first = page.locator(".pf-search__results a").first
    expect(first).to_contain_text("12.3 million")
    page.locator("#pf-search[data-ready]").wait_for()
    page.locator(".pf-search__results a").first.click()
    page.wait_for_url("**/figures/**")
    page.close()


@pytest.mark.parametrize("lost", ["search.*.js", "minisearch.*.js", "index.json"])
def test_a_search_that_cannot_be_loaded_says_so_and_tries_again(
    browser: Browser, address: str, lost: str
) -> None:
    page = browser.new_page()
    page.goto(address)
    page.route(f"**/{lost}", lambda route: route.abort())
    page.locator(".pf-tool--search").click()
    status = page.locator(".pf-search__status")
    expect(status).to_have_text(
        "The search could not be loaded. All pages are listed at the foot of this one."
    )
    page.unroute(f"**/{lost}")
    page.locator(".pf-search__close").click()
    page.locator(".pf-tool--search").click()
    page.locator("#pf-search[data-ready]").wait_for()
    page.close()


def test_a_page_that_is_not_there_offers_the_search(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}404.html")
    page.locator("main button").click()
    page.locator("#pf-search[data-ready]").wait_for()
    assert found(page, "variance")
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_search_fits_the_narrowest_window_and_axe_is_content(
    browser: Browser, address: str, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 256}, color_scheme=scheme)
    page = context.new_page()
    page.goto(address)
    page.locator(".pf-tool--search").click()
    page.locator("#pf-search[data-ready]").wait_for()
    found(page, "spending on placements")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    dialog = page.locator("#pf-search")
    assert dialog.evaluate("one => one.scrollWidth <= one.clientWidth")
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    problems = Axe().run(page, options=options).response["violations"]
    assert [one["id"] for one in problems] == []
    context.close()


def test_search_words_stand_in_the_first_lines_of_pages(root: Path, built: Path) -> None:
    pages, _ = read_pages(root / "docs", root)
    with_words = {one.path for one in pages if "search_words" in one.meta}
    found_by = {page[0]: page[2] for page in part_files(built, "pages")}
    assert with_words
    assert sum(bool(words) for words in found_by.values()) == len(with_words)
