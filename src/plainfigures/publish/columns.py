"""What the columns of a table mean, in words, and in which unit their values are."""

from msgspec import Struct

from plainfigures.figures.records import MISSING_REASONS, Field, Package, Resource, Row
from plainfigures.figures.units import Unit

__all__ = ["Column", "columns_of", "symbol_of"]

_SCALES = {1000: "thousands", 1_000_000: "millions", 1_000_000_000: "billions"}
_MONEY = {"GBP": "pounds"}


class Column(Struct, frozen=True):
    """A column: its name in the CSV file, its title, its meaning, and its unit in words."""

    name: str
    title: str
    meaning: str
    unit: str = ""


def columns_of(package: Package, resource: Resource) -> list[Column]:
    """Return the columns of a table in their order."""
    figures = {one.reference: one for one in package.figures}
    columns = []
    for field in resource.fields:
        units = []
        if field.kind == "number":
            found = (figures.get(row.figures.get(field.name, "")) for row in resource.rows)
            units = [_unit_words(one.unit, one.scale) for one in found if one]
        units = list(dict.fromkeys(units))
        # A table whose rows are in many units names each in a column of its own.
        unit = units[0] if len(units) == 1 else "unit as named in the row" if units else ""
        columns.append(Column(field.name, field.title, field.description, unit))
    return columns


def symbol_of(row: Row, field: Field) -> str:
    """Return the symbol of a value that is missing as spreadsheets show it, such as `[x]`.

    Empty where there is a value, or no reason why there is none.
    """
    text = row.cells.get(field.name, "")
    if not field.kind or (text and text not in MISSING_REASONS):
        return ""
    reason = text or row.cells.get(f"{field.name}_reason", "") or row.cells.get("reason", "")
    return f"[{reason}]" if reason else ""


def _unit_words(unit: Unit, scale: int) -> str:
    name = unit.other or _MONEY.get(unit.name) or (unit.suffix and "%") or unit.name
    name = name.replace("-", " ")
    scaled = _SCALES.get(scale, f"in units of {scale}") if scale != 1 else ""
    if not scaled:
        return name
    return f"{scaled} of {name}" if name != "number" else scaled
