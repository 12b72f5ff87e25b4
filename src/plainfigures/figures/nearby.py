"""What to say of a reference that leads nowhere: what there is beside it, and the nearest right one."""

import re
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from plainfigures.errors import ReferenceProblem
from plainfigures.figures.findings import listed, nearest
from plainfigures.figures.records import COMPUTED
from plainfigures.figures.references import LATEST, Reference, parse_reference

__all__ = ["same_shape", "unfitting_pattern", "unknown_figure"]

_FIND = "Look for the right reference with: plainfigures figures WORDS."
_SEPARATORS = re.compile(r"([/@.~])")


def unknown_figure(wanted: Reference, known: Sequence[str]) -> ReferenceProblem:
    """Return what to say of a reference that is none of the `known` ones.

    Where the row is there, it says for which times, or in which columns.
    """
    table = f"{wanted.package}/{wanted.resource}/"
    near = [reference for reference in known if reference.startswith(table)]
    there = _there_is(wanted, near)
    suggestion = nearest(str(wanted), near) or nearest(str(wanted), known)
    if there and not wanted.period and "@" in suggestion:
        suggestion = str(wanted.at(LATEST))
    return ReferenceProblem(f'There is no figure "{wanted}".{there}', _FIND, suggestion)


def unfitting_pattern(pattern: str, known: Iterable[str]) -> ReferenceProblem:
    """Return what to say of a pattern that fits no reference, with the nearest that fits some."""
    stars = [at for at, part in enumerate(_SEPARATORS.split(pattern)) if part == "*"]
    shapes: dict[str, None] = {}
    for reference in known:
        parts = _SEPARATORS.split(reference)
        if not reference.startswith(f"{COMPUTED}/") and len(parts) > max(stars, default=0):
            for at in stars:
                parts[at] = "*"
            shapes["".join(parts)] = None
    return ReferenceProblem(
        f'No figure fits "{pattern}".',
        "Correct the names between the slashes; * stands for any row or time. "
        "Look for the right ones with: plainfigures figures WORDS.",
        nearest(pattern, shapes),
    )


def same_shape(reference: str, pattern: str) -> bool:
    """Return whether a reference has as many parts as a pattern, and stands in a table."""
    return reference.count("/") == pattern.count("/") and not reference.startswith(COMPUTED + "/")


def _there_is(wanted: Reference, near: Iterable[str]) -> str:
    row = _row_of(wanted)
    here = [one for one in map(parse_reference, near) if _row_of(one) == row]
    here = [one for one in here if one.period != LATEST]
    times = list(dict.fromkeys(one.period for one in here if one.field == wanted.field))
    columns = list(dict.fromkeys(one.field for one in here if one.period == wanted.period))
    if times and all(times) and wanted.period not in {*times, LATEST}:
        return f" It is there for {listed(times)}."
    if columns and all(columns) and not wanted.field:
        return f" It has the columns {listed(columns)}."
    return ""


def _row_of(reference: Reference) -> Reference:
    return replace(reference, period="", field="", vintage="")
