"""The search of a site of more than a thousand pages: as good and as light as that of a small one."""

import gzip
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from plainfigures.publish import SearchedChart, write_search
from tests.looking.browsing import serve
from tests.making import FIRE_SERVICE, catalogue_of
from tests.site.test_search import found

pytestmark = pytest.mark.browser

BEGINNINGS = ("Ash", "Bar", "Dun", "Elm", "Fern", "Gar", "Hal", "Kel", "Mar", "Pen", "Sal", "Tam")
MIDDLES = ("", "ing", "er", "le", "ins", "or", "an", "el")
ENDINGS = ("bury", "dale", "field", "ford", "ham", "ley", "mouth", "port", "stead", "ton", "wick")
NAMES = [f"{one}{middle}{end}" for one in BEGINNINGS for middle in MIDDLES for end in ENDINGS]


def page_of(name: str, near: str) -> str:
    """Make the page of a place, which names the place next to it too."""
    return (
        f"<article><h1>{name}: how fast engines come</h1><p>Fires in {name} and in {near}.</p>"
        f'<h2 id="staff">Firefighters in {name}</h2><p>{"They came when they were called. " * 9}</p>'
        f'<h2 id="money">What it costs</h2><p>As much as in {near}.</p></article>'
    )


@pytest.fixture(scope="module")
def large(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose search holds 1,056 pages more than the site has."""
    site = tmp_path_factory.mktemp("large") / "site"
    shutil.copytree(template / "site", site)
    shutil.rmtree(site / "assets" / "hashed" / "search")
    home = (site / "index.html").read_text("utf-8")
    addresses = {f"places/{name.lower()}/": name for name in NAMES}
    pages = {
        address: page_of(name, near)
        for (address, name), near in zip(addresses.items(), [*NAMES[1:], NAMES[0]], strict=True)
    }
    figures = {"figures/money/": "<article><h1>Figures</h1></article>"}
    charts = [
        SearchedChart(f"{address}#chart-times", f"Slower in {name}", "Minutes by year.")
        for address, name in addresses.items()
    ]
    catalogue = catalogue_of(FIRE_SERVICE)
    write_search(site, {"": home, **pages, **figures}, catalogue, charts=charts, more=addresses)
    return site


@pytest.fixture
def fetched(large: Path, browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """The first page with its search open, and the addresses of what was fetched since."""
    with serve(large) as address:
        context = browser.new_context()
        page = context.new_page()
        page.goto(address)
        asked: list[str] = []
        page.on("request", lambda one: asked.append(one.url.removeprefix(address)))
        page.locator(".pf-tool--search").click()
        page.locator("#pf-search[data-ready]").wait_for()
        yield page, asked
        context.close()


def weight(site: Path, asked: list[str]) -> int:
    """Return how many bytes were fetched for the search, packed as hosts pack them."""
    fetched = (site / one for one in asked if "search" in one)
    return sum(len(gzip.compress(file.read_bytes())) for file in fetched)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("marley firefighters", "Firefighters in Marley"),
        ("slower penlewick", "Slower in Penlewick"),
        ("firefigthers in tamermouth", "Firefighters in Tamermouth"),
    ],
)
def test_the_page_of_a_place_is_found_among_a_thousand_for_less_than_60_kilobytes(
    large: Path, fetched: tuple[Page, list[str]], words: str, first: str
) -> None:
    page, asked = fetched
    assert found(page, words)[0][0] == first
    assert weight(large, asked) < 60_000
    assert len(list((large / "assets/hashed/search").iterdir())) > 2 * len(asked)


def test_figures_are_found_among_a_thousand_pages(fetched: tuple[Page, list[str]]) -> None:
    page, _ = fetched
    title, kind, address = found(page, "-145,000")[0]
    assert title.startswith("\u2212£145,000: ")
    assert kind.startswith("Figure")
    assert address.startswith("./figures/money/#money/")


def test_a_word_that_every_page_has_finds_as_many_as_are_shown(
    large: Path, fetched: tuple[Page, list[str]]
) -> None:
    page, asked = fetched
    assert len(found(page, "engines")) == 20
    expect(page.locator(".pf-search__status")).to_have_text(
        re.compile("At least [0-9]+ results, the first 20 shown")
    )
    assert weight(large, asked) < 60_000
