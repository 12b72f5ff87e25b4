"""The rules on data: each finding as an editor sees it, after one change to sound data."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plainfigures.check import DATA_RULES, Material, run_rules
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.findings import ADVICE, ERROR, Finding
from tests.making import (
    FIRE_SERVICE,
    Table,
    append,
    catalogue_of,
    check_data,
    describe,
    edit,
    line_of,
    make_datasets,
    make_site,
    number,
    write_package,
)

MONEY = "datasets/money/datapackage.json"
BUDGET = "datasets/money/budget.csv"
RESCUES = "datasets/money/rescues.csv"
CLAIMS = "datasets/money/claims.csv"
TIMES = "datasets/response/times.csv"
STAFF = "datasets/response/staff.csv"
GRADINGS = "datasets/response/gradings.csv"
EVENTS = "datasets/plans/events.csv"
DOCUMENTS = "datasets/sources/documents.csv"

LOOK = "Look at the document, and correct the one that is wrong."
SOURCE = "Correct it, or add the document to datasets/sources/documents.csv."
STATUSES = "Use one of: budget, forecast, outturn, actual, provisional, target."
BASES = "Declare it under plainfigures.bases in datapackage.json."
UNITS = "Declare it under plainfigures.units in datapackage.json."
FIND = "Look for the right reference with: plainfigures figures WORDS."
LOCATOR = "Add a locator, such as “paragraph 1.2”."
COMBINE = "Take it out, or combine it with others."
ADD = "Correct it, or add it there."
NO_TEXT = "Add the printed text, such as “£12.261m”."
PERIOD = (
    "Write a day as 2024-03-31, a month as 2024-07, a financial year as fy2024-25, "
    "a position at a month as fy2024-25.m4."
)
ONE_NUMBER = "Give just the printed figure, with words such as “over” where they belong to it."


def told(
    rule: str, message: str, remedy: str, path: str = "", line: int = 0, near: str = ""
) -> Finding:
    return Finding(rule, message, remedy, path, line, 0, near)


def test_the_sound_site_has_no_findings(tmp_path: Path) -> None:
    assert check_data(make_site(tmp_path)) == []


@pytest.mark.parametrize(
    ("path", "old", "new", "findings"),
    [
        # As published.
        (
            RESCUES,
            "210,210,",
            "211,210,",
            [
                told(
                    "as-published",
                    '"money/rescues/road": "210" is 210, but the value stored is 211.',
                    LOOK,
                    RESCUES,
                    2,
                )
            ],
        ),
        (
            BUDGET,
            "-145,-145",
            "145,-145",
            [
                told(
                    "as-published",
                    '"money/budget/training/variance": "-145" is -145000, but the value stored is 145000.',
                    LOOK,
                    BUDGET,
                    3,
                )
            ],
        ),
        (
            CLAIMS,
            "over £2.1m",
            "over £2.1bn",
            [
                told(
                    "as-published",
                    '"money/claims/grant": "over £2.1bn" is 2100000000, but the value stored is 2100000.',
                    LOOK,
                    CLAIMS,
                    2,
                )
            ],
        ),
        (
            RESCUES,
            "210,210,",
            "210,,",
            [
                told(
                    "as-published",
                    '"money/rescues/road" has no text as published.',
                    NO_TEXT,
                    RESCUES,
                    2,
                )
            ],
        ),
        (
            RESCUES,
            "210,210,",
            "210,210 of 244,",
            [
                told(
                    "as-published",
                    'The as-published text "210 of 244" holds more than one number.',
                    ONE_NUMBER,
                    RESCUES,
                    2,
                )
            ],
        ),
        (
            RESCUES,
            "210,210,",
            "210,several,",
            [
                told(
                    "as-published",
                    'The as-published text "several" holds no number.',
                    ONE_NUMBER,
                    RESCUES,
                    2,
                )
            ],
        ),
        (
            RESCUES,
            "210,210,",
            "210,210%,",
            [
                told(
                    "as-published",
                    '"money/rescues/road": "210%" is a percentage, but its unit is rescues.',
                    LOOK,
                    RESCUES,
                    2,
                )
            ],
        ),
        (
            RESCUES,
            "210,210,",
            "210,210 new engines,",
            [
                told(
                    "as-published",
                    '"money/rescues/road": "210 new engines" is in engines, but its unit is rescues.',
                    LOOK,
                    RESCUES,
                    2,
                )
            ],
        ),
        (RESCUES, "210,210,", "210,210 rescues by new engines,", []),
        (
            RESCUES,
            "210,210,",
            "210,£210,",
            [
                told(
                    "as-published",
                    '"money/rescues/road": "£210" is money, but its unit is rescues.',
                    LOOK,
                    RESCUES,
                    2,
                )
            ],
        ),
        (
            GRADINGS,
            "good,Good",
            "good,Adequate",
            [
                told(
                    "as-published",
                    '"response/gradings/2024.overall/grade": "Adequate" does not name the grade "good".',
                    LOOK,
                    GRADINGS,
                    4,
                )
            ],
        ),
        (
            GRADINGS,
            "good,Good",
            "goood,Good",
            [
                told(
                    "as-published",
                    '"response/gradings/2024.overall/grade": "Good" does not name the grade "goood".',
                    LOOK,
                    GRADINGS,
                    4,
                )
            ],
        ),
        (
            EVENTS,
            "Friday 17 May",
            "Thursday 17 May",
            [
                told(
                    "as-published",
                    '"plans/events/inspection/date": prints Thursday, '
                    "but the dataset has 17 May 2024, a Friday",
                    LOOK,
                    EVENTS,
                    3,
                )
            ],
        ),
        (
            EVENTS,
            "April 2023",
            "at some time",
            [
                told(
                    "as-published",
                    'The as-published text "at some time" holds no date.',
                    "Give the printed date, such as “4th March 2019” or “March 2019”.",
                    EVENTS,
                    2,
                )
            ],
        ),
        # Sources.
        (
            BUDGET,
            'budget-2024,"table 1, row 1"',
            'budget-2042,"table 1, row 1"',
            [
                told(
                    "source",
                    '"budget-2042" is in no row of the register of sources.',
                    SOURCE,
                    BUDGET,
                    2,
                    "budget-2024",
                )
            ],
        ),
        (
            RESCUES,
            '"table 2, row 1",',
            ",",
            [
                told(
                    "source",
                    '"money/rescues/road" does not say where in the document it stands.',
                    LOCATOR,
                    RESCUES,
                    2,
                )
            ],
        ),
        (
            DOCUMENTS,
            "The plan carries no date of publication",
            "",
            [
                told(
                    "source",
                    'The source "plan-2023" says neither when it was published nor why that is not known.',
                    "Add a date to `published`, or a reason to `published_note`.",
                    DOCUMENTS,
                    3,
                )
            ],
        ),
        (
            DOCUMENTS,
            "2024-09-24",
            "24 September",
            [
                told(
                    "source",
                    'The source "budget-2024" has a date that '
                    'cannot be read: "24 September" is not a period.',
                    PERIOD,
                    DOCUMENTS,
                    2,
                )
            ],
        ),
        # Reading otherwise than printed.
        (
            CLAIMS,
            "The report leaves out the thousands.",
            "",
            [
                told(
                    "read-as",
                    '"money/claims/engine-cost" is read differently from what is printed, without a reason.',
                    "Say why in read_as_reason, or take read_as out.",
                    CLAIMS,
                    3,
                )
            ],
        ),
        # Parts of a figure.
        (
            CLAIMS,
            "6,engines",
            "6,engnes",
            [
                told(
                    "figure-parts",
                    'The unit "engnes" is not declared.',
                    UNITS,
                    CLAIMS,
                    4,
                    "engines",
                )
            ],
        ),
        (
            CLAIMS,
            "fy2024-25,actual",
            "fy2024-25,actaul",
            [
                told(
                    "figure-parts",
                    '"money/claims/new-engines" has no status that is known.',
                    STATUSES,
                    CLAIMS,
                    4,
                    "actual",
                )
            ],
        ),
        (
            CLAIMS,
            "fy2024-25,actual",
            ",actual",
            [
                told(
                    "figure-parts",
                    '"money/claims/new-engines" does not say of when it is.',
                    "Add a period.",
                    CLAIMS,
                    4,
                )
            ],
        ),
        (
            CLAIMS,
            "fy2024-25,actual",
            "2024/25,actual",
            [told("figure-parts", '"25" is not a period.', PERIOD, CLAIMS, 4)],
        ),
        (
            TIMES,
            ",x,",
            ",q,",
            [
                told(
                    "figure-parts",
                    '"response/times/first-engine.eastmere@2024-10" is missing for a reason "q".',
                    "Use one of: c, x, z, u, low.",
                    TIMES,
                    4,
                )
            ],
        ),
        (
            EVENTS,
            "2024-05-17,",
            "2024-05-37,",
            [
                told("as-published", 'There is no such date as "2024-05-37".', PERIOD, EVENTS, 3),
                told("figure-parts", 'There is no such date as "2024-05-37".', PERIOD, EVENTS, 3),
            ],
        ),
        # Keys into other tables.
        (
            TIMES,
            "second-engine,eastmere,2024-04",
            "second-engine,eastmer,2024-04",
            [
                told(
                    "figure-parts",
                    '"response/times/second-engine.eastmer@2024-04" '
                    'is of an area "eastmer" that is not listed.',
                    "Add it to areas.",
                    TIMES,
                    7,
                    "eastmere",
                ),
                told(
                    "foreign-key",
                    '"eastmer" in "area" is in no row of sources/areas.',
                    ADD,
                    TIMES,
                    7,
                    "eastmere",
                ),
            ],
        ),
        (
            DOCUMENTS,
            "Inspectorate of Fire Services,inspectorate",
            "Inspectorate of Fire Services,inspectorat",
            [
                told(
                    "foreign-key",
                    '"inspectorat" in "body" is in no row of sources/bodies.',
                    ADD,
                    DOCUMENTS,
                    4,
                    "inspectorate",
                )
            ],
        ),
        (
            "datasets/money/withheld.csv",
            "rescues-row-2,budget-2024",
            "rescues-row-2,budget-2025",
            [
                told(
                    "foreign-key",
                    '"budget-2025" is in no row of the register of sources.',
                    ADD,
                    "datasets/money/withheld.csv",
                    2,
                    "budget-2024",
                )
            ],
        ),
        # What is held back.
        (
            RESCUES,
            '210,210,fy2023-24,budget-2024,"table 2, row 1"',
            '210,210,fy2023-24,budget-2024,"table 2, row 2"',
            [
                told(
                    "withheld",
                    '"money/rescues/road" is taken from a place that is held back.',
                    COMBINE,
                    RESCUES,
                    2,
                )
            ],
        ),
        (
            RESCUES,
            '"table 2, row 2; table 2, row 3"',
            '"table 2, row 2"',
            [
                told(
                    "withheld",
                    '"money/rescues/water-and-height" is taken from a place that is held back.',
                    COMBINE,
                    RESCUES,
                    3,
                )
            ],
        ),
        (
            RESCUES,
            '"table 2, row 2; table 2, row 3"',
            '"table 2, row 3; table 2, row 3;"',
            [
                told(
                    "withheld",
                    '"money/rescues/water-and-height" is taken from a place that is held back.',
                    COMBINE,
                    RESCUES,
                    3,
                )
            ],
        ),
    ],
)
def test_one_slip_in_a_table_is_told_and_nothing_else(
    tmp_path: Path, path: str, old: str, new: str, findings: list[Finding]
) -> None:
    make_datasets(tmp_path)
    edit(tmp_path / path, old, new)
    assert check_data(tmp_path) == findings


@pytest.mark.parametrize(
    ("package", "change", "findings"),
    [
        (
            "money",
            lambda own: own["bases"].pop("service-count"),
            [
                told(
                    "figure-parts",
                    f'"money/rescues/{key}" has a basis "service-count" that is not declared.',
                    BASES,
                    RESCUES,
                    line,
                )
                for line, key in ((2, "road"), (3, "water-and-height"), (4, "total"))
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
                    0,
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
                    "Write package/resource/key, then @period, /field and ~vintage where they are "
                    "needed, all in lower case.",
                    MONEY,
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
    path = "datasets/stations/calls.csv"
    name = '"stations/calls/a"'
    assert check_data(tmp_path) == [
        told("figure-parts", f"{name} does not say of when it is.", "Add a period.", path, 2),
        told("figure-parts", f"{name} does not say of where it is.", "Add an area.", path, 2),
        told("figure-parts", f"{name} does not say whose it is.", "Add a body.", path, 2),
        told("figure-parts", f'{name} has a basis "" that is not declared.', BASES, path, 2),
        told("figure-parts", f"{name} has no status that is known.", STATUSES, path, 2),
        told("source", '"" is in no row of the register of sources.', SOURCE, path, 2),
        told("source", f"{name} does not say where in the document it stands.", LOCATOR, path, 2),
    ]


def test_a_body_is_one_of_those_listed(tmp_path: Path) -> None:
    folder = make_datasets(tmp_path) / "response"
    describe(
        folder,
        lambda content: content["resources"][2]["plainfigures"].update(body="inspectorat"),
    )
    findings = check_data(tmp_path)
    assert {(one.message.partition(" is of ")[2], one.suggestion) for one in findings} == {
        ('a body "inspectorat" that is not listed.', "inspectorate")
    }
    assert [one.line for one in findings] == [2, 3, 4, 5]


def test_a_grade_needs_a_scale_that_is_declared(tmp_path: Path) -> None:
    folder = make_datasets(tmp_path) / "response"
    describe(folder, lambda content: content["plainfigures"].pop("scales"))
    message = '"response/gradings/{}/grade": its scale of grades is not declared.'
    assert check_data(tmp_path) == [
        told("as-published", message.format(key), LOOK, GRADINGS, line)
        for line, key in ((2, "2021.overall"), (4, "2024.overall"), (5, "2024.people"))
    ]


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
    message = '"second-engine.country" in "measure, area" is in no row of response/times.'
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


@pytest.mark.parametrize("path", [BUDGET, DOCUMENTS, "datasets/sources/bodies.csv", CLAIMS, TIMES])
def test_a_table_that_cannot_be_read_is_told_once(tmp_path: Path, path: str) -> None:
    make_datasets(tmp_path)
    file = tmp_path / path
    file.write_bytes(b"\xff" + file.read_bytes())
    assert check_data(tmp_path) == [
        told(
            "table",
            "This line holds letters that are not saved as UTF-8.",
            "Save the file as “CSV UTF-8”.",
            path,
            1,
        )
    ]


@pytest.mark.parametrize("package", ["money", "sources", "response"])
def test_a_package_that_cannot_be_read_is_told_once(tmp_path: Path, package: str) -> None:
    file = make_datasets(tmp_path) / package / "datapackage.json"
    edit(file, '"version": "1.0.0",', '"version": "1.0.0"')
    assert [(one.rule, one.path, one.line, one.column) for one in check_data(tmp_path)] == [
        ("descriptor", f"datasets/{package}/datapackage.json", 6, 3)
    ]


def test_a_cell_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    make_datasets(tmp_path)
    edit(tmp_path / BUDGET, '"14,409","14,409"', '14.4o9,"14,409"')
    assert check_data(tmp_path) == [
        told(
            "table",
            '"14.4o9" in "forecast" is not a number, such as 12,261 or 12.5 (column 5)',
            "Correct the cell.",
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
            "This row has more or fewer cells than the header",
            "Put quotes around a cell that holds a comma, or remove the odd cell.",
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
        ("chart", "charts/times.yml:1"),
        ("as-published", "datasets/money/rescues.csv:2"),
        ("table", "datasets/response/times.csv:8"),
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
