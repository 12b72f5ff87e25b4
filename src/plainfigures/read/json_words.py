"""Why a JSON file cannot be read, in the words of somebody who edits one."""

import json

__all__ = ["json_fault"]

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


def json_fault(error: json.JSONDecodeError) -> tuple[int, int, str, str]:
    """Return the line and the column of what makes a file unreadable, why that is, and what to do."""
    why = next((words for said, words in _FAULTS if error.msg.startswith(said)), "")
    place = error.pos
    if error.msg.startswith(_BEFORE):
        place = max(len(error.doc[:place].rstrip()) - 1, 0)
    line = error.doc.count("\n", 0, place) + 1
    column = place - error.doc.rfind("\n", 0, place)
    return line, column, why or "its quotes, commas or brackets do not fit together", _BRACKETS
