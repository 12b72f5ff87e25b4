"""Figures of a row: their values, the reasons for those that are not there, the texts as published."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from plainfigures.figures.disclosure import SUPPRESSED
from plainfigures.figures.records import MISSING_REASONS
from plainfigures.figures.sheets import Cell
from plainfigures.intake.mapping import Mapping
from plainfigures.intake.sent import SentRow
from plainfigures.intake.target import Column, Held, Target
from plainfigures.intake.values import Value

__all__ = ["FigureCells", "same_text"]


class FigureCells:
    """Puts figures into rows of the table; `refuse` is told what cannot be put."""

    def __init__(
        self, target: Target, mapping: Mapping, refuse: Callable[[str, str, Cell], None]
    ) -> None:
        self.target, self.mapping, self._refuse = target, mapping, refuse

    def put(
        self, row: SentRow, values: dict[str, Value], cells: dict[str, str], before: Held | None
    ) -> None:
        """Write values, reasons and texts as published into `cells`."""
        figures = [one for one in self.target.columns if one.kind and one.name in values]
        for column in figures:
            value = values[column.name]
            cells[column.name] = value.text
            own = f"{column.name}_reason"
            reason_column = own if self.target.column(own) else "reason"
            taken_reason = bool(self.mapping.of(reason_column)) or reason_column in cells
            if value.reason:
                self._put_reason(row, column, value, reason_column, cells)
            elif before and not taken_reason:
                self._beside_reason(row, column, value, before, reason_column, cells)
        for column in figures:
            self._put_as_published(column, values[column.name], cells, before)

    def keep_out(self, row: SentRow, cells: dict[str, str], before: Held | None) -> None:
        """Refuse numbers of the sheet that the row calls confidential; one that stands here stays."""
        for column in self.target.columns:
            own = cells.get(f"{column.name}_reason", "") or cells.get("reason", "")
            if not column.kind or own != SUPPRESSED or self.target.own_file:
                continue
            for name in (column.name, column.beside):
                mapped = self.mapping.of(name)
                there = cells.get(name, "")
                if not mapped or there in {"", *MISSING_REASONS, *self.target.missing}:
                    continue
                held = before.cells if before else {}
                was = held.get(f"{column.name}_reason", "") or held.get("reason", "")
                if was != SUPPRESSED or held.get(name) != there:
                    self._refuse(
                        "This cell holds a number, and its row says that it is kept confidential "
                        "(reason c).",
                        "Empty the cell: who can read the project could read the number. If it may "
                        "be seen, take the c out instead.",
                        row.cells[mapped.at],
                    )

    def _beside_reason(
        self,
        row: SentRow,
        column: Column,
        value: Value,
        before: Held,
        reason_column: str,
        cells: dict[str, str],
    ) -> None:
        """Hold a cell against the reason that our row gives, where the sheet says nothing of it."""
        held = before.cells.get(reason_column, "")
        if value.text and held == SUPPRESSED:
            self._refuse(
                f'"{column.name}" of this row is kept confidential here (reason c), and the cell '
                "holds a number.",
                "Write c into the cell. If it may be seen now, that is a decision to write down "
                "first.",
                self._cell(row, column),
            )
        elif value.text and held:
            cells[reason_column] = ""
        elif not value.text and held:
            cells[column.name] = before.cells[column.name]
        elif not value.text and before.cells[column.name]:
            self._refuse(
                f'This cell is empty, and "{column.name}" holds a value here.',
                "Write the number. Or write why there is no value: c confidential, x not available, "
                "z not applicable, u unreliable, low too low to show.",
                self._cell(row, column),
            )

    def _put_reason(
        self, row: SentRow, column: Column, value: Value, reason_column: str, cells: dict[str, str]
    ) -> None:
        shared = reason_column == "reason"
        others = [
            one for one in self.target.columns if one.kind and one.name != column.name and shared
        ]
        known = self.target.column(reason_column)
        if value.reason in self.target.missing:
            cells[column.name] = value.reason
        elif known is None or (value.reason == SUPPRESSED and others):
            self._refuse(
                f'"{value.shown}" says why there is no value, and this table has no column for that.',
                f"Ask for a column “{column.name}_reason” in datapackage.json and in the table, "
                "and import again. Or delete the row from the sheet.",
                self._cell(row, column),
            )
        else:
            cells[reason_column] = value.reason

    def _put_as_published(
        self, column: Column, value: Value, cells: dict[str, str], before: Held | None
    ) -> None:
        """Fill the text as published with what the cell shows, where they have no column for it."""
        name = column.beside
        if not name or name in cells or self.mapping.of(name):
            return
        if before and same_text(
            before.cells[column.name], value.text, number=column.kind == "number"
        ):
            cells[name] = before.cells[name]
        else:
            cells[name] = value.shown if value.text and not value.reason else ""

    def _cell(self, row: SentRow, column: Column) -> Cell:
        mapped = self.mapping.of(column.name)
        return row.cells[mapped.at] if mapped else row.cells[0]


def same_text(old: str, new: str, *, number: bool) -> bool:
    """Return whether two cells say the same: two numbers alike, or texts but for their spaces."""
    if old.split() == new.split():
        return True
    if not number or old in MISSING_REASONS or new in MISSING_REASONS:
        return False
    try:
        return bool(old and new) and Decimal(old.replace(",", "")) == Decimal(new.replace(",", ""))
    except InvalidOperation:
        return False
