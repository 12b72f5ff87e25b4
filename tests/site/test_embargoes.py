"""What has an embargo is in no byte before its moment, and there from then on."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from plainfigures.cli import main
from tests.making import edit
from tests.planting import MOMENT, RARE, all_bytes, plant

BEFORE = "1796894999"
"""One second before the moment, in seconds since 1970."""


def said(site: Path, *words: str) -> str:
    """Run a command at one second before the moment; returns all that it says."""
    runner = CliRunner(env={"SOURCE_DATE_EPOCH": BEFORE})
    return runner.invoke(main, ["--site", str(site), *words], catch_exceptions=False).output


def planted_in(content: bytes) -> dict[str, list[str]]:
    """Return what of all that was planted stands in some bytes, by where it was planted."""
    return {
        where: [one for one in words if one.lower().encode() in content]
        for where, words in RARE.items()
    }


NOTHING: dict[str, list[str]] = {where: [] for where in RARE}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a row, a table, a package and a page that may not be seen yet, built before."""
    root = plant(tmp_path_factory.mktemp("planted") / "fire")
    told = said(root, "build", "--jobs", "1", "--no-pictures")
    assert "Built" in told, told
    assert planted_in(told.lower().encode()) == NOTHING
    return root


def test_nothing_of_it_is_in_any_byte_before(site: Path) -> None:
    there = all_bytes(site / "site", site / ".plainfigures")
    assert planted_in(there) == NOTHING
    assert b"hire: to be told in december" in there
    assert b"the chart comes later" in there
    assert b"there is nothing to tell yet" in there
    assert MOMENT.lower().encode() not in all_bytes(site / "site")
    state = json.loads((site / ".plainfigures" / "state.json").read_text("utf-8"))
    assert state["key"] == "", "a digest of all files would be one of what may not be seen"


def test_it_is_there_from_its_moment_on_with_no_change_to_a_file(
    site: Path, tmp_path: Path
) -> None:
    later = tmp_path / "site"
    how = ("--as-of", MOMENT, "--site-dir", str(later), "--jobs", "1", "--no-pictures")
    told = said(site, "build", *how)
    assert "Built" in told, told
    assert planted_in(all_bytes(later)) == {where: [*words] for where, words in RARE.items()}


def test_no_command_says_a_word_of_it(site: Path, tmp_path: Path) -> None:
    was = shutil.copytree(site, tmp_path / "was", ignore=shutil.ignore_patterns("site"))
    edit(was / "docs" / "index.md", "# ", "# Once more: ")
    edit(was / "datasets" / "money" / "claims.csv", "73.918264,GBP", "73.918261,GBP")
    for command in (
        ["check"],
        ["figures", "quinquereme"],
        ["figures", "73,918,264"],
        ["figures", "--most", "500", "--format", "json"],
        ["changes", str(was), "--jobs", "1"],
    ):
        told = said(site, *command).replace("quinquereme”.", "").replace("73,918,264”.", "")
        assert planted_in(told.lower().encode()) == NOTHING, command
    assert planted_in(all_bytes(site / ".plainfigures")) == NOTHING
