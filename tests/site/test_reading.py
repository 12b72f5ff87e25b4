"""How hard pages are to read, as the commands tell it; a build neither measures nor tells it."""

import json
from pathlib import Path

import pytest

from tests.making import edit, make_site
from tests.site.conftest import run

LONG = "The crew " + " ".join(["went"] * 24) + " out."


@pytest.fixture(scope="module")
def wordy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fire service's site with a long sentence on one of its pages."""
    site = make_site(tmp_path_factory.mktemp("wordy"))
    (site / "docs" / "wordy.md").write_text(f"# Who goes out?\n\n{LONG} They did.\n", "utf-8")
    return site


def test_check_gives_advice_and_finds_nothing_wrong(wordy: Path) -> None:
    result = run(wordy, "check")
    told = 'docs/wordy.md:3:1: advice: The sentence "The crew went went went …" has 27 words'
    assert told in result.output
    assert result.exit_code == 0


def test_a_build_does_not_run_the_rule_and_does_not_say_that_it_did(built: Path) -> None:
    rules = json.loads((built / "data" / "checks.json").read_text("utf-8"))["rules"]
    assert "reading" not in {rule["rule"] for rule in rules}
    assert "Each page is in plain words" not in (built / "checks" / "index.html").read_text("utf-8")


def test_reading_lists_each_page_with_its_grade_and_its_longest_sentence(wordy: Path) -> None:
    result = run(wordy, "reading")
    assert result.exit_code == 0
    heads, *lines = result.output.splitlines()
    assert heads.split("  ")[0] == "page"
    assert "longest sentence" in heads
    rows = {line.split()[0]: line.split()[1:] for line in lines}
    sentences, words, mean, grade, longest = rows["docs/wordy.md"]
    assert (sentences, words, mean, longest) == ("2", "29", "14.5", "27")
    assert float(grade) < 7
    assert "docs/index.md" in rows


def test_reading_of_a_site_that_cannot_be_made_is_refused_in_words(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    edit(site / "mkdocs.yml", "docs_dir: docs", "docs_dir: pages")
    result = run(site, "reading")
    assert result.exit_code == 2
    assert "The pages cannot be made. Run “plainfigures check” to see why." in result.output
