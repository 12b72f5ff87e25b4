"""Keys of some figures of a package: digests of all that their lists and their files hang on.

A change elsewhere in the package leaves them as they are, and so what was made of these figures.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.keys import digest_of
from plainfigures.figures.ledger import LEDGER
from plainfigures.figures.records import REGISTER, Figure
from plainfigures.figures.weighing import weigh_all

__all__ = ["FigureKeys"]

_SHARED = (REGISTER, LEDGER.partition("/")[0])
"""The packages that tell of figures of all others: documents, bodies and changes; and the ledger."""


class FigureKeys:
    """Keys of figures, with what they are worked out from.

    `packages` are the keys of the packages that were read, by name.
    """

    def __init__(self, catalogue: Catalogue, packages: Mapping[str, str]) -> None:
        self._catalogue = catalogue
        self._shared = [packages.get(name, "") for name in _SHARED]
        self._outlines: dict[str, bytes] = {}
        self._single: dict[str, bytes] = {}
        self._keys: dict[tuple[str, ...], str] = {}

    def of(self, package: str, figures: Sequence[Figure]) -> str:
        """Return the key of some figures of a package, in their order."""
        # No figure begins two groups.
        ends = (package, str(len(figures)), *(one.reference for one in figures[:1]))
        if ends not in self._keys:
            self._keys[ends] = self._key(package, figures)
        return self._keys[ends]

    def of_each(self, figures: Iterable[Figure]) -> str:
        """Return the key of any figures, of whatever packages, in their order."""
        return digest_of([*self._shared, *self._parts(figures)])

    def _key(self, package: str, figures: Sequence[Figure]) -> str:
        return digest_of([*self._shared, package, *self._parts(figures)])

    def _parts(self, figures: Iterable[Figure]) -> Iterator[bytes]:
        """Yield a digest of each figure, and of each that one of them is worked out from."""
        waiting, taken = list(figures), set[str]()
        for figure in waiting:
            if figure.reference not in taken:
                taken.add(figure.reference)
                yield self._of_one(figure)
                waiting += map(self._catalogue.find, figure.inputs)

    def _of_one(self, figure: Figure) -> bytes:
        """Return a digest of a figure, its vintages, its relations, and what its package says."""
        name = figure.reference
        if name not in self._single:
            parts: list[str | bytes] = [self._outline(name.partition("/")[0])]
            every = [figure]
            if figure.vintage:  # an earlier one is told with the newest
                every += [self._catalogue.newest(figure), *self._catalogue.vintages(figure)]
            parts += [msgspec.msgpack.encode(one) for one in every]
            parts.append(repr(self._catalogue.basis(figure)))  # any package may say what it is
            relations = weigh_all(self._catalogue).by_figure.get(name, ())
            parts += [repr((one.name, one.relation.title, one.outcome)) for one in relations]
            self._single[name] = digest_of(parts).encode()
        return self._single[name]

    def _outline(self, package: str) -> bytes:
        """Return a digest of what a package says beside its rows."""
        if package not in self._outlines:
            whole = self._catalogue.packages.get(package)
            content = b""
            if whole:
                tables = tuple(replace(one, rows=()) for one in whole.resources)
                content = msgspec.msgpack.encode(replace(whole, figures=(), resources=tables))
            self._outlines[package] = digest_of([content]).encode()
        return self._outlines[package]
