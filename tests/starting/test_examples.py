"""The example of another public body, held to what `plainfigures new site` gives."""

import importlib.util
import shutil
from pathlib import Path
from types import ModuleType

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


@pytest.fixture
def its_tests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The tests that every site takes over, about to look at a site in `tmp_path`."""
    file = EXAMPLE / "tests" / "test_site.py"
    spec = importlib.util.spec_from_file_location("its_tests", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "HERE", tmp_path)
    return module


def test_its_tests_know_pages_that_are_held_back(its_tests: ModuleType, tmp_path: Path) -> None:
    for place, matter in (("", ""), ("later", "publish_after: 2999-01-01\n"), ("later/deep", "")):
        folder = tmp_path / "docs" / place
        folder.mkdir(parents=True)
        (folder / "index.md").write_text(f"---\ntitle: A page\n{matter}---\n\n# A page\n", "utf-8")
    pages = sorted((tmp_path / "docs").rglob("index.md"))
    held = [page.parent.name for page in pages if its_tests.may_be_held_back(page)]
    assert held == ["deep", "later"]


def test_its_tests_know_a_source_that_is_said_once_for_a_table(
    its_tests: ModuleType, tmp_path: Path
) -> None:
    package = tmp_path / "datasets" / "calls"
    package.mkdir(parents=True)
    (package / "all.csv").write_text(
        'key,value,as_published,locator\na,603,603,"table 1"\n', "utf-8"
    )
    described = package / "datapackage.json"
    figure = {"as_published": "603", "locator": "table 1", "source": "report"}
    published = {"calls/all/a": figure}
    described.write_text('{"plainfigures": {"source": "report"}}', "utf-8")
    its_tests.test_every_published_figure_is_as_the_tables_have_it(published)
    described.write_text('{"plainfigures": {"source": "another-report"}}', "utf-8")
    with pytest.raises(AssertionError, match="calls/all/a"):
        its_tests.test_every_published_figure_is_as_the_tables_have_it(published)
