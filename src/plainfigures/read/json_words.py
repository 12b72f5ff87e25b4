"""Why a JSON file cannot be read, in the words of somebody who edits one."""

import json
import math
from collections import Counter
from typing import Any

__all__ = ["DoubledName", "json_fault", "load_json"]

_BRACKETS = "Look at the quotes, commas and brackets here, and in the line above."
_FAULTS = (
    ("Expecting ',' delimiter", "after this place a comma is missing, or a closing bracket"),
    ("Expecting property name", "here is a comma too many, or a name without double quotes"),
    ("Illegal trailing comma", "here is a comma too many"),
    ("Expecting ':' delimiter", "after this name a colon is missing"),
    ("Expecting value", "after this place a value is missing, or has no quotes around it"),
    ("Extra data", "here the file is complete, and more stands behind it"),
    ("Unterminated string", "here a quote is opened and not closed"),
    ("Invalid control character", "here a line ends, or a tab stands, within quotes"),
    ("Invalid \\", "here a backslash stands within quotes; write it twice"),
)
_BEFORE = ("Expecting", "Extra", "Illegal")
"""Of these, the cause is what stands before the place where the reading stopped."""


_DIGITS = 40
"""The longest number that a description has use for."""


class DoubledName(ValueError):
    """A name that stands twice between the same { and }."""


def load_json(text: str) -> Any:
    """Read a JSON text, strictly; raises JSONDecodeError, or another ValueError with what to say of it.

    Names that stand twice are refused, since readers of the file see the one and programs the other;
    so is what is no number (`NaN`) and a number beyond reason. Raises RecursionError where brackets
    stand within brackets without end.
    """
    content = json.loads(
        text,
        object_pairs_hook=_once,
        parse_constant=_no_number,
        parse_int=_whole,
        parse_float=_decimal,
    )
    if "\\ud" in text.lower():
        try:
            json.dumps(content, ensure_ascii=False).encode()
        except UnicodeEncodeError as error:
            message = "A text here holds half of a character, which no file can hold."
            raise ValueError(message) from error
    return content


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = Counter(name for name, _ in pairs).most_common(1)[0][0]
        raise DoubledName(f'Between one pair of {{ and }}, the name "{twice[:80]}" stands twice.')
    return found


def _no_number(text: str) -> Any:
    raise ValueError(f'"{text}" is no number that can be used.')


def _whole(text: str) -> int:
    if len(text) > _DIGITS:
        raise ValueError(f"A number here has {len(text):,} digits.")
    return int(text)


def _decimal(text: str) -> float:
    number = float(text)
    if len(text) > _DIGITS or not math.isfinite(number):
        raise ValueError(f'"{text[:_DIGITS]}" is no number that can be used.')
    return number


def json_fault(error: json.JSONDecodeError) -> tuple[int, int, str, str]:
    """Return the line and the column of what makes a file unreadable, why that is, and what to do."""
    why = next((words for said, words in _FAULTS if error.msg.startswith(said)), "")
    place = error.pos
    if error.msg.startswith(_BEFORE):
        place = max(len(error.doc[:place].rstrip()) - 1, 0)
    line = error.doc.count("\n", 0, place) + 1
    column = place - error.doc.rfind("\n", 0, place)
    return line, column, why or "its quotes, commas or brackets do not fit together", _BRACKETS
