"""A table as it was sent: its headings and its rows, found in a sheet."""

from msgspec import Struct

from plainfigures.figures.sheets import Cell
from plainfigures.figures.taken import Refused

__all__ = ["Heading", "SentRow", "SentTable"]


class Heading(Struct, frozen=True):
    """A heading as it was sent, of two levels joined; `cell` is the name of its cell ("C3")."""

    text: str
    cell: str

    @property
    def column(self) -> str:
        """The letters of its column."""
        return self.cell.rstrip("0123456789")


class SentRow(Struct, frozen=True):
    """A row of the table: its number in the sheet, and a cell for each heading."""

    line: int
    cells: tuple[Cell, ...]


class SentTable(Struct, frozen=True):
    """A table as it was sent.

    `told` says what was left out or passed over, `problems` what is not certain: with one of these
    nothing may be written.
    """

    headings: tuple[Heading, ...]
    rows: tuple[SentRow, ...]
    line: int = 0
    told: tuple[str, ...] = ()
    problems: tuple[Refused, ...] = ()
