"""The example of another public body, held to what `plainfigures new site` gives."""

import shutil
from pathlib import Path

import pytest

from plainfigures.starting.answers import questions
from plainfigures.starting.site import RECORD, upgrade_site
from tests.conftest import ROOT
from tests.site.building import bytes_of
from tests.site.conftest import run

EXAMPLE = ROOT / "tests" / "examples" / "fire"
MADE = (".plainfigures", "site", "__pycache__", ".pytest_cache", ".nox", ".tools")


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example."""
    folder = tmp_path_factory.mktemp("example") / "fire"
    return shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(*MADE))


def test_all_that_it_took_over_is_as_the_template_has_it(example: Path) -> None:
    """Where this fails, the template has changed: run `python -m tests.examples`."""
    before = bytes_of(example)
    assert upgrade_site(example, None) == ["Nothing is new."]
    assert bytes_of(example) == before
    assert RECORD in before
    assert not any(question.default.encode() in before[RECORD] for question in questions()[:2])


def test_it_is_clean_and_is_built_whole(example: Path, tmp_path: Path) -> None:
    checked = run(example, "check")
    assert (checked.exit_code, checked.output) == (0, "Nothing wrong.\n")
    words = ("--as-of", "2024-12-01", "--jobs", "1", "--no-pictures")
    built = run(example, "build", "--release", "--site-dir", str(tmp_path / "site"), *words)
    assert built.exit_code == 0, built.output
    home = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert "Westwater is made up, and so are its papers and its figures." in home
    for chart in (EXAMPLE / "charts").glob("*.yml"):
        assert (tmp_path / "site" / "charts" / chart.stem / "index.html").is_file()


def test_it_is_of_quite_another_trade(example: Path) -> None:
    words = b" ".join(bytes_of(example).values()).lower()
    assert words.count(b"oldham") + words.count(b"ofsted") + words.count(b"children") == 0
