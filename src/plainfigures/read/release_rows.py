"""The rows of a table that is drawn from a release: its figures, and why some are not there."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from msgspec import Struct, field

from plainfigures.figures.findings import ADVICE, Finding, listed, nearest
from plainfigures.figures.records import MISSING_REASONS
from plainfigures.read.release_areas import REGISTER_COLUMNS, area_key, is_number, slug_of
from plainfigures.read.release_files import RULE, Cells, ReleaseFile, listed_names, taken_rows
from plainfigures.read.release_parts import Release
from plainfigures.read.release_periods import (
    PERIODS,
    is_kind_of_period,
    nearest_kind,
    period_of,
)

__all__ = ["Drawn", "declaration_problems", "draw_rows", "missing_columns"]

WITHHOLD = "withhold"
_LEFT_OUT = "left out here, since few people stand behind it"
"""What is said of a small count that the release does print: it is not the release that hides it."""
_ENOUGH = 20
"""So many cells of one release are told; one with more of them is another file than it was."""

Problem = tuple[str, str, str, str]


class Drawn(Struct):
    """The rows of a table, each with the line of the release that it is from, and what was found."""

    rows: list[dict[str, str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def declaration_problems(release: Release, fields: list[str]) -> Iterator[Problem]:
    """Yield what is wrong with what a table says of its release: (part, message, remedy, nearest)."""
    if release.areasOf:
        yield from _unknown_fields(fields, REGISTER_COLUMNS)
        return
    for part, given in (("file", release.file), ("area", release.area), ("period", release.period)):
        if not given:
            message = f'A table that is drawn from a release has to say its "{part}".'
            yield "", message, "See “Draw a table from a release” in the editors' guide.", ""
    if release.period and not is_kind_of_period(release.period.kind):
        kind = release.period.kind
        message = f'"{kind}" does not say what a year of the release stands for.'
        yield "period.as", message, f"Use one of: {PERIODS}.", nearest_kind(kind)
    for name, value in release.values.items():
        if value.small not in ("", WITHHOLD):
            message = f'"{value.small}" does not say what becomes of small counts.'
            remedy = f"Write “{WITHHOLD}”, or take the part out."
            yield f"values.{name}.small", message, remedy, nearest(value.small, [WITHHOLD])
        for column in (name, f"{name}_reason", f"{name}_as_published"):
            if column not in fields:
                message = f'The table has no column "{column}", into which the release is to go.'
                remedy = "Add it to the fields of the table, or mend the name."
                yield f"values.{name}", message, remedy, nearest(column, fields)
    for name in release.rounded.values if release.rounded else ():
        if name not in release.values or f"{name}_rounding" not in fields:
            message = f'"{name}" is said to be rounded, and has no column "{name}_rounding".'
            remedy = "Add it to the fields of the table, or mend the name."
            yield "rounded.values", message, remedy, nearest(name, release.values)
    yield from _unknown_fields(fields, _columns(release))


def _unknown_fields(fields: Sequence[str], known: Sequence[str]) -> Iterator[Problem]:
    for name in fields:
        if name not in known:
            message = f'The release gives nothing for the column "{name}" of this table.'
            remedy = f"Take it out, or use one of: {listed(known)}."
            yield "", message, remedy, nearest(name, known)


def missing_columns(release: Release, file: ReleaseFile) -> list[Finding]:
    """Return which columns that a table asks for its release does not have."""
    area, period = release.area, release.period
    asked = [*release.where, *(value.column for value in release.values.values())]
    if area:
        for names in (area.name, area.code, area.number, area.level, area.region):
            asked += listed_names(names)
    if period:
        asked.append(period.column)
    if release.rounded:
        asked += release.rounded.where
    found = []
    for name in dict.fromkeys(asked):
        if name not in file.columns:
            near = nearest(name, file.columns)
            message = f'This release has no column "{name}".'
            remedy = "Mend the name in datapackage.json, or look at what the release calls it now."
            found.append(Finding(RULE, message, remedy, file.name, 1, 0, near))
    return found


def draw_rows(
    release: Release, file: ReleaseFile, ids: Mapping[str, Any] | None, title: str, largest: int
) -> Drawn:
    """Return the rows of a table from its release, whose columns are known to be there.

    `ids` gives the areas of a register by their keys; without one, an area's id is made of its name.
    Counts up to `largest` become a reason where the table asks for that.
    """
    drawn = Drawn()
    first: dict[tuple[str, str], int] = {}
    names: dict[str, str] = {}
    withheld: dict[str, int] = {}
    area, period = release.area, release.period
    if area is None or period is None:
        return drawn
    for row in taken_rows(file, release):
        if len(drawn.findings) >= _ENOUGH:
            break
        name, key = row.first(area.name), area_key(row, release)
        ident = ids[key].id if ids is not None and key in ids else slug_of(name)
        when = period_of(row[period.column], period.kind)
        problem = _row_problem(row, ident, when, name, key, period.column, names)
        if problem is None and (ident, when) in first:
            earlier = first[ident, when]
            problem = (
                f"This row has the area and the period of line {earlier} once more.",
                "Say in “where” which of the two the table takes.",
            )
        if problem:
            drawn.findings.append(Finding(RULE, *problem, file.name, row.line))
            continue
        first[ident, when], names[ident] = row.line, key
        known = ids[key].title if ids is not None and key in ids else name
        label = (release.label or f"{title}, {{area}}").replace("{area}", known)
        cells = {"area": ident, "period": when, "label": label, "locator": _locator(row, release)}
        for value in release.values:
            cells |= _value(row, value, release, largest, withheld, drawn, file.name)
        drawn.rows.append(cells)
        drawn.lines.append(row.line)
    pairs = sorted(zip(drawn.rows, drawn.lines, strict=True), key=_by_area_and_period)
    drawn.rows, drawn.lines = [row for row, _ in pairs], [line for _, line in pairs]
    for name, count in withheld.items():
        are, they = ("is", "It is") if count == 1 else ("are", "They are")
        message = (
            f'{count} of the counts in "{name}" {are} from 1 to {largest}. '
            f"{they} left out of the table, since so few could point to somebody."
        )
        remedy = (
            f'Pages say “left out here” where the table has a column "{name}_reason_words", and else '
            "“kept confidential”, as though those who published it had left it out."
        )
        drawn.findings.append(Finding(RULE, message, remedy, file.name, 1, level=ADVICE))
    return drawn


def _by_area_and_period(row: tuple[dict[str, str], int]) -> tuple[str, str]:
    return row[0]["area"], row[0]["period"]


def _columns(release: Release) -> list[str]:
    known = ["area", "period", "label", "locator"]
    for name in release.values:
        parts = ("reason", "reason_words", "as_published", "rounding")
        known += [name, *(f"{name}_{part}" for part in parts)]
    return known


def _row_problem(
    row: Cells, ident: str, when: str, name: str, key: str, column: str, names: Mapping[str, str]
) -> tuple[str, str] | None:
    if not ident:
        return "This row does not say of which area it is.", "Leave it out with “where”."
    if not when:
        message = f'"{row[column]}" in "{column}" is not a year.'
        return message, "Write 2025, or 202425 for a year that spans two; or leave the row out."
    if names.get(ident, key) != key:
        message = f'Two areas would be called "{ident}": "{name}" stands for another one here.'
        return (
            message,
            "Give the table a register of areas, which tells them apart by their numbers.",
        )
    return None


def _locator(row: Cells, release: Release) -> str:
    """Return the key of a row in its release, as a reader finds it there."""
    area, period = release.area, release.period
    if area is None or period is None:
        return ""
    code = row.first(area.code)
    parts = [row[period.column], row.first(area.name) + (f" ({code})" if code else "")]
    parts += [
        row[name]
        for name, given in release.where.items()
        if isinstance(given, str) and name not in {area.level, *listed_names(area.name)}
    ]
    return ", ".join(parts)


def _value(
    row: Cells,
    name: str,
    release: Release,
    largest: int,
    withheld: dict[str, int],
    drawn: Drawn,
    path: str,
) -> dict[str, str]:
    """Return the cells of one figure: its value, or why there is none, and what the release prints."""
    value = release.values[name]
    text = row[value.column]
    if is_number(text):
        if value.small == WITHHOLD and 0 < abs(Decimal(text)) <= largest:
            withheld[name] = withheld.get(name, 0) + 1
            reason = {f"{name}_reason": "c", f"{name}_reason_words": _LEFT_OUT}
            return {name: "", f"{name}_as_published": "", **reason}
        rounding = str(release.rounded.to) if _is_rounded(row, name, release) else ""  # type: ignore[union-attr]
        return {name: text, f"{name}_as_published": text, f"{name}_rounding": rounding}
    if text in MISSING_REASONS:
        return {name: "", f"{name}_reason": text, f"{name}_as_published": text}
    symbols = ", ".join(f"“{one}” ({words})" for one, words in MISSING_REASONS.items())
    message = (
        f'"{text[:40]}" in "{value.column}" is no number and no symbol of one that is missing.'
        if text
        else f'The cell in "{value.column}" is empty, and nothing says why.'
    )
    drawn.findings.append(
        Finding(RULE, message, f"A release writes digits, or one of {symbols}.", path, row.line)
    )
    return {name: ""}


def _is_rounded(row: Cells, name: str, release: Release) -> bool:
    rounded = release.rounded
    return (
        rounded is not None
        and name in rounded.values
        and all(row[column] in listed_names(given) for column, given in rounded.where.items())
    )
