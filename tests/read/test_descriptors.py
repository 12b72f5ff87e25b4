"""Descriptors: what one may get wrong, and where it is told."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainfigures.figures.findings import Finding
from plainfigures.read import read_packages
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
from tests.read.describing import MONEY, NAME_REMEDY, PERIOD_REMEDY, descriptor, found_after


def test_a_folder_without_a_descriptor(tmp_path: Path) -> None:
    (make_datasets(tmp_path) / "money" / "datapackage.json").unlink()
    assert read_data(tmp_path)[1] == [
        Finding(
            "descriptor",
            "This folder of datasets has no datapackage.json.",
            "Begin one with: plainfigures new package money. Or move the folder away.",
            MONEY,
        )
    ]


def test_bad_json_is_told_with_line_and_column(tmp_path: Path) -> None:
    edit(
        make_datasets(tmp_path) / "money" / "datapackage.json",
        '"version": "1.0.0",',
        '"version": "1.0.0"',
    )
    assert read_data(tmp_path)[1] == [
        Finding(
            "descriptor",
            "This file cannot be read: after this place a comma is missing, or a closing bracket.",
            "Look at the quotes, commas and brackets here, and in the line above.",
            MONEY,
            5,
            20,
        )
    ]


@pytest.mark.parametrize(
    ("content", "finding"),
    [
        (
            b"\xff\xfe{}",
            Finding("descriptor", "This file is not UTF-8 text.", "Save the file as UTF-8.", MONEY),
        ),
        (
            b"[]",
            descriptor("The file does not begin with {.", "Write all of it between { and }.", 1),
        ),
        (
            b"[" * 100_000,
            Finding(
                "descriptor",
                "This file holds more brackets within brackets than can be read.",
                "Correct the brackets.",
                MONEY,
            ),
        ),
    ],
)
def test_a_descriptor_that_is_none(tmp_path: Path, content: bytes, finding: Finding) -> None:
    (make_datasets(tmp_path) / "money" / "datapackage.json").write_bytes(content)
    assert read_data(tmp_path)[1] == [finding]


def test_a_descriptor_with_a_bom_is_read(tmp_path: Path) -> None:
    file = make_datasets(tmp_path) / "money" / "datapackage.json"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert read_data(tmp_path)[1] == []


def test_no_package_has_the_name_under_which_computed_figures_stand(tmp_path: Path) -> None:
    datasets = make_datasets(tmp_path)
    (datasets / "plans").rename(datasets / "computed")
    describe(datasets / "computed", lambda content: content.update(name="computed"))
    (found,) = (one for one in read_data(tmp_path)[1] if "computed" in one.path)
    assert found.message.startswith('A package cannot be called "computed"')


def test_a_package_is_called_as_its_folder(tmp_path: Path) -> None:
    assert found_after(tmp_path, lambda content: content.update(name="monye")) == [
        descriptor(
            'The package is called "monye" but its folder "money".',
            "Give both the same name.",
            2,
            "money",
        )
    ]


def test_all_that_a_descriptor_lacks_is_told_at_once(tmp_path: Path) -> None:
    def change(content: dict[str, Any]) -> None:
        one, two, three, four = content["resources"]
        del one["path"]
        two["path"] = "../sources/areas.csv"
        del three["schema"]
        four["path"] = 3

    findings = found_after(tmp_path, change)
    file = tmp_path / MONEY
    resources = line_of(file, '"resources": [')
    nameless = descriptor("A resource has no name or no path.", "Give it both.", resources)
    assert findings == [
        nameless,
        descriptor(
            '"../sources/areas.csv" is not a file beside datapackage.json.',
            "Put the CSV file in the same folder.",
            line_of(file, '"../sources/areas.csv"'),
        ),
        descriptor(
            'The table "withheld" does not say which columns it has.',
            "List them under “schema” and “fields”, as other tables do.",
            line_of(file, '"name": "withheld"'),
        ),
        nameless,
    ]


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "a\\b.csv", "https://fire.example/a.csv", ".a.csv"]
)
def test_a_path_out_of_the_folder_is_refused(tmp_path: Path, path: str) -> None:
    findings = found_after(tmp_path, lambda content: content["resources"][0].update(path=path))
    line = next(
        number
        for number, text in enumerate((tmp_path / MONEY).read_text("utf-8").splitlines(), 1)
        if json.dumps(path) in text
    )
    told = [(one.message, one.line) for one in findings]
    # A backslash stands doubled in the file, so its line is not known.
    assert told == [
        (f'"{path}" is not a file beside datapackage.json.', 0 if "\\" in path else line)
    ]


@pytest.mark.parametrize("resources", [None, [], {}, "budget.csv"])
def test_a_package_without_tables(tmp_path: Path, resources: object) -> None:
    assert found_after(tmp_path, lambda content: content.update(resources=resources)) == [
        descriptor("The package lists no resources.", "List its tables.", 1)
    ]


def test_all_that_is_wrong_with_the_shape_of_a_descriptor_comes_at_once(tmp_path: Path) -> None:
    datasets = make_datasets(tmp_path)

    def change(content: dict[str, Any]) -> None:
        content["title"] = 3
        del content["resources"][0]["schema"]["fields"][1]["name"]
        content["resources"][1]["plainfigures"]["drawnFrom"] = [{"sauce": "x"}]
        content["plainfigures"]["bases"]["odd"] = 3
        content["plainfigures"]["relations"] = [{"key": "a", "title": "b", "tests": "c"}]

    describe(datasets / "money", change)
    assert [(one.message, one.remedy) for one in read_data(tmp_path)[1]] == [
        (
            '"title" must be text, but is a whole number.',
            "Write it as text between quotes.",
        ),
        (
            'The table "budget", its column number 2 has no "name".',
            'Add a line there: "name": "…".',
        ),
        (
            'The table "rescues", "drawnFrom", entry 1 has a part "sauce" that is not known.',
            'Call it "source".',
        ),
        (
            '"bases", "odd" must be names and values between { and }, but is a whole number.',
            "Write it as names and values between { and }.",
        ),
        ('"relations", entry 1 has a part "tests" that is not known.', 'Call it "test".'),
    ]


@pytest.mark.parametrize(
    ("change", "words", "message", "remedy"),
    [
        (
            lambda content: content["resources"][3]["schema"]["fields"][6].update(title=314),
            '"title": 314',
            'The table "claims", its column "read_as", "title" must be text, but is a whole number.',
            "Write it as text between quotes.",
        ),
        (
            lambda content: content["resources"][3]["schema"]["fields"][6].pop("name"),
            "",
            'The table "claims", its column number 7 has no "name".',
            'Add a line there: "name": "…".',
        ),
        (
            lambda content: content["resources"][0]["schema"].update(fields="all"),
            '"fields": "all"',
            'The table "budget", "fields" must be a list, but is text.',
            "Write it as a list between [ and ].",
        ),
        (
            lambda content: content["plainfigures"].update(units=["engines"]),
            '"units": [',
            '"units" must be names and values between { and }, but is a list.',
            "Write it as names and values between { and }.",
        ),
        (
            lambda content: content["plainfigures"]["derived"][1].pop("formula"),
            "",
            '"derived", entry 2 has no "formula".',
            'Add a line there: "formula": "…".',
        ),
        (
            lambda content: content.update(plainfigures=[]),
            '"plainfigures": []',
            '"plainfigures" must be names and values between { and }, but is a list.',
            "Write it as names and values between { and }.",
        ),
        (
            lambda content: content["resources"][1].update(name="Rescues 2"),
            '"name": "Rescues 2"',
            'The name "Rescues 2" cannot be part of a reference.',
            NAME_REMEDY,
        ),
        (
            lambda content: content["plainfigures"]["derived"][0].update(key="the_pressure"),
            '"key": "the_pressure"',
            'The name "the_pressure" cannot be part of a reference.',
            NAME_REMEDY,
        ),
        (
            lambda content: content["plainfigures"]["nextExpected"][0].update(when="soon"),
            '"when": "soon"',
            '"soon" is not a period.',
            PERIOD_REMEDY,
        ),
        (
            lambda content: content["resources"][0]["schema"]["fields"][1].update(
                constraints={"pattern": "(T"}
            ),
            '"pattern": "(T"',
            '"(T" is not a pattern.',
            "Correct the regular expression.",
        ),
        (
            lambda content: content["resources"][0]["schema"]["fields"][1].update(type="strin"),
            '"type": "strin"',
            'The column "label" of the table "budget" has the type "strin", which does not exist.',
            "Use one of: string, number, integer, boolean, date, year.",
        ),
        (
            lambda content: content["resources"][1].update(name="budget"),
            "",
            'Two tables of this package are called "budget".',
            "Give one of them another name.",
        ),
    ],
)
def test_a_descriptor_of_another_shape(
    tmp_path: Path,
    change: Callable[[dict[str, Any]], object],
    words: str,
    message: str,
    remedy: str,
) -> None:
    findings = found_after(tmp_path, change)
    assert [(one.message, one.remedy, one.path) for one in findings] == [(message, remedy, MONEY)]
    if words:
        assert findings[0].line == line_of(tmp_path / MONEY, words)


def test_what_a_descriptor_lacks_is_placed_at_what_lacks_it(tmp_path: Path) -> None:
    file = make_datasets(tmp_path) / "money" / "datapackage.json"
    edit(file, '      "formula": "money/rescues/road / money/rescues/total * 100",\n', "")
    assert [one.line for one in read_data(tmp_path)[1]] == [
        line_of(file, '"key": "road-share"') - 1
    ]


def test_a_figure_field_has_a_name_that_a_reference_can_hold(tmp_path: Path) -> None:
    table = Table("calls", "year,per head\n2024,3\n", ["year"], {"per head": number()})
    write_package(tmp_path, "money", [table])
    assert [one.message for one in read_data(tmp_path)[1]] == [
        'The name "per head" cannot be part of a reference.'
    ]


def test_a_profile_elsewhere_is_not_fetched(tmp_path: Path) -> None:
    address = "http://127.0.0.1:9/profile.json"

    def change(content: dict[str, Any]) -> None:
        content.update({"profile": address, "$schema": address})
        content["resources"][0].update({"profile": address, "$schema": address})

    assert found_after(tmp_path, change) == []


def test_a_formula_that_cannot_be_read_is_told_at_its_line(tmp_path: Path) -> None:
    file = make_datasets(tmp_path) / "money" / "datapackage.json"
    edit(file, "money/rescues/road / money/rescues/total * 100", "money/rescues/road of all")
    assert read_data(tmp_path)[1] == [
        Finding(
            "formula",
            'The formula "money/rescues/road of all" cannot be read from " of all" on.',
            "Use references, numbers, sum(…), min(…), max(…), abs(…) and + - * / with a space on "
            "both sides.",
            MONEY,
            line_of(file, '"key": "road-share"'),
        )
    ]


PATHS = st.lists(st.integers(0, 30), min_size=1, max_size=7)
VALUES = st.text(max_size=3) | st.sampled_from([None, True, -2, 0, [], {}, ["x"], {"x": 1}])


@given(PATHS, VALUES, st.booleans())
@settings(max_examples=25)
def test_any_change_to_a_descriptor_gives_findings_or_success(
    tmp_path_factory: pytest.TempPathFactory, path: list[int], value: object, drop: bool
) -> None:
    root = tmp_path_factory.mktemp("any")
    datasets = make_datasets(root)

    def change(content: dict[str, Any]) -> None:
        node: Any = content
        for step in path:
            names = list(node) if isinstance(node, dict) else list(range(len(node)))
            name = names[step % len(names)]
            if step == path[-1] or not isinstance(node[name], dict | list) or not node[name]:
                if drop:
                    del node[name]
                else:
                    node[name] = value
                return
            node = node[name]

    describe(datasets / "money", change)
    catalogue, findings = read_data(root)
    assert findings or "money" in catalogue.packages
    assert all(one.message and one.remedy and one.path for one in findings)
    shutil.rmtree(root)


@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
@settings(max_examples=60)
def test_any_bytes_in_a_descriptor_give_findings(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    folder = tmp_path_factory.mktemp("any") / "datasets" / "money"
    folder.mkdir(parents=True)
    (folder / "datapackage.json").write_bytes(content)
    packages, findings = read_packages(folder.parent, folder.parent.parent)
    assert packages == []
    assert findings
    assert {one.path for one in findings} == {MONEY}


def test_a_line_added_to_a_table_is_a_row(tmp_path: Path) -> None:
    rescues = make_datasets(tmp_path) / "money" / "rescues.csv"
    line = append(rescues, "animal,Animals,12,12,fy2023-24,budget-2024,table 2,")
    catalogue, findings = read_data(tmp_path)
    assert findings == []
    assert catalogue.find("money/rescues/animal").line == line
