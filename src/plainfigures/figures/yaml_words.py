"""What is wrong with a YAML text, in an editor's words: settings, charts and the tops of pages."""

import datetime
import re

__all__ = ["yaml_fault"]

_QUOTE = "Put the whole value between quotes."
_SETTING = "Write one “name: value” a line, and the same spaces before each line of a list."
_FAULTS = (
    (
        r"mapping values are not allowed",
        "a value holds a colon, or this line stands too far to the right",
        "Put quotes around a value that holds a colon; begin the line below the one that it goes with.",
    ),
    (
        r"unexpected end of stream|quoted scalar|expected ',' or|expected (?:the )?node content",
        "a quote or a bracket is opened here and never closed",
        "Close it with \", ', ] or }.",
    ),
    (
        r"could not find expected ':'|expected ':'",
        "a name has no colon after it",
        "Write “name: value”, with a space after the colon.",
    ),
    (
        r"cannot start any token|expected alphabetic",
        "a value begins with a sign that has a meaning of its own",
        _QUOTE,
    ),
    (
        r"expected key|block end|expected '-'|block (?:mapping|collection)",
        "this line does not stand below the lines that it goes with",
        "Give it as many spaces as they have.",
    ),
    (
        r"undefined alias|anchor",
        "a value begins with * or &, which have a meaning of their own",
        _QUOTE,
    ),
    (
        r"escape character",
        "a backslash stands in a text between double quotes",
        "Use single quotes.",
    ),
    (
        r"constructor for the tag|tag",
        "a value begins with !, which has a meaning of its own",
        _QUOTE,
    ),
    (
        r"special characters|control characters|not allowed",
        "it holds a sign that nobody can see",
        "Type the line anew.",
    ),
)


def yaml_fault(error: Exception, text: str, above: int = 0) -> tuple[int, str, str]:
    """Return the line of a fault, what is wrong there in words, and what to do.

    `error` is what the parser raised, `above` the number of lines of the file above `text`. The line
    is 0 where it is not known.
    """
    mark = getattr(error, "problem_mark", None)
    said = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or error}"
    opened = getattr(error, "context_mark", None)
    if opened is not None and re.search("end of stream|quoted scalar|expected ',' or", said):
        mark = opened
    lines = text.splitlines()
    if mark is None:
        # What looks like a day is taken for one, and the parser does not say where.
        odd = [number for number, one in enumerate(lines, 1) if _no_day(one)]
        if odd:
            return odd[0] + above, "a date in it is no day of the calendar", "Correct the date."
    line = mark.line + 1 if mark else 0
    if line > len(lines):
        line = len(lines)
    written = lines[line - 1] if line else ""
    if re.match(r" *\t", written):
        return line + above, "the line begins with a tab", "Use spaces in its place."
    if re.search(r':\s+"[^"]*\{\{[^}"]*"', written):
        return (
            line + above,
            "the macro in this line has the same quotes as the whole",
            "Use ' within the macro, and \" around the whole.",
        )
    why, remedy = next(
        ((why, remedy) for pattern, why, remedy in _FAULTS if re.search(pattern, said)),
        ("it is not written as settings are", _SETTING),
    )
    return line + above if line else 0, why, remedy


def _no_day(line: str) -> bool:
    for found in re.findall(r"\b\d{4}-\d{1,2}-\d{1,2}\b", line):
        try:
            datetime.date(*map(int, found.split("-")))
        except ValueError:
            return True
    return False
