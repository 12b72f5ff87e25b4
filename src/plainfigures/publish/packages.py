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

__all__ = ["write_package", "zip_packages"]

_STILL = (1980, 1, 1, 0, 0, 0)
"""The date of every file in a zip: the same files must give the same bytes."""
_DESCRIPTOR = "datapackage.json"
_TELLING = ("hash", "bytes", "stats", "example", "examples")
"""Properties of a resource or a field that are made of the values themselves."""
_LIMITS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "enum")


def write_package(
    target: Path,
    folder: Path,
    package: Package | None = None,
    beside: Iterable[tuple[str, bytes]] = (),
) -> None:
    """Write what may be had of a package's folder into `target`, with a zip of it all.

    `package` is the record that was read from the folder: with it, only tables that are described
    go out, without suppressed values. `beside` gives what goes with them, by file name.
    """
    target.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target / f"{folder.name}.zip", "w") as archive:
        for name, content in (*_contents(folder, package), *beside):
            (target / name).write_bytes(content)
            _add(archive, f"{folder.name}/{name}", content)


def zip_packages(data: Path, names: Iterable[str]) -> bytes:
    """Return one zip of all packages that were written into `data`, without their own zips."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in sorted(names):
            for file in sorted((data / name).iterdir()):
                if file.suffix != ".zip":
                    _add(archive, f"{name}/{file.name}", file.read_bytes())
    return content.getvalue()


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _STILL)
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
