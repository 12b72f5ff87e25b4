"""The ten tasks of the editors' guide, each done by following only its words."""

import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser

from plainfigures.config import read_config
from tests.conftest import ROOT
from tests.following import Follower, read, steps_of
from tests.site.conftest import AS_OF, copy_warm, run

TASKS = (
    "sentence",
    "figure",
    "chart",
    "source",
    "new-data",
    "correct",
    "promise",
    "term",
    "hold-back",
    "publish",
)


def test_the_guide_has_these_ten_tasks_and_lists_them() -> None:
    folder = ROOT / "docs" / "editing" / "how-to"
    assert {file.stem for file in folder.glob("*.md")} == set(TASKS)
    index = (ROOT / "docs" / "editing" / "index.md").read_text("utf-8")
    assert [name for name in TASKS if f"(how-to/{name}.md)" not in index] == []


@pytest.fixture(scope="module")
def folder(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of this project's site, whose last commit has been pushed, as an editor has it."""
    site = copy_warm(project, tmp_path_factory.mktemp("followed") / "site")
    shutil.copy(ROOT / ".gitignore", site)
    origin = site.parent / "origin.git"
    for words in (
        ["init", "--quiet", "--bare", str(origin)],
        ["init", "--quiet", "--initial-branch", "main", str(site)],
        ["-C", str(site), "config", "user.name", "An editor"],
        ["-C", str(site), "config", "user.email", "editor@example.org"],
        ["-C", str(site), "remote", "add", "origin", str(origin)],
        ["-C", str(site), "add", "--all"],
        ["-C", str(site), "commit", "--quiet", "--message", "As published"],
        ["-C", str(site), "push", "--quiet", "origin", "main"],
    ):
        subprocess.run(["git", *words], check=True)
    return site


@pytest.mark.long
def test_each_task_is_done_by_following_only_its_words(
    folder: Path, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    # One process: to start others takes longer than most of what there is to do.
    monkeypatch.setattr("os.cpu_count", lambda: 1)

    def command(words: list[str]) -> tuple[int, str]:
        result = run(folder, *words)
        return result.exit_code, result.output

    follower = Follower(folder, command)
    for task in TASKS:
        steps = steps_of(built / "editing" / "how-to" / task / "index.html")
        assert len(steps) > 1, task
        for number, step in enumerate(steps, 1):
            try:
                follower.follow(step)
            except AssertionError as error:
                raise AssertionError(f"{task}, step {number}: {error}") from error
    # The last task published nothing by itself: this is the site as its build makes it.
    result = run(folder, "build", "--as-of", AS_OF, "--no-pictures")
    assert result.exit_code == 0, result.output
    for page, words in follower.to_see:
        file = read_config(folder).site / page / "index.html"
        assert file.is_file() == bool(words), page
        if words:
            assert words in read(html.fromstring(file.read_text("utf-8"))), (page, words)
    pushed = subprocess.run(
        ["git", "-C", str(folder.parent / "origin.git"), "branch"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "my-change" in pushed.stdout


@pytest.mark.browser
@pytest.mark.parametrize("task", TASKS)
def test_each_task_fits_on_a_screen(task: str, address: str, browser: Browser) -> None:
    """A common screen of 1920 by 1080 shows some 900 pixels of a page below its heading."""
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    try:
        page.goto(f"{address}editing/how-to/{task}/")
        parts = page.locator("article :is(h1, p, li, pre):not(.pf-foot *)")
        boxes = [box for one in parts.all() if (box := one.bounding_box())]
        assert max(box["y"] + box["height"] for box in boxes) - boxes[0]["y"] < 900
    finally:
        page.close()
