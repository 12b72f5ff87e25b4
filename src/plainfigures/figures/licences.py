"""The licences under which sources may be used again, as far as they are known."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from plainfigures.figures.formats import joined
from plainfigures.figures.records import Package, Source

__all__ = [
    "NOT_STATED",
    "Licence",
    "by_licence",
    "known_licence",
    "licence_lines",
    "package_licence",
    "sources_used",
]


class Licence(Struct, frozen=True):
    """A licence that many publishers use: its title, address and what must be said with it."""

    title: str
    address: str
    statement: str = ""


_OGL = Licence(
    "Open Government Licence v3.0",
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    # The statement that the licence itself gives for public sector information.
    "Contains public sector information licensed under the Open Government Licence v3.0.",
)
_CC_BY = Licence(
    "Creative Commons Attribution 4.0 International",
    "https://creativecommons.org/licenses/by/4.0/",
)
_CC_ZERO = Licence(
    "Creative Commons Zero v1.0 Universal", "https://creativecommons.org/publicdomain/zero/1.0/"
)
_KNOWN = {
    "open government licence v3.0": _OGL,
    "ogl-uk-3.0": _OGL,
    "creative commons attribution 4.0 international": _CC_BY,
    "cc-by-4.0": _CC_BY,
    "cc by 4.0": _CC_BY,
    "cc0-1.0": _CC_ZERO,
}
NOT_STATED = "Licence not stated"
"""What is said of a source whose licence is not known."""


def known_licence(name: str) -> Licence | None:
    """Return the licence that a register or a descriptor names, if it is one of the known."""
    return _KNOWN.get(name.strip().lower())


def package_licence(package: Package) -> Licence | None:
    """Return the licence of a package's own words and arrangement: the first that it names."""
    for name, address in package.licences:
        return known_licence(name) or Licence(name, address)
    return None


def by_licence(sources: Iterable[Source]) -> dict[str, list[str]]:
    """Return who published sources under each licence, by the licence's title."""
    found: dict[str, list[str]] = {}
    for source in sources:
        licence = known_licence(source.licence)
        # A register may say in one breath whose the source is and that it states no licence.
        unstated = not source.licence or "not stated" in source.licence.lower()
        title = licence.title if licence else NOT_STATED if unstated else source.licence
        names = found.setdefault(title, [])
        if source.publisher and source.publisher not in names:
            names.append(source.publisher)
    return dict(sorted(found.items(), key=lambda one: (one[0] == NOT_STATED, one[0])))


def licence_lines(package: Package, sources: Sequence[Source]) -> list[str]:
    """Say in sentences under which licences a package and its sources may be used again."""
    lines = []
    own = package_licence(package)
    if own:
        where = f" ({own.address})" if own.address else ""
        lines.append(f"Our own words and the way the data are arranged: {own.title}{where}.")
    for title, publishers in by_licence(sources).items():
        licence = known_licence(title)
        said = f" {licence.statement} {licence.address}" if licence and licence.statement else ""
        lines.append(
            f"Figures published by {joined(publishers) or 'others'}: {_inner(title)}.{said}"
        )
    return lines


def _inner(title: str) -> str:
    return "licence not stated" if title == NOT_STATED else title


def sources_used(package: Package, sources: Iterable[Source]) -> list[Source]:
    """Return the sources that a package's figures or rows name, in the order of the register."""
    names = {one.source for one in package.figures}
    for resource in package.resources:
        for key in resource.foreign_keys:
            if key.resource == "documents" and len(key.fields) == 1:
                names |= {row.cells.get(key.fields[0], "") for row in resource.rows}
    return [one for one in sources if one.id in names]
