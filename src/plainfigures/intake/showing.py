"""An import in words: what it would do, or what is to be mended first."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from plainfigures.errors import BuildProblem
from plainfigures.figures.clock import parse_moment, present_clock
from plainfigures.figures.embargoes import EMBARGO
from plainfigures.figures.formats import counted
from plainfigures.intake.plan import Plan, hides
from plainfigures.intake.rows import BuiltRow
from plainfigures.intake.target import Held, Target
from plainfigures.say import as_json, as_text, json_text

__all__ = ["plan_as_json", "plan_as_text"]

Told = TypeVar("Told", BuiltRow, Held, BuiltRow | Held)

_HIDDEN = "kept confidential"
_MOST, _FEW = 40, 5
"""How many rows of a kind are shown; the rest are counted. Of those that only stay, few are."""


def plan_as_text(plan: Plan, *, asked: bool, written: bool) -> str:
    """Return an import for a person: what is refused, or what it would do, or what it did.

    `asked` says that it was to be written, `written` that it was.
    """
    target = plan.target
    blocks = [f"{plan.file} into {target.reference} ({target.path})"]
    if plan.refused:
        blocks += _listed("Done to read it", plan.notes)
        blocks.append(as_text(plan.refused))
        blocks.append("Nothing was written. Mend this first, and run it again.")
        return "\n\n".join(blocks)
    blocks += _columns(plan)
    blocks += _listed("Not taken", plan.left_out)
    blocks += _listed("Done on the way", plan.notes)
    blocks += _rows(plan)
    blocks.append(_outcome(plan, asked=asked, written=written))
    if plan.found:
        would = "The checks now say" if written else "The checks would then say"
        blocks.append(f"{would}:\n\n{as_text(plan.found)}")
    return "\n\n".join(blocks)


def plan_as_json(plan: Plan, *, asked: bool, written: bool) -> str:
    """Return an import for programs."""
    target, rows = plan.target, plan.rows
    content: dict[str, Any] = {
        "file": plan.file,
        "sheet": plan.sheet,
        "into": target.reference,
        "path": target.path,
        "asked_to_write": asked,
        "written": written,
        "columns": [
            {"heading": one.name, "cell": one.heading.name, "column": one.column.name}
            for one in plan.mapping.columns
        ],
        "left_out": list(plan.left_out),
        "notes": list(plan.notes),
        "refused": json.loads(as_json(plan.refused))["findings"],
        "found": json.loads(as_json(plan.found))["findings"],
    }
    if not plan.refused:
        content |= {
            "new": [
                {"row": one.line, "key": list(one.key), "cells": _public(one.cells)}
                for one in _told_of(plan, plan.rows.new)
            ],
            "changed": [
                {
                    "row": one.line,
                    "key": list(one.key),
                    "cells": [
                        {"column": name, "cell": cell, "old": old, "new": new}
                        for name, cell, old, new in _changes(target, one)
                    ],
                }
                for one in _told_of(plan, plan.rows.changed)
            ],
            "held_back": _count_held(plan),
            "same": plan.rows.same,
            "kept": [[one.cells[name] for name in target.key] for one in _told_of(plan, rows.kept)],
            "removed": [
                [one.cells[name] for name in target.key] for one in _told_of(plan, rows.gone)
            ],
            "figures_new": plan.figures_new,
            "figures_changed": plan.figures_changed,
            "figures_removed": plan.figures_gone,
            "records": [] if _count_held(plan) else list(plan.records),
        }
    return json_text(content)


def _columns(plan: Plan) -> list[str]:
    """Say which column goes where, where it is not by its own name."""
    pairs = [
        (f"{one.name} ({one.heading.name})", one.column.name)
        for one in plan.mapping.columns
        if not one.ours
    ]
    if not pairs:
        return []
    width = max(len(theirs) for theirs, _ in pairs)
    lines = [f"    {theirs.ljust(width)}  goes into  {ours}" for theirs, ours in pairs]
    return ["\n".join(["Columns:", *lines])]


def _rows(plan: Plan) -> list[str]:
    target, rows = plan.target, plan.rows
    fresh, changed = _told_of(plan, rows.new), _told_of(plan, rows.changed)
    blocks = []
    if target.own_file:
        lines = []
        for row in fresh:
            lines += [
                f"    {row.from_cells[name]} ({name}): {_told(text)} -> {_told(row.cells[name])}"
                for name, text in row.shown.items()
                if text != row.cells[name] and not hides(row.cells, name)
            ]
        blocks += _listed_plainly("Cells put into our form", lines)
    elif fresh:
        where = "where their keys sort" if rows.sorted_in else "at the end"
        lines = [f"    row {one.line}: {_new_row(target, one)}" for one in fresh]
        blocks += _listed_plainly(f"New rows, {where}", lines)
    if changed:
        lines = []
        for row in changed:
            lines.append(f"    row {row.line}: {row.name}")
            for name, cell, old, new in _changes(target, row):
                place = f" ({cell})" if cell else ""
                lines.append(f"        {name}{place}: {_told(old)} -> {_told(new)}")
        blocks.append("\n".join([f"Changed rows ({len(changed)}):", *_cut(lines)]))
    for title, held, most in (
        ("Only in our table, and kept", _told_of(plan, rows.kept), _FEW),
        ("Only in our table, and taken out", _told_of(plan, rows.gone), _MOST),
    ):
        names = [", ".join(one.cells[name] for name in target.key) for one in held]
        blocks += _listed_plainly(title, [f"    {one}" for one in names], most)
    waiting = _count_held(plan)
    if waiting:
        what = counted(waiting, "row is held back, and is", "rows are held back, and are")
        blocks.append(f"{what} not shown here.")
    return blocks


def _told_of(plan: Plan, rows: Sequence[Told]) -> list[Told]:
    """Return the rows that may be shown: not those that are held back."""
    return [one for one in rows if not plan.waits and not _waits(one.cells)]


def _count_held(plan: Plan) -> int:
    rows = plan.rows
    parts: tuple[Sequence[BuiltRow | Held], ...] = (rows.new, rows.changed, rows.kept, rows.gone)
    return sum(len(one) - len(_told_of(plan, one)) for one in parts)


def _waits(cells: Mapping[str, str]) -> bool:
    """Return whether a row has an embargo whose moment has not come, or cannot be read."""
    text = cells.get(EMBARGO, "").strip()
    try:
        return bool(text) and not present_clock().has_come(parse_moment(text))
    except BuildProblem:
        return True


def _outcome(plan: Plan, *, asked: bool, written: bool) -> str:
    rows = plan.rows
    if not rows.alter:
        stand = f"all {rows.same:,} rows of the sheet stand"
        stand = "the row of the sheet stands" if rows.same == 1 else stand
        return f"Nothing changes: {stand} in the table already."
    lines = [_counted(plan)]
    if plan.records and not written:
        count = counted(len(plan.records), "line goes", "lines go")
        lines.append(f"{count} into datasets/sources/revisions.csv, which tells readers.")
    if written:
        lines.append(f"Written: {plan.target.path}")
        lines += ["Written: datasets/sources/revisions.csv"] if plan.records else []
        lines.append("See what it does to the pages: plainfigures changes HEAD")
        lines.append("Then hold everything against the rules: plainfigures check")
    elif plan.ask_why:
        lines += [plan.ask_why.message, plan.ask_why.remedy]
        again = "Nothing is written yet. To write it, give the reason, and add --write"
        lines.append("Nothing was written." if asked else again)
    else:
        lines.append("Nothing is written yet. To write it, add --write")
    return "\n".join(lines)


def _counted(plan: Plan) -> str:
    """Say how many figures change, are new and go, and how many rows stay the same."""
    rows = plan.rows
    if plan.target.own_file:
        return (
            f"{counted(len(rows.new), 'row', 'rows')}, written in the form that tables have here."
        )
    parts = [
        counted(plan.figures_changed, "figure changes", "figures change"),
        counted(plan.figures_new, "is new", "are new"),
    ]
    parts += [counted(plan.figures_gone, "goes", "go")] if rows.gone else []
    parts += [counted(rows.same, "row stays the same", "rows stay the same")] if rows.same else []
    return f"{', '.join(parts)}."


def _new_row(target: Target, row: BuiltRow) -> str:
    """Say a new row: its key, then what it holds of figures and of what else is short."""
    parts = []
    for column in target.columns:
        text = _shown(row.cells, column.name)
        if column.name in target.key or not text or column.name.endswith("as_published"):
            continue
        parts.append(f"{column.name} {text if len(text) <= 40 else text[:39] + '…'}")
    return f"{row.name}: {'; '.join(parts)}"


def _changes(target: Target, row: BuiltRow) -> Iterator[tuple[str, str, str, str]]:
    for one in row.changes(target):
        before = row.before.cells if row.before else {}
        old = _HIDDEN if one.old and hides(before, one.column) else one.old
        new = _HIDDEN if one.new and hides(row.cells, one.column) else one.new
        yield one.column, one.cell, old, new


def _public(cells: dict[str, str]) -> dict[str, str]:
    return {name: _shown(cells, name) for name in cells}


def _shown(cells: dict[str, str], name: str) -> str:
    """Return what a cell holds, unless its row says that it is confidential."""
    free = {"reason", *(one for one in cells if one.endswith("_reason"))}
    hidden = cells[name] and name not in free and hides(cells, name)
    return _HIDDEN if hidden and _is_figure(cells, name) else cells[name]


def _is_figure(cells: dict[str, str], name: str) -> bool:
    return any(letter.isdigit() for letter in cells[name]) and name not in {
        "period",
        "source",
        "locator",
    }


def _listed(title: str, texts: Sequence[str]) -> list[str]:
    return ["\n".join([f"{title}:", *_cut([f"    {one}" for one in texts])])] if texts else []


def _listed_plainly(title: str, lines: Sequence[str], most: int = _MOST) -> list[str]:
    return ["\n".join([f"{title} ({len(lines)}):", *_cut(lines, most)])] if lines else []


def _cut(lines: Sequence[str], most: int = _MOST) -> list[str]:
    if len(lines) <= most:
        return list(lines)
    return [*lines[:most], f"    … and {len(lines) - most} more"]


def _told(text: str) -> str:
    return text or "(empty)"
