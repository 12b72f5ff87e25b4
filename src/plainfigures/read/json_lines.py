"""On which line of a JSON text each of its values stands, by the path that leads to it."""

import re
from contextlib import suppress
from typing import Any

__all__ = ["line_in", "line_of_double", "line_of_path", "lines_of_paths"]

_TOKEN = re.compile(
    r"""(?P<key>"(?:[^"\\]|\\.)*")\s*: | (?P<open>[\[{]) | (?P<close>[\]}]) | (?P<comma>,)
      | "(?:[^"\\]|\\.)*" | [^\s\[\]{},:"]+""",
    re.VERBOSE,
)


def line_of_path(text: str, path: str) -> int:
    """Return the line on which the value at a path such as `resources[1].name` begins.

    Where a path leads nowhere, the line is that of the longest beginning of it that does.
    """
    return line_in(lines_of_paths(text), path)


def line_in(lines: dict[str, int], path: str) -> int:
    """Return the line of a path, or of the longest beginning of it that leads somewhere."""
    while path not in lines:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return lines[path]


def line_of_double(text: str) -> int:
    """Return the line on which a name of a JSON text stands for the second time; 1 if none does."""
    doubled: list[int] = []
    with suppress(IndexError):  # what comes behind it may be no JSON
        lines_of_paths(text, doubled)
    return doubled[0] if doubled else 1


def lines_of_paths(text: str, doubled: list[int] | None = None) -> dict[str, int]:
    """Return the line on which each value of a JSON text begins, by its path.

    `doubled` takes the lines of the values whose path stood before.
    """
    lines: dict[str, int] = {"": 1}
    places: list[list[Any]] = []  # of each open list or object: its path, and index or key
    line, counted = 1, 0
    for found in _TOKEN.finditer(text):
        if found["key"]:
            places[-1][1] = found["key"][1:-1]
        elif found["close"]:
            places.pop()
        elif found["comma"]:
            if isinstance(places[-1][1], int):
                places[-1][1] += 1
        else:
            here = _join(*places[-1]) if places else ""
            line += text.count("\n", counted, found.start())
            counted = found.start()
            if here and here in lines and doubled is not None:
                doubled.append(line)
            lines.setdefault(here, line)
            if found["open"]:
                places.append([here, 0 if found["open"] == "[" else ""])
    return lines


def _join(path: str, part: int | str) -> str:
    if isinstance(part, int):
        return f"{path}[{part}]"
    return f"{path}.{part}" if path else part
