"""Into which pages and files the figures of a large package are divided, so that none grows with it.

By area where the figures have one, else by the first part of their keys, or by both; where that
leaves too many together or far too few, by what their names come to.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from msgspec import Struct

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.records import COMPUTED, Figure
from plainfigures.figures.references import is_slug

__all__ = ["Group", "Grouping", "is_divided"]

MOST_TOGETHER = 400
"""So many figures of a package stand on one page."""
_LEAST_SHARE = 8
"""Groups have at least one such part of these on average, else there are too many of them."""
_OTHERS = "others"
_PARTS = "part"


class Group(Struct, frozen=True):
    """Some of the figures of a package: a name that can stand in an address, and a title."""

    name: str
    title: str
    figures: tuple[Figure, ...]


def is_divided(catalogue: Catalogue, package: str) -> bool:
    """Return whether a package has more figures than stand on one page."""
    return len(catalogue.of_package(package)) > MOST_TOGETHER


class Grouping:
    """The groups of every package of a catalogue, found once they are asked for.

    What sentences work out is divided as a package is; so ask when all of them are written.
    """

    def __init__(self, catalogue: Catalogue, most: int = 0) -> None:
        self._catalogue, self._most = catalogue, most or MOST_TOGETHER
        self._groups: dict[str, tuple[Group, ...]] = {}
        self._by_reference: dict[str, dict[str, str]] = {}

    def groups(self, package: str) -> tuple[Group, ...]:
        """Return the groups of a package by their titles; none where it is not divided."""
        if package not in self._groups:
            self._groups[package] = tuple(self._divide(package))
        return self._groups[package]

    def group_of(self, reference: str) -> str:
        """Return the name of the group that a figure is in; "" where its package has none."""
        package = reference.partition("/")[0]
        if package not in self._by_reference:
            self._by_reference[package] = {
                one.reference: group.name for group in self.groups(package) for one in group.figures
            }
        return self._by_reference[package].get(reference.partition("~")[0], "")

    def rows(self, package: str) -> dict[str, str]:
        """Return the group of each row of a package's tables; of each figure, where a row has several.

        A row is what stands before the period, or the field, in a reference.
        """
        found: dict[str, set[str]] = {}
        figures = [
            (one.reference, group.name) for group in self.groups(package) for one in group.figures
        ]
        for reference, group in figures:
            found.setdefault(row_of(reference), set()).add(group)
        return {
            row_of(one) if len(found[row_of(one)]) == 1 else one: group for one, group in figures
        }

    def address(self, reference: str) -> str:
        """Return the address of the page that a figure stands on, as seen from the site's root."""
        package, group = reference.partition("/")[0], self.group_of(reference)
        return f"figures/{package}/{group}/" if group else f"figures/{package}/"

    def place(self, target: str) -> str:
        """Return an address below `figures/` with a reference after its # as one of the right page.

        What is no such address comes back as it is.
        """
        page, at, reference = target.partition("#")
        if at and reference and page == f"figures/{reference.partition('/')[0]}/":
            return f"{self.address(reference)}#{reference}"
        return target

    @cached_property
    def divided(self) -> list[str]:
        """The packages whose figures stand on several pages."""
        names = [*self._catalogue.packages, COMPUTED]
        return [name for name in names if self.groups(name)]

    def _divide(self, package: str) -> Iterator[Group]:
        figures = self._catalogue.of_package(package)
        if len(figures) <= self._most:
            return
        ways = (_area, _first, _table, _area_and_table, _table_and_first, _area_and_first)
        named = next((one for one in map(self._grouped(figures), ways) if one), None)
        found = named or _by_name(figures, self._most)
        groups = [Group(name, self._title(package, name, own), tuple(own)) for name, own in found]
        yield from sorted(groups, key=lambda one: (one.title.casefold(), one.name))

    def _grouped(
        self, figures: list[Figure]
    ) -> Callable[[Callable[[Figure], tuple[str, ...]]], list[tuple[str, list[Figure]]]]:
        """Return what divides figures in some way; into nothing where that is no good way."""

        def divide(way: Callable[[Figure], tuple[str, ...]]) -> list[tuple[str, list[Figure]]]:
            found: dict[str, list[Figure]] = {}
            for figure in figures:
                parts = [one if is_slug(one) else _OTHERS for one in way(figure)]
                found.setdefault(".".join(parts), []).append(figure)
            most = max(map(len, found.values()))
            too_many = len(found) * self._most > len(figures) * _LEAST_SHARE
            return [] if len(found) < 2 or most > 2 * self._most or too_many else [*found.items()]

        return divide

    def _title(self, package: str, name: str, figures: list[Figure]) -> str:
        catalogue, first = self._catalogue, figures[0]
        said = []
        for part in name.split("."):
            table = catalogue.resources.get(f"{package}/{part}")
            if part == first.area:
                said.append(catalogue.areas.get(part, part))
            elif table and part == _table(first)[0]:
                said.append(table.title)
            else:
                said.append(part.replace("-", " ").capitalize())
        return ", ".join(said)


def row_of(reference: str) -> str:
    """Return what stands before the period, the field and the vintage in a reference."""
    return "/".join(reference.partition("@")[0].partition("~")[0].split("/")[:3])


def _area(figure: Figure) -> tuple[str, ...]:
    return (figure.area,)


def _table(figure: Figure) -> tuple[str, ...]:
    return (figure.reference.split("/")[1],)


def _first(figure: Figure) -> tuple[str, ...]:
    return (row_of(figure.reference).split("/")[2].partition(".")[0],)


def _area_and_table(figure: Figure) -> tuple[str, ...]:
    return (*_area(figure), *_table(figure))


def _table_and_first(figure: Figure) -> tuple[str, ...]:
    return (*_table(figure), *_first(figure))


def _area_and_first(figure: Figure) -> tuple[str, ...]:
    return (*_area(figure), *_first(figure))


def _by_name(figures: Iterable[Figure], most: int) -> list[tuple[str, list[Figure]]]:
    """Divide figures by a digest of their names: each row stays where it is while others come."""
    listed = list(figures)
    count = 2
    while count * most < 2 * len(listed):
        count *= 2
    found: dict[int, list[Figure]] = {number: [] for number in range(1, count + 1)}
    for figure in listed:
        digest = hashlib.blake2b(row_of(figure.reference).encode(), digest_size=4).digest()
        found[int.from_bytes(digest) % count + 1].append(figure)
    return [(f"{_PARTS}-{number}", own) for number, own in found.items() if own]
