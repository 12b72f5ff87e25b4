"""What may be seen of a data package's files, where some of it may not: rewritten, in memory.

Nothing that is left out stays in them: no row, no column of embargoes, no part of the descriptor, and
nothing in that which is made of all values.
"""

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from plainfigures.read.holding import LeftOut
from plainfigures.read.raw import as_list, as_object
from plainfigures.read.records import records_of

__all__ = ["allowed_content", "allowed_files", "allowed_table", "line_before", "path_before"]

_FILE = "datapackage.json"
_TELLING = ("hash", "bytes", "stats", "example", "examples")
"""Properties of a table or a column that are made of the values themselves."""
_LIMITS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")

Moved = dict[str, list[int]]


def allowed_content(content: dict[str, Any], left_out: LeftOut) -> tuple[dict[str, Any], Moved]:
    """Return a descriptor without what may not be seen, and where the rest of its lists stood.

    For each list from which something went, by its path, that is the place of each part before.
    """
    moved: Moved = {}
    gone = {*left_out.parts, *(("resources", at) for at in left_out.tables)}
    kept = _without(content, (), "", gone, moved)
    for resource in as_list(kept.get("resources")):
        if isinstance(resource, dict) and resource.get("path") in left_out.rows:
            _drop(resource, _TELLING)
            for field in as_list(as_object(resource.get("schema")).get("fields")):
                _drop(as_object(field), _TELLING)
    return kept, moved


def allowed_table(content: bytes, left_out: LeftOut, name: str) -> tuple[bytes, dict[int, int]]:
    """Return a table's file without what may not be seen, and on which line each line's row began."""
    dropped = set(left_out.rows[name])
    records = [one for at, one in enumerate(records_of(content)) if at not in dropped]
    header = records[0][1]
    columns = [at for at, name in enumerate(header) if name.strip("\N{BOM} ").lower() != "embargo"]
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    for _, cells in records:
        whole = len(cells) == len(header)
        writer.writerow([cells[at] for at in columns] if whole else cells)
    written = stream.getvalue().encode()
    lines = [line for line, _ in records_of(written)]
    return written, dict(zip(lines, (line for line, _ in records), strict=False))


def allowed_files(folder: Path, left_out: LeftOut | None) -> dict[str, bytes]:
    """Return the files of a package that may be had, by name: all of them where nothing is left out."""
    files = {one.name: one.read_bytes() for one in sorted(folder.iterdir()) if one.is_file()}
    if left_out is None:
        return files
    content = json.loads(files[_FILE].decode("utf-8-sig"))
    kept, _ = allowed_content(content, left_out)
    for resource in as_list(kept.get("resources")):
        if resource.get("path") in left_out.rows:
            for field in as_list(as_object(resource.get("schema")).get("fields")):
                _drop(as_object(field.get("constraints")), _LIMITS)
    files[_FILE] = (json.dumps(kept, indent=2, ensure_ascii=False) + "\n").encode()
    for at in left_out.tables:
        files.pop(str(content["resources"][at]["path"]), None)
    for name in left_out.rows:
        files[name], _ = allowed_table(files[name], left_out, name)
    return files


def line_before(lines: Mapping[int, int], line: int) -> int:
    """Return the line of a table as its editor sees it."""
    known = max((one for one in lines if one <= line), default=0)
    return lines[known] + line - known if known else line


def path_before(path: str, moved: Mapping[str, list[int]]) -> str:
    """Return a path within a descriptor as it was before parts of it were left out."""
    before, now, rest = "", "", path
    while "[" in rest:
        start, _, after = rest.partition("[")
        number, _, rest = after.partition("]")
        before, now = before + start, now + start
        at = int(number)
        places = moved.get(now)
        was = places[at] if places and at < len(places) else at
        before, now = f"{before}[{was}]", f"{now}[{at}]"
    return before + rest


def _without(
    content: Any,
    path: tuple[str | int, ...],
    name: str,
    gone: set[tuple[str | int, ...]],
    moved: Moved,
) -> Any:
    """Return a part of a descriptor without what is `gone`; `name` is its path as it will be."""
    if isinstance(content, dict):
        return {
            key: _without(one, (*path, key), f"{name}.{key}" if name else key, gone, moved)
            for key, one in content.items()
            if (*path, key) not in gone
        }
    if isinstance(content, list):
        places = [at for at in range(len(content)) if (*path, at) not in gone]
        if len(places) < len(content):
            moved[name] = places
        return [
            _without(content[was], (*path, was), f"{name}[{at}]", gone, moved)
            for at, was in enumerate(places)
        ]
    return content


def _drop(content: dict[str, Any], names: tuple[str, ...]) -> None:
    for name in names:
        content.pop(name, None)
