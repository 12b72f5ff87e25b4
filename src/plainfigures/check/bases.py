"""Rule: figures on different bases are not put together without a word."""

from collections.abc import Iterator

from plainfigures.check.material import Material
from plainfigures.errors import FiguresError
from plainfigures.figures.findings import Finding
from plainfigures.figures.mixes import mixes_of, say_mixes

__all__ = ["count", "find"]

RULE = "basis"


def count(material: Material) -> int:
    """Return how many pages and charts are looked at."""
    return material.counts.get("pages", 0) + material.counts.get("charts", 0)


def find(material: Material) -> Iterator[Finding]:
    """A forecast is no final figure, and a body's own count is not a national return. A chart or a
    comparison of figures that differ in basis, in status or in whose they are says so in words: on
    the page, or under the chart. A line never joins such figures, whatever is said.

    Choose figures that are alike. Where the difference is what you mean to show, say what is mixed:
    `mixed="a forecast against a final figure"` in the macro, or `mixed:` in the chart. A figure worked
    out from such figures states its own basis and status in datapackage.json.
    """
    yield from (one for one in material.found if one.rule == RULE)
    catalogue = material.catalogue
    for package in catalogue.packages.values():
        for declared in package.derived:
            try:
                figure = catalogue.find(f"{package.name}/derived/{declared.key}")
                mixes = mixes_of(catalogue, [catalogue.find(name) for name in figure.inputs])
            except FiguresError:
                continue  # what cannot be worked out has a finding of its own
            silent = [mix for mix in mixes if not getattr(declared, mix.part)]
            if silent:
                parts = " and ".join(mix.part for mix in silent)
                message = (
                    f'"{declared.key}" is worked out from figures that are not alike: '
                    f"{say_mixes(silent)}. It does not say which {parts} the result has."
                )
                remedy = f"State its {parts} under plainfigures.derived in datapackage.json."
                yield Finding(RULE, message, remedy, package.path, declared.line)
