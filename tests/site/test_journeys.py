"""What residents come to do, done as they would: with everything, without scripts, without images."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

MEANS = ("everything", "no scripts", "no images")
OVERSPENT = "finance/position-2024-m4/total/variance"


@pytest.fixture(params=MEANS)
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """The home page, opened with what a reader has."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900},
        java_script_enabled=request.param != "no scripts",
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    opened = context.new_page()
    if request.param == "no images":
        opened.route(
            "**/*",
            lambda route: (
                route.abort() if route.request.resource_type == "image" else route.continue_()
            ),
        )
    opened.goto(address)
    yield opened
    context.close()


@pytest.fixture
def keep(request: pytest.FixtureRequest, root: Path) -> "Album":
    """Keeps a picture of each step among the artefacts of the run."""
    return Album(root / "artefacts" / "screenshots" / "journeys", request.node.name)


class Album:
    """Pictures of one journey's steps."""

    def __init__(self, folder: Path, journey: str) -> None:
        self.folder = folder
        self.journey = re.sub(r"[^a-z0-9]+", "-", journey.lower()).strip("-")
        self.step = 0

    def take(self, page: Page) -> None:
        """Keep what the reader sees now."""
        self.step += 1
        name = f"{self.journey.removeprefix('test-')}-{self.step}.jpg"
        page.screenshot(path=self.folder / name, type="jpeg", quality=50)


def go(page: Page, place: str) -> None:
    """Follow a place of the header."""
    page.get_by_role("banner").get_by_role("link", name=place, exact=True).click()


def only(found: Locator) -> Locator:
    """Return the first of what was found, and hold that it can be seen."""
    found.first.scroll_into_view_if_needed()
    assert found.first.is_visible()
    return found.first


def test_what_was_overspent_is_found_and_checked_in_the_paper(page: Page, keep: Album) -> None:
    go(page, "Money")
    keep.take(page)
    figure = only(page.locator(f'.pf-fig:has(data[data-figure="{OVERSPENT}"])'))
    assert "£12.3 million" in figure.inner_text()
    number = figure.locator(".pf-ref a")
    entry_of = number.get_attribute("href") or ""
    number.click()
    opened = page.locator(".pf-explain:visible")
    behind = opened if opened.count() else page.locator(entry_of)
    keep.take(page)
    assert "12,261" in behind.inner_text()
    assert "table 1" in behind.inner_text().lower()
    behind.locator("a[href*='numbers/#number-']").first.click()
    page.wait_for_url("**/numbers/#number-*")
    place = page.locator(f'[id="{page.url.partition("#")[2]}"]')
    place.wait_for()
    keep.take(page)
    assert "12,261" in place.locator("xpath=ancestor-or-self::tr").inner_text()


def test_whether_a_promise_was_kept_is_seen(page: Page, keep: Album) -> None:
    go(page, "Promises")
    promise = only(page.locator("#promise-plan-to-ofsted-2019"))
    keep.take(page)
    words = " ".join(promise.inner_text().split())
    assert "reported done" in words.lower()
    assert "11 June 2019" in words
    assert "Oldham Council" in words
    promise.locator("a[href^='#note-'], a[href*='numbers/#']").first.click()
    keep.take(page)
    assert "#" in page.url


def test_the_demand_data_are_taken_away(page: Page, keep: Album, tmp_path: Path) -> None:
    page.get_by_role("contentinfo").get_by_role("link", name="Data and downloads").first.click()
    keep.take(page)
    with page.expect_download() as coming:
        page.locator("main a[href$='data/demand/rates.csv']").first.click()
    coming.value.save_as(tmp_path / "rates.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "rates.csv").read_text("utf-8-sig"))))
    assert len(rows) > 20
    assert all(row["source"] for row in rows)
    with page.expect_download() as coming:
        page.locator("main a[href$='demand.xlsx']").first.click()
    coming.value.save_as(tmp_path / "demand.xlsx")
    book = load_workbook(tmp_path / "demand.xlsx", read_only=True)
    assert len(book.sheetnames) > 3


def test_the_finance_page_reads_without_scripts(
    browser: Browser, address: str, keep: Album
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.goto(f"{address}finance/")
    keep.take(page)
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.locator(".pf-standfirst .pf-figure").first.is_visible()
    assert page.get_by_role("link", name="Promises", exact=True).first.is_visible()
    assert not page.locator(".pf-tool:visible").count()
    charts = page.locator("figure.pf-chart")
    assert charts.count() >= 5
    for chart in charts.all():
        chart.locator("summary").first.click()
        assert chart.locator("table").first.is_visible()
    keep.take(page)
    links = page.locator(".pf-ref a")
    targets = {one.get_attribute("href") or "" for one in links.all()}
    assert len(targets) > 10
    for target in targets:
        assert page.locator(f'[id="{target[1:]}"]').count() == 1, target
    context.close()
