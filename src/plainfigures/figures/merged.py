"""Merged cells of a sheet: how far what stands in one reaches, and what that means for rows below."""

import datetime
import re
from collections.abc import Iterable

from msgspec.structs import replace

from plainfigures.figures.sheets import Cell, Sheet
from plainfigures.figures.taken import Refused

__all__ = ["Spans", "filled_down"]

_RANGE = re.compile(r"([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)")


class Spans:
    """The merged ranges of a sheet, by their first cells."""

    def __init__(self, merged: Iterable[str]) -> None:
        self._sizes: dict[str, tuple[int, int]] = {}
        for text in merged:
            found = _RANGE.fullmatch(text)
            if found:
                wide = _number(found[3]) - _number(found[1]) + 1
                self._sizes[found[1] + found[2]] = wide, int(found[4]) - int(found[2]) + 1

    def width(self, cell: str) -> int:
        """Return over how many columns a cell reaches."""
        return self._sizes.get(cell, (1, 1))[0]

    def height(self, cell: str) -> int:
        """Return over how many rows a cell reaches."""
        return self._sizes.get(cell, (1, 1))[1]


def filled_down(sheet: Sheet, after: int = 0) -> tuple[Sheet, list[str], list[Refused]]:
    """Return a sheet in which what a cell shows over several rows stands in each of them.

    The second part names the cells below row `after` for which this was done. The third refuses
    those that hold one number for several rows or columns, which it cannot be of each.
    """
    spans = Spans(sheet.merged)
    at = {line: number for number, line in enumerate(sheet.lines)}
    rows = [list(row) for row in sheet.rows]
    names, problems = [], []
    for number, row in enumerate(sheet.rows):
        for column, cell in enumerate(row):
            high, wide = spans.height(cell.name), spans.width(cell.name)
            if max(high, wide) == 1 or not cell.text.strip():
                continue
            below = sheet.lines[number] > after
            if below and _is_figure(cell):
                problems.append(_of_several(cell, high, sheet.lines[number]))
            for line in range(sheet.lines[number] + 1, sheet.lines[number] + high):
                if line in at:
                    own = rows[at[line]][column]
                    rows[at[line]][column] = replace(cell, name=own.name)
            names += [cell.name] if below and high > 1 else []
    return replace(sheet, rows=tuple(tuple(row) for row in rows)), names, problems


def _is_figure(cell: Cell) -> bool:
    """Whether a cell holds a number that is no year."""
    text = cell.text.strip()
    if isinstance(cell.value, datetime.date) or re.fullmatch(r"(?:19|20)[0-9]{2}", text):
        return False
    return bool(re.fullmatch(r"[-+(£\u2212\u2013]*[0-9][0-9,.\s]*[%)km]*", text))


def _of_several(cell: Cell, high: int, line: int) -> Refused:
    what = f"rows {line} to {line + high - 1}" if high > 1 else "several columns"
    message = f'"{cell.text.strip()}" is one number, merged over {what}.'
    return Refused(cell.name, message, "Unmerge the cells, and write what belongs into each.")


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
