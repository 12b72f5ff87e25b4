"""The recipe of `plainfigures import`: read, map, build, hold against the checks, write."""

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from plainfigures.comparing.reasons import Reasons
from plainfigures.config import SiteConfig
from plainfigures.errors import ImportProblem
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.findings import ERROR, Finding, nearest
from plainfigures.figures.revisions import REVISIONS
from plainfigures.figures.sheets import Sheet
from plainfigures.intake.mapping import Mapping, map_columns
from plainfigures.intake.plan import Plan, Rows, place_rows
from plainfigures.intake.records import Reason, changed_figures, missing_reason, records_of
from plainfigures.intake.rows import BuiltRow, build_rows
from plainfigures.intake.sent import Sent, as_findings, narrowed, sent_of
from plainfigures.intake.target import Target, find_target
from plainfigures.intake.trying import data_of, held_until, would_find
from plainfigures.intake.wishes import Wishes
from plainfigures.intake.writing import register_text, table_text, write_files
from plainfigures.read.sheets import read_sheets

__all__ = ["plan_import", "write_import"]

_UNSAFE = {"small-number", "withheld", "recoverable"}
"""Rules whose findings keep an import from being written: what they find must never be in a table."""


def plan_import(config: SiteConfig, file: Path, into: str, wishes: Wishes, reason: Reason) -> Plan:
    """Work out what taking in `file` would do; nothing is written.

    Raises ImportProblem and SheetProblem where it cannot be told at all.
    """
    catalogue, _ = data_of(config)
    target = find_target(into, config.datasets, config.root, catalogue)
    own_file = target.file.exists() and file.resolve() == target.file.resolve()
    if target.rows is None and not own_file:
        raise ImportProblem(
            f"What stands in {target.path} is not in the form of its table, so nothing can be held "
            "against it.",
            f"Mend that first: plainfigures import {target.path} --into {target.reference}",
        )
    if own_file:
        target = replace(target, rows=(), header="", own_file=True)
    sheets = read_sheets(file, encoding=wishes.encoding, delimiter=wishes.delimiter)
    sheet, sent, mapping, name = _choose(target, sheets, wishes, file.name)
    left_out = [f"Column “{one}”." for one in mapping.left_out if one]
    waits = held_until(config, target.reference)
    plan = Plan(name, sheet.name, target, mapping, Rows(), waits=waits)
    refused = [*as_findings(sent.table.problems, name), *mapping.refused]
    if not sent.table.problems:
        sent = narrowed(target, sent, mapping, wishes)
        refused += as_findings(sent.table.problems, name)
    built, more_refused, more = build_rows(target, mapping, sent, wishes, name)
    plan = replace(
        plan,
        refused=(*refused, *more_refused),
        left_out=tuple(left_out),
        notes=(*sheet.notes, *sent.table.told, *mapping.notes, *more),
    )
    if plan.refused:
        return plan
    rows = place_rows(target, built, remove_missing=wishes.remove_missing)
    plan = replace(plan, rows=rows)
    if own_file and table_text(plan).encode() == file.read_bytes():
        return replace(plan, rows=Rows(same=len(rows.new)))
    return _held_against_checks(config, catalogue, plan, reason)


def write_import(config: SiteConfig, plan: Plan) -> list[Path]:
    """Write the table, and the register of changes where there are records; returns what was.

    Raises ImportProblem where that cannot be, or where the table is another one by now.
    """
    texts = _texts(config, plan)
    try:
        if not write_files(texts, {plan.target.file: plan.target.content}):
            raise ImportProblem(
                f"{plan.target.path} was changed by somebody else in the meantime, so nothing was "
                "written.",
                "Run this again: it shows what it would change now.",
            )
    except OSError as error:
        raise ImportProblem(
            f"{plan.target.path} cannot be written, and stays as it was.",
            "If it is open in a spreadsheet, close it there. Then run this again.",
        ) from error
    return list(texts)


def _choose(
    target: Target, sheets: Sequence[Sheet], wishes: Wishes, file: str
) -> tuple[Sheet, Sent, Mapping, str]:
    """Return the sheet to take in, its table, how its columns map, and how it is called."""
    names = [one.name for one in sheets if one.name]
    asked = [one for one in sheets if not wishes.sheet or one.name == wishes.sheet]
    if not asked:
        message = f'There is no sheet "{wishes.sheet}" in {file}.'
        remedy = f"Its sheets are: {', '.join(names)}." if names else "It has one sheet, unnamed."
        near = nearest(wishes.sheet, names)
        raise ImportProblem(message, "" if near else remedy, near)
    filled = [one for one in asked if one.rows]
    if not filled:
        raise ImportProblem(f"{file} holds no rows.", "See whether it is the right file.")
    options = []
    for sheet in filled:
        name = f"{file}, sheet “{sheet.name}”" if len(sheets) > 1 else file
        sent = sent_of(target, sheet, wishes)
        options.append((sheet, sent, map_columns(target, sent.headings, wishes, name), name))
    if len(options) == 1:
        return options[0]
    fitting = [one for one in options if set(target.key) <= _filled(one[2], wishes)]
    if len(fitting) == 1:
        return fitting[0]
    several = fitting or options
    fit = "More than one sheet fits" if fitting else "No sheet fits at once"
    listed = ", ".join(f"“{one[0].name}”" for one in several)
    raise ImportProblem(
        f"{fit}: {listed}.", f'Name the one to take: --sheet "{several[0][0].name}"'
    )


def _filled(mapping: Mapping, wishes: Wishes) -> set[str]:
    return {one.column.name for one in mapping.columns} | set(wishes.given)


def _held_against_checks(
    config: SiteConfig, catalogue: Catalogue, plan: Plan, reason: Reason
) -> Plan:
    """Return the plan with records of what changes, and with what the checks would say of it."""
    target = plan.target
    steps = changed_figures(target, plan.rows)
    register = catalogue.resources.get(REVISIONS)
    refused: list[Finding] = []
    if register is not None and steps:
        problem = missing_reason(target, steps, reason, plan.file)
        if problem and (reason.kind or reason.why):
            refused.append(problem)
        elif problem:
            plan = replace(plan, ask_why=problem)
        else:
            records = records_of(steps, reason, Reasons(catalogue))
            plan = replace(plan, records=tuple(records))
    if plan.rows.alter:
        found = would_find(config, _texts(config, plan), target.path if target.own_file else "")
        ours, other = _sorted_out(plan, found)
        refused += ours
        plan = replace(plan, found=tuple(other))
    return replace(plan, refused=tuple(refused))


def _sorted_out(plan: Plan, found: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
    """Part what the checks would find: what keeps the import from being written, and the rest.

    What they find in rows that come from the sheet is told by its place in the sheet.
    """
    target = plan.target
    lines = _lines(plan)
    stops, other = [], []
    asking = plan.ask_why is not None
    for one in found:
        row = lines.get(one.line) if one.path == target.path else None
        if asking and one.rule == "revision":
            continue
        moved = one
        if row is not None:
            named = next((name for name in row.from_cells if f'"{name}"' in one.message), "")
            cell = row.from_cells.get(named, "")
            place = f"{plan.file}, cell {cell}" if cell else f"{plan.file}, row {row.line}"
            message = one.message.partition(" (column ")[0]
            moved = replace(one, path=place, line=0, column=0, message=message)
        if one.rule in _UNSAFE or (row is not None and one.rule in _CELLS):
            stops.append(replace(moved, level=ERROR))
        else:
            other.append(one)
    return stops, other


_CELLS = {"table", "figure-parts", "as-published", "source", "foreign-key"}
"""Rules that find what is wrong with a cell or a row in itself."""


def _lines(plan: Plan) -> dict[int, BuiltRow]:
    """Return the rows that come from the sheet by the line on which they would begin."""
    found: dict[int, BuiltRow] = {}
    line = 1 + (plan.target.header.rstrip("\r\n").count("\n") + 1 if plan.target.header else 1)
    names = [one.name for one in plan.target.columns]
    for row in plan.rows.order:
        if isinstance(row, BuiltRow):
            found[line] = row
            line += 1 + sum(row.cells[name].count("\n") for name in names)
        else:
            line += row.text.rstrip("\r\n").count("\n") + 1
    return found


def _texts(config: SiteConfig, plan: Plan) -> dict[Path, str]:
    texts = {plan.target.file: table_text(plan)}
    if plan.records:
        file = config.datasets / "sources" / "revisions.csv"
        texts[file] = register_text(file.read_bytes().decode("utf-8-sig"), plan.records)
    return texts
