"""What an import would do: rows that are new, that change, that stay, and what stands in the way."""

from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from plainfigures.figures.disclosure import SUPPRESSED
from plainfigures.figures.findings import Finding
from plainfigures.intake.mapping import Mapping
from plainfigures.intake.rows import BuiltRow
from plainfigures.intake.target import Column, Held, Target

__all__ = ["Plan", "Rows", "hides", "place_rows"]


class Rows(Struct, frozen=True):
    """The rows of a table as they would be.

    `order` is all of them as they would stand. `kept` are rows of ours that they have not, `gone`
    those of them that would be taken out; `same` is how many stay as they are.
    """

    new: tuple[BuiltRow, ...] = ()
    changed: tuple[BuiltRow, ...] = ()
    same: int = 0
    kept: tuple[Held, ...] = ()
    gone: tuple[Held, ...] = ()
    order: tuple[BuiltRow | Held, ...] = ()
    sorted_in: bool = False

    @property
    def alter(self) -> bool:
        """Whether anything would be other than it is."""
        return bool(self.new or self.changed or self.gone)


class Plan(Struct, frozen=True):
    """An import as it is shown.

    `left_out` says which rows and columns of the sheet are not taken, `notes` what else was done.
    `found` is what the checks would say of the table afterwards. `records` are the rows for the
    register of changes, `ask_why` says which reason is still to be given. `waits` says until when the
    whole table is held back.
    """

    file: str
    sheet: str
    target: Target
    mapping: Mapping
    rows: Rows
    refused: tuple[Finding, ...] = ()
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    found: tuple[Finding, ...] = ()
    records: tuple[dict[str, str], ...] = ()
    ask_why: Finding | None = None
    waits: str = ""

    @property
    def sound(self) -> bool:
        """Whether nothing is refused."""
        return not self.refused

    @property
    def figures_changed(self) -> int:
        """How many figures that stand in the table would be others than they are."""
        return sum(one.figure for row in self.rows.changed for one in row.changes(self.target))

    @property
    def figures_gone(self) -> int:
        """How many figures would be taken out."""
        return sum(bool(held.cells[one.name]) for held in self.rows.gone for one in self._figures)

    @property
    def figures_new(self) -> int:
        """How many figures the new rows hold."""
        return sum(bool(row.cells[one.name]) for row in self.rows.new for one in self._figures)

    @property
    def _figures(self) -> list[Column]:
        return [one for one in self.target.columns if one.kind]


def place_rows(target: Target, built: Sequence[BuiltRow], *, remove_missing: bool) -> Rows:
    """Put the rows of a sheet among those of the table.

    The order of the table stays. If its rows are in the order of their keys, new rows go where that
    puts them, else they come last.
    """
    held = target.rows or ()
    by_key = {one.key: one for one in built}
    keys = [_key(target, one.cells) for one in held]
    kept = tuple(one for one, key in zip(held, keys, strict=True) if key not in by_key)
    new = [one for one in built if one.before is None]
    changed = tuple(one for one in built if one.before and one.changes(target))
    altered = {one.key: one for one in changed}
    order: list[BuiltRow | Held] = [
        altered.get(key, one)
        for one, key in zip(held, keys, strict=True)
        if not (remove_missing and key not in by_key)
    ]
    in_order = len(keys) > 2 and keys == sorted(keys)
    for row in new:
        at = len(order)
        if in_order:
            at = bisect_left([_key(target, one.cells) for one in order], row.key)
        order.insert(at, row)
    return Rows(
        new=tuple(new),
        changed=changed,
        same=len(built) - len(new) - len(changed),
        kept=() if remove_missing else kept,
        gone=kept if remove_missing else (),
        order=tuple(order),
        sorted_in=in_order and bool(new),
    )


def hides(cells: dict[str, str], column: str) -> bool:
    """Return whether a row says that what stands in `column` is kept confidential."""
    bare = column.removesuffix("_as_published").removesuffix("_read_as")
    return SUPPRESSED in {cells.get("reason"), cells.get(f"{bare}_reason"), cells.get(bare)}


def _key(target: Target, cells: dict[str, str]) -> tuple[str, ...]:
    return tuple(cells[name] for name in target.key)
