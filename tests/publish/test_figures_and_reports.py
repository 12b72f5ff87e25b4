"""`figures.json`, `figures.csv` and `checks.json`: what other programs rely on."""

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.findings import ADVICE, CheckRun, Finding
from plainfigures.publish import write_checks, write_figures
from tests.making import FIRE_SERVICE, catalogue_of, make_datasets

PARTS = {
    "reference", "value", "unit", "shown", "body", "area", "period", "status", "basis", "source",
    "locator", "as_published", "published", "vintages", "pages",
}  # fmt: skip


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """The fire service's catalogue."""
    return catalogue_of(FIRE_SERVICE)


@pytest.fixture(scope="module")
def data(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the figures written."""
    folder = tmp_path_factory.mktemp("site") / "data"
    write_figures(folder, catalogue, {"money/claims/grant": ["money/", ""]})
    return folder


@pytest.fixture(scope="module")
def figures(data: Path) -> dict[str, dict[str, Any]]:
    """`figures.json`, by reference."""
    content = json.loads((data / "figures.json").read_text("utf-8"))
    assert set(content) == {"figures"}
    return {one["reference"]: one for one in content["figures"]}


def test_every_figure_is_there_with_all_its_parts(
    catalogue: Catalogue, figures: dict[str, dict[str, Any]]
) -> None:
    assert list(figures) == [one.reference for one in catalogue.figures]
    assert all(set(one) >= PARTS for one in figures.values())


def test_the_figures_of_each_package_are_there_by_their_references(
    data: Path, figures: dict[str, dict[str, Any]]
) -> None:
    files = {file.stem: json.loads(file.read_text("utf-8")) for file in data.glob("figures/*.json")}
    assert set(files) == {reference.partition("/")[0] for reference in figures}
    assert {name: one for content in files.values() for name, one in content.items()} == figures
    assert all(one.startswith(f"{name}/") for name, content in files.items() for one in content)


def test_a_figure_is_in_base_units_exact_and_as_published(
    figures: dict[str, dict[str, Any]],
) -> None:
    one = figures["money/budget/stations/variance"]
    assert {name: one[name] for name in PARTS} == {
        "reference": "money/budget/stations/variance",
        "value": "843000",
        "unit": "GBP",
        "shown": "£843,000",
        "body": "eastmere-fire-authority",
        "area": "eastmere",
        "period": "fy2024-25.m4",
        "status": "forecast",
        "basis": "before-reserves",
        "source": "budget-2024",
        "locator": "table 1, row 1",
        "as_published": "843",
        "published": "2024-09-24",
        "vintages": [],
        "pages": [],
    }
    assert figures["response/times/first-engine.eastmere@2024-04"]["value"] == "8.2"


def test_a_figure_tells_on_which_pages_it_stands(figures: dict[str, dict[str, Any]]) -> None:
    assert figures["money/claims/grant"]["pages"] == ["", "money/"]


def test_what_was_published_before_is_kept(figures: dict[str, dict[str, Any]]) -> None:
    one = figures["response/staff/firefighters@2023-03-31"]
    assert (one["value"], one["vintage"], one["source"]) == ("603", "2024", "statistics-2024")
    (earlier,) = one["vintages"]
    assert (earlier["value"], earlier["vintage"], earlier["source"]) == (
        "611",
        "2023",
        "statistics-2023",
    )
    assert earlier["reference"] == "response/staff/firefighters@2023-03-31~2023"


def test_what_is_missing_has_a_reason_and_no_value(figures: dict[str, dict[str, Any]]) -> None:
    one = figures["response/times/first-engine.eastmere@2024-10"]
    assert (one["value"], one["reason"], one["shown"]) == (None, "x", "not available")


def test_what_is_read_otherwise_keeps_what_is_printed_and_why(
    figures: dict[str, dict[str, Any]],
) -> None:
    one = figures["money/claims/engine-cost"]
    assert (one["value"], one["value_as_printed"], one["as_published"]) == ("345000", "345", "£345")
    assert one["read_as_reason"] == "The report leaves out the thousands."


def test_what_was_worked_out_has_its_formula_and_what_it_is_made_of(
    figures: dict[str, dict[str, Any]],
) -> None:
    one = figures["money/derived/pressure"]
    assert one["value"] == "698000"
    assert one["inputs"] == ["money/budget/total/forecast", "money/budget/total/budget"]
    assert one["formula"] == "money/budget/total/forecast - money/budget/total/budget"
    assert one["published"] == "2024-09-24"


def test_a_combined_figure_names_the_rows_it_stands_for(
    figures: dict[str, dict[str, Any]],
) -> None:
    assert figures["money/rescues/water-and-height"]["combines"] == [
        "table 2, row 2",
        "table 2, row 3",
    ]


def test_grades_and_dates_are_texts(figures: dict[str, dict[str, Any]]) -> None:
    grade = figures["response/gradings/2021.overall/grade"]
    assert (grade["kind"], grade["value"], grade["unit"]) == ("grade", "requires-improvement", "")
    assert figures["plans/events/inspection/date"]["value"] == "2024-05-17"


def test_the_table_of_figures_says_the_same(data: Path, figures: dict[str, dict[str, Any]]) -> None:
    with (data / "figures.csv").open(encoding="utf-8", newline="") as stream:
        rows = {row["reference"]: row for row in csv.DictReader(stream)}
    assert list(rows) == list(figures)
    for reference, row in rows.items():
        entry = figures[reference]
        assert row["value"] == (entry["value"] or "")
        assert row["shown"] == entry["shown"]
        assert row["as_published"] == entry["as_published"]
        if entry["kind"] == "number" and entry["value"] is not None:
            assert Decimal(row["value"]).is_finite()


def test_the_same_data_gives_the_same_bytes(data: Path, tmp_path: Path) -> None:
    make_datasets(tmp_path)
    write_figures(tmp_path / "data", catalogue_of(tmp_path), {"money/claims/grant": ["", "money/"]})
    for name in ("figures.json", "figures.csv"):
        assert (tmp_path / "data" / name).read_bytes() == (data / name).read_bytes()


def test_the_rules_are_told_with_what_each_found(tmp_path: Path) -> None:
    runs = [
        CheckRun("one", "Title", "Help.", 12, "figures", (), ("The rota: known.",)),
        CheckRun(
            "two",
            "Other",
            "Help & more.",
            3,
            "pages",
            (Finding("two", "Wrong."), Finding("two", "Could be better.", level=ADVICE)),
        ),
    ]
    write_checks(tmp_path / "data", runs, Catalogue([]))
    assert json.loads((tmp_path / "data" / "checks.json").read_text("utf-8")) == {
        "relations": [],
        "claims": [],
        "rules": [
            {
                "rule": "one",
                "title": "Title",
                "help": "Help.",
                "looked_at": 12,
                "things": "figures",
                "errors": 0,
                "advice": 0,
                "declared": ["The rota: known."],
            },
            {
                "rule": "two",
                "title": "Other",
                "help": "Help & more.",
                "looked_at": 3,
                "things": "pages",
                "errors": 1,
                "advice": 1,
                "declared": [],
            },
        ],
    }
