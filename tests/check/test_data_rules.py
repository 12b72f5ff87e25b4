"""The rules on data: what a package declares, formulas, keys, and parts that a figure lacks."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plainfigures.figures.findings import Finding
from tests.check.slips import (
    ADD,
    BASES,
    FIND,
    LOCATOR,
    MONEY,
    PERIOD,
    RESCUES,
    SOURCE,
    STATUSES,
    TIMES,
    UNITS,
    told,
)
from tests.making import (
    Table,
    append,
    catalogue_of,
    check_data,
    describe,
    edit,
    line_of,
    make_datasets,
    number,
    write_package,
)

ALIAS_LINE = 475
"""The line on which an alias stands that is added to the package money."""


@pytest.mark.parametrize(
    ("package", "change", "findings"),
    [
        (
            "money",
            lambda own: own["bases"].pop("service-count"),
            [
                told(
                    "figure-parts",
                    'The figures of "money/rescues" have the basis "service-count", which is not '
                    "declared.",
                    BASES,
                    MONEY,
                    240,
                )
            ],
        ),
        (
            "money",
            lambda own: own["aliases"].update({"money/old/one": "money/rescues/raod"}),
            [
                told(
                    "alias",
                    'The old reference "money/old/one" leads nowhere. '
                    'There is no figure "money/rescues/raod".',
                    FIND,
                    MONEY,
                    ALIAS_LINE,
                    "money/rescues/road",
                )
            ],
        ),
        (
            "money",
            lambda own: own["aliases"].update({"money/old/one": "the road"}),
            [
                told(
                    "alias",
                    'The old reference "money/old/one" leads nowhere. '
                    '"the road" is not a reference.',
                    "Find it with: plainfigures figures WORDS. A reference is folder/table/row, then "
                    "@time, /column and ~version where they are needed, all in lower case.",
                    MONEY,
                    ALIAS_LINE,
                )
            ],
        ),
        (
            "money",
            lambda own: own["aliases"].update({"money/rescues/road": "money/rescues/total"}),
            [
                told(
                    "alias",
                    'The old reference "money/rescues/road" is that of a figure in use, and leads '
                    "there.",
                    "Take it out of the aliases, or give the figure in use another name.",
                    MONEY,
                    ALIAS_LINE,
                )
            ],
        ),
        (
            "money",
            lambda own: own["derived"].append(own["derived"][0]),
            [
                told(
                    "formula",
                    'Another figure worked out here is called "pressure" too.',
                    "Give one of the two another key.",
                    MONEY,
                    ALIAS_LINE - 2,
                )
            ],
        ),
    ],
)
def test_one_slip_in_what_a_package_declares(
    tmp_path: Path,
    package: str,
    change: Callable[[dict[str, Any]], object],
    findings: list[Finding],
) -> None:
    folder = make_datasets(tmp_path) / package
    describe(folder, lambda content: change(content["plainfigures"]))
    assert check_data(tmp_path) == findings


@pytest.mark.parametrize(
    ("formula", "message", "remedy", "near"),
    [
        (
            "money/rescues/road / (money/rescues/road - 210)",
            'The formula of "road-share" cannot be worked out. The formula divides by zero.',
            "Check the figure it divides by.",
            "",
        ),
        (
            "money/rescues/raod * 100",
            'The formula of "road-share" cannot be worked out. '
            'There is no figure "money/rescues/raod".',
            FIND,
            "money/rescues/road",
        ),
        (
            "plans/events/plan/date * 100",
            'The formula of "road-share" cannot be worked out. '
            '"plans/events/plan/date" has no number to work with.',
            "Use a reference to a number.",
            "",
        ),
        (
            "response/times/first-engine.eastmere@2024-10 * 100",
            'The formula of "road-share" cannot be worked out. '
            '"response/times/first-engine.eastmere@2024-10" has no number to work with.',
            "Use a reference to a number.",
            "",
        ),
        (
            "mean(1, 2)",
            'There is no function "mean".',
            "Use one of: sum, min, max, abs.",
            "",
        ),
    ],
)
def test_a_formula_that_cannot_be_worked_out(
    tmp_path: Path, formula: str, message: str, remedy: str, near: str
) -> None:
    file = make_datasets(tmp_path) / "money" / "datapackage.json"
    edit(file, "money/rescues/road / money/rescues/total * 100", formula)
    line = line_of(file, '"key": "road-share"')
    assert check_data(tmp_path) == [told("formula", message, remedy, MONEY, line, near)]


@pytest.mark.parametrize(
    ("name", "value", "message", "remedy", "near"),
    [
        ("unit", "GPB", 'The unit "GPB" of "pressure" is not declared.', UNITS, "GBP"),
        ("status", "forcast", '"pressure" has no status that is known.', STATUSES, "forecast"),
        (
            "basis",
            "before-reserve",
            '"pressure" has a basis "before-reserve" that is not declared.',
            BASES,
            "before-reserves",
        ),
        (
            "period",
            "July",
            'The period of "pressure" cannot be read: "July" is not a period.',
            PERIOD,
            "",
        ),
    ],
)
def test_a_derived_figure_has_parts_that_are_known(
    tmp_path: Path, name: str, value: str, message: str, remedy: str, near: str
) -> None:
    folder = make_datasets(tmp_path) / "money"
    describe(folder, lambda content: content["plainfigures"]["derived"][0].update({name: value}))
    line = line_of(folder / "datapackage.json", '"key": "pressure"')
    assert check_data(tmp_path) == [told("formula", message, remedy, MONEY, line, near)]


def test_a_derived_figure_may_take_all_its_parts_from_its_inputs(tmp_path: Path) -> None:
    folder = make_datasets(tmp_path) / "money"
    bare = {"key": "sum", "formula": "sum(money/rescues/road, 2024)", "period": "fy2023-24"}
    describe(folder, lambda content: content["plainfigures"]["derived"].append(bare))
    assert check_data(tmp_path) == []
    assert catalogue_of(tmp_path).find("money/derived/sum").basis == "service-count"


def test_every_part_that_a_figure_lacks_is_told(tmp_path: Path) -> None:
    make_datasets(tmp_path)
    text = "key,value,as_published\na,3,3\n"
    write_package(tmp_path, "stations", [Table("calls", text, ["key"], {"value": number()})])
    path, described = "datasets/stations/calls.csv", "datasets/stations/datapackage.json"
    name, all_of_them = '"stations/calls/a"', 'The figures of "stations/calls"'
    line = line_of(tmp_path / described, '"name": "calls"')
    no_basis = f"{all_of_them} have no basis, which says how they were counted."
    add = "Add {}, by its id, in the row or in datapackage.json."
    when = "Fill in the period, such as fy2023-24 or 2024-07."
    document = "Write the id of the document, as datasets/sources/documents.csv has it."
    assert check_data(tmp_path) == [
        *(
            told("figure-parts", message, remedy, described, line)
            for message, remedy in (
                (f"{all_of_them} do not say of where they are.", add.format("an area")),
                (f"{all_of_them} do not say whose they are.", add.format("a body")),
                (no_basis, BASES),
                (f"{all_of_them} have no status.", STATUSES),
            )
        ),
        told("figure-parts", f"{name} does not say of when it is.", when, path, 2),
        told("source", f"{name} does not say where in the document it stands.", LOCATOR, path, 2),
        told("source", f"{name} does not say which document it is from.", document, path, 2),
    ]


def test_a_body_is_one_of_those_listed(tmp_path: Path) -> None:
    folder = make_datasets(tmp_path) / "response"
    describe(
        folder,
        lambda content: content["resources"][2]["plainfigures"].update(body="inspectorat"),
    )
    findings = check_data(tmp_path)
    assert [(one.message, one.suggestion, one.line) for one in findings] == [
        (
            'The figures of "response/gradings" are of a body "inspectorat" that is not in the '
            "register.",
            "inspectorate",
            line_of(folder / "datapackage.json", '"inspectorat"'),
        )
    ]


def test_a_grade_needs_a_scale_that_is_declared(tmp_path: Path) -> None:
    folder = make_datasets(tmp_path) / "response"
    describe(folder, lambda content: content["plainfigures"].pop("scales"))
    (found,) = check_data(tmp_path)
    stated = re.search(r'"gradeScale": "(.+)"', (folder / "datapackage.json").read_text("utf-8"))
    assert stated
    assert found.message == f'The scale "{stated[1]}" of the grades in "grade" is not declared.'
    assert found.line == line_of(folder / "datapackage.json", '"gradeScale"')


def test_a_key_into_a_table_that_is_not_there(tmp_path: Path) -> None:
    folder = make_datasets(tmp_path) / "money"
    key = {
        "fields": ["source", "locator"],
        "reference": {"package": "sources", "resource": "papers", "fields": ["id", "page"]},
    }
    describe(
        folder, lambda content: content["resources"][0]["plainfigures"].update(foreignKeys=[key])
    )
    assert check_data(tmp_path) == [
        told(
            "foreign-key",
            '"money/budget" points to a table "sources/papers".',
            "There is no such table: correct foreignKeys in datapackage.json.",
            MONEY,
        )
    ]


def test_a_key_of_several_columns(tmp_path: Path) -> None:
    make_datasets(tmp_path)
    key = {
        "fields": ["measure", "area"],
        "reference": {
            "package": "response",
            "resource": "times",
            "fields": ["measure", "area"],
        },
    }
    text = "key,measure,area\na,first-engine,country\nb,second-engine,country\nc,,\n"
    own = {"foreignKeys": [key]}
    write_package(tmp_path, "stations", [Table("links", text, ["key"], own=own)])
    message = (
        '"second-engine.country" in "measure, area" is in no row of datasets/response/times.csv.'
    )
    [finding] = check_data(tmp_path)
    assert (finding.message, finding.line, finding.remedy) == (message, 3, ADD)
    assert finding.suggestion in {"first-engine.country", "second-engine.eastmere"}


def test_a_combined_figure_needs_neither_text_nor_locator(tmp_path: Path) -> None:
    make_datasets(tmp_path)
    edit(tmp_path / RESCUES, '"table 2, rows 2 and 3"', "")
    assert check_data(tmp_path) == []


def test_a_missing_value_needs_no_text(tmp_path: Path) -> None:
    make_datasets(tmp_path)
    append(tmp_path / TIMES, "second-engine,country,2024-07,,,c,statistics-2024,row 9")
    assert check_data(tmp_path) == []


def test_a_site_without_a_register_of_sources_has_no_sourced_figure(tmp_path: Path) -> None:
    text = "key,value,as_published,period,status,source,locator\na,3,3,2024,actual,paper,row 1\n"
    table = Table("calls", text, ["key"], {"value": number()})
    bases = {"counted": {"title": "Counted"}}
    write_package(
        tmp_path, "stations", [table], body="us", area="here", basis="counted", bases=bases
    )
    assert check_data(tmp_path) == [
        told(
            "source",
            '"paper" is in no row of the register of sources.',
            SOURCE,
            "datasets/stations/calls.csv",
            2,
        )
    ]


# One slip that makes much unreadable is told once.
