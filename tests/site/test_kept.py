"""What builds keep from one to the next changes how long they take, and nothing else."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.making import append, edit
from tests.site.building import build, bytes_of, leftovers

ALLOWED = """    body: eastmere-fire-authority
    allowed_numbers:
      - pattern: Section 47
        why: The name of a part of a law.
      - pattern: Section 17
        why: The name of a part of a law, on no page.
"""


@pytest.fixture
def allowing(site: Path) -> Path:
    """A site in which a pattern allows a number that is typed on one page, built once."""
    edit(site / "mkdocs.yml", "    body: eastmere-fire-authority\n", ALLOWED)
    page = site / "docs" / "response" / "index.md"
    page.write_text(page.read_text("utf-8") + "\nThis is done under Section 47.\n", "utf-8")
    result = build(site)
    assert result.exit_code == 0, result.output
    return site


def change_a_page(site: Path) -> None:
    page = site / "docs" / "money" / "index.md"
    page.write_text(page.read_text("utf-8") + "\nA new sentence.\n", "utf-8")


def change_a_cell(site: Path) -> None:
    edit(site / "datasets" / "response" / "staff.csv", "620,people,620", "621,people,621")


@pytest.mark.parametrize("change", [change_a_page, change_a_cell])
def test_a_build_that_could_rely_on_the_last_makes_what_a_first_build_makes(
    allowing: Path, tmp_path: Path, change: Callable[[Path], None]
) -> None:
    change(allowing)
    first = shutil.copytree(allowing, tmp_path / "first")
    shutil.rmtree(first / ".plainfigures")
    shutil.rmtree(first / "site")
    again, anew = build(allowing), build(first)
    assert (again.exit_code, anew.exit_code) == (0, 0), again.output + anew.output
    assert again.output.replace(str(allowing), "") == anew.output.replace(str(first), "")
    assert bytes_of(allowing / "site") == bytes_of(first / "site")
    assert leftovers(allowing) == set()


def test_advice_on_a_pattern_that_is_not_needed_is_given_each_time(allowing: Path) -> None:
    change_a_page(allowing)
    output = build(allowing).output
    assert 'The pattern "Section 17" allows no number that stands on the site.' in output
    assert "Section 47" not in output


def test_a_number_typed_into_a_page_that_was_clean_is_found(allowing: Path) -> None:
    page = allowing / "docs" / "money" / "index.md"
    page.write_text(page.read_text("utf-8") + "\nIt bought 12 engines.\n", "utf-8")
    result = build(allowing)
    assert result.exit_code == 1
    assert 'The number "12" is typed by hand.' in result.output
    page.write_text(page.read_text("utf-8").replace("12 engines", "engines"), "utf-8")
    assert build(allowing).exit_code == 0


OWN = """

def own_macros(desk: Any) -> dict[str, Any]:
    from functools import cache
    from pathlib import Path

    @cache
    def motto() -> str:
        return (Path(__file__).parents[1] / "motto.txt").read_text("utf-8").strip()

    return {"motto": motto}
"""
"""A macro of the site's own that reads a file elsewhere, once for all pages."""


def test_what_the_sites_own_macros_read_elsewhere_is_never_taken_for_unchanged(site: Path) -> None:
    module = site / "macros" / "__init__.py"
    module.write_text(module.read_text("utf-8") + OWN, "utf-8")
    for page in ("money", "response"):
        append(site / "docs" / page / "index.md", "\n{{ motto() }}")
    for motto in ("Ever ready", "Ever there"):
        (site / "motto.txt").write_text(motto, "utf-8")
        result = build(site)
        assert result.exit_code == 0, result.output
        for page in ("money", "response"):
            assert motto in (site / "site" / page / "index.html").read_text("utf-8")
