"""Records of changes: what an import writes into the register for each figure that it alters."""

import datetime
from collections.abc import Iterable, Iterator

from msgspec import Struct

from plainfigures.comparing.reasons import Reasons, record_of
from plainfigures.figures.findings import Finding
from plainfigures.figures.revisions import FIRST, KINDS, OURS, REMOVED
from plainfigures.intake.figure_cells import same_text
from plainfigures.intake.mapping import RULE
from plainfigures.intake.plan import Rows, hides
from plainfigures.intake.rows import BuiltRow
from plainfigures.intake.target import Column, Held, Target
from plainfigures.read.row_keys import RowKeys

__all__ = ["KINDS_OF_CHANGE", "Reason", "Step", "changed_figures", "missing_reason", "records_of"]

_ROUTINE = "routine-revision"
KINDS_OF_CHANGE = tuple(one for one in KINDS if one not in {FIRST, REMOVED})
"""The kinds of reason for a value that changes."""


class Reason(Struct, frozen=True):
    """Why published values change: one of `KINDS`, the words that readers see, and the day."""

    kind: str = ""
    why: str = ""
    day: datetime.date | None = None


class Step(Struct, frozen=True):
    """A figure that goes from one value to another.

    `how` is "overwritten", "followed" where the old one stays as an earlier vintage, or "removed".
    """

    reference: str
    old: str
    new: str
    how: str = "overwritten"


def changed_figures(target: Target, rows: Rows) -> list[Step]:
    """Return the figures that would have another value, another vintage, or none any more."""
    return [*_overwritten(target, rows), *_followed(target, rows), *_removed(target, rows)]


def missing_reason(
    target: Target, steps: Iterable[Step], reason: Reason, file: str
) -> Finding | None:
    """Return what keeps changes from being written: no reason, or one that cannot be meant."""
    steps = list(steps)
    changed = [one for one in steps if one.how != "removed"]
    if not steps:
        return None
    if not reason.why.strip() or (changed and not reason.kind):
        count = len(steps)
        told = "1 published figure gets" if count == 1 else f"{count} published figures get"
        message = f"{told} another value, and nothing says why."
        if not changed:
            message = f"{_count(count)} no longer shown, and nothing says why."
        kind = OURS if any(one.how == "overwritten" for one in changed) else _ROUTINE
        option = f"--reason {kind} " if changed else ""
        remedy = f'Add: {option}--why "One plain sentence for readers."'
        if changed:
            remedy += f"\nThe kinds of reason are {', '.join(KINDS_OF_CHANGE)}."
        return Finding(RULE, message, remedy, file)
    over = next((one for one in changed if one.how == "overwritten"), None)
    if over and "vintage" in target.key and reason.kind != OURS:
        message = (
            f'"{reason.kind}" is of a newer value that the publisher gave, and this would write over '
            f'"{over.reference}".'
        )
        remedy = (
            "In this table, what was published stays, and the new value is a row of its own. Give "
            "the rows a new vintage: --set vintage=2025"
        )
        return Finding(RULE, message, remedy, file)
    if any(one.how == "followed" for one in changed) and reason.kind == OURS:
        message = f'"{OURS}" is of a value that is written over, and here the earlier one stays.'
        remedy = f"Write instead: --reason {_ROUTINE}"
        return Finding(RULE, message, remedy, file)
    return None


def records_of(steps: Iterable[Step], reason: Reason, register: Reasons) -> list[dict[str, str]]:
    """Return the rows for the register of changes, each with an id of its own."""
    day = reason.day.isoformat() if reason.day else ""
    why = " ".join(reason.why.split())
    return [
        record_of(
            register,
            step.reference,
            day,
            step.old,
            step.new,
            REMOVED if step.how == "removed" else reason.kind,
            why,
        )
        for step in steps
    ]


def _overwritten(target: Target, rows: Rows) -> Iterator[Step]:
    for row in rows.changed:
        assert row.before is not None
        for column in target.columns:
            if column.kind:
                step = _step(target, column, row.before, row)
                if step:
                    yield step


def _followed(target: Target, rows: Rows) -> Iterator[Step]:
    """Yield the figures of new rows that are later vintages of figures with other values."""
    if "vintage" not in target.key:
        return
    earlier: dict[tuple[str, ...], Held] = {}
    for held in sorted(target.rows or (), key=lambda one: one.cells["vintage"]):
        earlier[_apart(target, held.cells)] = held
    for row in rows.new:
        before = earlier.get(_apart(target, row.cells))
        if before is None or before.cells["vintage"] > row.cells["vintage"]:
            continue
        for column in target.columns:
            step = _step(target, column, before, row, how="followed") if column.kind else None
            if step:
                yield step


def _step(
    target: Target, column: Column, before: Held, row: BuiltRow, *, how: str = "overwritten"
) -> Step | None:
    """Return how a figure changes from one row to another; None where it does not."""
    old, new = before.cells, row.cells
    number = column.kind == "number"
    reasons = _reason(column, old), _reason(column, new)
    if same_text(old[column.name], new[column.name], number=number) and reasons[0] == reasons[1]:
        return None
    if not (old[column.name] or reasons[0]):
        return None  # there was no figure before
    reference = RowKeys(target.package, target.name, target.key).reference(new, column.name)
    # The register is public: of a figure that is confidential from now on, it gives no value.
    told = ("", "") if hides(new, column.name) else (_value(column, old), _value(column, new))
    return Step(reference.partition("~")[0], *told, how)


def _removed(target: Target, rows: Rows) -> Iterator[Step]:
    """Yield the figures of rows that are taken out, without what they were."""
    keys = RowKeys(target.package, target.name, target.key)
    for held in rows.gone:
        for column in target.columns:
            if column.kind and (held.cells[column.name] or _reason(column, held.cells)):
                reference = keys.reference(held.cells, column.name)
                if "vintage" not in target.key:
                    yield Step(reference, "", "", "removed")


def _count(number: int) -> str:
    return "1 published figure is" if number == 1 else f"{number} published figures are"


def _reason(column: Column, cells: dict[str, str]) -> str:
    return cells.get(f"{column.name}_reason") or cells.get("reason", "")


def _value(column: Column, cells: dict[str, str]) -> str:
    """Return a value as the register writes it: as published, else as the table has it, else why
    there is none; never what is confidential.
    """
    if hides(cells, column.name):
        return "c"
    return cells.get(column.beside) or cells[column.name] or _reason(column, cells)


def _apart(target: Target, cells: dict[str, str]) -> tuple[str, ...]:
    return tuple(cells[name] for name in target.key if name != "vintage")
