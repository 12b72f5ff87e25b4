"""A site with a page for each fire station, as readers get it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.expanding.stations import make_stations
from tests.looking.browsing import serve
from tests.site.conftest import made_once, run

NAMES = ("eastmere", "harbour", "hill", "quarry", "old-mill")


@pytest.fixture(scope="module")
def stations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished site of the stations, without the pictures for sharing."""

    def make(folder: Path) -> None:
        make_stations(folder)
        words = ("--as-of", "2024-12-01", "--jobs", "1", "--no-pictures")
        result = run(folder, "build", *words)
        assert result.exit_code == 0, result.output

    return made_once(tmp_path_factory, "stations", make) / "site"


def test_the_pages_are_there_and_the_template_is_not(stations: Path) -> None:
    there = {one.parent.name for one in (stations / "stations").glob("*/index.html")}
    assert there == set(NAMES)
    assert not any("[" in one.name for one in stations.rglob("*"))
    sitemap = (stations / "sitemap.xml").read_text("utf-8")
    searched = "".join(one.read_text("utf-8") for one in stations.rglob("pages-*.json"))
    for name in NAMES:
        assert f"stations/{name}/</loc>" in sitemap
        assert f"stations/{name}/" in searched


def test_they_stand_in_no_menu_and_lead_up_to_the_list(stations: Path) -> None:
    html = (stations / "stations" / "hill" / "index.html").read_text("utf-8")
    up = '<p class="pf-up"><a href="../../stations/">All stations</a></p>'
    assert up in html
    menu = re.findall(r"<(?:nav|header)\b.*?</(?:nav|header)>", html, re.DOTALL)
    assert menu
    assert not any(f"stations/{name}/" in one for one in menu for name in NAMES)
    assert "<title>Calls at Hill_Top *North* 12 - " in html


def test_a_page_can_be_linked_to_by_the_file_it_would_have(stations: Path) -> None:
    html = (stations / "stations" / "index.html").read_text("utf-8")
    assert re.findall(r'href="([^"]*)">the one on the hill</a>', html) == ["hill/"]


def test_all_charts_names_them_once_and_leads_to_the_list(stations: Path) -> None:
    html = (stations / "charts" / "index.html").read_text("utf-8")
    listed = re.findall(r"<li>(.*?)<br>", html)
    (alike,) = [one for one in listed if "rate-" in one]
    assert alike.count("<a ") == 2
    assert 'href="../stations/eastmere/#chart-rate-eastmere"' in alike
    assert "and 4 like it, each on its own page" in alike
    assert '<a href="../stations/">All stations</a>' in alike


@pytest.fixture
def page(browser: Browser, stations: Path) -> Iterator[Page]:
    """The list of all stations, on a phone."""
    context = browser.new_context(viewport={"width": 390, "height": 700})
    with serve(stations) as address:
        page = context.new_page()
        page.goto(f"{address}stations/")
        yield page
    context.close()


@pytest.mark.browser
def test_typing_leaves_the_names_that_fit_and_says_how_many(page: Page) -> None:
    field, shown = page.get_by_label("Find by name"), page.locator(".pf-many li:visible")
    status = page.locator(".pf-many__status")
    expect(shown).to_have_count(5)
    assert Axe().run(page, ".pf-many").response["violations"] == []
    field.fill("KINGS harb")
    expect(status).to_have_text("1 of 5 pages")
    expect(shown).to_have_text(["King's Harbour & Quay"])
    field.fill("nothing")
    expect(status).to_have_text("No name fits. Try fewer letters.")
    expect(shown).to_have_count(0)
    field.fill("")
    expect(shown).to_have_count(5)
    field.fill("quarry")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/stations/quarry/$"))
    page.locator(".pf-up a").click()
    expect(page).to_have_url(re.compile(r"/stations/$"))


@pytest.mark.browser
def test_without_scripts_the_list_is_whole(browser: Browser, stations: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    with serve(stations) as address:
        page = context.new_page()
        page.goto(f"{address}stations/")
        expect(page.locator(".pf-many li:visible")).to_have_count(5)
        expect(page.locator(".pf-many input")).to_have_count(0)
    context.close()
