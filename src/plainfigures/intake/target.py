"""The table that a spreadsheet goes into: its columns as the package describes them, and its rows."""

import csv
import io
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from plainfigures.errors import ImportProblem
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.findings import nearest
from plainfigures.figures.headings import plain_heading
from plainfigures.figures.held_back import TABLE, held_places
from plainfigures.figures.units import BUILT_IN, Unit, unit_from_declaration
from plainfigures.read.descriptors import FILE, Descriptor, read_descriptor

__all__ = ["Column", "Held", "Target", "find_target"]


class Column(Struct, frozen=True):
    """A column of the table.

    `kind` is empty for a column that holds no figures. `beside` names the column of the text as
    published. Where it holds names of things, `is_name` says so, `names` are those that are known, and
    `called` has what else they are called, by letters alone; `closed` says that there are no others.
    """

    name: str
    title: str
    type: str = "string"
    kind: str = ""
    beside: str = ""
    required: bool = False
    grouped: bool = False
    is_name: bool = False
    is_period: bool = False
    names: tuple[str, ...] = ()
    called: dict[str, str] = field(default_factory=dict)
    closed: bool = False
    own: dict[str, Any] = field(default_factory=dict)


class Held(Struct, frozen=True):
    """A row that the table holds: its cells by column, and its text in the file, ends of lines too."""

    cells: dict[str, str]
    text: str


class Target(Struct, frozen=True):
    """A table of a package.

    `rows` are those that it holds; None where what stands there cannot be told, since the file is
    not in the form that the package describes. `levels` are what may state a part of a figure, the
    nearest first. `places` are those that are held back. `content` is what stood in the file as it
    was read, None where there was none. `own_file` says that what is taken in is
    the table's own file, to be put into its form.
    """

    package: str
    name: str
    path: str
    file: Path
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    missing: frozenset[str]
    levels: tuple[dict[str, Any], ...]
    units: dict[str, Unit]
    header: str = ""
    rows: tuple[Held, ...] | None = None
    places: frozenset[tuple[str, str]] = frozenset()
    own_file: bool = False
    content: bytes | None = None

    @property
    def reference(self) -> str:
        """`package/table`."""
        return f"{self.package}/{self.name}"

    def column(self, name: str) -> Column | None:
        """Return the column called `name`, if there is one."""
        return next((one for one in self.columns if one.name == name), None)

    def part(self, column: Column, part: str, cells: dict[str, str]) -> str:
        """Return a part of the figure that `column` holds in a row, from the nearest that says it."""
        for place in (cells, column.own, *self.levels):
            if place.get(part) not in (None, ""):
                return str(place[part])
        return ""

    def unit(self, column: Column, cells: dict[str, str]) -> Unit:
        """Return the unit of the figure that `column` holds in a row."""
        name = self.part(column, "unit", cells) or "number"
        return self.units.get(name, Unit(name))

    def scale(self, column: Column, cells: dict[str, str]) -> int:
        """Return in which size `column` holds its numbers in a row, such as 1000."""
        text = self.part(column, "scale", cells)
        return int(text) if text.isdecimal() and int(text) else 1


def find_target(into: str, datasets: Path, root: Path, catalogue: Catalogue) -> Target:
    """Return the table called `into`, "package/table"; raises ImportProblem where there is none."""
    package, _, name = into.strip().strip("/").partition("/")
    known = [
        f"{folder.name}/{one['name']}"
        for folder in sorted(datasets.iterdir())
        if folder.is_dir() and (folder / FILE).is_file()
        for one in _resources(folder, root)
    ]
    wanted = f"{package}/{name.removesuffix('.csv')}"
    if wanted not in known:
        of_package = [one for one in known if one.partition("/")[0] == package]
        near = nearest(wanted, known) or (of_package[0] if len(of_package) == 1 else "")
        remedy = "Name a package and one of its tables, such as --into finance/budget."
        if near:
            remedy = ""
        elif of_package:
            remedy = f"The tables of “{package}” are: {', '.join(of_package)}."
        raise ImportProblem(f'There is no table "{into}".', remedy, near)
    folder = datasets / package
    descriptor, findings = read_descriptor(folder, root)
    if descriptor is None:
        first = findings[0]
        raise ImportProblem(f"{first.place}: {first.message}", first.remedy, first.suggestion)
    return _target(descriptor, wanted.partition("/")[2], folder, catalogue)


def _resources(folder: Path, root: Path) -> list[dict[str, Any]]:
    descriptor, _ = read_descriptor(folder, root)
    return list(descriptor.content["resources"]) if descriptor else []


def _target(descriptor: Descriptor, name: str, folder: Path, catalogue: Catalogue) -> Target:
    resource = next(one for one in descriptor.content["resources"] if one["name"] == name)
    schema, own = resource["schema"], resource.get("plainfigures", {})
    declared = [dict(one) for one in schema["fields"]]
    file = folder / resource["path"]
    key = schema.get("primaryKey", [])
    key = [key] if isinstance(key, str) else list(key)
    scales = descriptor.own.get("scales", {})
    grade_scale = str(own.get("gradeScale") or descriptor.own.get("gradeScale") or "")
    content = file.read_bytes() if file.is_file() else None
    header, rows = _rows(content, [one["name"] for one in declared])
    keys = _foreign_keys(schema, own, folder.name)
    columns = [
        _column(
            one,
            [other["name"] for other in declared],
            keys,
            catalogue,
            rows or (),
            scales,
            key,
            grade_scale,
        )
        for one in declared
    ]
    units = {
        unit: unit_from_declaration(unit, said)
        for unit, said in descriptor.own.get("units", {}).items()
    }
    return Target(
        package=folder.name,
        name=name,
        path=f"{Path(descriptor.path).parent.as_posix()}/{resource['path']}",
        file=file,
        columns=tuple(columns),
        key=tuple(key),
        missing=frozenset({"", *schema.get("missingValues", ())}),
        levels=(own, descriptor.own),
        units={**BUILT_IN, **units},
        header=header,
        rows=rows,
        content=content,
        places=frozenset(
            (one.source, one.locator) for one in held_places(catalogue) if name != TABLE
        ),
    )


def _foreign_keys(
    schema: dict[str, Any], own: dict[str, Any], package: str
) -> dict[str, tuple[str, str]]:
    """Return the columns that hold names of rows of other tables: the table and its column."""
    found = {}
    for one in (*schema.get("foreignKeys", ()), *own.get("foreignKeys", ())):
        fields, there = one["fields"], one["reference"]
        fields = [fields] if isinstance(fields, str) else fields
        others = [there["fields"]] if isinstance(there["fields"], str) else there["fields"]
        if len(fields) == 1 and there.get("resource"):
            table = f"{there.get('package') or package}/{there['resource']}"
            found[str(fields[0])] = (table, str(others[0]))
    return found


def _column(
    declared: dict[str, Any],
    names: list[str],
    keys: dict[str, tuple[str, str]],
    catalogue: Catalogue,
    rows: tuple[Held, ...],
    scales: dict[str, Any],
    key: list[str],
    grade_scale: str,
) -> Column:
    name = str(declared["name"])
    own, limits = declared.get("plainfigures", {}), declared.get("constraints", {})
    kind = str(own.get("kind", ""))
    beside = str(own.get("asPublished") or f"{name}_as_published") if kind else ""
    if kind and beside not in names:
        beside = "as_published" if "as_published" in names else ""
    things, closed = _things(limits, keys.get(name), catalogue)
    if kind == "grade" and name not in keys:
        things = _steps(str(own.get("gradeScale") or grade_scale), scales)
        closed = bool(things)
    is_period = not closed and (kind == "date" or name in {"period", "read_as_period"})
    tells_rows_apart = [name] == [one for one in key if one not in {"period", "vintage"}]
    is_slug = "[a-z0-9]" in str(limits.get("pattern", "")) or tells_rows_apart
    is_name = closed or (not kind and not is_period and is_slug)
    if is_name and not closed:
        things |= {one.cells[name]: () for one in rows}
    called = {
        plain_heading(other): one for one, others in things.items() for other in (*others, one)
    }
    if is_name and tells_rows_apart and "label" in names:
        labels: dict[str, set[str]] = {}
        for one in rows:
            labels.setdefault(plain_heading(one.cells["label"]), set()).add(one.cells[name])
        called = {label: min(ours) for label, ours in labels.items() if len(ours) == 1} | called
    return Column(
        name=name,
        title=str(declared.get("title", name)),
        type=str(declared.get("type", "string")),
        kind=kind,
        beside=beside,
        required=bool(limits.get("required")),
        grouped=bool(declared.get("groupChar")),
        is_name=is_name,
        is_period=is_period,
        names=tuple(one for one in things if one),
        called={text: one for text, one in called.items() if text},
        closed=closed,
        own=own,
    )


def _things(
    limits: dict[str, Any], key: tuple[str, str] | None, catalogue: Catalogue
) -> tuple[dict[str, tuple[str, ...]], bool]:
    """Return the names that a column may hold with their titles, and whether it may hold no others."""
    if limits.get("enum"):
        return {str(one): () for one in limits["enum"]}, True
    resource = catalogue.resources.get(key[0]) if key else None
    if key is None or resource is None:
        return {}, False
    return {row.cells.get(key[1], ""): (row.cells.get("title", ""),) for row in resource.rows}, True


def _steps(name: str, scales: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the steps of a scale of grades, each with the names by which it is printed."""
    scale = scales.get(name, {})
    titles, also = scale.get("titles", {}), scale.get("also", {})
    return {
        str(step): (str(titles.get(step, step)), *map(str, also.get(step, ())))
        for step in scale.get("steps", ())
    }


def _rows(content: bytes | None, names: list[str]) -> tuple[str, tuple[Held, ...] | None]:
    """Return the text of the header, and the rows; None where the file is not as described."""
    if content is None:
        return "", ()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "", None
    lines = io.StringIO(text, newline="").readlines()
    reader = csv.reader(iter(lines), strict=True)
    found: list[tuple[list[str], str]] = []
    start = 0
    try:
        for cells in reader:
            found.append((cells, "".join(lines[start : reader.line_num])))
            start = reader.line_num
    except csv.Error:
        return "", None
    if not found or found[0][0] != names or any(len(one) != len(names) for one, _ in found):
        return "", None
    (_, header), *rows = found
    return header, tuple(Held(dict(zip(names, cells, strict=True)), raw) for cells, raw in rows)
