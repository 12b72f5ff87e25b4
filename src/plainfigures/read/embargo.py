"""Embargoes as they are written in data packages: on a package, a table or a row.

What cannot be read as a moment, or is meant for an embargo and is not written as one, is a finding,
and holds back what it stands at.
"""

import datetime
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from plainfigures.errors import BuildProblem
from plainfigures.figures.clock import Clock, parse_moment
from plainfigures.figures.embargoes import EMBARGO, UNREADABLE
from plainfigures.figures.findings import Finding, nearest
from plainfigures.read.json_lines import line_in, lines_of_paths
from plainfigures.read.raw import RawPackage, RawTable, as_object

__all__ = ["Asked", "means_embargo", "mentions_embargo"]

RULE = "embargo"
HOW = "Write it as 2026-12-10T09:30:00+00:00, or as 2026-12-10 for the beginning of that day."
_UNTIL_THEN = "Until then, what it stands at is held back."
_NAMES = re.compile(rb'"([A-Za-z][A-Za-z_ -]{4,13})"\s*:')
_ALIKE = 0.8


def mentions_embargo(folder: Path) -> bool:
    """Return whether anything in a package's folder may be an embargo, however it is written."""
    for file in folder.iterdir():
        if file.name == "datapackage.json" and file.is_file():
            names = set(_NAMES.findall(file.read_bytes()))
        elif file.suffix == ".csv" and file.is_file():
            with file.open("rb") as stream:
                names = set(re.split(rb'[,;\t"]', stream.readline(100_000).strip()))
        else:
            continue
        if any(means_embargo(one.decode(errors="replace")) for one in names):
            return True
    return False


@cache
def means_embargo(name: str) -> bool:
    """Return whether a name is that of an embargo, or is meant for it."""
    plain = name.strip("\N{BOM} ").lower().replace("-", "_")
    if plain.startswith(EMBARGO):
        return True
    return 4 < len(plain) < 12 and bool(nearest(plain, [EMBARGO], _ALIKE))


class Asked:
    """What packages say of their embargoes, held against the clock.

    `moments` are all that are still to come, as texts; `places` those of what is held back.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.moments: set[str] = set()
        self.places: list[tuple[str, int, str]] = []
        self.findings: list[Finding] = []

    def look_at(self, package: RawPackage) -> None:
        """Note in a package what it holds back as of the clock."""
        lines = _Lines(package.text)
        path = f"{package.place}/datapackage.json"
        package.whole = self._stated(package.own, "plainfigures.", path, lines)
        package.whole = max(package.whole, self._misplaced(package.content, "", path, lines))
        for table in package.tables:
            start = f"resources[{table.at}]."
            until = self._stated(table.own, f"{start}plainfigures.", path, lines)
            until = max(until, self._misplaced(table.resource, start, path, lines))
            for at, one in enumerate(table.fields):
                below = f"{start}schema.fields[{at}].plainfigures."
                own = as_object(one.get("plainfigures"))
                until = max(until, self._misplaced(own, below, path, lines))
            table.until = max(until, package.whole)
            self._look_at_rows(table, table.until)

    def _stated(self, own: dict[str, Any], start: str, path: str, lines: "_Lines") -> str:
        until = ""
        for name in _meant(own):
            line = lines.at(f"{start}{name}")
            if name != EMBARGO:
                self._find(f'There is no property "{name}", so it would hold nothing back.', path,
                           line, f'Write it as "{EMBARGO}".', EMBARGO)  # fmt: skip
                until = UNREADABLE
            else:
                until = max(until, self._until(own[name], path, line))
            if until:
                self.places.append((path, line, until))
        return until

    def _misplaced(self, content: dict[str, Any], start: str, path: str, lines: "_Lines") -> str:
        """Return that what has an embargo in the wrong place is held back, and tell of it."""
        for name in _meant(content):
            where = "“plainfigures” of the package or of one of its tables"
            line = lines.at(f"{start}{name}")
            self._find(f'"{name}" would hold nothing back here.', path, line,
                       f'Write it as "{EMBARGO}" under {where}, or as a column of a table.')  # fmt: skip
            self.places.append((path, line, UNREADABLE))
            return UNREADABLE
        return ""

    def _look_at_rows(self, table: RawTable, until: str) -> None:
        columns = [name for name in table.header if means_embargo(name)]
        for name in columns:
            if name != EMBARGO:
                message = f'The column "{name}" would hold nothing back.'
                self._find(message, table.path, 1, f'Call it "{EMBARGO}".', EMBARGO)
        if len(columns) > 1:
            message = "There is more than one column for embargoes."
            self._find(message, table.path, 1, f'Leave one, and call it "{EMBARGO}".')
        for number, cells in table.rows.items():
            of_row = ""
            line, found = table.records[number]
            if columns and len(found) != len(table.header):
                message = (
                    f"This row has {len(found)} cells, and the table {len(table.header)} columns, so "
                    "whether it has an embargo cannot be told."
                )
                self._find(message, table.path, line, "Give each column its cell.")
                of_row = UNREADABLE
            for name in columns:
                text = cells.get(name, "").strip()
                if not text:
                    continue
                wrong = name != EMBARGO or len(columns) > 1
                of_row = max(of_row, UNREADABLE if wrong else self._until(text, table.path, line))
                if of_row:
                    self.places.append((table.path, line, of_row))
            if until or of_row:
                table.dropped[number] = max(until, of_row)

    def _until(self, given: Any, path: str, line: int) -> str:
        """Return the moment that is written, if it is still to come; one that cannot be read is told."""
        try:
            moment = parse_moment(given.strip() if isinstance(given, str) else "")
        except BuildProblem:
            self._find(f'The moment of this "{EMBARGO}" cannot be read.', path, line, HOW)
            return UNREADABLE
        if self._clock.has_come(moment):
            return ""
        text = as_text(moment)
        self.moments.add(text)
        return text

    def _find(self, message: str, path: str, line: int, remedy: str, near: str = "") -> None:
        told = Finding(RULE, message, f"{remedy} {_UNTIL_THEN}", path, line, suggestion=near)
        if told not in self.findings:
            self.findings.append(told)


def as_text(moment: datetime.datetime) -> str:
    """Write a moment so that moments sort as texts do."""
    utc = moment.astimezone(datetime.UTC)
    return utc.strftime("%Y-%m-%dT%H:%M:%S.%f+00:00")


def _meant(names: Iterable[str]) -> Iterator[str]:
    return (name for name in names if means_embargo(name))


class _Lines:
    """On which lines of a descriptor things stand; worked out when it is first asked."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[str, int] | None = None

    def at(self, path: str) -> int:
        if self._known is None:
            self._known = lines_of_paths(self._text)
        return line_in(self._known, path)
