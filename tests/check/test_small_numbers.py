"""Small numbers: each place in which so few people can stand, and what is free."""

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainfigures.check import DATA_RULES, Material, run_rules
from plainfigures.errors import MacroProblem
from plainfigures.figures.clock import Clock
from plainfigures.figures.findings import Finding
from plainfigures.figures.people import shows_few
from plainfigures.figures.records import Figure
from plainfigures.figures.units import Unit
from plainfigures.write import Desk
from tests.making import (
    Table,
    catalogue_of,
    describe,
    line_of,
    make_datasets,
    number,
    read_data,
    write_package,
)

RULE = "small-number"
BASES = {"count": {"title": "Counted", "description": "Counted by the service."}}
UNITS = {"people": {"one": "person", "other": "people", "people": True}}
HIDE = (
    "Give the reason c and keep the value out, or combine it with others. If its source has published "
    "it, write down the decision to show it under plainfigures.released in datapackage.json."
)
RELEASE = {
    "figure": "crews/leavers/burns",
    "decision": "Shown as published.",
    "by": "the head of statistics",
    "date": "2024-11-01",
    "reason": "The service names the number in its own report, and no person can be told from it.",
}


def leavers(*rows: str, field: dict[str, object] | None = None, more: str = "") -> Table:
    """Return a table of people who were hurt, one row a cause: key, value, text, and what follows."""
    heading = f"cause,value,as_published{more}\n"
    return Table(
        "leavers",
        heading + "\n".join(rows) + "\n",
        ["cause"],
        {"value": number(**(field or {"unit": "people"}))},
        {
            "status": "actual",
            "basis": "count",
            "source": "statistics-2024",
            "period": "fy2023-24",
            "foreignKeys": [],
        },
    )


def small(root: Path, *tables: Table, threshold: str = "", **own: object) -> list[Finding]:
    """Return what the rule finds in a package of these tables."""
    make_datasets(root)
    named = {"body": "eastmere-fire-authority", "area": "eastmere", "bases": BASES, "units": UNITS}
    write_package(root, "crews", tables, **{**named, **own})
    return found(root, threshold)


def found(root: Path, threshold: str = "") -> list[Finding]:
    catalogue, findings = read_data(root)
    configuration = {"small_number_threshold": (threshold, 7)} if threshold else {}
    material = Material(catalogue, tuple(findings), configuration=configuration)
    rules = [rule for rule in DATA_RULES if rule.name == RULE]
    return [one for run in run_rules(rules, material) for one in run.findings]


def messages(findings: list[Finding]) -> list[str]:
    return [finding.message for finding in findings]


def test_a_count_of_few_people_is_told_at_its_row(tmp_path: Path) -> None:
    findings = small(tmp_path, leavers("burns,4,4", "falls,62,62"))
    message = '"crews/leavers/burns" counts so few people that they could be found out.'
    assert findings == [Finding(RULE, message, HIDE, "datasets/crews/leavers.csv", 2)]


@given(value=st.integers(-40, 40), read_as=st.none() | st.integers(0, 40), most=st.integers(5, 20))
@settings(max_examples=60)
def test_every_count_from_one_to_the_threshold_and_no_other_is_small(
    value: int, read_as: int | None, most: int
) -> None:
    unit = Unit("people", people=True)
    other = None if read_as is None else Decimal(read_as)
    figure = Figure("a/b/c", "number", Decimal(value), unit=unit, read_as=other)
    numbers = {abs(value), read_as or 0}
    assert shows_few(figure, most) == bool(numbers & set(range(1, most + 1)))


@pytest.mark.parametrize(("threshold", "told"), [("", False), ("6", True), ("20", True)])
def test_a_site_may_set_a_larger_threshold(tmp_path: Path, threshold: str, told: bool) -> None:
    assert bool(small(tmp_path, leavers("burns,6,6"), threshold=threshold)) == told


@pytest.mark.parametrize("threshold", ["4", "0", "-6", "few", "5.5"])
def test_a_lower_threshold_is_refused_and_does_not_count(tmp_path: Path, threshold: str) -> None:
    findings = small(tmp_path, leavers("burns,5,5"), threshold=threshold)
    assert [(one.path, one.line) for one in findings] == [
        ("mkdocs.yml", 7),
        ("datasets/crews/leavers.csv", 2),
    ]
    assert "may only be 5 or a larger whole number" in findings[0].message


@pytest.mark.parametrize(
    ("field", "row", "told"),
    [
        ({"unit": "people"}, "burns,0,none", False),
        ({"unit": "number"}, "burns,3,3", False),
        ({"unit": "number", "counts": "people"}, "burns,3,3", True),
        ({"unit": "people", "counts": "other"}, "burns,3,3", False),
        ({"unit": "people", "counts": "change-in-people"}, "burns,-3,-3", False),
        ({"unit": "people", "counts": "people-who-joined-or-left"}, "burns,-3,-3", True),
        ({"unit": "percent", "counts": "people"}, "burns,3,3%", False),
        ({"unit": "GBP", "counts": "people"}, "burns,3,£3", False),
    ],
)
def test_what_a_field_counts_decides(
    tmp_path: Path, field: dict[str, object], row: str, told: bool
) -> None:
    assert bool(small(tmp_path, leavers(row, field=field))) == told


def test_a_row_may_say_what_it_counts(tmp_path: Path) -> None:
    rows = ("burns,4,4,change-in-people", "falls,4,4,people")
    findings = small(tmp_path, leavers(*rows, more=",counts"))
    assert [finding.line for finding in findings] == [3]


def test_something_else_that_a_number_counts_is_told_with_the_nearest(tmp_path: Path) -> None:
    small(tmp_path, leavers("burns,62,62", field={"unit": "people", "counts": "peeple"}))
    findings = read_data(tmp_path)[1]
    assert [(one.rule, one.suggestion) for one in findings] == [("figure-parts", "people")]


@pytest.mark.parametrize("row", ["burns,62,62,4,They say so.", "burns,4,4,62,They say so."])
def test_another_reading_is_held_to_it_as_well_as_what_is_printed(tmp_path: Path, row: str) -> None:
    findings = small(tmp_path, leavers(row, more=",read_as,read_as_reason"))
    assert messages(findings) == [
        '"crews/leavers/burns" counts so few people that they could be found out.'
    ]


def test_an_earlier_version_is_held_to_it(tmp_path: Path) -> None:
    table = leavers("burns,4,4,2023", "burns,7,7,2024", more=",vintage")
    table = Table(table.name, table.text, ["cause", "vintage"], table.fields, table.own)
    assert [one.line for one in small(tmp_path, table)] == [2]


def derived(formula: str, unit: str = "people") -> list[dict[str, str]]:
    return [{"key": "left", "title": "What is left", "formula": formula, "unit": unit}]


@pytest.mark.parametrize("unit", ["people", "number"])
def test_what_is_left_of_a_larger_count_is_told_at_its_formula(tmp_path: Path, unit: str) -> None:
    formula = "crews/leavers/total - crews/leavers/falls"
    table = leavers("falls,60,60", "total,64,64")
    findings = small(tmp_path, table, derived=derived(formula, unit))
    assert messages(findings) == ['"crews/derived/left" works out a count of very few people.']
    descriptor = tmp_path / "datasets" / "crews" / "datapackage.json"
    assert findings[0].line == line_of(descriptor, '"left"')


def test_the_change_of_a_larger_count_is_free(tmp_path: Path) -> None:
    rows = ("before,60,60,fy2022-23", "after,64,64,fy2023-24")
    change = derived("crews/leavers/after - crews/leavers/before")
    assert small(tmp_path, leavers(*rows, more=",period"), derived=change) == []


def test_a_written_decision_lets_a_published_number_be_shown(tmp_path: Path) -> None:
    assert small(tmp_path, leavers("burns,4,4"), released=[RELEASE]) == []
    catalogue = catalogue_of(tmp_path)
    rule = next(rule for rule in DATA_RULES if rule.name == RULE)
    (said,) = run_rules([rule], Material(catalogue))[0].declared
    assert "By the head of statistics, 1 November 2024." in said


@pytest.mark.parametrize(
    ("change", "row", "message"),
    [
        ({}, "burns,40,40", "is not needed"),
        (
            {"figure": "crews/leavers/burn"},
            "burns,40,40",
            'There is no figure "crews/leavers/burn"',
        ),
        ({"by": " "}, "burns,4,4", "has no by"),
        ({"date": "soon"}, "burns,4,4", "has no day"),
        ({"date": "2024-11"}, "burns,4,4", "has no day"),
    ],
)
def test_a_decision_that_decides_nothing_is_told_at_its_line(
    tmp_path: Path, change: dict[str, str], row: str, message: str
) -> None:
    findings = small(tmp_path, leavers(row), released=[RELEASE | change])
    descriptor = tmp_path / "datasets" / "crews" / "datapackage.json"
    lines = descriptor.read_text("utf-8").splitlines()
    line = next(at for at, text in enumerate(lines, 1) if '"released"' in text) + 1
    (told,) = [one for one in findings if message in one.message]
    assert (told.path, told.line) == ("datasets/crews/datapackage.json", line)


def test_a_decision_without_its_parts_is_told_by_the_descriptor(tmp_path: Path) -> None:
    small(tmp_path, leavers("burns,4,4"))
    short = {name: text for name, text in RELEASE.items() if name != "reason"}
    describe(
        tmp_path / "datasets" / "crews", lambda d: d["plainfigures"].update({"released": [short]})
    )
    assert [one.message for one in read_data(tmp_path)[1]] == [
        '"released", entry 1 has no "reason".'
    ]


def costs(*rows: str, people: str = "cared_for") -> Table:
    """Return a table of costs with the number of people that each stands for."""
    return Table(
        "costs",
        "what,cost,cost_as_published,cared_for,cared_for_as_published,reason\n"
        + "\n".join(rows)
        + "\n",
        ["what"],
        {
            "cost": number(unit="GBP", people=people, status="outturn"),
            "cared_for": number(unit="people", status="actual"),
        },
        {"basis": "count", "source": "statistics-2024", "period": "fy2023-24"},
    )


def test_a_cost_that_stands_for_few_people_is_told(tmp_path: Path) -> None:
    findings = small(tmp_path, costs("homes,900,£900,4,4,", "beds,700,£700,40,40,"))
    assert messages(findings) == [
        '"crews/costs/homes/cared-for" counts so few people that they could be found out.',
        '"crews/costs/homes/cost" stands for so few people that they could be found out.',
    ]


def test_a_cost_beside_a_confidential_number_of_people_is_told(tmp_path: Path) -> None:
    table = costs("homes,900,£900,4,4,c")
    cells = table.text.replace(",reason", ",cared_for_reason")
    table = Table(table.name, cells, table.key, table.fields, table.own)
    assert messages(small(tmp_path, table)) == [
        '"crews/costs/homes/cost" stands for a number of people that is kept confidential.'
    ]


def test_a_cost_may_name_a_figure_elsewhere(tmp_path: Path) -> None:
    table = costs("homes,900,£900,40,40,", people="crews/leavers/burns")
    findings = small(tmp_path, leavers("burns,4,4"), table, released=[RELEASE])
    assert messages(findings) == [
        '"crews/costs/homes/cost" stands for so few people that they could be found out.'
    ]


@pytest.mark.parametrize("people", ["carred_for", "what", "crews/leavers/none"])
def test_a_number_of_people_that_leads_nowhere_is_told(tmp_path: Path, people: str) -> None:
    findings = small(tmp_path, costs("homes,900,£900,40,40,", people=people))
    assert [one.path for one in findings] == ["datasets/crews/datapackage.json"]


def test_the_sound_site_is_not_touched(tmp_path: Path) -> None:
    make_datasets(tmp_path)
    assert found(tmp_path) == []


def crews_desk(root: Path, *rows: str, threshold: int | None = None) -> Desk:
    """Return the macros over a package of people who were hurt."""
    small(root, leavers(*rows, more=",period"))
    settings = {} if threshold is None else {"small_number_threshold": threshold}
    clock = Clock(datetime.datetime(2024, 12, 1, tzinfo=datetime.UTC))
    return Desk(catalogue_of(root), clock, settings=settings)


def write(desk: Desk, macro: str, first: str, second: str) -> str:
    return str(desk.macros()[macro](f"crews/leavers/{first}", f"crews/leavers/{second}"))


ROWS = (
    "falls,60,60,fy2023-24",
    "total,64,64,fy2023-24",
    "burns,71,71,fy2023-24",
    "before,58,58,fy2022-23",
)


@pytest.mark.parametrize(
    ("macro", "first", "second"),
    [
        ("difference", "total", "falls"),
        ("difference", "falls", "total"),
        ("share", "falls", "total"),
    ],
)
def test_a_sentence_does_not_work_out_a_count_of_few_people(
    tmp_path: Path, macro: str, first: str, second: str
) -> None:
    desk = crews_desk(tmp_path, *ROWS)
    with pytest.raises(MacroProblem, match="so few people") as refused:
        write(desk, macro, first, second)
    assert refused.value.remedy
    assert not [one for one in desk.catalogue.figures if one.reference.startswith("computed/")]


@pytest.mark.parametrize(
    ("macro", "first", "second", "said"),
    [
        ("difference", "burns", "total", "7"),
        ("difference", "before", "falls", "2"),
        ("share", "total", "burns", "90%"),
        ("share", "falls", "falls", "100%"),
    ],
)
def test_a_sentence_may_work_out_a_larger_count_or_a_change(
    tmp_path: Path, macro: str, first: str, second: str, said: str
) -> None:
    assert f">{said}</data>" in write(crews_desk(tmp_path, *ROWS), macro, first, second)


def test_a_sentence_is_held_to_the_threshold_of_the_site(tmp_path: Path) -> None:
    desk = crews_desk(tmp_path, *ROWS, threshold=10)
    with pytest.raises(MacroProblem, match="so few people"):
        write(desk, "difference", "burns", "total")
