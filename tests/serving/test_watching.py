"""What is saved is seen, however it is saved, and what is no part of a site is not."""

import os
import shutil
import threading
from pathlib import Path

import pytest

from plainfigures.serving.watching import Inputs, Watch, is_passing
from tests.serving.showing import PATIENCE


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with a page, a table and settings."""
    for name, text in {
        "mkdocs.yml": "site_name: Eastmere\n",
        "docs/index.md": "# Home\n",
        "docs/money/index.md": "# Money\n",
        "datasets/money/budget.csv": "line,value\npay,12\n",
    }.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return tmp_path


@pytest.fixture
def inputs(site: Path) -> Inputs:
    """Its files, looked at."""
    found = Inputs(site)
    assert found.look()
    assert not found.look()
    return found


def test_a_release_beside_the_site_counts_and_where_it_is_named_nothing_is_made_twice(
    site: Path, inputs: Inputs, monkeypatch: pytest.MonkeyPatch
) -> None:
    releases = site.parent / f"{site.name}-releases"
    releases.mkdir()
    monkeypatch.setenv("PLAINFIGURES_SHARED", str(releases))
    settings = "extra: {plainfigures: {releases: PLAINFIGURES_SHARED}}\n"
    (site / "mkdocs.yml").write_text(f"site_name: Eastmere\n{settings}", "utf-8")
    described = '{"resources": [{"plainfigures": {"release": {"file": "calls.csv"}}}]}'
    (site / "datasets" / "money" / "datapackage.json").write_text(described, "utf-8")
    assert inputs.look()
    assert not inputs.look()
    for text in ("calls\n12\n", "calls\n13\n"):
        (releases / "calls.csv").write_text(text, "utf-8")
        assert inputs.look()
        assert not inputs.look()


@pytest.mark.parametrize(
    "name",
    [
        ".index.md.swp",
        "4913",
        "index.md~",
        ".#index.md",
        "#index.md#",
        "~$budget.xlsx",
        ".~lock.budget.csv#",
        "index.md___jb_tmp___",
        "__pycache__",
    ],
)
def test_what_an_editor_puts_beside_a_file_is_no_part_of_the_site(
    name: str, site: Path, inputs: Inputs
) -> None:
    assert is_passing(name)
    (site / "docs" / name).write_text("passing", "utf-8")
    assert not inputs.look()


def test_a_change_counts_by_its_content(site: Path, inputs: Inputs) -> None:
    page = site / "docs" / "index.md"
    page.write_text("# Home\n", "utf-8")
    os.utime(page, (1, 1))
    assert not inputs.look()
    page.write_text("# Here\n", "utf-8")
    assert inputs.look()


def test_a_file_that_takes_the_place_of_another_counts(site: Path, inputs: Inputs) -> None:
    page, draft = site / "docs" / "index.md", site / "docs" / ".draft"
    draft.write_text("# Hers\n", "utf-8")
    was = page.stat()
    os.utime(draft, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert not inputs.look()
    draft.replace(page)
    assert inputs.look()


def test_folders_that_go_and_come_back_count(site: Path, inputs: Inputs) -> None:
    (site / "docs" / "money").rename(site / "docs" / "spending")
    assert inputs.look()
    shutil.rmtree(site / "datasets")
    assert inputs.look()
    assert not inputs.look()
    (site / "datasets" / "money").mkdir(parents=True)
    assert not inputs.look()
    (site / "datasets" / "money" / "budget.csv").write_text("line,value\n", "utf-8")
    assert inputs.look()


def test_templates_count_once_the_settings_name_them(site: Path, inputs: Inputs) -> None:
    template = site / "overrides" / "main.html"
    template.parent.mkdir()
    template.write_text("<p>one</p>", "utf-8")
    assert not inputs.look()
    settings = site / "mkdocs.yml"
    settings.write_text("site_name: Eastmere\ntheme:\n  custom_dir: overrides\n", "utf-8")
    assert inputs.look()
    inputs.look()
    template.write_text("<p>two</p>", "utf-8")
    assert inputs.look()
    settings.write_text("site_name: [Eastmere\n", "utf-8")
    assert inputs.look()
    template.write_text("<p>three</p>", "utf-8")
    assert inputs.look(), "they count while the settings cannot be read"


@pytest.mark.parametrize("poll", [False, True])
def test_each_change_is_told_even_in_folders_that_were_made_anew(
    site: Path, inputs: Inputs, poll: bool
) -> None:
    told = threading.Event()
    watch = Watch(inputs, told.set, poll=poll)
    watch.start()
    try:
        for text in ("one", "two"):
            (site / "docs" / "index.md").write_text(text, "utf-8")
            assert told.wait(PATIENCE), text
            told.clear()
            shutil.rmtree(site / "docs")
            assert told.wait(PATIENCE), "the folder went"
            told.clear()
            (site / "docs").mkdir()
    finally:
        watch.stop()
    (site / "docs" / "index.md").write_text("after the end", "utf-8")
    assert not told.is_set()
