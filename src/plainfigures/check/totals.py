"""Which figures of a table make up which: as it declares, or as a row or a column called total says."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Protocol

from msgspec import Struct

from plainfigures.errors import FiguresError
from plainfigures.figures.disclosure import Total
from plainfigures.figures.records import Figure, Resource, Row

__all__ = ["Finder", "TotalGroup", "likely_groups", "total_groups"]

_TOTALS = ("total", "all")
"""What a row or a column that holds a total is usually called."""


class Finder(Protocol):
    """Whatever finds figures by their references."""

    def find(self, reference: str) -> Figure:
        """Return a figure; raises FiguresError where there is none."""
        ...


class TotalGroup(Struct, frozen=True):
    """A total and the figures that make it up."""

    total: Figure
    parts: tuple[Figure, ...]

    @property
    def known(self) -> bool:
        """Whether all of its figures have a number."""
        return all(figure.used is not None for figure in (self.total, *self.parts))

    @property
    def adds_up(self) -> bool:
        """Whether the parts make up the total, but for what rounding may hide."""
        return abs(self.excess) * 2 <= self.total.scale * (len(self.parts) + 1)

    @property
    def excess(self) -> Decimal:
        """By how much the parts come to more than their total."""
        parts = sum((part.used or Decimal(0) for part in self.parts), Decimal(0))
        return parts - (self.total.used or Decimal(0))


def total_groups(resource: Resource, finder: Finder) -> list[TotalGroup]:
    """Return the totals of a table, each with its parts.

    Without a declaration, the rows or columns called `total` or `all` are taken to be made up of
    the others, unless those of them that are all public mostly show otherwise.
    """
    if resource.totals is not None:
        return likely_groups(resource, finder)
    found: list[TotalGroup] = []
    for usual in _usual(resource, finder):
        public = [group for group in usual if group.known]
        if 2 * sum(group.adds_up for group in public) >= len(public):
            found += usual
    return found


def likely_groups(resource: Resource, finder: Finder) -> list[TotalGroup]:
    """Return what may be totals with their parts, whether or not they add up."""
    if resource.totals is not None:
        return [group for one in resource.totals for group in _groups(resource, one, finder)]
    return [group for usual in _usual(resource, finder) for group in usual]


def _usual(resource: Resource, finder: Finder) -> Iterator[list[TotalGroup]]:
    """Yield the groups of each row and column that is called as totals usually are."""
    columns = [name for name in resource.key if name not in {"period", "vintage"}]
    for name in _TOTALS:
        for column in [*columns, ""]:
            yield list(_groups(resource, Total(name, column), finder))


def _groups(resource: Resource, total: Total, finder: Finder) -> Iterator[TotalGroup]:
    if not total.column:
        for row in resource.rows:
            names = [name for name in row.figures if name != total.total]
            names = [name for name in names if name in total.of] if total.of else names
            if total.total in row.figures:
                yield from _group(row.figures[total.total], [row.figures[n] for n in names], finder)
        return
    others = [name for name in resource.key if name != total.column]
    slices: dict[tuple[str, ...], list[Row]] = {}
    for row in resource.rows:
        slices.setdefault(tuple(row.cells.get(name, "") for name in others), []).append(row)
    for rows in slices.values():
        whole = [row for row in rows if row.cells.get(total.column) == total.total]
        parts = [row for row in rows if row not in whole]
        if total.of:
            parts = [row for row in parts if row.cells.get(total.column) in total.of]
        for row in whole:
            for name, reference in row.figures.items():
                references = [one.figures[name] for one in parts if name in one.figures]
                yield from _group(reference, references, finder)


def _group(total: str, parts: Sequence[str], finder: Finder) -> Iterator[TotalGroup]:
    """Yield the group of a total, where all of it can be read and is of one kind."""
    try:
        whole = finder.find(total)
        figures = [finder.find(reference) for reference in parts]
    except FiguresError:
        return
    alike = [
        one
        for one in figures
        if (one.kind, one.unit, one.status) == ("number", whole.unit, whole.status)
        and one.reason != "z"
    ]
    if whole.kind == "number" and len(alike) > 1:
        yield TotalGroup(whole, tuple(alike))
