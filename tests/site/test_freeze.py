"""In a freeze, a release lets out corrections only, and says of each other change what it is."""

import shutil
from pathlib import Path

import pytest

from tests.making import append, edit
from tests.site.conftest import run

FREEZE = """
    freezes:
      - from: 2024-12-02
        to: 2024-12-12
        why: the local elections
"""
IN_IT = ("build", "--release", "--no-pictures", "--jobs", "1", "--as-of", "2024-12-05")


def lines(output: str) -> list[str]:
    """Return the first lines of the findings of the freeze, without what they all say."""
    said = "In the freeze until 12 December 2024 (the local elections) only corrections go out."
    return [line.partition(f" {said}")[0] for line in output.splitlines() if said in line]


@pytest.fixture(scope="module")
def published(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that was published before a freeze that its calendar has; to be copied."""
    site = shutil.copytree(template, tmp_path_factory.mktemp("frozen") / "fire")
    settings = site / "mkdocs.yml"
    edit(settings, 'site_url: ""', "site_url: https://eastmere.example/")
    settings.write_text(settings.read_text("utf-8").rstrip() + FREEZE, "utf-8")
    result = run(site, *IN_IT[:-1], "2024-12-01")
    assert result.exit_code == 0, result.output
    return site


@pytest.fixture
def frozen(published: Path, tmp_path: Path) -> Path:
    """A copy of it, to change."""
    return shutil.copytree(published, tmp_path / "fire")


def change_much(site: Path) -> None:
    """Change a page, a chart, a figure, a row's words and a package's title; add a page and a row."""
    edit(site / "docs/money/index.md", "Fire stations make up", "Fire stations come to")
    edit(site / "charts/times.yml", "Time to the first engine", "The time to the first engine")
    money = site / "datasets/money"
    edit(
        money / "claims.csv",
        "New fire engines,6,engines,1,six",
        "New fire engines,7,engines,1,seven",
    )
    edit(money / "budget.csv", "Fewer courses than planned.", "There were fewer courses.")
    edit(site / "datasets/response/datapackage.json", '"title": "Response"', '"title": "Calls"')
    row = "second-engine,eastmere,2024-06,10.5,10.5,,statistics-2024"
    append(site / "datasets/response/times.csv", f'{row},"second engine, Eastmere, 2024-06"')
    (site / "docs/news.md").write_text("# News\n\nThere is some.\n", "utf-8")


def test_a_freeze_refuses_what_is_not_marked_and_lets_corrections_out(frozen: Path) -> None:
    before = (frozen / "site/data/build.json").read_bytes()
    change_much(frozen)
    result = run(frozen, *IN_IT)
    assert result.exit_code == 1, result.output
    assert lines(result.output) == [
        "datasets/response/datapackage.json: error: What this package says of its tables and "
        "figures changed.",
        "datasets/money/budget.csv:3: error: The row “training” changed, in note.",
        "datasets/money/claims.csv:4: error: The row “new-engines” changed, in value, as_published.",
        "datasets/response/times.csv:9: error: The row “second-engine eastmere 2024-06” is new.",
        "charts/times.yml: error: This file changed.",
        "docs/money/index.md: error: This file changed.",
        "docs/news.md: error: This file is new.",
    ]
    assert (
        "ID,DATE,money,money/claims/new-engines,BEFORE,AFTER,correction-by-us,WHY" in result.output
    )
    assert (frozen / "site/data/build.json").read_bytes() == before

    register = frozen / "datasets/sources/revisions.csv"
    for number, marked in enumerate(
        (
            "pages,/charts/times/,,",
            "pages,/money/,,",
            "pages,/news/,,",
            "money,,,",
            "money,money/claims/new-engines,6,7",
            "response,,,",
            "response,response/times/second-engine.eastmere@2024-06,,10.5",
        )
    ):
        append(register, f"marked-{number},2024-12-05,{marked},correction-by-us,It was wrong.")
    marked_result = run(frozen, *IN_IT)
    assert lines(marked_result.output) == []
    assert marked_result.exit_code == 0, marked_result.output
    changes = (frozen / "site/changes/index.html").read_text("utf-8")
    assert '<a href="../money/">The page /money/</a>' in changes


def test_what_goes_needs_a_record_that_it_went(frozen: Path) -> None:
    row = "second-engine,eastmere,2024-04,11,11,,statistics-2024,"
    times = frozen / "datasets/response/times.csv"
    edit(times, f'{row}"second engine, Eastmere, 2024-04"\n', "")
    told = ["datasets/response/times.csv: error: The row “second-engine eastmere 2024-04” is gone."]
    assert lines(run(frozen, *IN_IT).output) == told
    append(
        frozen / "datasets/sources/revisions.csv",
        "gone,2024-12-05,response,response/times/second-engine.eastmere@2024-04,11,,removed,A slip.",
    )
    assert run(frozen, *IN_IT).exit_code == 0


def test_a_mark_that_is_published_already_marks_nothing_new(frozen: Path) -> None:
    append(
        frozen / "datasets/sources/revisions.csv",
        "old,2024-12-05,pages,/money/,,,correction-by-us,The page had a slip.",
    )
    assert run(frozen, *IN_IT).exit_code == 0
    edit(frozen / "docs/money/index.md", "Fire stations make up", "Fire stations come to")
    result = run(frozen, *IN_IT)
    assert lines(result.output) == ["docs/money/index.md: error: This file changed."]


def test_another_copy_of_the_published_site_can_be_named(frozen: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(frozen / "site", tmp_path / "copy")
    shutil.rmtree(frozen / "site")
    none = run(frozen, *IN_IT)
    assert none.exit_code == 1
    assert "there is no published site here" in none.output
    assert run(frozen, *IN_IT, "--published", str(copy)).exit_code == 0


def test_a_site_that_is_up_to_date_is_held_against_the_copy_that_is_named(
    frozen: Path, tmp_path: Path
) -> None:
    old = shutil.copytree(frozen / "site", tmp_path / "old")
    edit(frozen / "docs/money/index.md", "Fire stations make up", "Fire stations come to")
    assert run(frozen, *IN_IT[:-1], "2024-12-01").exit_code == 0
    new = shutil.copytree(frozen / "site", tmp_path / "new")
    assert run(frozen, *IN_IT, "--published", str(new)).exit_code == 0
    result = run(frozen, *IN_IT, "--published", str(old))
    assert result.exit_code == 1
    assert lines(result.output) == ["docs/money/index.md: error: This file changed."]
