"""Data packages as they lie on disk, before anything is made of them: for what decides on them first."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from plainfigures.read.harmless import too_deep
from plainfigures.read.json_words import load_json
from plainfigures.read.records import records_of
from plainfigures.read.row_keys import RowKeys

__all__ = ["RawPackage", "RawTable", "as_list", "as_object", "load_raw"]

_FILE = "datapackage.json"


class RawTable(Struct, dict=True):
    """A table: its part of the descriptor, and its records, each with the line on which it begins.

    `at` counts the table in the descriptor. `dropped` says which records may not be seen, by their
    number, and until when; the header is number 0. `until` says the same of the table as a whole.
    """

    package: str
    at: int
    resource: dict[str, Any]
    path: str
    records: list[tuple[int, list[str]]]
    dropped: dict[int, str] = field(default_factory=dict)
    until: str = ""

    @property
    def gone(self) -> str:
        """Until when nothing of the table may be seen; "" if something may."""
        if self.until:
            return self.until
        every = bool(self.dropped) and self.dropped.keys() >= self.rows.keys()
        return max(self.dropped.values()) if every else ""

    @property
    def name(self) -> str:
        """`package/table`."""
        return f"{self.package}/{self.resource.get('name', '')}"

    @property
    def header(self) -> list[str]:
        """The names of the columns."""
        return self.records[0][1] if self.records else []

    @cached_property
    def own(self) -> dict[str, Any]:
        """What the descriptor says of the table for plainfigures."""
        return as_object(self.resource.get("plainfigures"))

    @cached_property
    def fields(self) -> list[dict[str, Any]]:
        """The columns as the descriptor has them."""
        schema = as_object(self.resource.get("schema"))
        return [as_object(one) for one in as_list(schema.get("fields"))]

    @cached_property
    def keys(self) -> RowKeys:
        """How its rows are called."""
        key = as_object(self.resource.get("schema")).get("primaryKey", [])
        names = [key] if isinstance(key, str) else [str(one) for one in as_list(key)]
        return RowKeys(self.package, str(self.resource.get("name", "")), tuple(names))

    @cached_property
    def rows(self) -> dict[int, dict[str, str]]:
        """The cells of each row by column, by its number; rows that are empty are none."""
        return {
            number: dict(zip(self.header, cells, strict=False))
            for number, (_, cells) in enumerate(self.records)
            if number and any(cells)
        }

    def kept(self) -> Iterator[dict[str, str]]:
        """Yield the rows that may be seen."""
        return (cells for number, cells in self.rows.items() if number not in self.dropped)

    def left_out(self) -> Iterator[dict[str, str]]:
        """Yield the rows that may not be seen yet."""
        return (cells for number, cells in self.rows.items() if number in self.dropped)


class RawPackage(Struct):
    """A package: its folder, the path of that as it is told, its descriptor, and its tables.

    `whole` says until when nothing of it may be seen. `left_out` are the parts of the descriptor that
    may not be seen, by their path, and until when.
    """

    folder: Path
    place: str
    text: str
    content: dict[str, Any]
    tables: list[RawTable]
    whole: str = ""
    left_out: dict[tuple[str | int, ...], str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What the package is called: as its folder is."""
        return self.folder.name

    @property
    def own(self) -> dict[str, Any]:
        """What the package declares for plainfigures."""
        return as_object(self.content.get("plainfigures"))


def load_raw(folder: Path, place: str) -> RawPackage | None:
    """Load a package as it lies; None where its descriptor cannot be read, which is told elsewhere.

    A table that cannot be read has no records: nothing is made of it.
    """
    try:
        text = (folder / _FILE).read_bytes().decode("utf-8-sig")
        content = load_json(text)
    except (OSError, ValueError, RecursionError):
        return None
    if too_deep(content) or not isinstance(content, dict):
        return None
    tables = []
    for at, resource in enumerate(as_list(content.get("resources"))):
        if isinstance(resource, dict):
            name = str(resource.get("path", ""))
            records = _records(folder, name)
            tables.append(RawTable(folder.name, at, resource, f"{place}/{name}", records))
    return RawPackage(folder, place, text, content, tables)


def _records(folder: Path, name: str) -> list[tuple[int, list[str]]]:
    file = folder / name
    if not name or Path(name).name != name or file.is_symlink():
        return []
    try:
        return records_of(file.read_bytes())
    except (OSError, ValueError):
        return []


def as_object(value: Any) -> dict[str, Any]:
    """Return a value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def as_list(value: Any) -> list[Any]:
    """Return a value if it is a list, else an empty one."""
    return value if isinstance(value, list) else []
