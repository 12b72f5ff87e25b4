"""Builds that are refused or broken off: told in words, and the last good site stays as it was."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.making import append
from tests.site.breaking import (
    break_cell,
    break_chart,
    break_configuration,
    break_drawing,
    break_figure_markup,
    break_front_matter,
    break_link,
    break_macros,
    break_macros_syntax,
    break_note,
    break_own_macros,
    break_plugin,
    break_reference,
    break_template,
    break_theme,
    break_title,
    lose_data,
    lose_macros,
    lose_pages,
)
from tests.site.building import AS_OF, build, bytes_of, leftovers, page_of


@pytest.mark.parametrize(
    "damage",
    [
        break_cell,
        break_reference,
        break_chart,
        break_drawing,
        break_link,
        break_note,
        break_figure_markup,
        break_front_matter,
    ],
    ids=lambda one: one.__name__,
)
def test_a_finding_leaves_the_old_site_byte_for_byte(
    site: Path, damage: Callable[[Path], str]
) -> None:
    before = bytes_of(site / "site")
    expected = damage(site)
    result = build(site)
    assert result.exit_code == 1, result.output
    assert expected in result.output
    assert "The site was not built; what was published before is untouched." in result.output
    assert "Traceback" not in result.output
    assert bytes_of(site / "site") == before
    assert leftovers(site) == set()


@pytest.mark.parametrize(
    "damage",
    [
        break_macros,
        break_macros_syntax,
        break_own_macros,
        lose_macros,
        break_configuration,
        break_theme,
        break_template,
        break_plugin,
        break_title,
        lose_pages,
        lose_data,
    ],
    ids=lambda one: one.__name__,
)
def test_a_build_that_cannot_go_on_says_why_in_words_and_leaves_the_old_site(
    site: Path, damage: Callable[[Path], str]
) -> None:
    before = bytes_of(site / "site")
    expected = damage(site)
    result = build(site)
    assert result.exit_code in {1, 2}, result.output
    assert expected in result.output
    assert "Traceback" not in result.output
    assert bytes_of(site / "site") == before
    assert leftovers(site) == set()


def test_what_is_mended_builds_again(site: Path) -> None:
    page = site / "docs" / "money" / "index.md"
    good = page.read_text("utf-8")
    break_reference(site)
    assert build(site).exit_code == 1
    page.write_text(good.replace("The pressure is", "The strain is"), "utf-8")
    assert build(site).exit_code == 0
    assert "The strain is" in page_of(site, "money").text_content()


def test_a_release_that_is_refused_leaves_the_old_site(site: Path) -> None:
    before = bytes_of(site / "site")
    result = build(site, "--release")
    assert result.exit_code == 1
    assert 'error: "site_url" is empty' in result.output
    assert bytes_of(site / "site") == before


def test_a_build_that_is_killed_leaves_the_old_site_and_the_next_one_works(site: Path) -> None:
    before = bytes_of(site / "site")
    append(site / "docs" / "money" / "index.md", "\nOne more sentence.")
    words = ["--site", str(site), "build", "--as-of", AS_OF, "--jobs", "1"]
    work = site / ".plainfigures"
    with subprocess.Popen([sys.executable, "-m", "plainfigures", *words]) as process:
        for _ in range(6000):
            if list(work.glob("making-*/site/index.html")) or process.poll() is not None:
                break
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    assert bytes_of(site / "site") == before
    result = build(site)
    assert result.exit_code == 0
    assert result.output.startswith("The build before this one was cut off.")
    assert "One more sentence." in page_of(site, "money").text_content()
    assert leftovers(site) == set()
