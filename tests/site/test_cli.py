"""The commands, as a person types them."""

import shutil
from pathlib import Path

import pytest

from plainfigures.publish import confirm_site
from tests.site.conftest import AS_OF, copy_warm, run

MISSPELT = '{{ figure("finance/positon-2024-m4/children-in-care/variance") }}'


@pytest.fixture
def copy(project: Path, tmp_path: Path) -> Path:
    """A copy of this project's site to break."""
    return copy_warm(project, tmp_path / "copy")


def test_check_is_content_with_the_site_but_for_what_is_not_configured(root: Path) -> None:
    result = run(root, "check")
    assert result.exit_code == 0, result.output
    assert "error" not in result.output


def test_a_misspelt_reference_is_told_with_its_line_and_the_right_spelling(copy: Path) -> None:
    page = copy / "docs" / "finance" / "index.md"
    text = page.read_text("utf-8").rstrip() + f"\n\nA sentence with {MISSPELT} in it.\n"
    page.write_text(text, "utf-8")
    result = run(copy, "check")
    line = text.splitlines().index(f"A sentence with {MISSPELT} in it.") + 1
    assert result.exit_code == 1
    assert result.output.startswith(
        f"docs/finance/index.md:{line}:28: error: There is no figure "
        '"finance/positon-2024-m4/children-in-care/variance".\n'
        '    Did you mean "finance/position-2024-m4/children-in-care/variance"?\n'
    )
    assert "Traceback" not in result.output


def test_check_looks_at_the_finished_pages_too_and_leaves_no_site(copy: Path) -> None:
    page = copy / "docs" / "astray.md"
    page.write_text("# Astray\n\n[There is no such page](nowhere/index.md)\n", "utf-8")
    result = run(copy, "check")
    assert result.exit_code == 1
    assert "docs/astray.md:3" in result.output
    assert "nowhere" in result.output
    assert not (copy / "site").exists()
    assert not list((copy / ".plainfigures").glob("making-*"))


def test_three_mistakes_on_a_page_are_three_findings(copy: Path) -> None:
    page = copy / "docs" / "mistakes.md"
    page.write_text(
        "# Mistakes\n\n{{ figure('a/b/c') }}\n\n{{ fgure('a/b/c') }}\n\n{{ chart(variance) }}\n",
        "utf-8",
    )
    result = run(copy, "check", "--format", "github")
    told = [line for line in result.output.splitlines() if "file=docs/mistakes.md" in line]
    title = "title=plainfigures%3A macros"
    assert told == [
        f'::error file=docs/mistakes.md,line=3,col=12,{title}::There is no figure "a/b/c". '
        "Look for the right reference with: plainfigures figures WORDS.",
        f"::error file=docs/mistakes.md,line=5,col=4,{title}::There is no macro or setting called "
        '"fgure". The macros are listed in the editors\' guide. Did you mean "figure"?',
        f"::error file=docs/mistakes.md,line=7,col=10,{title}::There is no macro or setting called "
        '"variance". The macros are listed in the editors\' guide. If it is the name of a thing, put '
        "it in quotes.",
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            "position-2024-m4.csv",
            '"12,087"',
            "12.o87",
            'position-2024-m4.csv:2: error: "12.o87" in "variance" is not a number, such as 12,261 or 12.5',
        ),
        (
            "position-2024-m4.csv",
            "fieldwork-and-family-support,",
            "fieldwork,",
            'There is no figure "finance/position-2024-m4/fieldwork-and-family-support/',
        ),
    ],
)
def test_a_bad_cell_is_told_and_the_last_good_site_stays(
    project: Path, tmp_path: Path, file: str, old: str, new: str, expected: str
) -> None:
    copy = copy_warm(project, tmp_path / "copy")
    shutil.copytree(project / "site", copy / "site")
    table = copy / "datasets" / "finance" / file
    text = table.read_text("utf-8")
    assert old in text
    table.write_text(text.replace(old, new, 1), "utf-8")
    result = run(copy, "build", "--as-of", AS_OF, "--jobs", "1")
    assert result.exit_code == 1
    assert expected in result.output
    assert "datasets/finance/" in result.output
    assert "Traceback" not in result.output
    assert confirm_site(copy / "site")


def test_figures_finds_by_words_and_gives_the_macro_to_paste(root: Path) -> None:
    result = run(root, "figures", "agency", "share", "july", "2024")
    assert result.exit_code == 0
    assert result.output.startswith(
        "Agency social workers, July 2024, Oldham\n"
        '    32%; printed "32%"; actual; Oldham Council\n'
        '    {{ figure("workforce/agency/agency-share@2024-07") }}\n'
    )


def test_figures_says_so_when_nothing_fits(root: Path) -> None:
    result = run(root, "figures", "zzzz qqqq")
    assert result.exit_code == 1
    assert "Nothing fits “zzzz qqqq”." in result.output
    assert "editing/find/" in result.output


def test_a_folder_without_a_site_is_wrong_use(tmp_path: Path) -> None:
    result = run(tmp_path, "check")
    assert result.exit_code == 2
    assert "There is no mkdocs.yml here or in a folder above." in result.output


def test_a_moment_that_is_no_date_is_wrong_use(root: Path) -> None:
    result = run(root, "build", "--as-of", "yesterday")
    assert result.exit_code == 2
    assert '"yesterday" is not a date.' in result.output


def test_a_release_needs_a_publisher_a_contact_and_an_address(copy: Path) -> None:
    result = run(copy, "build", "--release", "--as-of", AS_OF)
    assert result.exit_code == 1
    for name in ("site_url", "publisher", "contact"):
        assert f'error: "{name}" is empty' in result.output
    assert not (copy / "site").exists()
