"""`plainfigures serve`: a page follows what is saved by itself, and a mistake never takes it away."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect

from plainfigures.cli import main
from tests.making import edit, make_site
from tests.serving.showing import PATIENCE, Shown, show

SOON = PATIENCE * 1000
"""Milliseconds after which what a browser does not show is taken never to come."""


@pytest.fixture(scope="module")
def shown(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """A preview of the fire service's site, with a macro of its own."""
    site = shutil.copytree(template, tmp_path_factory.mktemp("serve") / "fire")
    module = site / "macros" / "__init__.py"
    own = "\n\ndef own_macros(desk: Any) -> dict[str, Any]:\n    return {'motto': lambda: 'Ever ready'}\n"
    module.write_text(module.read_text("utf-8") + own, "utf-8")
    with (site / "docs" / "money" / "index.md").open("a", encoding="utf-8") as page:
        page.write("\nOur motto: {{ motto() }}.\n")
    with show(site) as running:
        running.wait(lambda: running.state.attempt > 0, "the first pages")
        yield running


@pytest.fixture
def page(shown: Shown, browser: Browser) -> Iterator[Page]:
    """The page on money, opened."""
    opened = browser.new_page()
    opened.goto(f"{shown.preview.address}money/")
    yield opened
    opened.close()


@pytest.mark.browser
def test_an_open_page_follows_a_page_a_table_a_chart_and_a_macro(shown: Shown, page: Page) -> None:
    site, article = shown.preview.root, page.locator("article")
    expect(article).to_contain_text("The pressure is", timeout=SOON)
    edit(site / "docs/money/index.md", "The pressure is", "The strain is")
    expect(article).to_contain_text("The strain is", timeout=SOON)
    edit(site / "datasets/money/budget.csv", "-145,-145", "-155,-155")
    expect(article).to_contain_text("−£155,000", timeout=SOON)
    edit(site / "macros/__init__.py", "'Ever ready'", "'Ever there'")
    expect(article).to_contain_text("Our motto: Ever there.", timeout=SOON)
    chart = site / "charts" / "variance.yml"
    title = next(
        line for line in chart.read_text("utf-8").splitlines() if line.startswith("title:")
    )
    edit(chart, title, f"{title} (seen anew)" if '"' not in title else title[:-1] + ' (seen anew)"')
    expect(article).to_contain_text("(seen anew)", timeout=SOON)


@pytest.mark.browser
def test_two_mistakes_show_in_a_panel_over_the_page_and_clear_when_mended(
    shown: Shown, page: Page
) -> None:
    site, panel = shown.preview.root, page.locator("plainfigures-preview .panel")
    text, table = site / "docs/money/index.md", site / "datasets/money/budget.csv"
    expect(page.locator("plainfigures-preview .bar")).to_be_visible(timeout=SOON)
    expect(panel).to_have_count(0)
    page.locator("a.pf-skip").focus()

    edit(text, "money/derived/pressure", "money/derived/presure")
    expect(panel).to_contain_text("docs/money/index.md:", timeout=SOON)
    expect(panel).to_contain_text("This page shows the last good version")
    expect(panel).to_contain_text("Did you mean “money/derived/pressure”?")
    was = table.read_text("utf-8")
    table.write_text(
        was.replace("-155,-155", "-1x5,-155").replace("-145,-145", "-1x5,-145"), "utf-8"
    )
    expect(panel).to_contain_text("datasets/money/budget.csv:", timeout=SOON)
    expect(page.locator("article")).to_contain_text("£698,000")
    assert page.evaluate("document.activeElement.className") == "pf-skip", "focus stays"

    panel.locator("summary").press("Enter")
    expect(panel.locator(".list")).to_be_hidden()
    table.write_text(was, "utf-8")
    expect(panel).not_to_contain_text("datasets/money/budget.csv:", timeout=SOON)
    expect(panel.locator(".list")).to_be_hidden()
    edit(text, "money/derived/presure", "money/derived/pressure")
    expect(panel).to_have_count(0, timeout=SOON)


@pytest.mark.browser
def test_a_reader_keeps_the_place_and_another_page_is_left_alone(
    shown: Shown, page: Page, browser: Browser
) -> None:
    other = browser.new_page()
    other.goto(f"{shown.preview.address}response/")
    expect(other.locator("plainfigures-preview .bar")).to_be_visible(timeout=SOON)
    other.evaluate("window.mine = 1")
    page.set_viewport_size({"width": 390, "height": 500})
    page.evaluate("scrollTo({top: 420, behavior: 'instant'})")
    with (shown.preview.root / "docs/money/index.md").open("a", encoding="utf-8") as file:
        file.write("\nThe very last words.\n")
    expect(page.locator("article")).to_contain_text("The very last words.", timeout=SOON)
    # Asked from here: the policy of a page lets nobody wait within it by text that is run.
    for _ in range(SOON // 100):
        if abs(page.evaluate("scrollY") - 420) < 3:
            break
        page.wait_for_timeout(100)
    assert page.evaluate("scrollY") == pytest.approx(420, abs=3)
    assert other.evaluate("window.mine") == 1
    with (shown.preview.root / "docs/response/index.md").open("a", encoding="utf-8") as file:
        file.write("\nSome other last words.\n")
    expect(other.locator("article")).to_contain_text("Some other last words.", timeout=SOON)
    other.close()


@pytest.mark.browser
def test_a_preview_that_begins_with_a_mistake_gives_way_to_the_site(
    site: Path, browser: Browser
) -> None:
    edit(site / "docs/money/index.md", "money/derived/pressure", "money/derived/presure")
    with show(site) as running:
        opened = browser.new_page()
        opened.goto(running.preview.address)
        expect(opened.locator("main")).to_contain_text("presure", timeout=SOON)
        edit(site / "docs/money/index.md", "money/derived/presure", "money/derived/pressure")
        expect(opened.locator("main h1")).not_to_contain_text("cannot be made", timeout=SOON)
        expect(opened.locator("plainfigures-preview .bar")).to_be_visible(timeout=SOON)
        opened.close()


def test_the_command_tells_one_address_and_ends_when_asked(tmp_path: Path) -> None:
    site, said = make_site(tmp_path / "fire"), tmp_path / "said.txt"
    command = [sys.executable, "-m", "plainfigures", "--site", str(site), "serve"]
    with said.open("wb") as stream:
        process = subprocess.Popen(
            [*command, "--address", "127.0.0.1:0"],
            stdout=stream,
            stderr=subprocess.STDOUT,
            env=dict(os.environ, PYTHONUNBUFFERED="1"),
        )
        try:
            end = time.monotonic() + PATIENCE
            while "Stop with Ctrl+C." not in said.read_text("utf-8"):
                assert time.monotonic() < end, said.read_text("utf-8")
                time.sleep(0.05)
            # At once, while the first pages are being made.
            process.send_signal(signal.SIGINT)
            assert process.wait(PATIENCE) == 0
        finally:
            process.kill()
            process.wait()
    lines = said.read_text("utf-8").splitlines()
    assert lines[0].startswith("The site is at http://127.0.0.1:")
    assert lines[1:] == ["Stop with Ctrl+C.", "Stopped."]
    assert not (site / "site").exists()


@pytest.mark.parametrize("address", ["here", "127.0.0.1:", "127.0.0.1:http", "127.0.0.1:70000"])
def test_an_address_that_is_none_is_wrong_use(tmp_path: Path, address: str) -> None:
    words = ["--site", str(make_site(tmp_path)), "serve", "--address", address]
    result = CliRunner().invoke(main, words, catch_exceptions=False)
    assert result.exit_code == 2
    assert f'"{address}" is no address.' in result.output


def test_an_address_where_nobody_can_listen_is_told_with_another(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        words = ["--site", str(make_site(tmp_path)), "serve", "--address", address]
        result = CliRunner().invoke(main, words, catch_exceptions=False)
    assert result.exit_code == 2
    assert f"cannot be shown at {address}: a program is there already" in result.output
    assert "or write: plainfigures serve --address 127.0.0.1:" in " ".join(result.output.split())
    words[-1] = "192.0.2.1:8000"
    result = CliRunner().invoke(main, words, catch_exceptions=False)
    assert "this machine does not have the address 192.0.2.1" in " ".join(result.output.split())
