"""`data/<package>/`: each data package as it stands, and as one zip.

A table from which values were dropped is written from its rows as they were read, so that what may
not be seen is in no download; its description loses what could tell of the values.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from plainfigures.figures.records import Package, Resource
from plainfigures.publish.packing import add_file

__all__ = ["write_package", "zip_packages"]

_DESCRIPTOR = "datapackage.json"
_TELLING = ("hash", "bytes", "stats", "example", "examples")
"""Properties of a resource or a field that are made of the values themselves."""
_LIMITS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "enum")


def write_package(
    target: Path,
    folder: Path,
    package: Package | None = None,
    beside: Iterable[tuple[str, bytes]] = (),
    files: Mapping[str, bytes] | None = None,
) -> None:
    """Write what may be had of a package's folder into `target`, with a zip of it all.

    `package` is the record that was read from the folder: with it, only tables that are described
    go out, without suppressed values. `beside` gives what goes with them, by file name, `files` those
    of the folder as they may be seen, where that is not as they lie.
    """
    target.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target / f"{folder.name}.zip", "w") as archive:
        for name, content in (*_contents(folder, package, files), *beside):
            (target / name).write_bytes(content)
            add_file(archive, f"{folder.name}/{name}", content)


def zip_packages(data: Path, names: Iterable[str]) -> bytes:
    """Return one zip of all packages that were written into `data`, without their own zips."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in sorted(names):
            for file in sorted((data / name).iterdir()):
                if file.suffix != ".zip":
                    add_file(archive, f"{name}/{file.name}", file.read_bytes())
    return content.getvalue()


def _contents(
    folder: Path, package: Package | None, files: Mapping[str, bytes] | None
) -> Iterable[tuple[str, bytes]]:
    """Yield the name and content of each file of a package that may be had, in order."""
    tables = {Path(one.path).name: one for one in package.resources} if package else {}
    if files is None:
        files = {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}
    for name, content in sorted(files.items()):
        table = tables.get(name)
        if table is not None and table.suppressed:
            yield name, _redacted_table(table)
        elif name == _DESCRIPTOR:
            yield name, _redacted_descriptor(content, list(tables.values()))
        elif table is not None or (package is None and name.endswith(".csv")):
            yield name, content


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
