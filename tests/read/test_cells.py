"""Cells: what a number, a key or a type may be, and which parts a figure takes from where."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.making import (
    Table,
    append,
    describe,
    edit,
    line_of,
    make_datasets,
    number,
    read_data,
    write_package,
)
from tests.read.slips import (
    CLAIMS,
    NUMBER,
    RULE,
    found_after,
    part,
    table,
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("NaN", "NaN"),
        ("INF", "INF"),
        ("1e999999999", "1e999999999"),
        ("9" * 60, "9" * 40),
        ("1e6", "1e6"),
    ],
)
def test_a_number_that_no_figure_can_be(tmp_path: Path, text: str, shown: str) -> None:
    findings = found_after(
        tmp_path, lambda file: edit(file, "grant,2.1,", f"grant,{text},"), CLAIMS
    )
    assert findings == [
        part(f'"{shown}" for "value" is not a number that a figure can be.', NUMBER, 2, CLAIMS)
    ]


def test_a_number_in_a_column_of_text_is_held_to_the_same(tmp_path: Path) -> None:
    money = make_datasets(tmp_path) / "money"
    describe(
        money, lambda content: content["resources"][3]["schema"]["fields"][2].update(type="string")
    )
    describe(
        money, lambda content: content["resources"][3]["schema"]["fields"][6].update(type="string")
    )
    edit(money / "claims.csv", "grant,2.1,", "grant,2.l,")
    edit(money / "claims.csv", "345000", "345ooo")
    assert read_data(tmp_path)[1] == [
        part('"2.l" for "value" is not a number that a figure can be.', NUMBER, 2, CLAIMS),
        part('"345ooo" for "value" is not a number that a figure can be.', NUMBER, 3, CLAIMS),
    ]


def test_a_unit_that_is_not_declared(tmp_path: Path) -> None:
    findings = found_after(tmp_path, lambda file: edit(file, "6,engines", "6,engnes"), CLAIMS)
    remedy = "Correct its name, or declare it in datapackage.json: plainfigures, “units”."
    assert findings == [
        part('The unit "engnes" is not declared.', remedy, 4, CLAIMS, near="engines")
    ]


@pytest.mark.parametrize("text", ["0", "-3"])
def test_a_scale_is_a_whole_number_above_nought(tmp_path: Path, text: str) -> None:
    findings = found_after(tmp_path, lambda file: edit(file, "GBP,1000000", f"GBP,{text}"), CLAIMS)
    message = f'The scale "{text}" is not a whole number.'
    assert findings == [part(message, "Write 1, 1000 or 1000000.", 2, CLAIMS)]


def test_a_period_in_a_key_is_one_that_a_reference_can_hold(tmp_path: Path) -> None:
    path = "datasets/response/times.csv"

    def change(file: Path) -> None:
        edit(file, "second-engine,eastmere,2024-04", "second-engine,eastmere,2024")
        edit(file, "second-engine,eastmere,2024-07", "second-engine,eastmere,July 2024")

    remedy = "Write 2024-03-31, 2024-07, fy2024-25 or fy2024-25.m4."
    assert found_after(tmp_path, change, path) == [
        part('"2024" in "period" is not a period that a reference can hold.', remedy, 7, path),
        part('"July 2024" in "period" is not a period that a reference can hold.', remedy, 8, path),
    ]


def test_a_table_of_figures_needs_a_key(tmp_path: Path) -> None:
    money = make_datasets(tmp_path) / "money"
    describe(money, lambda content: content["resources"][0]["schema"].pop("primaryKey"))
    assert read_data(tmp_path)[1] == [
        part(
            'The table "budget" has no primary key.',
            "Name its key columns in the schema as primaryKey.",
            1,
        )
    ]


def test_a_key_may_be_a_single_name_and_tables_without_figures_may_have_any(tmp_path: Path) -> None:
    one = Table("calls", "year,value\n2024,3\n", ["year"], {"value": number()})
    other = Table("people", "name,role\nMary Ann,Chief Officer\n", ["name"])
    folder = write_package(tmp_path, "stations", [one, other])
    describe(folder, lambda content: content["resources"][0]["schema"].update(primaryKey="year"))
    catalogue, findings = read_data(tmp_path)
    assert findings == []
    assert catalogue.find("stations/calls/2024").label == "2024"
    assert [row.key for row in catalogue.resource("stations/people").rows] == ["Mary Ann"]


def test_a_kind_of_figure_that_there_is_not(tmp_path: Path) -> None:
    fields = {"value": {"plainfigures": {"kind": "nubmer"}}}
    write_package(tmp_path, "stations", [Table("calls", "year,value\n2024,3\n", ["year"], fields)])
    assert read_data(tmp_path)[1] == [
        part(
            '"nubmer" is no kind of figure.',
            "Use one of: number, grade, date.",
            line_of(tmp_path / "datasets/stations/datapackage.json", '"nubmer"'),
            "datasets/stations/datapackage.json",
            near="number",
        )
    ]


@pytest.mark.parametrize(
    ("constraints", "said"),
    [
        ({"maximum": 10}, "it may not be more than 10"),
        ({"enum": ["1", "2"]}, "it must be one of 1, 2"),
        ({"minimum": 20}, "it may not be less than 20"),
        ({"pattern": "^[5-9]+$"}, "it must fit the pattern ^[5-9]+$"),
        ({"maxLength": 1}, 'constraint "maxLength" is "1"'),
    ],
)
def test_each_constraint_is_said_in_words(
    tmp_path: Path, constraints: dict[str, object], said: str
) -> None:
    kind = "integer" if {"maximum", "minimum"} & set(constraints) else "string"
    fields = {"beds": {"type": kind, "constraints": constraints}}
    write_package(tmp_path, "stations", [Table("calls", "year,beds\n2024,12\n", ["year"], fields)])
    path = "datasets/stations/calls.csv"
    message = f'"12" in "beds" is not allowed: {said} (column 2).'
    near = "2" if "enum" in constraints else ""
    assert read_data(tmp_path)[1] == [table(message, RULE, 2, path, near)]


@pytest.mark.parametrize(
    ("kind", "said", "remedy"),
    [
        ("integer", "a whole number, such as 603", NUMBER),
        ("date", "a date, such as 2024-03-31", "Correct the cell."),
        ("year", "a year, such as 2024", "Correct the cell."),
        ("boolean", "true or false", "Correct the cell."),
        ("time", "of the right kind", "Correct the cell."),
    ],
)
def test_each_type_is_said_in_words(tmp_path: Path, kind: str, said: str, remedy: str) -> None:
    fields = {"beds": {"type": kind}}
    write_package(
        tmp_path, "stations", [Table("calls", "year,beds\n2024,many\n", ["year"], fields)]
    )
    path = "datasets/stations/calls.csv"
    message = f'"many" in "beds" is not {said} (column 2).'
    assert read_data(tmp_path)[1] == [table(message, remedy, 2, path)]


def test_a_value_that_must_stand_once(tmp_path: Path) -> None:
    fields = {"name": {"constraints": {"unique": True}}}
    text = "key,name\na,Same\nb,Same\n"
    write_package(tmp_path, "stations", [Table("calls", text, ["key"], fields)])
    assert [(one.line, one.rule, one.remedy) for one in read_data(tmp_path)[1]] == [
        (3, "table", "Correct the row.")
    ]


def test_a_key_into_another_table_of_the_package(tmp_path: Path) -> None:
    calls = Table("calls", "key,station\na,north\nb,south\n", ["key"])
    stations = Table("stations", "id\nnorth\n", ["id"])
    folder = write_package(tmp_path, "stations", [calls, stations])
    key = {"fields": ["station"], "reference": {"resource": "stations", "fields": ["id"]}}
    describe(folder, lambda content: content["resources"][0]["schema"].update(foreignKeys=[key]))
    [finding] = read_data(tmp_path)[1]
    assert finding.message.startswith("A name in this row is in no row of the other table: ")
    assert '"south"' in finding.message
    assert (finding.line, finding.remedy) == (3, "Add it there.")


def test_decimal_signs_and_missing_values_are_read_as_declared(tmp_path: Path) -> None:
    text = 'year,value,as_published,reason\n2023,"1.234,5","1,234.5",\n2024,..,,x\n'
    fields = {"value": {**number(), "groupChar": ".", "decimalChar": ","}}
    folder = write_package(tmp_path, "stations", [Table("calls", text, ["year"], fields)])
    describe(
        folder,
        lambda content: content["resources"][0]["schema"].update(missingValues=["", ".."]),
    )
    catalogue, findings = read_data(tmp_path)
    assert findings == []
    assert catalogue.find("stations/calls/2023").value == Decimal("1234.5")
    missing = catalogue.find("stations/calls/2024")
    assert (missing.value, missing.reason) == (None, "x")


def test_an_empty_cell_without_a_reason_is_no_figure(tmp_path: Path) -> None:
    line = "first-engine,eastmere,2024-10,,,x,statistics-2024"
    make_datasets(tmp_path)
    edit(tmp_path / "datasets/response/times.csv", line, line.replace(",x,", ",,"))
    catalogue, findings = read_data(tmp_path)
    assert findings == []
    assert "response/times/first-engine.eastmere@2024-10" not in {
        figure.reference for figure in catalogue.figures
    }


def test_the_nearest_place_that_states_a_part_gives_it(tmp_path: Path) -> None:
    text = (
        "key,value,body,status,suspect,published,variance\n"
        "a,1,,,yes,2024-05-01,3\n"
        "b,2,brigade,actual,,,4\n"
    )
    fields = {
        "value": number(status="target", label="Calls"),
        "variance": number(),
    }
    own = {"body": "authority", "area": "east", "status": "budget", "label": "Table"}
    table_ = Table("calls", text, ["key"], fields, own)
    write_package(tmp_path, "stations", [table_], body="nobody", basis="counted")
    catalogue, _ = read_data(tmp_path)
    first, second = catalogue.find("stations/calls/a"), catalogue.find("stations/calls/b")
    other = catalogue.find("stations/calls/a/variance")
    assert (first.body, first.status, first.area, first.basis) == (
        "authority",
        "target",
        "east",
        "counted",
    )
    assert (second.body, second.status, second.suspect) == ("brigade", "actual", False)
    assert (first.suspect, first.published) == (True, "2024-05-01")
    assert (first.label, other.label, other.status) == ("Calls", "Table", "budget")


def test_a_row_may_give_each_figure_its_own_source_locator_and_reading(tmp_path: Path) -> None:
    text = (
        "key,period,read_as_period,read_as_reason,low,low_source,low_locator,low_read_as,high,source,locator\n"
        "a,2024-07,2024-08,A slip.,3,other,row 9,30,5,main,row 1\n"
    )
    fields = {"low": number(), "high": number()}
    write_package(tmp_path, "stations", [Table("calls", text, ["key"], fields)])
    catalogue, _ = read_data(tmp_path)
    low, high = catalogue.find("stations/calls/a/low"), catalogue.find("stations/calls/a/high")
    assert (low.source, low.locator, low.read_as) == ("other", "row 9", Decimal(30))
    assert (high.source, high.locator, high.read_as) == ("main", "row 1", None)
    assert (low.period, low.period_printed) == ("2024-08", "2024-07")


def test_what_is_read_instead_is_in_the_scale_of_what_is_printed(tmp_path: Path) -> None:
    text = "key,period,value,scale,read_as,read_as_reason\na,2024-07,2.1,1000000,2.4,A slip.\n"
    table = Table("calls", text, ["key"], {"value": number()})
    write_package(tmp_path, "stations", [table])
    figure = read_data(tmp_path)[0].find("stations/calls/a")
    assert (figure.value, figure.read_as) == (Decimal(2100000), Decimal(2400000))


@given(st.binary(max_size=120) | st.text(max_size=120).map(str.encode))
@settings(max_examples=60)
def test_any_bytes_in_a_table_give_findings_or_success(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    root = tmp_path_factory.mktemp("any")
    folder = write_package(
        root, "stations", [Table("calls", "year,value\n", ["year"], {"value": number()})]
    )
    (folder / "calls.csv").write_bytes(b"year,value\n" + content)
    catalogue, findings = read_data(root)
    table_ = catalogue.resources["stations/calls"]
    assert findings or all(row.cells["year"].strip() for row in table_.rows)
    assert all(one.message and one.remedy and one.path for one in findings)
    shutil.rmtree(root)


CELL = st.text(alphabet='0159.,-"\n\r aA£%é', max_size=6)


@given(
    st.lists(st.lists(CELL, min_size=1, max_size=4), max_size=4), st.sampled_from(["\n", "\r\n"])
)
@settings(max_examples=60)
def test_any_rows_give_findings_within_the_file_or_figures(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], end: str
) -> None:
    root = tmp_path_factory.mktemp("any")
    folder = write_package(
        root, "stations", [Table("calls", "year,value\n", ["year"], {"value": number()})]
    )
    file = folder / "calls.csv"
    file.write_bytes("".join([f"year,value{end}", *(",".join(row) + end for row in rows)]).encode())
    catalogue, findings = read_data(root)
    last = file.read_bytes().count(b"\n") + 1
    assert all(1 <= one.line <= last for one in findings if one.path.endswith(".csv"))
    for figure in catalogue.figures:
        assert figure.value is None or figure.value.is_finite()
    shutil.rmtree(root)


def test_figures_of_a_key_that_is_appended_are_found(tmp_path: Path) -> None:
    make_datasets(tmp_path)
    append(tmp_path / CLAIMS, "pumps,Pumps,3,engines,1,three,,,fy2024-25,actual,budget-2024,p 9,")
    catalogue, findings = read_data(tmp_path)
    assert findings == []
    assert catalogue.find("money/claims/pumps").value == 3
