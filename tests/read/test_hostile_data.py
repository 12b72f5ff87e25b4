"""Descriptions and tables that ask for what they may not: elsewhere, programs, time without end."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plainfigures.figures.findings import Finding
from plainfigures.read.harmless import trusted
from tests.making import (
    Table,
    check_data,
    describe,
    edit,
    make_datasets,
    make_site,
    number,
    read_data,
    write_package,
)

Change = Callable[[dict[str, Any]], object]
TEXT = "key,label,value,as_published,source,locator\na,A,12,12,s,p\n"


def make(root: Path, text: str = TEXT, fields: dict[str, Any] | None = None) -> Path:
    """Write a package with one table, and return its folder."""
    table = Table("calls", text, ["key"], {"value": number(), **(fields or {})})
    return write_package(root, "stations", [table])


def said(root: Path) -> list[Finding]:
    """Return what reading finds, but for what an incomplete package lacks."""
    return [one for one in read_data(root)[1] if one.rule in {"descriptor", "table"}]


def table_of(content: dict[str, Any]) -> dict[str, Any]:
    table: dict[str, Any] = content["resources"][0]
    return table


def field_of(content: dict[str, Any]) -> dict[str, Any]:
    field: dict[str, Any] = table_of(content)["schema"]["fields"][1]
    return field


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda one: table_of(one).update(path="../../mkdocs.yml"), "is not a file beside"),
        (lambda one: table_of(one).update(path="/etc/passwd"), "is not a file beside"),
        (lambda one: table_of(one).update(path="http://evil.example/a.csv"), "is not a file"),
        (lambda one: table_of(one).update(path=["a.csv", "b.csv"]), "has no name or no path"),
        (lambda one: table_of(one).update(path="calls.csv.gz"), "is no CSV file"),
        (lambda one: table_of(one).update(path="calls.zip"), "is no CSV file"),
        (lambda one: table_of(one).update(path="a\nb.csv"), "cannot be used"),
        (lambda one: table_of(one).update(data=[["a"]]), "holds its rows within"),
        (lambda one: table_of(one).update(dialect={"delimiter": ";"}), "how its file is written"),
        (lambda one: table_of(one).update(dialect="http://evil.example"), "how its file"),
        (lambda one: table_of(one).update(control={"type": "sql"}), "how its file is opened"),
        (lambda one: table_of(one).update(extrapaths=["b.csv"]), "spread over several"),
        (lambda one: table_of(one).update(compression="zip"), "is packed"),
        (lambda one: table_of(one).update(scheme="http"), "how its file is opened"),
        (lambda one: table_of(one).update(format="sql"), 'has the format "sql"'),
        (lambda one: table_of(one).update(mediatype="application/zip"), "has the mediatype"),
        (lambda one: table_of(one).update(encoding="idna"), 'has the encoding "idna"'),
        (lambda one: table_of(one).update(schema="http://evil.example"), "which columns it has"),
        (lambda one: table_of(one)["schema"].update({"$ref": "x"}), "fetched from elsewhere"),
        (lambda one: field_of(one).update(type="object"), "which does not exist"),
        (
            lambda one: field_of(one).update(constraints={"jsonSchema": {"$ref": "http://a"}}),
            "is not known here",
        ),
        (lambda one: field_of(one).update(constraints={"enum": [[1]]}), "no list of texts"),
        (lambda one: field_of(one).update(constraints={"required": "x"}), "not true or false"),
        (lambda one: field_of(one).update(constraints={"pattern": "(T"}), "is not a pattern"),
        (
            lambda one: table_of(one)["schema"].update(foreignKeys=[{"fields": "key"}]),
            "does not name its columns",
        ),
        (lambda one: one.update(resources=[{}] * 501), "has 501 tables"),
        (lambda one: one.update(title="A\u202eB"), "U+202E: it turns the direction"),
        (lambda one: one.update({"x\x00": 1}), "holds what no name holds"),
        (
            lambda one: one["licenses"][0].update(path="javascript:alert(1)"),
            "no address of the web",
        ),
        (lambda one: one.update(homepage="data:text/html,x"), "no address of the web"),
        (lambda one: one.update(homepage="https://a.gov@b.example/"), "no address of the web"),
        (lambda one: one["sources"][0].update(path="file:///etc"), "no address of the web"),
        (lambda one: one.update(description="a" * 40_000), "letters, and 32,767 are the most"),
        (
            lambda one: table_of(one)["schema"].update(
                fields=[{"name": f"c{at}"} for at in range(501)]
            ),
            "has 501 columns",
        ),
    ],
)
def test_a_description_asks_for_nothing_but_its_own_files(
    tmp_path: Path, change: Change, words: str
) -> None:
    describe(make(tmp_path), change)
    found = said(tmp_path)
    assert any(words in one.message for one in found), found
    assert all(one.path == "datasets/stations/datapackage.json" and one.line for one in found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[" * 100_000, "more brackets within brackets"),
        ('{"a":' * 60 + "1" + "}" * 60, "more brackets within brackets"),
        ('{"name": 1' + "0" * 5000 + "}", "has 5,001 digits"),
        ('{"name": NaN}', '"NaN" is no number'),
        ('{"name": 1e999}', "no number that can be used"),
        ('{"name": "stations", "name": "others"}', 'the name "name" stands twice'),
        ('{"name": "\\ud800"}', "half of a character"),
        ('{"a": {"\\udfff": 1}}', "half of a character"),
        ('{"name": "\\ud83d\\ude00"}', "but its folder"),
    ],
)
def test_json_is_read_strictly(tmp_path: Path, text: str, words: str) -> None:
    (make(tmp_path) / "datapackage.json").write_text(text, "utf-8")
    found = said(tmp_path)
    assert found
    assert words in found[0].message


def test_what_validates_tables_is_told_nothing_else(tmp_path: Path) -> None:
    folder = make(tmp_path)
    describe(
        folder, lambda one: one.update(profile="http://evil.example", homepage="https://a.org")
    )
    content = json.loads((folder / "datapackage.json").read_text("utf-8"))
    [table] = trusted(content, content["resources"])["resources"]
    assert {*trusted(content, [])} == {"name", "resources"}
    assert (table["scheme"], table["format"], table["encoding"]) == ("file", "csv", "utf-8")
    assert "plainfigures" not in table
    assert said(tmp_path) == []


def test_a_pattern_that_takes_too_long_is_told_once_at_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plainfigures.read.cell_patterns.BoundedPattern.SECONDS", 0.05)
    rows = "".join(f"k{at},{'a' * 5000}b{at},1,1,s,p\n" for at in range(3))
    fields = {"label": {"constraints": {"pattern": "(a|aa)+"}}}
    make(tmp_path, TEXT.partition("\n")[0] + "\n" + rows, fields)
    [finding] = said(tmp_path)
    assert finding.message.startswith('The pattern "(a|aa)+" takes too long')
    assert (finding.path, finding.line > 1) == ("datasets/stations/datapackage.json", True)


def test_the_number_of_rows_and_cells_is_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, TEXT + "b,B,13,13,s,p\n" * 3)
    for name, most, words in (
        ("MOST_ROWS", 2, "This table has more than 2 rows."),
        ("MOST_CELLS", 10, "This table has more than 10 cells."),
        ("MOST_IN_CELL", 3, "A cell in this row has more than 3 letters."),
        ("MOST_COLUMNS", 5, "This row has 6 cells, and 5 are the most."),
    ):
        with monkeypatch.context() as patched:
            patched.setattr(f"plainfigures.read.records.{name}", most)
            assert [one.message for one in said(tmp_path)] == [words]


@pytest.mark.parametrize("cell", ["1e999999999", "NaN", "Infinity", "9" * 10_000, "1" * 200_000])
def test_a_number_beyond_reason_is_no_figure(tmp_path: Path, cell: str) -> None:
    make(tmp_path, TEXT.replace(",12,12,", f",{cell},{cell},"))
    catalogue, findings = read_data(tmp_path)
    assert findings
    assert all(one.used is None for one in catalogue.figures)


@pytest.mark.parametrize("scale", ["9" * 5000, "-1", "1e9", "٣"])
def test_a_scale_beyond_reason_is_told(tmp_path: Path, scale: str) -> None:
    text = TEXT.replace("locator", "locator,scale").replace(",p\n", f",p,{scale}\n")
    make(tmp_path, text)
    assert any("is not a whole number" in one.message for one in read_data(tmp_path)[1])


def test_cells_hide_nothing_and_are_no_formulas(tmp_path: Path) -> None:
    make(tmp_path, TEXT + 'b,"=HYPERLINK(""http://evil.example"")",-13,-13,s,p\n')
    found = [one for one in check_data(tmp_path) if one.rule == "harmless"]
    assert [(one.line, one.path) for one in found] == [(3, "datasets/stations/calls.csv")]
    assert "begins like a formula" in found[0].message
    make(tmp_path, TEXT.replace(",A,", ",A\u2066B,"))
    [finding] = said(tmp_path)
    assert finding.message.startswith("This line holds the character U+2066: it turns")


def test_a_title_is_no_formula_either(tmp_path: Path) -> None:
    describe(make(tmp_path), lambda one: field_of(one).update(title="@SUM(A1)"))
    [finding] = [one for one in check_data(tmp_path) if one.rule == "harmless"]
    assert finding.message.startswith("“@SUM(A1)” begins like a formula")


def test_a_date_of_a_source_that_is_none_is_told_once_and_ends_nothing(tmp_path: Path) -> None:
    documents = make_datasets(tmp_path) / "sources/documents.csv"
    edit(documents, "statistical release,,2023-08,", 'statistical release,,"""",')
    found = check_data(tmp_path)
    assert ["has a date that cannot be read" in one.message for one in found].count(True) == 1


def test_no_module_beside_a_site_is_run_when_tables_are_read(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    told = tmp_path / "told"
    for name in ("frictionless_own.py", "frictionless_aside/__init__.py"):
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_text(f"open({str(told)!r}, 'a').write('run')", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "plainfigures", "build", "--no-pictures"],
        cwd=site,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not told.exists()
