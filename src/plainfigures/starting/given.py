"""What the options of `plainfigures new package` say of a spreadsheet and of its columns."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from plainfigures.errors import StartProblem
from plainfigures.figures.findings import nearest
from plainfigures.figures.headings import plain_heading
from plainfigures.figures.sent_records import SentTable
from plainfigures.figures.sent_tables import find_table, is_total, set_totals_aside
from plainfigures.figures.taken import Reading
from plainfigures.figures.units import BUILT_IN
from plainfigures.read.sheets import read_sheets
from plainfigures.starting.answers import slug
from plainfigures.starting.columns import FIGURE, NAME, OUT, TEXT, Column, propose
from plainfigures.starting.package import Facts

__all__ = ["column_called", "columns_of", "pair_of", "said_of", "sent_table", "with_units"]


def said_of(given: Mapping[str, Any]) -> Reading:
    """Return what was said of how its cells are to be read."""
    return Reading(
        dates=given["dates"] or "",
        decimal=given["decimal"] or "",
        years=given["years"] or "",
        percentages=given["percentages"] or "",
    )


def sent_table(given: Mapping[str, Any]) -> tuple[SentTable, str, list[str]]:
    """Return the table of the spreadsheet, what stands between its cells, and notes on both."""
    file: Path = given["file"]
    sheets = read_sheets(file, encoding=given["encoding"], delimiter=given["delimiter"])
    names = [one.name for one in sheets]
    wanted = given["sheet"]
    if wanted and wanted not in names:
        message = f'"{file.name}" has no sheet "{wanted}".'
        raise StartProblem(message, f"It has: {', '.join(names)}.", nearest(wanted, names))
    if len(sheets) > 1 and not wanted:
        message = f'"{file.name}" has several sheets: {", ".join(names)}.'
        raise StartProblem(message, f'Say which, such as --sheet "{names[0]}".')
    sheet = next(one for one in sheets if not wanted or one.name == wanted)
    table = find_table(sheet)
    return (
        set_totals_aside(table, range(len(table.headings)), _whole_totals(table)),
        sheet.delimiter,
        list(sheet.notes),
    )


def _whole_totals(table: SentTable) -> set[str]:
    """Return the labels of totals that have all that other rows have: these stay."""
    others = [row for row in table.rows if not any(is_total(cell.text) for cell in row.cells)]
    filled = [
        number
        for number in range(len(table.headings))
        if others and all(row.cells[number].text.strip() for row in others)
    ]
    return {
        cell.text
        for row in table.rows
        if all(row.cells[number].text.strip() for number in filled)
        for cell in row.cells
        if is_total(cell.text)
    }


def columns_of(table: SentTable, delimiter: str, given: Mapping[str, Any]) -> list[Column]:
    """Return what is proposed for each column, with what was said of some put in."""
    columns = propose(table, delimiter, said_of(given))
    out = {column_called(columns, one).cell for one in given["leave_out"]}
    things = {column_called(columns, one).cell for one in given["things"]}
    keys = {column_called(columns, one).cell for one in given["key"]}
    printed = {column_called(columns, one).cell for one in [given["as_published"]] if one}
    changed = []
    for one in columns:
        column = replace(one, role=OUT) if one.cell in out else one
        column = replace(column, people=False) if one.cell in things else column
        if one.cell in keys and one.role in {FIGURE, TEXT}:
            column = replace(column, role=NAME, unit="", people=False)
        if one.cell in printed:
            column = replace(column, name="as_published", role="as_published")
        changed.append(column)
    return changed


def column_called(columns: Sequence[Column], wanted: str) -> Column:
    """Return the column with this heading or name; raises StartProblem where there is none."""
    for one in columns:
        if plain_heading(wanted) in {plain_heading(one.heading), plain_heading(one.name)}:
            return one
    names = [one.heading for one in columns]
    message = f'There is no column "{wanted}".'
    raise StartProblem(message, f"There are: {', '.join(names)}.", nearest(wanted, names))


def pair_of(text: str, option: str) -> tuple[str, str]:
    """Return the name and the text of what follows an option; raises StartProblem for neither."""
    name, sign, value = text.partition("=")
    if not sign or not name.strip() or not value.strip():
        remedy = f'Write it as {option} "name=text".'
        raise StartProblem(f'"{text}" has no name and text with = between.', remedy)
    return name.strip(), value.strip()


def with_units(
    facts: Facts, columns: list[Column], given: Sequence[str]
) -> tuple[Facts, list[Column]]:
    """Put in the units that were said; nouns become a unit of the package."""
    own = {one.cell: one.unit for one in columns}
    for text in given:
        name, unit = pair_of(text, "--unit")
        own[column_called(columns, name).cell] = unit
    nouns = dict(facts.units)
    changed = []
    for one in columns:
        unit = own[one.cell]
        if unit and unit not in BUILT_IN:
            known = slug(unit.rpartition("/")[2], "unit")
            nouns[known] = unit
            unit = known
        changed.append(replace(one, unit=unit))
    return replace(facts, units=nouns), changed
