"""How a CSV file is laid out, where it is not as tables here are: one finding, and how to put it right."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from plainfigures.figures.findings import Finding, nearest
from plainfigures.figures.headings import plain_heading

__all__ = ["Record", "import_line", "layout_problem"]

RULE = "table"

Record = tuple[int, list[str]]
"""The cells of a row, after the line on which it begins."""

_SIGNS = {";": "semicolons", "\t": "tabs", "|": "upright strokes"}


def import_line(place: str, resource: str) -> str:
    """Return the sentence that names the command which puts a table into its form.

    `place` is the path of the file within the site, `resource` the name of its table.
    """
    package = place.rpartition("/")[0].rpartition("/")[2]
    return f"To have it put right: plainfigures import {place} --into {package}/{resource}"


def layout_problem(
    records: Sequence[Record], resource: dict[str, Any], place: str
) -> Finding | None:
    """Return what is wrong with the layout of a table as a whole; None where it has its columns.

    `records` are all rows of the file, the header first.
    """
    header = records[0][1]
    wanted = [field["name"] for field in resource["schema"]["fields"]]
    if header == wanted:
        return None
    right = import_line(place, resource["name"])
    titled = _under_titles(records, wanted)
    for message, remedy in (_other_signs(header, wanted), titled, _empty_columns(records, wanted)):
        if message:
            return Finding(RULE, message, f"{remedy}\n{right}", place, records[0][0])
    columns = right.replace("have it put right", "go through its columns")
    known = {field["name"]: field for field in resource["schema"]["fields"]}
    missing = [name for name in wanted if name not in header]
    extra = [name for name in header if name not in known]
    twice = next((name for at, name in enumerate(header) if name in header[:at]), None)
    if twice is not None:
        message = f'Two columns are called "{twice}".'
        return Finding(RULE, message, "Delete the one that is wrong.", place, 1)
    if missing:
        message, remedy = _missing(missing, extra, known)
        return Finding(RULE, message, f"{remedy}\n{columns}", place, 1)
    if extra:
        near = nearest(extra[0], wanted)
        message = f'datapackage.json describes no column "{extra[0]}".'
        remedy = "Describe it there, or delete it."
        if not extra[0]:
            message, remedy = "This table has a column without a name.", "Name it, or delete it."
        return Finding(RULE, message, f"{remedy}\n{columns}", place, 1, 0, near)
    remedy = f"Use this order: {', '.join(wanted)}.\n{right}"
    return Finding(RULE, "The columns stand in another order than they should.", remedy, place, 1)


def _missing(
    missing: Sequence[str], extra: Sequence[str], known: Mapping[str, Any]
) -> tuple[str, str]:
    """Return what is wrong where columns are missing, and others may stand for them."""
    first = missing[0]
    called = next((one for one in extra if _is_called(one, known[first])), "")
    called = called or nearest(first, extra)
    add = "Add it, or take it out of the schema in datapackage.json."
    if called:
        message = f'The column "{first}" is called "{called}".'
        return message, f'Call it "{first}" again: what uses the table knows it by this name.'
    if len(missing) > 1:
        message = f"The columns {', '.join(f'“{name}”' for name in missing)} are missing."
        return message, add.replace("it", "them", 2)
    if len(extra) == 1:
        message = f'The column "{first}" is missing, and "{extra[0]}" is not known.'
        return message, f'If it was renamed, call it "{first}" again. {add}'
    return f'The column "{first}" is missing.', add


def _other_signs(header: Sequence[str], wanted: Sequence[str]) -> tuple[str, str]:
    """Return what is wrong where something else than commas stands between the cells."""
    for sign, words in _SIGNS.items():
        parts = next(csv.reader(io.StringIO(sign.join(header)), delimiter=sign), [])
        if len(header) == 1 and len(set(parts) & set(wanted)) > len(wanted) / 2:
            message = f"Between the cells of this file are {words}, and commas belong there."
            return message, "Save it as “CSV UTF-8”, with commas."
    return "", ""


def _under_titles(records: Sequence[Record], wanted: Sequence[str]) -> tuple[str, str]:
    """Return what is wrong where other lines stand over the names of the columns."""
    for line, cells in records[1:10]:
        if cells == list(wanted):
            message = f"The names of the columns stand on line {line}, and belong on line 1."
            return message, "Delete the lines above them."
    return "", ""


def _empty_columns(records: Sequence[Record], wanted: Sequence[str]) -> tuple[str, str]:
    """Return what is wrong where empty columns follow the last one."""
    header = records[0][1]
    count = len(header) - len(wanted)
    if header[: len(wanted)] != list(wanted) or any(header[len(wanted) :]):
        return "", ""
    if count < 1 or any(any(cells[len(wanted) :]) for _, cells in records):
        return "", ""
    message = "An empty column follows" if count == 1 else f"{count} empty columns follow"
    it = "it" if count == 1 else "them"
    return f"{message} the last one of this table.", f"Delete {it} in the spreadsheet."


def _is_called(heading: str, field: dict[str, Any]) -> bool:
    """Return whether a heading is the name or the title of a field in other letters."""
    names = {plain_heading(str(field[part])) for part in ("name", "title") if field.get(part)}
    return plain_heading(heading) in names
