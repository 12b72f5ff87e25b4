"""Every page, opened in a real browser: at phone and desk width, in light and dark.

With PLAINFIGURES_SCREENSHOTS set, each is also kept as a picture, to be looked at.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request

pytestmark = pytest.mark.browser

Scheme = Literal["light", "dark"]

NARROWEST, PHONE, DESK = 320, 390, 1280


@dataclass
class Heard:
    """What went wrong while a page was open."""

    said: list[str] = field(default_factory=list)


def listen(page: Page, address: str) -> Heard:
    """Note console errors, failed requests, and requests to anywhere else."""
    heard = Heard()
    host = urlsplit(address).netloc

    def on_request(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https"} and parts.netloc != host:
            heard.said.append(f"asked {request.url}")

    page.on("console", lambda one: heard.said.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda error: heard.said.append(str(error)))
    page.on("requestfailed", lambda request: heard.said.append(f"failed {request.url}"))
    page.on("response", lambda one: heard.said.append(one.url) if one.status >= 400 else None)
    page.on("request", on_request)
    return heard


def pages_of(built: Path) -> list[str]:
    """Return the addresses of all pages of a site."""
    files = sorted(built.rglob("index.html"))
    return [file.parent.relative_to(built).as_posix().removeprefix(".") for file in files]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [NARROWEST, PHONE, DESK])
def test_every_page_opens_without_complaint(
    browser: Browser, built: Path, address: str, width: int, scheme: Scheme, root: Path
) -> None:
    """No console error, no failed request, none to elsewhere, no sideways scrolling, axe content."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    shots = root / "artefacts" / "screenshots" if "PLAINFIGURES_SCREENSHOTS" in os.environ else None
    # Structure is the same in the dark; at the narrowest, colours are those of a phone.
    contrast = [] if width == NARROWEST else ["color-contrast"]
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if scheme == "dark":
        options["runOnly"] = ["link-in-text-block", *contrast]
    else:
        options["rules"] = {"color-contrast": {"enabled": bool(contrast)}}
    problems = {}
    page = context.new_page()
    heard = listen(page, address)
    for name in pages_of(built):
        page.goto(f"{address}{name}/" if name else address, wait_until="load")
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            heard.said.append(f"is {wide} pixels wide in a window of {width}")
        for found in Axe().run(page, options=options).response["violations"]:
            heard.said.append(f"{found['id']}: {found['nodes'][0]['html'][:120]}")
        if heard.said:
            problems[name or "home"] = list(heard.said)
        heard.said.clear()
        if shots:
            shot = shots / f"{name.replace('/', '-') or 'home'}-{width}-{scheme}.png"
            page.screenshot(path=shot, full_page=True)
    context.close()
    assert problems == {}


def test_a_figure_leads_to_its_source_without_scripts(
    browser: Browser, built: Path, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}finance/")
    link = page.locator(".pf-fig:has(data) .pf-ref a").first
    target = link.get_attribute("href") or ""
    link.click()
    assert page.url.endswith(target)
    note = page.locator(target)
    assert note.is_visible()
    assert "Oldham Council" in note.inner_text() or "Our arithmetic" in note.inner_text()
    context.close()


def test_a_figure_leads_to_its_source_by_keyboard(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}finance/")
    link = page.locator(".pf-ref a").first
    link.focus()
    assert link.evaluate("node => node === document.activeElement")
    page.keyboard.press("Enter")
    assert page.url.endswith(link.get_attribute("href") or "nowhere")
    page.close()


@pytest.mark.parametrize(("width", "shown"), [(PHONE, "narrow"), (DESK, "wide")])
def test_one_drawing_of_each_chart_is_shown_and_its_text_can_be_read(
    browser: Browser, address: str, width: int, shown: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(f"{address}finance/")
    charts = page.locator("figure.pf-chart")
    assert charts.count() >= 5
    for index in range(charts.count()):
        drawings = charts.nth(index).locator("svg.pf-svg")
        visible = [one for one in drawings.all() if one.is_visible()]
        assert len(visible) == 1
        assert f"pf-svg--{shown}" in (visible[0].get_attribute("class") or "")
        box = visible[0].bounding_box()
        assert box is not None
        natural = float((visible[0].get_attribute("viewBox") or "0 0 1 1").split()[2])
        # Drawn at 14 px and shown at no less than nine tenths of that.
        assert box["width"] / natural >= 0.9
    page.close()


def test_the_numbers_of_a_chart_are_one_action_away(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}finance/")
    chart = page.locator("figure[data-chart='variance']")
    table = chart.locator("table")
    assert not table.is_visible()
    chart.locator("summary").click()
    assert table.is_visible()
    page.close()
