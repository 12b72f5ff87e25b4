"""Values that the data hold and nobody may see: dropped as a table is read, before anything else.

A cell is suppressed where its reason is `c`, in the column `NAME_reason` for one field or in
`reason` for the whole row. What is dropped here is in no record, and so in no output.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec import Struct

from plainfigures.errors import TextProblem
from plainfigures.figures.disclosure import SUPPRESSED
from plainfigures.figures.formats import NUMBER_WORDS
from plainfigures.figures.numerals import read_number
from plainfigures.figures.periods import MONTHS
from plainfigures.figures.records import MISSING_REASONS

__all__ = ["Redacted", "own_reason", "redact", "text_tells", "told_in_text"]

_FIGURE = re.compile(
    rf"(?<![\w.,])(?<!\w-)\d+(?:,\d{{3}})*(?:\.\d+)?(?![\w-]|[.,]\d|\s+(?:{'|'.join(MONTHS)})\b)"
)
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")


class Redacted(Struct, frozen=True):
    """A row's cells without what may not be seen.

    `fields` names the figures that were dropped, `columns` the cells that were emptied; `texts` is
    what stood in these: it is held against the texts beside them, and kept nowhere.
    """

    cells: dict[str, str]
    fields: frozenset[str] = frozenset()
    columns: frozenset[str] = frozenset()
    texts: tuple[str, ...] = ()


def own_reason(cells: dict[str, str], name: str, missing: Collection[str]) -> str:
    """Return why the cell of a field has no value: its own reason, or the symbol that it holds.

    `missing` is what stands for a missing value in the table.
    """
    text = cells.get(name, "")
    symbol = text if text in MISSING_REASONS and text in missing else ""
    return cells.get(f"{name}_reason", "") or symbol


def redact(
    cells: dict[str, str], figures: Sequence[tuple[str, str]], missing: Collection[str]
) -> Redacted:
    """Drop what is suppressed in a row.

    `figures` gives fields with their as-published columns, `missing` what stands for a missing
    value in the table. A column that holds no figures is dropped by its own reason alone.
    """
    dropped: dict[str, str] = {}
    fields = set()
    known = {name for name, _ in figures}
    others = [name for name in cells if name not in known and f"{name}_reason" in cells]
    plain = [(name, "") for name in others if own_reason(cells, name, ()) == SUPPRESSED]
    for name, as_published in (*figures, *plain):
        reason = own_reason(cells, name, missing) or cells.get("reason", "")
        held = cells.get(name, "")
        if reason != SUPPRESSED:
            continue
        # An empty cell may still have its text, or another reading, beside it; a printed symbol stays.
        beside = [as_published, f"{name}_read_as", "read_as"] if name in known else []
        symbols = {*missing, *MISSING_REASONS}
        texts = {one: cells[one] for one in beside if cells.get(one, "") not in symbols}
        if held not in symbols:
            texts[name] = held
        if texts:
            fields.add(name)
            dropped |= texts
    if not fields:
        return Redacted(cells)
    redacted = {name: "" if name in dropped else text for name, text in cells.items()}
    held_texts = tuple(dict.fromkeys(dropped.values()))
    return Redacted(redacted, frozenset(fields), frozenset(dropped), held_texts)


def told_in_text(row: Redacted, columns: Iterable[str]) -> Iterator[str]:
    """Yield those of `columns` whose text gives away what was dropped from the row."""
    for name in columns:
        if text_tells(row.cells.get(name, ""), row.texts):
            yield name


def text_tells(text: str, dropped: Iterable[str], least_digits: int = 1) -> bool:
    """Whether a text holds a number that was dropped, in digits or in words.

    Numbers of fewer than `least_digits` digits are left out, since they stand everywhere.
    """
    numbers = {digits for one in dropped for digits in _digits(one) if len(digits) >= least_digits}
    if any(found[0].replace(",", "") in numbers for found in _FIGURE.finditer(text)):
        return True
    words = {NUMBER_WORDS[int(one)] for one in numbers if one.isdecimal() and int(one) <= 100}
    # "One" is a pronoun as well.
    return any(found[0] in words - {"one"} for found in _WORD.finditer(text.lower()))


def _digits(text: str) -> Iterator[str]:
    """Yield the digits of a dropped text: as it stands, and in full where it names its size."""
    for found in re.finditer(r"\d+(?:,\d{3})*(?:\.\d+)?", text):
        yield found[0].replace(",", "")
    try:
        number = read_number(text).value
    except TextProblem:
        return
    if number == number.to_integral_value():
        yield str(abs(int(number)))
