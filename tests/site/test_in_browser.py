"""Every page, opened in a real browser: at three widths, in light or dark.

With PLAINFIGURES_SCREENSHOTS set, each is also kept as a picture, to be looked at.
"""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.looking.browsing import listen, pages_of
from tests.looking.measures import look, prepare, said
from tests.looking.states import DESK, PHONE, STATES, State
from tests.weigh import weigh_page

pytestmark = pytest.mark.browser

# Opened in every state, as the others are by the sweep.
MAIN = ("",)
# All other pages joined into one, and the longest lists: the sweep looks at them.
LONGEST = ("print", "claims", "adds-up")


def first_of_each_kind(names: list[str]) -> list[str]:
    """Leave out all but two of pages of one kind, of which a folder holds more than four."""
    beside: dict[str, list[str]] = {}
    for name in names:
        beside.setdefault(name.rpartition("/")[0], []).append(name)
    kinds = {folder: names for folder, names in beside.items() if folder and len(names) > 4}
    left_out = {name for names in kinds.values() for name in names[2:]}
    return [name for name in names if name not in left_out]


def states_of(built: Path) -> dict[State, list[str]]:
    """Share the pages out among the states: the main ones in all, each other in one."""
    names = first_of_each_kind(pages_of(built))
    others = [name for name in names if name not in {*MAIN, *LONGEST}]
    return {state: [*MAIN, *others[number :: len(STATES)]] for number, state in enumerate(STATES)}


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_every_page_opens_without_complaint(
    browser: Browser, built: Path, address: str, state: State, root: Path
) -> None:
    """No console error, no failed request, none to elsewhere, no sideways scrolling, axe content.

    The sweep, `nox -s accessible`, opens every page in every state.
    """
    context = browser.new_context(
        viewport={"width": state.width, "height": state.height}, color_scheme=state.scheme
    )
    shots = root / "artefacts" / "screenshots" if "PLAINFIGURES_SCREENSHOTS" in os.environ else None
    problems = {}
    page = context.new_page()
    heard = listen(page, address)
    for name in states_of(built)[state]:
        page.goto(f"{address}{name}/" if name else address, wait_until="load")
        prepare(page)
        heard.said += said(look(page, "structure", "sideways", "targets", "cut").problems)
        if heard.said:
            problems[name or "home"] = list(heard.said)
        heard.said.clear()
        if shots:
            shot = shots / f"{name.replace('/', '-') or 'home'}-{state.width}-{state.scheme}.png"
            page.screenshot(path=shot, full_page=True)
    context.close()
    assert problems == {}


@pytest.mark.parametrize("page", ["", "editing/find-charts"])
def test_nothing_moves_while_a_page_loads(browser: Browser, address: str, page: str) -> None:
    """The pictures in a list of charts have their places before they come."""
    assert weigh_page(browser, address, page, "desk").shift == 0


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
    # Whose the figures of one source are stands once, above all of its entries.
    shared = page.locator(".pf-foot__notes > li").first.locator(".pf-facts--shared")
    assert shared.is_visible()
    assert "Oldham Council" in shared.inner_text()
    context.close()


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
