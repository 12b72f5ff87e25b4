"""Where a part of a figure is stated: in its row, or for a whole table or package at once.

What is stated once is wrong once, however many rows it holds for.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from plainfigures.check.material import Material
from plainfigures.figures.findings import Finding, listed
from plainfigures.figures.records import Figure
from plainfigures.figures.references import parse_reference

__all__ = ["Fault", "tell_once"]


class Fault(Struct, frozen=True):
    """What is wrong with a part of a figure, such as its basis, and what to do about it.

    `said` goes on from the figure's name, `said_of_all` from “The figures of …”. A fault that hangs
    on several parts is that of the row where any of them stands there.
    """

    figure: Figure
    parts: tuple[str, ...]
    said: str
    said_of_all: str
    remedy: str
    suggestion: str = ""


def tell_once(rule: str, faults: Iterable[Fault], material: Material) -> Iterator[Finding]:
    """Yield a finding for each fault of a row, and one for all figures of what is stated for them."""
    shared: dict[tuple[str, int, str], tuple[Fault, dict[str, None]]] = {}
    for fault in faults:
        figure = fault.figure
        reference = parse_reference(figure.reference)
        table = material.catalogue.resources[f"{reference.package}/{reference.resource}"]
        if any(table.field(part) for part in fault.parts):
            message = f'"{figure.reference}" {fault.said}'
            place = (figure.path, figure.line, 0)
            yield Finding(rule, message, fault.remedy, *place, fault.suggestion)
            continue
        column = reference.field.replace("-", "_") or "value"
        line = max(table.line_of_part(column, part) for part in fault.parts)
        path = material.catalogue.packages[reference.package].path
        _, tables = shared.setdefault((path, line, fault.said_of_all), (fault, {}))
        tables[table.reference] = None
    for (path, line, said), (fault, tables) in shared.items():
        named = listed(f'"{name}"' for name in tables)
        message = f"The figures of {named} {said}"
        yield Finding(rule, message, fault.remedy, path, line, 0, fault.suggestion)
