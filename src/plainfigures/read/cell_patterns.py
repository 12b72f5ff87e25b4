"""Patterns of columns, held against their cells in bounded time."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from plainfigures.errors import PatternProblem
from plainfigures.figures.patterns import BoundedPattern

__all__ = ["BrokenPattern", "broken_patterns"]

_MOST = 1_000
"""At most so many cells of one table are told at once, as many as of other mistakes."""


class BrokenPattern(Struct, frozen=True):
    """A cell that does not fit the pattern of its column, told as the validating library tells others."""

    row_number: int
    field_name: str
    field_number: int
    cell: str
    cells: list[str]
    note: str
    type: str = "constraint-error"


def broken_patterns(
    resource: Mapping[str, Any],
    records: Sequence[tuple[int, list[str]]],
    too_slow: list[tuple[int, PatternProblem]],
) -> Iterator[BrokenPattern]:
    """Yield the cells of a table that do not fit the patterns of their columns.

    Empty and missing cells fit any. `too_slow` takes the patterns that cannot be held against all
    cells in time, each with the number of its column, from 0.
    """
    schema = resource["schema"]
    missing = {"", *schema.get("missingValues", ())}
    told = 0
    for at, field in enumerate(schema["fields"]):
        text = field.get("constraints", {}).get("pattern", "")
        if not text:
            continue
        pattern = BoundedPattern(text)
        try:
            for number in _unfit(pattern, at, records, missing):
                cells = records[number - 1][1]
                note = f'constraint "pattern" is "{text}"'
                yield BrokenPattern(number, field["name"], at + 1, cells[at], cells, note)
                told += 1
                if told == _MOST:
                    return
        except PatternProblem as error:
            too_slow.append((at, error))


def _unfit(
    pattern: BoundedPattern,
    at: int,
    records: Sequence[tuple[int, list[str]]],
    missing: Collection[str],
) -> Iterator[int]:
    """Yield the numbers of the records, from 1, whose cell does not fit; each text is tried once."""
    known: dict[str, bool] = {}
    for number, (_, cells) in enumerate(records, 1):
        if number == 1 or at >= len(cells) or cells[at] in missing:
            continue
        cell = cells[at]
        if cell not in known:
            known[cell] = pattern.matches_whole(cell)
        if not known[cell]:
            yield number
