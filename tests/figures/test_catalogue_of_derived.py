"""The catalogue: when a figure was published, derived figures, and what cannot be read."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from plainfigures.errors import ReferenceProblem, UnreadableProblem
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.records import Figure
from tests.making import (
    SOURCE_KEY,
    Table,
    catalogue_of,
    describe,
    edit,
    make_datasets,
    number,
    read_data,
    write_package,
)


@pytest.mark.parametrize(
    ("reference", "day"),
    [
        ("money/budget/total/budget", "2024-09-24"),
        ("plans/events/plan/date", ""),
        ("response/staff/firefighters@2023-03-31", "2024-08"),
        ("money/derived/pressure", "2024-09-24"),
    ],
)
def test_a_figure_was_published_with_its_source(
    catalogue: Catalogue, reference: str, day: str
) -> None:
    assert catalogue.published(catalogue.find(reference)) == day


def test_what_is_worked_out_is_as_new_as_its_newest_source(tmp_path: Path) -> None:
    response = make_datasets(tmp_path) / "response"
    change = (
        "response/staff/on-call-share@2024-03-31 - response/staff/on-call-share@2023-03-31~2023"
    )
    formula = {"key": "change", "formula": change, "unit": "percentage-points"}
    describe(response, lambda content: content["plainfigures"].update(derived=[formula]))
    catalogue = catalogue_of(tmp_path)
    figure = catalogue.find("response/derived/change")
    days = {catalogue.published(catalogue.find(one)) for one in figure.inputs}
    assert days == {"2023-08", "2024-08"}
    assert catalogue.published(figure) == "2024-08"


def test_a_row_may_say_itself_when_it_was_published() -> None:
    figure = Figure("a/b/c", "number", published="2024-01-31", source="plan-2023")
    assert Catalogue([]).published(figure) == "2024-01-31"


def test_a_derived_figure_carries_its_formula_and_its_sources(catalogue: Catalogue) -> None:
    pressure = catalogue.find("money/derived/pressure")
    assert pressure.formula == "money/budget/total/forecast - money/budget/total/budget"
    assert pressure.inputs == ("money/budget/total/forecast", "money/budget/total/budget")
    assert catalogue.sources_of(pressure) == [("budget-2024", "table 1, row 3")]
    assert (pressure.body, pressure.area) == ("eastmere-fire-authority", "eastmere")
    assert (pressure.period, pressure.status) == ("fy2024-25.m4", "forecast")
    assert pressure.unit.money


def test_what_the_inputs_do_not_share_a_derived_figure_does_not_have(tmp_path: Path) -> None:
    money = make_datasets(tmp_path) / "money"
    describe(money, lambda content: content["plainfigures"]["derived"][0].pop("status"))
    pressure = catalogue_of(tmp_path).find("money/derived/pressure")
    assert pressure.status == ""


def test_a_derived_figure_uses_what_the_site_reads(tmp_path: Path) -> None:
    money = make_datasets(tmp_path) / "money"
    formula = {"key": "engines", "formula": "money/claims/engine-cost * money/claims/new-engines"}
    describe(money, lambda content: content["plainfigures"]["derived"].append(formula))
    assert catalogue_of(tmp_path).find("money/derived/engines").value == 6 * 345000


def test_derived_figures_may_use_each_other_in_any_order(tmp_path: Path) -> None:
    money = make_datasets(tmp_path) / "money"
    formulas = [
        {"key": "twice-more", "formula": "money/derived/more * 2", "unit": "GBP"},
        {"key": "more", "formula": "money/derived/pressure + 1000", "unit": "GBP"},
    ]

    def declare(content: dict[str, Any]) -> None:
        content["plainfigures"]["derived"][:0] = formulas

    describe(money, declare)
    catalogue = catalogue_of(tmp_path)
    assert catalogue.derived_problems == []
    assert catalogue.find("money/derived/twice-more").value == 1398000


def test_a_figure_worked_out_in_a_sentence_resolves(catalogue: Catalogue) -> None:
    computed = Figure("computed/share/0123456789ab", "number", value=Decimal(3))
    own = Catalogue(catalogue.packages.values())
    own.add_computed(computed)
    assert own.find("computed/share/0123456789ab") == computed
    with pytest.raises(ReferenceProblem, match="No figure fits"):
        own.match("computed/share/*")


def test_a_register_needs_no_more_than_ids(tmp_path: Path) -> None:
    documents = Table("documents", "id\nplan\n", ["id"])
    write_package(tmp_path, "sources", [documents])
    catalogue = catalogue_of(tmp_path)
    assert catalogue.source("plan").title == "plan"
    assert (catalogue.bodies, catalogue.areas) == ({}, {})


def test_a_site_without_packages_has_no_figures() -> None:
    empty = Catalogue([])
    assert (empty.figures, empty.sources) == ([], {})
    assert empty.unit("money", "GBP") is not None
    assert empty.unit("money", "engines") is None


def test_a_figure_keeps_the_qualifier_that_was_printed(catalogue: Catalogue) -> None:
    assert catalogue.find("money/claims/grant").qualifier == "over"
    assert catalogue.find("money/claims/new-engines").qualifier == ""


def test_what_could_not_be_read_is_told_apart_from_what_is_not_there(tmp_path: Path) -> None:
    datasets = make_datasets(tmp_path)
    edit(datasets / "money" / "budget.csv", '"12,261","12,261"', '12.o87,"12,261"')
    edit(datasets / "sources" / "documents.csv", "id,title", "id,titel")
    edit(datasets / "response" / "datapackage.json", '"version": "1.0.0",', "")
    (datasets / "response" / "datapackage.json").write_text("{", "utf-8")
    catalogue, _ = read_data(tmp_path)
    for ask, message in (
        (lambda: catalogue.find("money/budget/stations/budget"), '"money/budget/stations/budget"'),
        (lambda: catalogue.match("money/budget/*/budget"), 'Figures of "money/budget/*/budget"'),
        (lambda: catalogue.match("response/times/*"), 'Figures of "response/times/*"'),
        (lambda: catalogue.find("response/times/a@2024-07"), '"response/times/a@2024-07"'),
        (lambda: catalogue.resource("response/times"), '"response/times"'),
        (lambda: catalogue.source("budget-2024"), "The register of sources"),
    ):
        with pytest.raises(UnreadableProblem) as caught:
            ask()
        assert caught.value.message == f"{message} could not be read."
    assert len(catalogue.match("money/budget/*/variance")) == 3
    with pytest.raises(ReferenceProblem):
        catalogue.find("money/rescues/raod")


@pytest.mark.parametrize("cell", ["NaN", "INF", "1e3"])
def test_a_number_that_only_a_program_would_take_for_one_is_told_once(
    tmp_path: Path, cell: str
) -> None:
    rescues = make_datasets(tmp_path) / "money" / "rescues.csv"
    edit(rescues, "road,Road crashes,210,210", f"road,Road crashes,{cell},210")
    catalogue, findings = read_data(tmp_path)
    assert [finding.line for finding in findings] == [2]
    with pytest.raises(UnreadableProblem):
        catalogue.find("money/rescues/road")


def test_hundreds_of_references_still_give_the_nearest(tmp_path: Path) -> None:
    rows = "\n".join(f"station-{n},{n},{n},2024-07,statistics,row {n}" for n in range(450))
    text = f"station,value,as_published,period,source,locator\n{rows}\n"
    fields = {"value": number()}
    table = Table("calls", text, ["station"], fields, {"foreignKeys": [SOURCE_KEY]})
    write_package(tmp_path, "stations", [table])
    catalogue, _ = read_data(tmp_path)
    with pytest.raises(ReferenceProblem) as caught:
        catalogue.find("stations/calls/statoin-449")
    assert caught.value.suggestion == "stations/calls/station-449"
    with pytest.raises(ReferenceProblem) as caught:
        catalogue.find("zzz/qqq/xxx")
    assert caught.value.suggestion == ""


def test_what_hangs_on_a_formula_that_fails_is_no_mistake_of_its_own(tmp_path: Path) -> None:
    folder = make_datasets(tmp_path) / "money"

    def change(content: dict[str, Any]) -> None:
        first = content["plainfigures"]["derived"][0]
        for key, formula in (
            ("lost", "(("),
            ("on-lost", "money/derived/lost * 2"),
            ("gone", "money/rescues/raod * 2"),
            ("on-gone", "money/derived/gone * 2"),
            ("round", "money/derived/about * 2"),
            ("about", "money/derived/round * 2"),
        ):
            content["plainfigures"]["derived"].append({**first, "key": key, "formula": formula})

    describe(folder, change)
    catalogue, _ = read_data(tmp_path)
    assert [one.key for _, one, _ in catalogue.derived_problems] == ["gone", "round", "about"]
    # Neither of the two that go in a circle comes first.
    for key in ("lost", "on-lost", "gone", "on-gone", "round", "about"):
        with pytest.raises(UnreadableProblem):
            catalogue.find(f"money/derived/{key}")


def test_formulas_that_go_in_a_circle_are_each_a_mistake(tmp_path: Path) -> None:
    folder = make_datasets(tmp_path) / "money"

    def change(content: dict[str, Any]) -> None:
        first = content["plainfigures"]["derived"][0]
        for key, other in (("round", "about"), ("about", "round")):
            formula = f"money/derived/{other} * 2"
            content["plainfigures"]["derived"].append({**first, "key": key, "formula": formula})

    describe(folder, change)
    catalogue, _ = read_data(tmp_path)
    assert [one.key for _, one, _ in catalogue.derived_problems] == ["round", "about"]
