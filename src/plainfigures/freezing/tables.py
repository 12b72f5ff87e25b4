"""The tables of a finished site, as anybody can download them, and where two versions differ."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct, field

from plainfigures.attesting.copies import Copy
from plainfigures.errors import BuildProblem

__all__ = ["Table", "TableChange", "compare_tables", "read_tables"]

_DESCRIPTOR = "/datapackage.json"
_OF_PACKAGES = re.compile(r"data/[^/]+/(?:datapackage\.json|[^/]+\.csv)")

Cells = Mapping[str, str]


class Table(Struct, frozen=True):
    """A table of a finished site: its rows by the values of `keys`, in the order of the file."""

    package: str
    name: str
    keys: tuple[str, ...] = ()
    rows: dict[tuple[str, ...], Cells] = field(default_factory=dict)


class TableChange(Struct, frozen=True):
    """A row that differs: `columns` are those with another value, empty where the row is new or gone."""

    package: str
    table: str
    key: tuple[str, ...]
    gone: bool = False
    new: bool = False
    columns: tuple[str, ...] = ()


def read_tables(copy: Copy) -> tuple[dict[tuple[str, str], Table], dict[str, Any]]:
    """Return the tables of a finished site by package and name, and the descriptors by package.

    Raises BuildProblem where they cannot be read.
    """
    tables: dict[tuple[str, str], Table] = {}
    descriptors: dict[str, Any] = {}
    files = copy.read(*(path for path in copy.digests if _OF_PACKAGES.fullmatch(path)))
    for path in sorted(one for one in files if one.endswith(_DESCRIPTOR)):
        package = path.split("/")[1]
        try:
            descriptor = json.loads(files[path].decode("utf-8-sig"))
            descriptors[package] = descriptor
            for resource in descriptor["resources"]:
                name, keys = str(resource["name"]), resource["schema"].get("primaryKey") or []
                keys = (keys,) if isinstance(keys, str) else tuple(keys)
                content = files[f"data/{package}/{PurePosixPath(resource['path']).name}"]
                rows = dict(_rows(content.decode("utf-8-sig"), keys))
                tables[package, name] = Table(package, name, keys, rows)
        except (OSError, ValueError, LookupError, TypeError, AttributeError, csv.Error) as error:
            raise BuildProblem(
                f"The data of {package} in the published site cannot be read.",
                "Get a copy of it anew, and look whether it is whole: plainfigures verify --quick COPY",
            ) from error
    return tables, descriptors


def compare_tables(
    old: Mapping[tuple[str, str], Table], new: Mapping[tuple[str, str], Table]
) -> Iterator[TableChange]:
    """Yield each row that is new, gone or other, table by table."""
    for place in sorted(old.keys() | new.keys()):
        before = old[place].rows if place in old else {}
        after = new[place].rows if place in new else {}
        for key, cells in after.items():
            if key not in before:
                yield TableChange(*place, key, new=True)
            elif cells != before[key]:
                columns = tuple(
                    name
                    for name in {**before[key], **cells}
                    if cells.get(name) != before[key].get(name)
                )
                yield TableChange(*place, key, columns=columns)
        for key in sorted(before.keys() - after.keys()):
            yield TableChange(*place, key, gone=True)


def _rows(text: str, keys: Collection[str]) -> Iterator[tuple[tuple[str, ...], Cells]]:
    """Yield the rows of a table; one without a key is told apart by all that it holds."""
    alike: Counter[tuple[str, ...]] = Counter()
    for cells in csv.DictReader(io.StringIO(text, newline="")):
        named = {name: text for name, text in cells.items() if name and text is not None}
        key = tuple(named.get(name, "") for name in keys or named)
        alike[key] += 1
        yield (*key, *([str(alike[key])] if alike[key] > 1 else [])), named
