"""CSV files into rows of text, held against their schema by frictionless."""

import re
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from plainfigures.errors import PatternProblem
from plainfigures.figures.disclosure import SUPPRESSED
from plainfigures.figures.findings import Finding, nearest
from plainfigures.figures.guises import Wanted, wanted_of
from plainfigures.figures.odd_characters import odd_character
from plainfigures.figures.units import BUILT_IN, unit_from_declaration
from plainfigures.read.cell_patterns import broken_patterns
from plainfigures.read.cell_words import words_for, wrong_count
from plainfigures.read.descriptors import Descriptor
from plainfigures.read.harmless import trusted
from plainfigures.read.layouts import import_line, layout_problem
from plainfigures.read.records import RecordsProblem, records_of

__all__ = ["RawRow", "read_tables"]

RULE = "table"

_LONE_RETURN = re.compile(r"\r(?!\n)")
_WHOLE_ROW = {"extra-cell", "missing-cell", "primary-key"}
_EMPTY = "This row is empty"
_SAME_AS = re.compile(r"row at position (\d+)")


Records = list[tuple[int, list[str]]]
"""The records of a file, the header first, each with the line on which it begins."""


class RawRow(Struct, frozen=True):
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
    records: dict[str, Records] = {}
    for resource in descriptor.content["resources"]:
        found = _records_in(descriptor, folder, resource)
        if isinstance(found, Finding):
            findings.append(found)
        else:
            readable.append(resource)
            records[resource["name"]] = found
    bad_cells: dict[tuple[str, int], set[str]] = {}
    too_slow: list[Finding] = []
    broken = _unfit(descriptor, records, too_slow)
    for name, error in chain(_validate(descriptor, folder, readable), broken):
        number = int(getattr(error, "row_number", 0) or 0)
        row = records[name][number - 1] if number and number <= len(records.get(name, ())) else None
        if row is None:
            # The library's own sentence is all there is to say of a descriptor's fault.
            line = descriptor.line_of(name) or 1
            message = str(error.note or error.title)
            findings.append(Finding("descriptor", message, "Mend it.", descriptor.path, line))
        elif any(row[1]) or error.type == "blank-row":
            lines = [start for start, _ in records[name]]
            findings.append(_explain(descriptor, name, error, lines, row[0]))
            field = str(getattr(error, "field_name", "") or "")
            if field or error.type in _WHOLE_ROW:
                place = "" if error.type in _WHOLE_ROW else field
                bad_cells.setdefault((name, number), set()).add(place)
    findings += too_slow
    for name, (header, *rows) in records.items():
        tables[name] = [
            RawRow(line, _cells(header[1], cells), frozenset(bad_cells.get((name, number), ())))
            for number, (line, cells) in enumerate(rows, 2)
            if any(cells)
        ]
    return tables, _told_once(list(dict.fromkeys(findings)))


def _told_once(findings: list[Finding]) -> list[Finding]:
    """Return the findings with those of empty rows that follow one another told once."""
    told: list[Finding] = []
    count = 1
    for one in findings:
        last = told[-1] if told else None
        if (
            one.message == _EMPTY
            and last
            and last.path == one.path
            and last.line + count == one.line
        ):
            count += 1
            message = f"This row and those after it, {count} in all, are empty"
            told[-1] = replace(last, message=message, remedy="Delete them.")
        else:
            count = 1
            told.append(one)
    return told


def _records_in(
    descriptor: Descriptor, folder: Path, resource: dict[str, Any]
) -> Records | Finding:
    """Return the records of a table's file, or why it cannot be read."""
    file = folder / resource["path"]
    place = f"{Path(descriptor.path).parent.as_posix()}/{resource['path']}"
    if not file.is_file() or file.is_symlink():
        near = nearest(resource["path"], (one.name for one in folder.glob("*.csv")))
        line = descriptor.line_of(resource["path"])
        message = f'There is no file "{resource["path"]}" beside datapackage.json.'
        return Finding(
            RULE, message, "Add the file, or mend its name.", descriptor.path, line, 0, near
        )
    try:
        text = file.read_bytes().decode()
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        message = "This line holds letters that are not saved as UTF-8."
        remedy = f"Save the file as “CSV UTF-8”.\n{import_line(place, resource['name'])}"
        return Finding(RULE, message, remedy, place, line)
    if not text.strip("\N{BOM} \r\n"):
        names = ",".join(one["name"] for one in resource["schema"]["fields"])
        remedy = f"Write the names of its columns on line 1 ({names}), and its rows below."
        return Finding(RULE, "This table is empty.", remedy, place, 1)
    odd = _odd_place(text.removeprefix("\N{BOM}"))
    if odd:
        start, words = odd
        message = f"This line holds {words}."
        remedy = "Type the cell anew; it often comes along with a copied text."
        line = text.count("\n", 0, start) + 1
        return Finding(RULE, message, remedy, place, line)
    try:
        records = records_of(text.encode())
    except RecordsProblem as error:
        return Finding(RULE, error.message, error.remedy, place, error.line)
    return layout_problem(records, resource, place) or records


@cache
def _library() -> Any:
    """Return frictionless, with the plugins that read CSV files of this machine and no others.

    By itself it would load all of its own, for databases, portals and the network, and run every module
    in reach of Python whose name begins with "frictionless_", one in the folder of the site too.
    """
    import frictionless  # slow to import; only needed when a package changed
    from frictionless.formats.csv import CsvPlugin
    from frictionless.formats.inline import InlinePlugin
    from frictionless.schemes.local import LocalPlugin

    plugins = {"local": LocalPlugin(), "csv": CsvPlugin(), "inline": InlinePlugin()}
    frictionless.system.__dict__["plugins"] = OrderedDict(plugins)
    return frictionless


def load_tables() -> None:
    """Load what reading tables takes, ahead of the first one."""
    frictionless = _library()
    # It loads what it takes when it first validates something.
    table = {"name": "none", "data": [["none"]], "schema": {"fields": [{"name": "none"}]}}
    frictionless.Package.from_descriptor({"name": "none", "resources": [table]}).validate()


def _validate(
    descriptor: Descriptor, folder: Path, readable: list[dict[str, Any]]
) -> Iterator[tuple[str, Any]]:
    """Yield the errors that frictionless finds, each with the name of its resource.

    It is given only what is `trusted`, and patterns are held against cells apart, in bounded time.
    """
    if not readable:
        return
    frictionless = _library()
    try:
        package = frictionless.Package.from_descriptor(
            trusted(descriptor.content, readable),
            basepath=str(folder),
        )
    except frictionless.FrictionlessException as error:
        for reason in error.reasons or [error.error]:
            yield "", reason
        return
    for resource in package.resources:
        # Each by itself: all together, what the package says would be validated once more.
        report = resource.validate()
        for one in report.errors:
            yield resource.name, one
        for task in report.tasks:
            for one in task.errors:
                yield task.name, one


def _unfit(
    descriptor: Descriptor,
    records: Mapping[str, Sequence[tuple[int, list[str]]]],
    findings: list[Finding],
) -> Iterator[tuple[str, Any]]:
    """Yield the cells that do not fit the patterns of their columns, each with its table's name."""
    for at, resource in enumerate(descriptor.content["resources"]):
        too_slow: list[tuple[int, PatternProblem]] = []
        for broken in broken_patterns(resource, records.get(resource["name"], ()), too_slow):
            yield resource["name"], broken
        for number, error in too_slow:
            place = f"resources[{at}].schema.fields[{number}].constraints.pattern"
            line = descriptor.line_at(place)
            findings.append(
                Finding("descriptor", error.message, error.remedy, descriptor.path, line)
            )


def _explain(descriptor: Descriptor, name: str, error: Any, lines: list[int], line: int) -> Finding:
    """Say an error that frictionless found in a row, in an editor's words.

    `lines` are those on which the table's rows begin, the header first; `line` is the row's own.
    """
    resource = next(one for one in descriptor.content["resources"] if one["name"] == name)
    place = f"{Path(descriptor.path).parent.as_posix()}/{resource['path']}"
    field = str(getattr(error, "field_name", "") or "")
    column = int(getattr(error, "field_number", 0) or 0)
    cell = str(getattr(error, "cell", "") or "")
    names = [one["name"] for one in resource["schema"]["fields"]]
    row = _cells(names, [str(one or "") for one in getattr(error, "cells", ())])
    hidden = _is_hidden(row, field)
    wanted = _wanted(descriptor, resource, field, row) if field in names else None
    words = words_for(error.type, wanted, cell, str(error.note), resource, hidden=hidden)
    message, remedy, near = words
    if error.type in {"extra-cell", "missing-cell"}:
        message, remedy = wrong_count(len(error.cells), len(names))
    first = _SAME_AS.search(str(error.note)) if error.type == "primary-key" else None
    if first:
        message = message.replace("Another row", f"Line {lines[int(first[1]) - 1]}")
    where = f" (column {column})." if column and error.type not in _WHOLE_ROW else ""
    return Finding(RULE, message + where, remedy, place, line, 0, near)


def _wanted(
    descriptor: Descriptor, resource: dict[str, Any], name: str, row: dict[str, str]
) -> Wanted:
    """Return what a cell of the column `name` should hold, with the unit that its row may give."""
    field = next(one for one in resource["schema"]["fields"] if one["name"] == name)
    own = {**descriptor.own, **resource.get("plainfigures", {})}
    own |= {part: row[part] for part in ("unit", "scale") if row.get(part)}
    declared = descriptor.own.get("units", {})
    units = {one: unit_from_declaration(one, said) for one, said in declared.items()}
    return wanted_of(field, {**BUILT_IN, **units}, own=own)


def _is_hidden(row: dict[str, str], field: str) -> bool:
    """Whether a row says that the value of a field is kept confidential."""
    return SUPPRESSED in {row.get("reason"), row.get(f"{field}_reason")}


def _odd_place(text: str) -> tuple[int, str] | None:
    """Return where a character stands that has no business in a table, and what to say of it."""
    odd = odd_character(text)
    if odd:
        return odd.start, odd.words
    lone = _LONE_RETURN.search(text)
    return (lone.start(), "the end of a line as old machines write it") if lone else None


def _cells(names: list[str], cells: list[str]) -> dict[str, str]:
    """Return a record by column; what is missing is empty, what is too much is left out."""
    return dict(zip(names, cells + [""] * len(names), strict=False))
