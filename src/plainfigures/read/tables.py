"""CSV files into rows of text, held against their schema by frictionless."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plainfigures.figures.findings import Finding, nearest
from plainfigures.read.descriptors import Descriptor

__all__ = ["RawRow", "read_tables"]

RULE = "table"

_TYPES = {
    "number": "a number, such as 12,261 or 12.5",
    "integer": "a whole number, such as 603",
    "date": "a date, such as 2024-03-31",
    "year": "a year, such as 2024",
    "boolean": "true or false",
}


@dataclass(frozen=True)
class RawRow:
    """A row as the file holds it, with its line; `bad` names the cells that broke a rule."""

    line: int
    cells: dict[str, str]
    bad: frozenset[str] = frozenset()


def read_tables(
    descriptor: Descriptor, folder: Path
) -> tuple[dict[str, list[RawRow]], list[Finding]]:
    """Read every table of a package; returns its rows by resource, and findings.

    A table that cannot be read at all has no rows.
    """
    tables: dict[str, list[RawRow]] = {}
    findings: list[Finding] = []
    readable = []
    for resource in descriptor.content["resources"]:
        problem = _unreadable(descriptor, folder, resource)
        if problem:
            findings.append(problem)
        else:
            readable.append(resource)
    bad_cells: dict[tuple[str, int], set[str]] = {}
    for name, error in _validate(descriptor, folder, readable):
        finding, row_number, field = _explain(descriptor, folder, name, error)
        findings.append(finding)
        bad_cells.setdefault((name, row_number), set()).add(field)
    for resource in readable:
        name = resource["name"]
        lines = _lines(folder / resource["path"])
        rows = _cells(folder / resource["path"])
        tables[name] = [
            RawRow(lines[index + 1], cells, frozenset(bad_cells.get((name, index + 2), ())))
            for index, cells in enumerate(rows)
            if index + 1 < len(lines)
        ]
    return tables, findings


def _unreadable(descriptor: Descriptor, folder: Path, resource: dict[str, Any]) -> Finding | None:
    file = folder / resource["path"]
    place = f"{Path(descriptor.path).parent.as_posix()}/{resource['path']}"
    if not file.is_file() or file.is_symlink():
        near = nearest(resource["path"], (one.name for one in folder.glob("*.csv")))
        line = descriptor.line_of(resource["path"])
        message = f'There is no file "{resource["path"]}" beside the descriptor.'
        return Finding(
            RULE, message, "Add the file, or mend its name.", descriptor.path, line, 0, near
        )
    try:
        text = file.read_text("utf-8")
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        message = "This line holds letters that are not saved as UTF-8."
        return Finding(RULE, message, "Save the file as “CSV UTF-8”.", place, line)
    if not text.strip():
        return Finding(RULE, "This table is empty.", "Give it a header row and rows.", place, 1)
    header = next(csv.reader([text.lstrip("\N{BOM}").splitlines()[0]]))
    wanted = [str(field.get("name")) for field in resource["schema"].get("fields", [])]
    if header != wanted:
        return _wrong_header(header, wanted, place)
    return None


def _wrong_header(header: list[str], wanted: list[str], place: str) -> Finding:
    missing = [name for name in wanted if name not in header]
    extra = [name for name in header if name not in wanted]
    if missing:
        message = f'The column "{missing[0]}" is missing.'
        remedy = "Add it, or take it out of the schema in datapackage.json."
        return Finding(RULE, message, remedy, place, 1, 0, nearest(missing[0], extra))
    if extra:
        message = f'The schema knows no column "{extra[0]}".'
        remedy = "Describe it in datapackage.json, or remove it."
        return Finding(RULE, message, remedy, place, 1, 0, nearest(extra[0], wanted))
    remedy = f"Use this order: {', '.join(wanted)}."
    return Finding(RULE, "The columns are not in the order of the schema.", remedy, place, 1)


def _validate(
    descriptor: Descriptor, folder: Path, readable: list[dict[str, Any]]
) -> Iterator[tuple[str, Any]]:
    import frictionless  # slow to import; only needed when a package changed
    from frictionless import FrictionlessException

    if not readable:
        return
    try:
        package = frictionless.Package.from_descriptor(
            {**descriptor.content, "resources": readable}, basepath=str(folder)
        )
    except FrictionlessException as error:
        for reason in error.reasons or [error.error]:
            yield "", reason
        return
    report = package.validate()
    for one in report.errors:
        yield "", one
    for task in report.tasks:
        for one in task.errors:
            yield task.name, one


def _explain(
    descriptor: Descriptor, folder: Path, name: str, error: Any
) -> tuple[Finding, int, str]:
    """Say a frictionless error in an editor's words; returns its row and field too."""
    resource = next((r for r in descriptor.content["resources"] if r["name"] == name), None)
    row = int(getattr(error, "row_number", 0) or 0)
    if resource is None or not row:
        # The library's own sentence is all there is to say of a descriptor's fault.
        line = descriptor.line_of(name) if name else 1
        return Finding("descriptor", str(error.note), "Mend it.", descriptor.path, line), 0, ""
    place = f"{Path(descriptor.path).parent.as_posix()}/{resource['path']}"
    lines = _lines(folder / resource["path"])
    line = lines[row - 1] if row - 1 < len(lines) else 0
    field = str(getattr(error, "field_name", "") or "")
    column = int(getattr(error, "field_number", 0) or 0)
    cell = str(getattr(error, "cell", "") or "")
    message, remedy = _words(error.type, field, cell, str(error.note), resource)
    where = f" (column {column})" if column else ""
    return Finding(RULE, message + where, remedy, place, line), row, field


def _words(
    kind: str, field: str, cell: str, note: str, resource: dict[str, Any]
) -> tuple[str, str]:
    schema = {one["name"]: one for one in resource["schema"]["fields"]}
    match kind:
        case "type-error":
            wanted = _TYPES.get(schema[field].get("type", ""), "of the right kind")
            return f'"{cell}" in "{field}" is not {wanted}', "Correct the cell."
        case "constraint-error":
            rules = schema[field].get("constraints", {})
            return (
                f'"{cell}" in "{field}" is not allowed: {_broken(rules, note)}',
                "Correct the cell, or change the rule in datapackage.json if it is wrong.",
            )
        case "primary-key":
            key = resource["schema"].get("primaryKey", [])
            names = key if isinstance(key, str) else ", ".join(key)
            return f"Another row has the same key ({names})", "Each row needs a key of its own."
        case "foreign-key":
            return f"A name in this row is in no row of the other table: {note}", "Add it there."
        case "blank-row":
            return "This row is empty", "Delete it."
        case "extra-cell" | "missing-cell":
            return (
                "This row has more or fewer cells than the header",
                "Put quotes around a cell that holds a comma, or remove the odd cell.",
            )
    return note, "Correct the row."


def _broken(rules: dict[str, Any], note: str) -> str:
    for name, words in (
        ("required", "it may not be empty"),
        ("minimum", "it may not be less than {}"),
        ("maximum", "it may not be more than {}"),
        ("pattern", "it must fit the pattern {}"),
        ("enum", "it must be one of {}"),
        ("unique", "it stands in another row too"),
    ):
        if name in rules and name in note:
            rule = rules[name]
            shown = ", ".join(str(one) for one in rule) if isinstance(rule, list) else rule
            return words.format(shown)
    return note


def _cells(file: Path) -> list[dict[str, str]]:
    import pandas as pd  # slow to import; only needed when a package changed

    frame = pd.read_csv(
        file,
        dtype=str,
        keep_default_na=False,
        na_filter=False,
        encoding="utf-8-sig",
        skip_blank_lines=False,
        on_bad_lines="skip",
    )
    frame = frame.fillna("")
    names = [str(name) for name in frame.columns]
    return [
        {name: str(cell) for name, cell in zip(names, row, strict=True)}
        for row in frame.itertuples(index=False, name=None)
    ]


def _lines(file: Path) -> list[int]:
    """Return the line on which each row of the file begins, the header first."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream)
        starts, before = [], 0
        for _ in reader:
            starts.append(before + 1)
            before = reader.line_num
    return starts
