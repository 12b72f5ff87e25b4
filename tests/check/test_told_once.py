"""The rules on data: one cause is told once, all findings come at once, and each rule says what it did."""

from pathlib import Path

import pytest

from plainfigures.check import DATA_RULES, Material, run_rules
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.findings import ADVICE, ERROR, Finding
from tests.check.slips import (
    BUDGET,
    CLAIMS,
    DOCUMENTS,
    FIND,
    MONEY,
    RESCUES,
    TIMES,
    told,
)
from tests.making import (
    FIRE_SERVICE,
    catalogue_of,
    check_data,
    edit,
    line_of,
    make_datasets,
    make_site,
)


@pytest.mark.parametrize("path", [BUDGET, DOCUMENTS, "datasets/sources/bodies.csv", CLAIMS, TIMES])
def test_a_table_that_cannot_be_read_is_told_once(tmp_path: Path, path: str) -> None:
    make_datasets(tmp_path)
    file = tmp_path / path
    file.write_bytes(b"\xff" + file.read_bytes())
    assert check_data(tmp_path) == [
        told(
            "table",
            "This line holds letters that are not saved as UTF-8.",
            "Save the file as “CSV UTF-8”.\nTo have it put right: plainfigures import "
            f"{path} --into {path.removeprefix('datasets/').removesuffix('.csv')}",
            path,
            1,
        )
    ]


@pytest.mark.parametrize("package", ["money", "sources", "response"])
def test_a_package_that_cannot_be_read_is_told_once(tmp_path: Path, package: str) -> None:
    file = make_datasets(tmp_path) / package / "datapackage.json"
    edit(file, '"version": "1.0.0",', '"version": "1.0.0"')
    assert [(one.rule, one.path, one.line, one.column) for one in check_data(tmp_path)] == [
        ("descriptor", f"datasets/{package}/datapackage.json", 5, 20)
    ]


def test_a_cell_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    make_datasets(tmp_path)
    edit(tmp_path / BUDGET, '"14,409","14,409"', '14.4o9,"14,409"')
    assert check_data(tmp_path) == [
        told(
            "table",
            '"14.4o9" in "forecast" is not a number, such as 12,261 or 12.5 (column 5).',
            "Write the number in digits alone.",
            BUDGET,
            4,
        )
    ]


def test_a_row_with_a_comma_too_many_is_told_once(tmp_path: Path) -> None:
    make_datasets(tmp_path)
    edit(tmp_path / BUDGET, '"table 1, row 3"', "table 1, row 3")
    assert check_data(tmp_path) == [
        told(
            "table",
            "This row has 13 cells, and there are 12 headings",
            'Put quotes around a cell that holds a comma, as in "12,261"; or take out the odd one.',
            BUDGET,
            4,
        )
    ]


def test_a_used_row_that_is_deleted_is_told_where_it_is_used(tmp_path: Path) -> None:
    file = make_datasets(tmp_path) / "money" / "budget.csv"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith("total")), "utf-8")
    assert check_data(tmp_path) == [
        told(
            "formula",
            'The formula of "pressure" cannot be worked out. '
            'There is no figure "money/budget/total/forecast".',
            FIND,
            MONEY,
            line_of(tmp_path / MONEY, '"key": "pressure"'),
            "money/budget/training/forecast",
        )
    ]


def test_all_findings_of_a_run_come_at_once(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    edit(site / RESCUES, "210,210,", "211,210,")
    edit(
        site / TIMES, "second-engine,eastmere,2024-07,11,11", "second-engine,eastmere,2024-07,x1,11"
    )
    edit(site / "docs" / "index.md", "title: Home", "title: Home: sweet")
    edit(site / "charts" / "times.yml", "form: lines", "form: line")
    assert [(one.rule, one.place) for one in check_data(site)] == [
        ("as-published", "datasets/money/rescues.csv:2"),
        ("table", "datasets/response/times.csv:8"),
        ("chart", "charts/times.yml:1"),
        ("page", "docs/index.md:2"),
    ]


# How rules are run.


def test_every_rule_says_what_it_did() -> None:
    catalogue = catalogue_of(FIRE_SERVICE)
    counts = {"packages": 5, "tables": 15, "pages": 10, "charts": 2}
    settings = {"publisher": ("Panel", 40), "contact": ("", 41), "site_url": ("", 3)}
    runs = run_rules(DATA_RULES, Material(catalogue, (), counts, settings))
    published = sum(len(package.figures) for package in catalogue.packages.values())
    assert {run.rule: (run.looked_at, run.things) for run in runs} == {
        "descriptor": (5, "packages"),
        "description": (120, "columns"),
        "embargo": (5, "packages"),
        "example": (5, "sources"),
        "expected": (1, "things expected"),
        "harmless": (14, "tables"),
        "table": (15, "tables"),
        "figure-parts": (published, "figures"),
        "as-published": (published, "figures"),
        "source": (published, "figures"),
        "drawn-from": (0, "figures of sources with a key"),
        "home-area": (0, "bodies"),
        "series": (5, "series"),
        "after-its-source": (published, "figures"),
        "source-body": (published, "figures"),
        "read-as": (published, "figures"),
        "foreign-key": (45, "keys"),
        "formula": (2, "formulas"),
        "relation": (2, "relations"),
        "claim": (0, "claims"),
        "revision": (3, "records and revised figures"),
        "alias": (1, "references"),
        "ledger": (0, "numbers in documents"),
        "withheld": (2, "places held back"),
        "small-number": (3, "counts of people"),
        "recoverable": (2, "values that are not shown"),
        "configuration": (3, "settings"),
        "page": (10, "pages"),
        "macros": (10, "pages"),
        "chart": (2, "charts"),
        "basis": (12, "pages and charts"),
    }
    assert all(run.help and run.title for run in runs)


def test_what_was_found_while_reading_is_told_by_its_own_rule() -> None:
    names = ("descriptor", "table", "figure-parts", "formula", "page", "macros", "chart")
    found = tuple(Finding(name, f"From {name}.") for name in names)
    runs = run_rules(DATA_RULES, Material(Catalogue([]), found))
    assert {run.rule: run.findings for run in runs if run.findings} == {
        one.rule: (one,) for one in found
    }


@pytest.mark.parametrize(("release", "level"), [(False, ADVICE), (True, ERROR)])
def test_settings_left_empty_are_advice_until_a_release(release: bool, level: str) -> None:
    settings = {"publisher": ("", 40), "contact": ("us@fire.example", 41), "site_url": ("", 3)}
    material = Material(Catalogue([]), configuration=settings, release=release)
    [run] = [run for run in run_rules(DATA_RULES, material) if run.rule == "configuration"]
    remedy = "Fill it in before the site is published."
    assert run.findings == (
        Finding(
            "configuration",
            '"publisher" is empty: who publishes the site.',
            remedy,
            "mkdocs.yml",
            40,
            level=level,
        ),
        Finding(
            "configuration",
            '"site_url" is empty: the address at which the site will stand.',
            remedy,
            "mkdocs.yml",
            3,
            level=level,
        ),
    )
