"""One column of a sheet into one of ours: each cell with its meaning certain, or not at all."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from plainfigures.errors import PeriodProblem
from plainfigures.figures.findings import nearest
from plainfigures.figures.guises import Reading, Refused, Wanted, reading_of, take_in
from plainfigures.figures.headings import plain_heading
from plainfigures.figures.periods import parse_period
from plainfigures.figures.references import is_slug
from plainfigures.figures.sheets import Cell
from plainfigures.intake.mapping import Mapped
from plainfigures.intake.sent import Sent
from plainfigures.intake.sizes import Sizes, says_its_size, sizes_of, unsaid
from plainfigures.intake.target import Target
from plainfigures.intake.wishes import Wishes

__all__ = ["ColumnReader", "NotCertain", "Value"]


class NotCertain(Exception):
    """What a cell or a column means is not certain; `remedy` says what to write."""

    def __init__(self, message: str, remedy: str, suggestion: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.suggestion = suggestion


class Value(Struct, frozen=True):
    """What belongs into our cell, what theirs shows, and the symbol for why there is no value."""

    text: str
    shown: str = ""
    reason: str = ""


class ColumnReader:
    """Reads the cells of one column of `sent`; `problems` are what is wrong with it as a whole."""

    def __init__(
        self,
        target: Target,
        mapped: Mapped,
        cells: Sequence[Cell],
        held: Sequence[str],
        wishes: Wishes,
        sent: Sent,
        *,
        in_our_form: bool,
    ) -> None:
        self.target, self.mapped, self.column = target, mapped, mapped.column
        self.heading = mapped.heading
        self._wishes = wishes
        self._wanted = self._wanted_in({})
        self.problems: list[NotCertain] = []
        self.notes: list[str] = []
        said = Reading(
            dates=wishes.dates,
            years=wishes.years,
            decimal=wishes.decimal,
            percentages=wishes.percentages,
        )
        self._sizes = Sizes()
        if self._is_number:
            sizes = sizes_of(mapped, self._wanted, cells, held, sent.above, in_our_form=in_our_form)
            said = replace(
                said,
                scale=sizes.scale,
                decimal=said.decimal or ("point" if sizes.point else ""),
                percentages=said.percentages or ("per-cent" if sizes.per_cent else ""),
            )
            self._sizes = sizes
            self._look_at_sizes(cells)
        self._reading = reading_of(
            cells, self._wanted, heading=mapped.name, delimiter=sent.delimiter, said=said
        )

    def _look_at_sizes(self, cells: Sequence[Cell]) -> None:
        """Note what keeps the whole column from being read, unless each row says its own unit."""
        if any(self.target.column(name) for name in ("unit", "scale")):
            return
        if self._sizes.problem:
            self.problems.append(NotCertain(*self._sizes.problem))
        elif any(self._is_unsaid(cell, self._wanted) for cell in cells):
            self.problems.append(NotCertain(*unsaid(self.mapped, self._wanted)))

    def _is_unsaid(self, cell: Cell, wanted: Wanted) -> bool:
        """Return whether nothing says what a number is in, and it could be in another size."""
        doubtful = wanted.unit.money or wanted.scale != 1
        known = self._sizes.scale or self._sizes.as_ours or says_its_size(cell, wanted)
        return doubtful and not known

    @property
    def _is_number(self) -> bool:
        return self._wanted.type in {"number", "integer"}

    def take(self, cell: Cell, known: dict[str, str], held: str = "") -> Value:
        """Return what a cell gives; `known` are cells of its row that are known already, `held` is
        what stands in ours.

        Raises NotCertain where its meaning is not.
        """
        shown = " ".join(cell.text.split())
        ours = self._wishes.names.get(shown, "")
        if ours and not self._is_number:
            return Value(ours, shown)
        if self.column.is_name and shown and not cell.problem:
            return Value(self._name(shown), shown)
        if not self._is_number and not cell.problem and shown and self._stays(shown, held):
            return Value(shown, shown)
        wanted, reading = self._wanted, self._reading
        if self._is_number:
            wanted = self._wanted_in(known)
            if self._sizes.as_ours:
                reading = replace(reading, scale=wanted.scale)
            elif self._is_unsaid(cell, wanted):
                raise NotCertain(*unsaid(self.mapped, wanted))
        taken = take_in(cell, wanted, reading)
        if isinstance(taken, Refused):
            remedy = taken.remedy
            if self.column.is_period and shown:
                remedy = (
                    f'{remedy}\nOr say what is meant, for all such cells: --name "{shown}=OUR-TIME"'
                )
            raise NotCertain(taken.message, remedy)
        if taken.note:
            self.notes.append(taken.note)
        return Value(taken.text, taken.as_published or shown, taken.reason)

    def _stays(self, shown: str, held: str) -> bool:
        """Return whether what a cell shows is just what stands in ours, or stood there."""
        if shown == held:
            return True
        try:
            return self.target.own_file and self.column.is_period and bool(parse_period(shown))
        except PeriodProblem:
            return False

    def _wanted_in(self, cells: dict[str, str]) -> Wanted:
        """Return what the column takes in a row of these cells."""
        column = self.column
        if column.kind == "number" and column.type not in {"number", "integer"}:
            type_ = "number"
        elif column.kind == "date":
            type_ = "when"
        else:
            type_ = "period" if column.is_period else column.type
        if not column.kind:
            return Wanted(column.name, type_, grouped=column.grouped)
        unit, scale = self.target.unit(column, cells), self.target.scale(column, cells)
        return Wanted(column.name, type_, unit, scale, column.grouped)

    def _name(self, shown: str) -> str:
        """Return the name of ours that a cell means."""
        column = self.column
        if shown in column.names:
            return shown
        ours = column.called.get(plain_heading(shown), "")
        if ours:
            return ours
        if not column.closed and is_slug(shown):
            return shown
        slug = "-".join("".join(c if c.isalnum() else " " for c in shown.lower()).split())
        near = nearest(slug, column.names)
        if column.closed:
            message = f'"{shown}" is none of the names that "{column.name}" takes.'
            known = ", ".join(column.names[:12])
            remedy = f"They are: {known}." if len(column.names) <= 12 else ""
            say = near or "OUR-NAME"
            remedy = f'{remedy}\nIf it is one of them: --name "{shown}={say}"'.strip()
        else:
            message = f'"{shown}" is no row of ours, and a new one needs a name in our form.'
            remedy = f'If it is new: --name "{shown}={slug if is_slug(slug) else "OUR-NAME"}"'
            if near:
                remedy = f'If it is the row "{near}": --name "{shown}={near}"\n{remedy}'
        raise NotCertain(message, remedy, near if column.closed else "")
