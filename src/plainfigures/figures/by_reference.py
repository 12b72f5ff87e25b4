"""The figures of one package by their references: the newest of each, its vintages, its series."""

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import overload

from msgspec.structs import replace

from plainfigures.figures.records import Figure

__all__ = ["ByReference", "HeldFigures", "by_reference"]


class ByReference(Sequence[Figure]):
    """The figures of a package, every vintage of each, in the order of its tables.

    A plain reference is one without a vintage. What is asked for by its name need not wait until all
    the others have been read.
    """

    @abstractmethod
    def names(self) -> Sequence[str]:
        """Return the plain reference of each figure, in their order."""

    @abstractmethod
    def vintages(self, name: str) -> Sequence[Figure]:
        """Return every vintage of the figure with a plain reference, newest first; none if none is."""

    @abstractmethod
    def times(self, series: str) -> Sequence[str]:
        """Return the plain references of a series: `series` is such a reference without its period."""

    def newest(self) -> Iterator[Figure]:
        """Yield each figure in its newest vintage, under its plain reference."""
        for name in self.names():
            yield plainly(self.vintages(name)[0], name)


class HeldFigures(ByReference):
    """Figures that are all at hand."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._figures = tuple(figures)

    def __len__(self) -> int:
        return len(self._figures)

    @overload
    def __getitem__(self, at: int) -> Figure: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Figure]: ...

    def __getitem__(self, at: int | slice) -> Figure | Sequence[Figure]:
        return self._figures[at]

    def __iter__(self) -> Iterator[Figure]:
        return iter(self._figures)

    def names(self) -> Sequence[str]:
        """Return the plain reference of each figure, in their order."""
        return [*self._by_name]

    def vintages(self, name: str) -> Sequence[Figure]:
        """Return every vintage of the figure with a plain reference, newest first."""
        return self._by_name.get(name, ())

    def times(self, series: str) -> Sequence[str]:
        """Return the plain references of a series."""
        return self._by_series.get(series, ())

    @cached_property
    def _by_name(self) -> dict[str, list[Figure]]:
        found: dict[str, list[Figure]] = {}
        for figure in self._figures:
            found.setdefault(figure.reference.partition("~")[0], []).append(figure)
        for group in found.values():
            if len(group) > 1:
                group.sort(key=lambda one: one.vintage, reverse=True)
        return found

    @cached_property
    def _by_series(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in self._by_name:
            if "@" in name:
                found.setdefault(series_of_name(name), []).append(name)
        return found


def by_reference(figures: Sequence[Figure]) -> ByReference:
    """Return figures as they can be found by their references."""
    return figures if isinstance(figures, ByReference) else HeldFigures(figures)


def plainly(figure: Figure, name: str) -> Figure:
    """Return a figure under its plain reference, `name`."""
    return figure if figure.reference == name else replace(figure, reference=name)


def series_of_name(name: str) -> str:
    """Return a plain reference without its period."""
    row, at, rest = name.partition("@")
    field = rest.partition("/")[2]
    return f"{row}/{field}" if at and field else row
