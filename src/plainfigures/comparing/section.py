"""One part of what is told of a change: a heading, a sentence on it, and a table; and its words."""

from collections.abc import Iterable

from msgspec import Struct

from plainfigures.comparing.records import FigureChange
from plainfigures.figures.formats import counted

__all__ = [
    "NOTHING",
    "Section",
    "arrow",
    "count",
    "listed",
    "name_of",
    "place",
    "shortened",
    "values_of",
    "where",
]

NOTHING = "–"
_CUT = "…"
_CONTEXT = 80
"""How many letters of what is the same stand before a difference in texts that are cut."""


class Section(Struct, frozen=True):
    """A part of what is told: a heading, a sentence on it, and a table.

    The first column names the thing. `before` is the column with the old text, and the one after it
    has the new; -1 where nothing is set side by side. `lines` are to be pasted as they are. `urgent`
    says that a person has to do something.
    """

    title: str
    note: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    before: int = -1
    lines: tuple[str, ...] = ()
    urgent: bool = False

    @property
    def size(self) -> int:
        """How many things it tells of."""
        return len(self.rows) or len(self.lines)


def shortened(section: Section, row: tuple[str, ...], most: int) -> tuple[str, ...]:
    """Return a row with cells of `most` letters at most; texts side by side show where they differ."""
    cells = list(row)
    at = section.before
    if at >= 0 and max(len(row[at]), len(row[at + 1])) > most:
        cells[at : at + 2] = _from_the_difference(row[at], row[at + 1])
    return tuple(one if len(one) <= most else f"{one[:most].rstrip()} {_CUT}" for one in cells)


def _from_the_difference(old: str, new: str) -> tuple[str, str]:
    """Return two texts without what both begin with, but for some words of it."""
    same = next(
        (at for at, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), 0
    )
    start = old.find(" ", max(same - _CONTEXT, 0), same) + 1
    if same <= _CONTEXT or not start:
        return old, new
    return f"{_CUT} {old[start:]}", f"{_CUT} {new[start:]}"


def name_of(one: FigureChange) -> str:
    """Return what a figure is, with its reference."""
    return f"{one.title} ({one.reference})"


def values_of(one: FigureChange) -> tuple[str, str]:
    """Return both values, with a stroke for none."""
    return one.old or NOTHING, one.new or NOTHING


def arrow(old: str, new: str) -> str:
    """Return what was printed before and after."""
    if not (old or new):
        return NOTHING
    return old if old == new else f"“{old}”, then “{new}”"


def listed(names: Iterable[str]) -> str:
    """Return some names in a row: the first few, and how many more there are."""
    shown = list(dict.fromkeys(names))
    more = len(shown) - 4
    said = ", ".join(shown[:4])
    return f"{said} and {more} more" if more > 0 else said or NOTHING


def where(path: str, line: int, cell: str) -> str:
    """Return the place of a passage: its page and line, and the cell of a table."""
    return f"{place(path, line)}, {cell}" if cell else place(path, line)


def place(path: str, line: int) -> str:
    """Return a place as path:line, as far as it is known."""
    return f"{path}:{line}" if line else path or NOTHING


def count(number: int, one: str, many: str) -> str:
    """Return how many there are, in words; "" for none."""
    return counted(number, one, many) if number else ""
