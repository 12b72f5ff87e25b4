"""The files of a new data package: its table, and a descriptor that says what is still to be said."""

import csv
import io
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from plainfigures.figures.licences import known_licence
from plainfigures.figures.units import BUILT_IN
from plainfigures.starting.columns import FIGURE, NAME, PERIOD, Column
from plainfigures.starting.package import Begun, Facts
from plainfigures.starting.rows import MEASURE

__all__ = ["empty_table", "write_package"]

_USUAL = {
    MEASURE: ("Measure", "What is measured, as references name it."),
    PERIOD: ("Period", "When the figure is of."),
    "label": ("What it is", "What the row is, in plain words."),
    "as_published": ("As published", "The number as its source prints it."),
    "reason": ("Why there is no value", "Why a value is missing, as a symbol: c, x, z, u or low."),
    "source": ("Source", "The document in which it was published, by its id."),
    "locator": ("Place in the source", "Where in the document it stands."),
    "status": ("Status", "Whether it is a budget, a forecast, an outturn, an actual or a target."),
    "basis": ("Basis", "How it was counted."),
    "body": ("Body", "Whose figure it is."),
    "area": ("Area", "Of where it is."),
    "note": ("Note", "What a reader must know."),
}
_KEY = "^[a-z0-9]+(-[a-z0-9]+)*$"
_KEYS = {"source": "documents", "body": "bodies", "area": "areas"}


def empty_table() -> Begun:
    """Return a table without rows, with the columns that most tables have."""
    value = Column("Value", "A1", "value", FIGURE, (), "number", people=True)
    names = (
        MEASURE,
        PERIOD,
        "label",
        "value",
        "as_published",
        "reason",
        "source",
        "locator",
        "note",
    )
    return Begun(dict.fromkeys(names, ()), (value,), (MEASURE, PERIOD))


def write_package(
    folder: Path, table: str, begun: Begun, facts: Facts, documents: Mapping[str, str]
) -> list[Path]:
    """Write a new package into `folder`, all of it at once; returns its files.

    `documents` are the titles of the documents by their ids.
    """
    descriptor = _descriptor(folder, table, begun, facts, documents)
    folder.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=".starting-", dir=folder.parent))
    try:
        making.chmod(0o755)
        text = json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n"
        (making / "datapackage.json").write_text(text, "utf-8", newline="\n")
        (making / f"{table}.csv").write_text(_csv(begun), "utf-8", newline="")
        os.replace(making, folder)  # noqa: PTH105 - a folder, into a place that is free
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return [folder / "datapackage.json", folder / f"{table}.csv"]


def _csv(begun: Begun) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(begun.texts)
    writer.writerows(zip(*begun.texts.values(), strict=True))
    return text.getvalue()


def _descriptor(
    folder: Path, table: str, begun: Begun, facts: Facts, documents: Mapping[str, str]
) -> dict[str, Any]:
    title = facts.title or folder.name.replace("-", " ").capitalize()
    said = facts.descriptions
    basis = facts.basis or "as-published"
    licence, makers = _as_elsewhere(folder.parent)
    sources = [documents[one] for one in dict.fromkeys(begun.texts["source"]) if one in documents]
    units = {
        name: {"one": one, "other": other or one}
        for name, nouns in facts.units.items()
        for one, _, other in [nouns.partition("/")]
    }
    own: dict[str, Any] = {"body": facts.body, "area": facts.area}
    own["bases"] = {
        basis: {
            "title": basis.replace("-", " ").capitalize(),
            "description": said.get(basis, "Say who counted, and what is in."),
        }
    }
    if units:
        own["units"] = units
    return {
        "name": folder.name,
        "title": title,
        "description": said.get(
            folder.name, "Say what the figures are of, who published them, and under which licence."
        ),
        "version": "1.0.0",
        "licenses": licence,
        "sources": [{"title": one} for one in sources]
        or [{"title": "Say which documents the figures come from."}],
        "contributors": makers,
        "resources": [_resource(table, title, begun, facts, basis)],
        "plainfigures": {name: part for name, part in own.items() if part},
    }


def _resource(table: str, title: str, begun: Begun, facts: Facts, basis: str) -> dict[str, Any]:
    own: dict[str, Any] = {"period": facts.period} if facts.period else {}
    own["foreignKeys"] = [
        {
            "fields": name,
            "reference": {"package": "sources", "resource": resource, "fields": "id"},
        }
        for name, resource in _KEYS.items()
        if name in begun.texts
    ]
    return {
        "name": table,
        "type": "table",
        "path": f"{table}.csv",
        "title": title,
        "description": facts.descriptions.get(table, "Say what a row of this table is."),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(name, begun, facts, basis) for name in begun.texts],
            "primaryKey": list(begun.key),
            "missingValues": [""],
        },
        "plainfigures": own,
    }


def _field(name: str, begun: Begun, facts: Facts, basis: str) -> dict[str, Any]:
    column = next((one for one in begun.columns if one.name == name), None)
    usual = (
        name
        if name in _USUAL
        else next((one for one in ("as_published", "reason") if name.endswith(f"_{one}")), "")
    )
    title, description = _USUAL.get(usual, ("", ""))
    of = name.removesuffix(f"_{usual}").replace("_", " ") if usual != name else ""
    if of and usual:
        title = f"{title}: {of}"
    if column and usual == PERIOD:
        title = column.heading
    elif column and not usual:
        title = column.heading
        description = "Say what this column holds."
        if column.role == FIGURE:
            description = "Say what is counted or measured here, and how."
        elif column.role == NAME and name in begun.key:
            description = f"{column.heading}, as references name it."
    field: dict[str, Any] = {
        "name": name,
        "title": title,
        "description": facts.descriptions.get(name, description),
        "type": "string",
    }
    if name == "label":
        field["constraints"] = {"required": True}
    if name in begun.key:
        field["constraints"] = {"required": True}
        if name != PERIOD:
            field["constraints"]["pattern"] = _KEY
    if column and column.role == FIGURE:
        field |= {"type": "number", "groupChar": ",", "plainfigures": _own(column, facts, basis)}
    return field


def _own(column: Column, facts: Facts, basis: str) -> dict[str, Any]:
    own: dict[str, Any] = {"kind": "number", "unit": column.unit or "number"}
    if column.scale != 1:
        own["scale"] = column.scale
    if column.people and (column.unit == "number" or column.unit not in BUILT_IN):
        own["counts"] = "people"
    if facts.status:
        own["status"] = facts.status
    return {**own, "basis": basis}


def _as_elsewhere(datasets: Path) -> tuple[list[Any], list[Any]]:
    """Return licence and makers as the register of sources has them, or another package."""
    for file in [
        datasets / "sources/datapackage.json",
        *sorted(datasets.glob("*/datapackage.json")),
    ]:
        try:
            content = json.loads(file.read_text("utf-8"))
            licences, makers = list(content["licenses"]), list(content["contributors"])
        except (OSError, ValueError, KeyError, TypeError):
            continue
        return licences, makers
    licence = known_licence("CC-BY-4.0")
    usual = {"name": "CC-BY-4.0"}
    if licence:
        usual |= {"title": licence.title, "path": licence.address}
    return [usual], [{"title": "Say who put the figures together.", "roles": ["wrangler"]}]
