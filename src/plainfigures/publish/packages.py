"""`data/<package>/`: each data package as it stands, and as one zip.

A table from which values were dropped is written from its rows as they were read, so that what may
not be seen is in no download; its description loses what could tell of the values.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from plainfigures.figures.records import Package, Resource

__all__ = ["write_packages"]

_STILL = (1980, 1, 1, 0, 0, 0)
"""The date of every file in a zip: the same files must give the same bytes."""
_DESCRIPTOR = "datapackage.json"
_TELLING = ("hash", "bytes", "stats", "example", "examples")
"""Properties of a resource or a field that are made of the values themselves."""
_LIMITS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "enum")


def write_packages(data: Path, folders: list[Path], packages: Iterable[Package] = ()) -> None:
    """Copy the descriptor and CSV files of each package folder into `data`, with a zip of them.

    `packages` are the records that were read from the folders: with them, only tables that are
    described go out, without suppressed values.
    """
    read = {package.name: package for package in packages}
    for folder in folders:
        target = data / folder.name
        target.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(target / f"{folder.name}.zip", "w") as archive:
            for name, content in _contents(folder, read.get(folder.name)):
                (target / name).write_bytes(content)
                entry = zipfile.ZipInfo(f"{folder.name}/{name}", _STILL)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                entry.create_system = 3
                archive.writestr(entry, content)


def _contents(folder: Path, package: Package | None) -> Iterable[tuple[str, bytes]]:
    """Yield the name and content of each file of a package that may be had, in order."""
    tables = {Path(one.path).name: one for one in package.resources} if package else {}
    for file in sorted(folder.iterdir()):
        if not file.is_file():
            continue
        table = tables.get(file.name)
        if table is not None and table.suppressed:
            yield file.name, _redacted_table(table)
        elif file.name == _DESCRIPTOR:
            yield file.name, _redacted_descriptor(file.read_bytes(), list(tables.values()))
        elif table is not None or (package is None and file.suffix == ".csv"):
            yield file.name, file.read_bytes()


def _redacted_table(table: Resource) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    names = [field.name for field in table.fields]
    writer.writerow(names)
    writer.writerows([row.cells.get(name, "") for name in names] for row in table.rows)
    return stream.getvalue().encode()


def _redacted_descriptor(content: bytes, tables: list[Resource]) -> bytes:
    """Return a descriptor without what is made of suppressed values."""
    suppressed = {table.name: table.suppressed for table in tables if table.suppressed}
    if not suppressed:
        return content
    descriptor: dict[str, Any] = json.loads(content.decode("utf-8-sig"))
    for resource in descriptor["resources"]:
        fields = suppressed.get(resource["name"], ())
        if fields:
            _drop(resource, _TELLING)
        for field in resource["schema"]["fields"]:
            if field["name"] in fields:
                _drop(field, _TELLING)
                _drop(field.get("constraints", {}), _LIMITS)
    return (json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n").encode()


def _drop(content: dict[str, Any], names: Iterable[str]) -> None:
    for name in names:
        content.pop(name, None)
