"""Their columns onto ours: taken where it is certain which is meant, proposed where it is not."""

import re
from collections.abc import Sequence

from msgspec import Struct

from plainfigures.errors import PeriodProblem
from plainfigures.figures.findings import Finding, nearest
from plainfigures.figures.headings import heading_hints, plain_heading
from plainfigures.figures.periods import MONTHS, parse_period
from plainfigures.figures.sheets import Cell
from plainfigures.intake.target import Column, Target
from plainfigures.intake.wishes import EVERY, Wishes

__all__ = ["RULE", "Mapped", "Mapping", "map_columns"]

RULE = "import"

_SEVERAL = 3
"""From more than how many on strange columns are told together."""

_MONTH = re.compile(rf"(?:{'|'.join(name[:3] for name in MONTHS)})[a-z]*[ -/]*\d{{2,4}}", re.I)


class Mapped(Struct, frozen=True):
    """A column of the sheet that goes into one of ours.

    `unit` is what a person says that its numbers are in; `ours` says that it has our very name.
    """

    at: int
    heading: Cell
    column: Column
    unit: str = ""
    ours: bool = False

    @property
    def name(self) -> str:
        """The heading in one line, as the options name it."""
        return " ".join(self.heading.text.split())


class Mapping(Struct, frozen=True):
    """Which column goes where; `left_out` are headings, `missing` our columns that they have not."""

    columns: tuple[Mapped, ...]
    left_out: tuple[str, ...] = ()
    missing: tuple[Column, ...] = ()
    refused: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()

    def of(self, name: str) -> Mapped | None:
        """Return the column of the sheet that goes into ours called `name`."""
        return next((one for one in self.columns if one.column.name == name), None)


def map_columns(target: Target, headings: Sequence[Cell], wishes: Wishes, file: str) -> Mapping:
    """Map the columns of a sheet; what is not certain is refused, with the option that would say it.

    `file` is how the file is called in what is refused.
    """
    found: dict[str, Mapped] = {}
    left_out: list[str] = []
    refused: list[Finding] = _unknown_options(target, headings, wishes, file)
    strangers: list[Cell] = []
    for at, heading in enumerate(headings):
        name = _plain(heading.text)
        if name in wishes.left_out or _like(name, wishes.left_out):
            left_out.append(name)
            continue
        column, ours = _which(target, name, wishes)
        if column is None:
            strangers.append(heading)
        elif column.name in found and plain_heading(found[column.name].name) == plain_heading(name):
            continue  # the same heading again is told where the sheet is read
        elif column.name in found:
            first = found[column.name].heading
            message = (
                f'Two columns would go into "{column.name}": "{_plain(first.text)}" '
                f'({first.name}) and "{name}" ({heading.name}).'
            )
            remedy = f'Leave one out: --leave-out "{name}"'
            refused.append(Finding(RULE, message, remedy, file))
        else:
            unit = next(
                (said for theirs, said in wishes.units.items() if _like(theirs, [name])), ""
            )
            found[column.name] = Mapped(at, heading, column, unit, ours)
    missing = [
        one for one in target.columns if one.name not in found and one.name not in wishes.given
    ]
    if EVERY in wishes.left_out:
        left_out += [_plain(one.text) for one in strangers]
        strangers = []
    refused += _strangers(strangers, missing, file)
    order = [one.column.name for one in sorted(found.values(), key=lambda one: one.at)]
    wanted = [one.name for one in target.columns if one.name in found]
    notes = ["Their columns stand in another order than ours."] if order != wanted else []
    return Mapping(
        tuple(found[one] for one in wanted),
        tuple(left_out),
        tuple(missing),
        tuple(refused),
        tuple(notes),
    )


def _which(target: Target, name: str, wishes: Wishes) -> tuple[Column | None, bool]:
    """Return which of our columns a heading means, and whether it is called just as ours."""
    asked = wishes.columns.get(name) or next(
        (
            ours
            for theirs, ours in wishes.columns.items()
            if plain_heading(theirs) == plain_heading(name)
        ),
        "",
    )
    if asked:
        return target.column(asked), False
    exact = target.column(name)
    if exact:
        return exact, True
    base = _base(name)
    for wanted in dict.fromkeys((plain_heading(name), plain_heading(base))):
        like = [
            one
            for one in target.columns
            if wanted
            and wanted
            in {plain_heading(one.name), plain_heading(one.title), plain_heading(_base(one.title))}
        ]
        if len(like) == 1:
            return like[0], False
    return None, False


def _unknown_options(
    target: Target, headings: Sequence[Cell], wishes: Wishes, file: str
) -> list[Finding]:
    """Find what the options name and neither the sheet nor the table has."""
    theirs = [_plain(one.text) for one in headings]
    ours = [one.name for one in target.columns]
    found = []
    named = {
        "--column": wishes.columns,
        "--leave-out": [one for one in wishes.left_out if one != EVERY],
        "--unit": wishes.units,
        "--only": wishes.only,
    }
    for option, names in named.items():
        for name in names:
            if not _like(name, theirs):
                message = f'{option} names a column "{name}", and the sheet has no such column.'
                remedy = f"Its columns are: {', '.join(one for one in theirs if one)}."
                found.append(Finding(RULE, message, remedy, file, 0, 0, nearest(name, theirs)))
    for option, wanted in (("--column", wishes.columns.values()), ("--set", wishes.given)):
        for name in wanted:
            if name not in ours:
                message = f'{option} names our column "{name}", and {target.reference} has no such column.'
                remedy = f"Its columns are: {', '.join(ours)}."
                found.append(Finding(RULE, message, remedy, file, 0, 0, nearest(name, ours)))
    for name in wishes.given:
        taken = [
            one for one in theirs if one and _which(target, one, wishes)[0] == target.column(name)
        ]
        if name in ours and taken and not _like(taken[0], wishes.left_out):
            message = f'--set gives "{name}", and the sheet has a column for it: "{taken[0]}".'
            remedy = f'Leave one of them out. To drop theirs: --leave-out "{taken[0]}"'
            found.append(Finding(RULE, message, remedy, file))
    return found


def _strangers(strangers: Sequence[Cell], missing: Sequence[Column], file: str) -> list[Finding]:
    """Find the columns that nobody said where to put."""
    across = [one for one in strangers if _is_period(_plain(one.text))]
    found = []
    if len(across) > 1:
        names = ", ".join(f'"{_plain(one.text)}" ({one.name})' for one in across[:3])
        message = f"Periods stand in columns beside each other: {names}."
        remedy = (
            "A table here has a row for each period. In the sheet, put the numbers below each other, "
            "with the period in a column of its own. Then import that."
        )
        found.append(Finding(RULE, message, remedy, file))
    unlike = [
        one
        for one in strangers
        if _plain(one.text)
        and not _nearest_column(_plain(one.text), missing)
        and not (len(across) > 1 and one in across)
    ]
    if len(unlike) > _SEVERAL:
        names = ", ".join(f'"{_plain(one.text)}" ({one.name})' for one in unlike)
        message = f"These columns are none of ours by their names: {names}."
        remedy = (
            'To leave out all that are not named: --leave-out "*"\n'
            f"{_one_of(_plain(unlike[0].text), missing)}"
        )
        found.append(Finding(RULE, message, remedy, file))
        strangers = [one for one in strangers if one not in unlike]
    for heading in strangers:
        if len(across) > 1 and heading in across:
            continue
        name = _plain(heading.text)
        place = f"{file}, cell {heading.name}"
        if not name:
            message = "This column has no heading."
            remedy = "Give it one in the sheet, or delete the column."
            found.append(Finding(RULE, message, remedy, place))
            continue
        near = _nearest_column(name, missing)
        message = f'No column of ours is called "{name}".'
        remedy = f'If it is not wanted: --leave-out "{name}"'
        if near:
            remedy = f'If it is "{near}": --column "{name}={near}"\n{remedy}'
        else:
            remedy = f"{remedy}\n{_one_of(name, missing)}"
        found.append(Finding(RULE, message, remedy, place))
    return found


def _one_of(name: str, missing: Sequence[Column]) -> str:
    """Say how a column becomes one of ours, and which of those that matter have none yet."""
    filled = {one.beside for one in missing}
    wanted = [
        one.name
        for one in missing
        if (one.kind or one.required or one.is_name) and one.name not in filled
    ]
    listed = ", ".join(wanted[:6]) + (" and more" if len(wanted) > 6 else "")
    still = f" (still without a column of theirs: {listed})" if wanted else ""
    return f'If it is one of ours{still}: --column "{name}=OUR_COLUMN"'


def _nearest_column(name: str, missing: Sequence[Column]) -> str:
    """Return which of ours a strange heading is most like: near to it, or shortened to it."""
    plain = plain_heading(_base(name))
    names = {plain_heading(one.title): one.name for one in missing}
    names |= {plain_heading(one.name): one.name for one in missing}
    near = nearest(plain, names, 0.75)
    if near:
        return names[near]
    longer = {ours for text, ours in names.items() if _shortens(plain, text)}
    return longer.pop() if len(longer) == 1 else ""


def _shortens(short: str, text: str) -> bool:
    """Return whether one text is the other with letters left out, the first kept."""
    rest = iter(text)
    return len(short) > 2 and short[:1] == text[:1] and all(one in rest for one in short)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _like(name: str, names: Sequence[str]) -> bool:
    plain = plain_heading(name)
    return any(name == one or (plain != "" and plain_heading(one) == plain) for one in names)


def _base(name: str) -> str:
    """Return a heading without the unit that it states."""
    return heading_hints(name).plain


def _is_period(text: str) -> bool:
    try:
        parse_period(text)
    except PeriodProblem:
        return bool(_MONTH.fullmatch(text)) or bool(re.fullmatch(r"20\d\d[/-]\d\d", text))
    return True
