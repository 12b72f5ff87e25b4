"""The table within a sheet that is asked for: its headings, its rows, and what stands around them."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from plainfigures.figures.findings import Finding
from plainfigures.figures.guises import Refused
from plainfigures.figures.headings import plain_heading
from plainfigures.figures.sent_tables import SentRow, SentTable, find_table, set_totals_aside
from plainfigures.figures.sheets import Cell, Sheet
from plainfigures.intake.mapping import RULE, Mapping
from plainfigures.intake.target import Target
from plainfigures.intake.wishes import EVERY, Wishes

__all__ = ["Sent", "SentRow", "as_findings", "narrowed", "sent_of"]


class Sent(Struct, frozen=True):
    """What a sheet holds: `headings`, and in `above` what stands over them.

    `delimiter` is what stands between the cells of a CSV file.
    """

    table: SentTable
    headings: tuple[Cell, ...]
    above: tuple[Cell, ...] = ()
    delimiter: str = ""


def sent_of(target: Target, sheet: Sheet, wishes: Wishes) -> Sent:
    """Find the table of a sheet by what its columns could be called."""
    known = {name for one in target.columns for name in (one.name, one.title)}
    known |= {*wishes.columns, *wishes.left_out, *wishes.only, *wishes.units} - {EVERY}
    table = find_table(sheet, known)
    above = [
        cell
        for line, row in zip(sheet.lines, sheet.rows, strict=True)
        if line < table.line
        for cell in row
        if cell.text.strip()
    ]
    headings = tuple(Cell(one.cell, one.text) for one in table.headings)
    return Sent(table, headings, tuple(above), sheet.delimiter)


def narrowed(target: Target, sent: Sent, mapping: Mapping, wishes: Wishes) -> Sent:
    """Return the table with the rows that are asked for, and without those that add up others."""
    table = sent.table
    wanted = {
        at: text
        for at, heading in enumerate(sent.headings)
        for name, text in wishes.only.items()
        if plain_heading(name) == plain_heading(heading.text)
    }
    if wanted:
        rows = tuple(
            row
            for row in table.rows
            if all(" ".join(row.cells[at].text.split()) == text for at, text in wanted.items())
        )
        others = len(table.rows) - len(rows)
        told = f"{others:,} rows show something else than --only asks for: left out."
        table = replace(table, rows=rows, told=(*table.told, told))
    names = {*target.key, "label"}
    keys = [one.at for one in mapping.columns if one.column.name in names]
    if keys and not target.own_file:
        table = set_totals_aside(table, keys, _own_names(target))
    return replace(sent, table=table)


def as_findings(problems: Iterable[Refused], file: str) -> list[Finding]:
    """Return what is wrong with cells of a sheet as findings."""
    return [
        Finding(RULE, one.message, one.remedy, f"{file}, cell {one.cell}" if one.cell else file)
        for one in problems
    ]


def _own_names(target: Target) -> set[str]:
    """Return what the rows of the table are called: their keys and their labels."""
    columns = [one for one in target.columns if one.name in {*target.key, "label"}]
    found = {row.cells[one.name] for row in target.rows or () for one in columns}
    return found | {name for one in columns for name in one.names}
