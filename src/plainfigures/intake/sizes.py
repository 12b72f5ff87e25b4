"""What a column's numbers are in: what is stated of it, and what the table shows of it."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from msgspec import Struct

from plainfigures.figures.guised_numbers import printed_size
from plainfigures.figures.guises import Wanted
from plainfigures.figures.headings import Hints, heading_disagrees, heading_hints
from plainfigures.figures.sheets import Cell
from plainfigures.intake.mapping import Mapped

__all__ = ["Sizes", "own_size", "says_its_size", "sizes_of", "unsaid"]

_DIGITS = 3
"""With how many digits a number that our row holds as well says something."""


class Sizes(Struct, frozen=True):
    """What is known of the numbers of a column.

    `scale` is what is stated of them, 0 where nothing is. `as_ours` says that they are in what ours
    are in, `point` that a point stands before decimals. `problem` is a message with a remedy, where
    what is stated is not what ours are in.
    """

    scale: int = 0
    as_ours: bool = False
    point: bool = False
    per_cent: bool = False
    problem: tuple[str, str] | None = None


def sizes_of(
    mapped: Mapped,
    wanted: Wanted,
    cells: Sequence[Cell],
    held: Sequence[str],
    above: Sequence[Cell],
    *,
    in_our_form: bool,
) -> Sizes:
    """Return what is known of the numbers of a column.

    `held` is what our rows hold in the place of each cell, `above` what stands over the table. A
    column is `in_our_form` where the sheet was made from our own table.
    """
    asked = heading_hints(mapped.unit) if mapped.unit else None
    stated = asked or heading_hints(mapped.heading.text)
    over = None
    if not asked and not stated.scale and stated.unit in {"", "GBP"} and wanted.unit.money:
        over = _above(above)
        stated = over or stated
    scale = stated.scale
    if asked and asked.unit == "GBP" and not asked.scale:
        scale = 1
    place = mapped.heading.name
    wrong = heading_disagrees(place, mapped.unit, wanted) if asked else None
    wrong = wrong or heading_disagrees(place, mapped.heading.text, wanted)
    problem = None
    if wrong:
        problem = wrong.message, f'{wrong.remedy}\nOr leave it out: --leave-out "{mapped.name}"'
    elif over and over.scale != wanted.scale:
        said = "what stands above the table says something else"
        message = f'"{mapped.name}" is in {own_size(wanted)[0]} here, and {said}.'
        problem = message, "Send the column in that, and say so in its heading."
    same = _same_rows(cells, held)
    grouped = _same_rows([one for one in cells if set(",.") & set(one.text)], held, cells)
    return Sizes(
        scale=scale,
        as_ours=not scale and (in_our_form or same),
        point=grouped,
        per_cent=bool(asked) and stated.unit == "percent",
        problem=problem,
    )


def unsaid(mapped: Mapped, wanted: Wanted) -> tuple[str, str]:
    """Return, as a message with a remedy, that nobody says what a column's numbers are in."""
    words, unit = own_size(wanted)
    message = f'"{mapped.name}" does not say what its numbers are in. Ours are in {words}.'
    return message, f'If theirs are too: --unit "{mapped.name}={unit}"'


def own_size(wanted: Wanted) -> tuple[str, str]:
    """Return in words, and as `--unit` takes it, what our numbers are in."""
    sign, what = ("£", " of pounds") if wanted.unit.money else ("", "")
    match wanted.scale:
        case 1:
            return ("single pounds" if sign else "single ones"), sign or "1"
        case 1000:
            return f"thousands{what}", f"{sign}000" if sign else "000s"
        case 1_000_000:
            return f"millions{what}", f"{sign}m" if sign else "millions"
    return f"units of {wanted.scale:,}", f"{sign}{wanted.scale}"


def says_its_size(cell: Cell, wanted: Wanted) -> bool:
    """Return whether a cell itself says what it is in: "£12.3m", or "£12,261" where ours are pounds."""
    text = cell.text.strip().lower().rstrip(")")
    if not any(map(str.isdigit, text)):
        return True
    return text.endswith(("k", "m", "bn", "million")) or (wanted.scale == 1 and "£" in text)


def _above(cells: Sequence[Cell]) -> Hints | None:
    """Return what the lines over a table say of all its money, where they say one thing."""
    found = {
        (hints.unit, hints.scale): hints
        for cell in cells
        if (hints := heading_hints(cell.text)).scale
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _same_rows(cells: Sequence[Cell], held: Sequence[str], all_cells: Sequence[Cell] = ()) -> bool:
    """Return whether rows of ours hold the very numbers of these cells, so that it is no chance.

    One number of four digits is enough, or two of three.
    """
    ours = dict(zip((one.name for one in all_cells or cells), held, strict=True))
    digits = 0
    for cell in cells:
        number = printed_size(cell.text)
        if number is not None and number == _decimal(ours.get(cell.name, "")):
            count = len(number.normalize().as_tuple().digits)
            digits += count if count >= _DIGITS else 0
    return digits > _DIGITS


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", "")) if text else None
    except InvalidOperation:
        return None
