"""What comes of a cell that somebody sent: taken in, or refused in words; and what is asked of it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from msgspec import Struct

from plainfigures.figures.units import BUILT_IN, Unit

__all__ = ["Reading", "Refused", "Taken", "Wanted", "wanted_of"]


class Wanted(Struct, frozen=True):
    """What a column of ours takes.

    `type` is `number`, `integer`, `year`, `yearmonth`, `date`, `boolean` or `string` as in a
    schema; `period` for what a reference may hold after its `@`, `when` for a figure that is a
    date and may be vaguer. `grouped` says that its numbers may have commas. Its numbers are in
    `unit`, in as many as `scale` says.
    """

    name: str
    type: str
    unit: Unit = BUILT_IN["number"]
    scale: int = 1
    grouped: bool = False


class Reading(Struct, frozen=True):
    """What is known of a whole column as it was sent; empty where nothing is.

    `dates` is "day-first" or "month-first", `decimal` "point" or "comma"; `percentages` is
    "per-cent" where 0.5 is half a per cent and not a half. `scale` is what its heading says that
    numbers are in, such as 1000 for "(£000)", and 0 where it says nothing. `years` is "financial"
    where 2024-25 is a financial year, "months" where 2011-12 is December.
    """

    dates: str = ""
    decimal: str = ""
    percentages: str = ""
    scale: int = 0
    years: str = ""


class Taken(Struct, frozen=True):
    """A cell whose meaning is certain.

    `text` is what goes into our table, `as_published` what was shown. Where there is no value,
    `reason` has its symbol and `text` is empty. `note` says what an editor should know of it, such
    as that the file holds more digits than the cell shows.
    """

    text: str
    as_published: str = ""
    reason: str = ""
    note: str = ""


class Refused(Struct, frozen=True):
    """A cell, a row or a column whose meaning is not certain: where, what is wrong, what to do."""

    cell: str
    message: str
    remedy: str

    @property
    def words(self) -> str:
        """All of it in one line."""
        return f"{self.cell}: {self.message} {self.remedy}".strip()


def wanted_of(
    field: Mapping[str, Any],
    units: Mapping[str, Unit] = BUILT_IN,
    *,
    own: Mapping[str, Any] | None = None,
) -> Wanted:
    """Return what a field of a schema takes.

    `own` is what stands under `plainfigures` of its table, laid over that of its package. Where a
    column of the table names the unit or the scale of each row, the caller puts it in.
    """
    declared = {**(own or {}), **field.get("plainfigures", {})}
    name = str(field["name"])
    kind = str(field.get("plainfigures", {}).get("kind", ""))
    type_ = str(field.get("type", "string"))
    if kind == "date":
        type_ = "when"
    elif type_ == "string" and (name in {"period", "read_as_period"}):
        type_ = "period"
    scale = str(declared.get("scale", 1))
    return Wanted(
        name=name,
        type=type_,
        unit=units.get(str(declared.get("unit", "number")), BUILT_IN["number"]),
        scale=int(Decimal(scale)) if scale.isdecimal() and int(scale) else 1,
        grouped=field.get("groupChar") == ",",
    )
