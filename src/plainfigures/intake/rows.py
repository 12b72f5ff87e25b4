"""Rows of a sheet as rows of our table: built cell by cell, held against those that stand there."""

from collections.abc import Iterable

from msgspec import Struct, field
from msgspec.structs import replace

from plainfigures.figures.findings import Finding
from plainfigures.figures.sheets import Cell
from plainfigures.intake.figure_cells import FigureCells, same_text
from plainfigures.intake.given import Given
from plainfigures.intake.mapping import RULE, Mapping
from plainfigures.intake.sent import Sent, SentRow
from plainfigures.intake.target import Column, Held, Target
from plainfigures.intake.values import ColumnReader, NotCertain, Value
from plainfigures.intake.wishes import Wishes

__all__ = ["BuiltRow", "Change", "build_rows"]


class Change(Struct, frozen=True):
    """A cell of ours that would be another: `cell` is where the sheet has it, "" where it has none."""

    column: str
    cell: str
    old: str
    new: str
    figure: bool = False


class BuiltRow(Struct, frozen=True):
    """A row as our table would have it: its number in the sheet, its cells, the row that it replaces.

    `from_cells` names the cells of the sheet from which each column was filled, `shown` has what
    they show.
    """

    line: int
    key: tuple[str, ...]
    cells: dict[str, str]
    before: Held | None = None
    from_cells: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The row as it is called in what is said."""
        return ", ".join(one for one in self.key if one)

    def changes(self, target: Target) -> list[Change]:
        """Return the cells that would be others than they are."""
        if self.before is None:
            return []
        found = []
        for column in target.columns:
            old, new = self.before.cells[column.name], self.cells[column.name]
            if old != new:
                found.append(
                    Change(
                        column.name,
                        self.from_cells.get(column.name, ""),
                        old,
                        new,
                        bool(column.kind),
                    )
                )
        return found


class _Builder:
    """Builds rows; what is not certain is kept in `refused`."""

    def __init__(
        self, target: Target, mapping: Mapping, sent: Sent, wishes: Wishes, file: str
    ) -> None:
        self.target, self.mapping, self.wishes, self.file = target, mapping, wishes, file
        self.refused: list[Finding] = []
        self.notes: list[str] = []
        self.asked_for: set[str] = set()
        self.held = {
            tuple(row.cells[name] for name in target.key): row for row in target.rows or ()
        }
        self.columns = [one.column for one in mapping.columns]
        self.given = Given(target, mapping, sent, wishes.given, file)
        self.readers: dict[str, ColumnReader] = {}
        rows = sent.table.rows
        in_key = [one for one in mapping.columns if one.column.name in target.key]
        others = [one for one in mapping.columns if one not in in_key]
        before: list[dict[str, str]] = [{} for _ in rows]
        for some in (in_key, others):
            if some is others:
                before = [self._before(row) for row in rows]
            for one in some:
                name, beside = one.column.name, mapping.of(one.column.beside)
                self.readers[name] = ColumnReader(
                    target,
                    one,
                    [row.cells[one.at] for row in rows],
                    [held.get(name, "") for held in before],
                    wishes,
                    sent,
                    in_our_form=target.own_file
                    or (one.ours and beside is not None and beside.ours),
                )
        self.figures = FigureCells(target, mapping, self._refuse)
        # A column whose numbers cannot be read keeps each row from being built.
        self.lost = any(one.problems for one in self.readers.values())

    def _before(self, row: SentRow) -> dict[str, str]:
        """Return what our row of the same key holds; nothing where there is none, or no saying."""
        cells = self.given.cells(row, {}, key=True)
        for column in self.columns:
            if column.name in self.target.key:
                mapped = self.mapping.of(column.name)
                assert mapped is not None
                try:
                    cells[column.name] = (
                        self.readers[column.name].take(row.cells[mapped.at], {}).text
                    )
                except NotCertain:
                    return {}
        held = self.held.get(tuple(cells.get(name, "") for name in self.target.key))
        return held.cells if held else {}

    def build(self, row: SentRow) -> BuiltRow | None:
        """Return a row of ours; None where something about it is not certain."""
        refused = len(self.refused)
        cells = self.given.cells(row, {}, key=True)
        self._take_all(row, cells, {}, [one for one in self.columns if one.name in self.target.key])
        cells |= self.given.cells(row, cells, key=False)
        if len(self.refused) > refused:
            return None
        key = tuple(cells.get(name, "") for name in self.target.key)
        before = self.held.get(key)
        held = before.cells if before else {}
        others = [one for one in self.columns if one.name not in cells]
        self._take_all(row, cells, held, [one for one in others if not one.kind])
        known = {**held, **cells}
        if (known.get("source", ""), known.get("locator", "")) in self.target.places:
            self._refuse(
                "This row is of a place that is held back, so nothing is taken from it alone.",
                "Delete the row from the sheet, or give one row for the sum of several places.",
                row.cells[0],
            )
            return None
        values = self._take_all(row, cells, held, [one for one in others if one.kind])
        if len(self.refused) > refused or self.lost:
            return None
        self.figures.put(row, values, cells, before)
        self._fill_up(cells, before)
        self.figures.keep_out(row, cells, before)
        if len(self.refused) == refused and not self.mapping.refused:
            self._needs(row, key, cells, before)
        if len(self.refused) > refused:
            return None
        from_cells = {one.column.name: row.cells[one.at].name for one in self.mapping.columns}
        shown = {one.column.name: row.cells[one.at].text for one in self.mapping.columns}
        return BuiltRow(row.line, key, cells, before, from_cells, shown)

    def _take_all(
        self, row: SentRow, cells: dict[str, str], held: dict[str, str], columns: Iterable[Column]
    ) -> dict[str, Value]:
        """Take the cells of a row for `columns` into `cells`; `held` is what our row holds."""
        values = {}
        known = {**held, **cells}
        for column in columns:
            values[column.name] = self._take(column, row, known, held.get(column.name, ""))
            cells[column.name] = values[column.name].text
        return values

    def _fill_up(self, cells: dict[str, str], before: Held | None) -> None:
        """Keep what stands there, where the sheet says nothing of it or says the same."""
        for column in self.target.columns:
            old = before.cells[column.name] if before else ""
            new = cells.setdefault(column.name, old)
            if before and same_text(old, new, number=column.kind == "number"):
                cells[column.name] = old

    def _take(self, column: Column, row: SentRow, known: dict[str, str], held: str) -> Value:
        mapped = self.mapping.of(column.name)
        assert mapped is not None
        cell = row.cells[mapped.at]
        if self.readers[column.name].problems:
            return Value("")
        try:
            return self.readers[column.name].take(cell, known, held)
        except NotCertain as error:
            self._refuse(error.message, error.remedy, cell, error.suggestion)
            return Value("")

    def _needs(
        self, row: SentRow, key: tuple[str, ...], cells: dict[str, str], before: Held | None
    ) -> None:
        """Refuse a new row that lacks what each row needs and the sheet has no column for."""
        needed = {one.name for one in self.target.columns if one.required} | {*self.target.key}
        if any(one.kind for one in self.target.columns) and not cells.get("combines"):
            needed |= {"source", "locator"}  # each figure says where it was published
        empty = [one for one in self.target.columns if one.name in needed and not cells[one.name]]
        for column in empty:
            mapped = self.mapping.of(column.name)
            if mapped:
                self._refuse(
                    f'This cell is empty, and each row needs a “{column.title}” ("{column.name}").',
                    "Fill it in.",
                    row.cells[mapped.at],
                )
            elif before is None and column.name not in self.asked_for:
                self.asked_for.add(column.name)
                self._refuse_column(column, ", ".join(one for one in key if one), row)

    def _refuse_column(self, column: Column, name: str, row: SentRow) -> None:
        """Refuse new rows for want of a column; `name` and `row` are of the first of them."""
        message = (
            f"The sheet has no column for “{column.title}” ({column.name}), and new rows need one. "
            f"The first of them is “{name}”, row {row.line}."
        )
        example = _EXAMPLES.get(column.name, "VALUE")
        if column.names:
            example = next(iter(column.names))
        remedy = f'If it is the same in all of them: --set {column.name}="{example}"'
        keys = [one for one in self.mapping.columns if one.column.name in self.target.key]
        if keys and column.name == "label":
            heading = keys[0].name
            remedy = f'If the sheet says it under "{heading}": --set {column.name}="{{{heading}}}"\n{remedy}'
        if column.kind:
            remedy = (
                "Add the column to the sheet. If the row is ours under another name: "
                f'--name "{name}=OUR-NAME"'
            )
        self.refused.append(Finding(RULE, message, remedy, self.file))

    def _refuse(self, message: str, remedy: str, cell: Cell, near: str = "") -> None:
        place = f"{self.file}, cell {cell.name}" if cell.name else self.file
        self.refused.append(Finding(RULE, message, remedy, place, 0, 0, near))


_EXAMPLES = {
    "locator": "table 1, row {row}",
    "status": "forecast",
    "period": "2024-07",
    "vintage": "2025",
}


def build_rows(
    target: Target, mapping: Mapping, sent: Sent, wishes: Wishes, file: str
) -> tuple[list[BuiltRow], list[Finding], list[str]]:
    """Return the rows of a sheet as our table would have them, what is refused, and notes."""
    builder = _Builder(target, mapping, sent, wishes, file)
    for reader in builder.readers.values():
        builder.refused += [
            Finding(RULE, one.message, one.remedy, f"{file}, cell {reader.heading.name}")
            for one in reader.problems
        ]
    builder.refused += builder.given.problems()
    if target.own_file and not mapping.refused:
        builder.refused += [_lost(column, file) for column in mapping.missing]
    built: dict[tuple[str, ...], BuiltRow] = {}
    for row in sent.table.rows:
        one = builder.build(row)
        if one is None:
            continue
        twin = built.get(one.key)
        if twin is None:
            built[one.key] = one
        elif twin.cells == one.cells:
            builder.notes.append(
                f"Row {one.line} says the same as row {twin.line}: it is taken once."
            )
        else:
            differ = [name for name in one.from_cells if one.cells[name] != twin.cells[name]]
            cells = [f"{name} ({one.from_cells[name]})" for name in differ[:3]]
            message = (
                f"Rows {twin.line} and {one.line} are both “{one.name}”, and differ in "
                f"{', '.join(cells)}."
            )
            remedy = "Delete the one that is wrong from the sheet."
            builder.refused.append(Finding(RULE, message, remedy, f"{file}, row {one.line}"))
    for reader in builder.readers.values():
        builder.notes += reader.notes
    notes = [] if mapping.refused else list(dict.fromkeys(builder.notes))
    return list(built.values()), _told_once(builder.refused), notes


def _lost(column: Column, file: str) -> Finding:
    """Refuse a table's own file for want of a column."""
    message = (
        f'The column "{column.name}" is missing, and what stood in it cannot be known from here.'
    )
    remedy = (
        "Take the file from before it was changed.\n"
        f'If the column is to be empty: --set "{column.name}="'
    )
    return Finding(RULE, message, remedy, file)


def _told_once(refused: Iterable[Finding]) -> list[Finding]:
    """Return findings with those told once that say the same of several cells."""
    alike: dict[tuple[str, str], list[Finding]] = {}
    for one in refused:
        alike.setdefault((one.message, one.remedy), []).append(one)
    told = []
    for first, *others in alike.values():
        last = others[-1].path.rpartition(" ")[2] if others else ""
        more = f"The same holds for {len(others)} other cells, the last of them {last}."
        if len(others) == 1:
            more = f"The same holds for {last}."
        told.append(replace(first, message=f"{first.message} {more}") if others else first)
    return told
