"""What a descriptor says of its tables' columns: each key is a column, each type is one there is."""

from collections.abc import Iterator
from typing import Any

from plainfigures.figures.findings import listed, nearest

__all__ = ["schema_problems"]

_TYPES = (
    "string", "number", "integer", "boolean", "date", "year", "yearmonth", "datetime", "time",
    "duration", "any", "geopoint",
)  # fmt: skip
"""The types of fields of the Table Schema standard, those first that tables of figures use.

Those are left out whose cells hold lists or other tables: a cell holds one thing here.
"""

_USUAL = 6


def schema_problems(content: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """Yield what is wrong with a descriptor's tables, as (path, message, remedy, nearest name).

    The shape of the descriptor is known to be sound.
    """
    tables = [one["name"] for one in content["resources"]]
    for at, resource in enumerate(content["resources"]):
        name, place = resource["name"], f"resources[{at}]"
        if name in tables[:at]:
            message = f'Two tables of this package are called "{name}".'
            yield f"{place}.name", message, "Give one of them another name.", ""
        fields = resource["schema"]["fields"]
        columns = [one["name"] for one in fields]
        for number, field in enumerate(fields):
            here = f"{place}.schema.fields[{number}]"
            if field["name"] in columns[:number]:
                message = f'Two columns of the table "{name}" are called "{field["name"]}".'
                yield f"{here}.name", message, "Give one of them another name, or take it out.", ""
            kind = field.get("type", "string")
            if kind not in _TYPES:
                column = f'The column "{field["name"]}" of the table "{name}"'
                message = f'{column} has the type "{kind}", which does not exist.'
                remedy = f"Use one of: {', '.join(_TYPES[:_USUAL])}."
                yield f"{here}.type", message, remedy, nearest(kind, _TYPES)
        key = resource["schema"].get("primaryKey", [])
        for one in [key] if isinstance(key, str) else key:
            if one and one not in columns:
                message = f'The table "{name}" has no column "{one}", which is named as its key.'
                remedy = f"Name one of its columns under “primaryKey”: {listed(columns)}."
                yield f"{place}.schema.primaryKey", message, remedy, nearest(one, columns)
