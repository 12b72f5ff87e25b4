"""CSV files into rows of text, held against their schema by frictionless."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plainfigures.figures.disclosure import SUPPRESSED
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
_ODD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]|\r(?!\n)")
_PROFILES = {"profile", "profiles", "$schema"}
_WHOLE_ROW = {"extra-cell", "missing-cell"}


@dataclass(frozen=True)
class RawRow:
    """A row as the file holds it, with its line; `bad` names the cells that broke a rule.

    An empty name among them says that the row as a whole has more or fewer cells than it should.
    """

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
    records = {one["name"]: _records(folder / one["path"]) for one in readable}
    bad_cells: dict[tuple[str, int], set[str]] = {}
    for name, error in _validate(descriptor, folder, readable):
        number = int(getattr(error, "row_number", 0) or 0)
        row = records[name][number - 1] if number and number <= len(records.get(name, ())) else None
        if row is None:
            # The library's own sentence is all there is to say of a descriptor's fault.
            line = descriptor.line_of(name) or 1
            message = str(error.note or error.title)
            findings.append(Finding("descriptor", message, "Mend it.", descriptor.path, line))
        elif any(row[1]) or error.type == "blank-row":
            findings.append(_explain(descriptor, name, error, row[0]))
            field = str(getattr(error, "field_name", "") or "")
            if field or error.type in _WHOLE_ROW:
                place = "" if error.type in _WHOLE_ROW else field
                bad_cells.setdefault((name, number), set()).add(place)
    for name, (header, *rows) in records.items():
        tables[name] = [
            RawRow(line, _cells(header[1], cells), frozenset(bad_cells.get((name, number), ())))
            for number, (line, cells) in enumerate(rows, 2)
            if any(cells)
        ]
    return tables, list(dict.fromkeys(findings))


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
        text = file.read_bytes().decode()
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        message = "This line holds letters that are not saved as UTF-8."
        return Finding(RULE, message, "Save the file as “CSV UTF-8”.", place, line)
    if not text.strip("\N{BOM} \r\n"):
        return Finding(RULE, "This table is empty.", "Give it a header row and rows.", place, 1)
    odd = _ODD.search(text)
    if odd:
        message = "This line holds a character that is no letter, digit or sign."
        remedy = "Type the cell anew; it often comes along with a copied text."
        line = text.count("\n", 0, odd.start()) + 1
        return Finding(RULE, message, remedy, place, line)
    try:
        records = _records(file)
    except _UnreadableRow as error:
        message = "The quotes in this row do not match, so where its cells end cannot be told."
        remedy = (
            "Write a quote within a cell as two quotes, and close each cell that opens with one."
        )
        return Finding(RULE, message, remedy, place, error.line)
    header = records[0][1]
    wanted = [field["name"] for field in resource["schema"]["fields"]]
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
    """Yield the errors that frictionless finds, each with the name of its resource.

    Profiles are left out, since they may be addresses from which it would fetch them.
    """
    import frictionless  # slow to import; only needed when a package changed
    from frictionless import FrictionlessException

    if not readable:
        return
    try:
        package = frictionless.Package.from_descriptor(
            {
                **{
                    name: part for name, part in descriptor.content.items() if name not in _PROFILES
                },
                "resources": [
                    {name: part for name, part in one.items() if name not in _PROFILES}
                    for one in readable
                ],
            },
            basepath=str(folder),
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


def _explain(descriptor: Descriptor, name: str, error: Any, line: int) -> Finding:
    """Say an error that frictionless found in a row, in an editor's words."""
    resource = next(one for one in descriptor.content["resources"] if one["name"] == name)
    place = f"{Path(descriptor.path).parent.as_posix()}/{resource['path']}"
    field = str(getattr(error, "field_name", "") or "")
    column = int(getattr(error, "field_number", 0) or 0)
    cell = str(getattr(error, "cell", "") or "")
    names = [one["name"] for one in resource["schema"]["fields"]]
    row = _cells(names, [str(one or "") for one in getattr(error, "cells", ())])
    shown = "What is kept confidential" if _is_hidden(row, field) else f'"{cell}"'
    message, remedy = _words(error.type, field, shown, str(error.note), resource)
    where = f" (column {column})" if column and error.type not in _WHOLE_ROW else ""
    return Finding(RULE, message + where, remedy, place, line)


def _is_hidden(row: dict[str, str], field: str) -> bool:
    """Whether a row says that the value of a field is kept confidential."""
    return SUPPRESSED in {row.get("reason"), row.get(f"{field}_reason")}


def _words(
    kind: str, field: str, cell: str, note: str, resource: dict[str, Any]
) -> tuple[str, str]:
    schema = {one["name"]: one for one in resource["schema"]["fields"]}
    match kind:
        case "type-error":
            wanted = _TYPES.get(schema[field].get("type", ""), "of the right kind")
            return f'{cell} in "{field}" is not {wanted}', "Correct the cell."
        case "constraint-error":
            rules = schema[field].get("constraints", {})
            return (
                f'{cell} in "{field}" is not allowed: {_broken(rules, note)}',
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


class _UnreadableRow(Exception):
    """A row whose quotes do not match; `line` is where it begins."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def _records(file: Path) -> list[tuple[int, list[str]]]:
    """Return the records of a CSV file, the header first, each with the line on which it begins."""
    reader = csv.reader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline=""), strict=True)
    found: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            found.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise _UnreadableRow(line) from error
    return found


def _cells(names: list[str], cells: list[str]) -> dict[str, str]:
    """Return a record by column; what is missing is empty, what is too much is left out."""
    return dict(zip(names, cells + [""] * len(names), strict=False))
