"""What rules look at: the data and pages before they are rendered, and the finished site."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.findings import Finding
from plainfigures.figures.records import Figure

__all__ = ["FinishedPage", "FinishedSite", "Material"]


@dataclass(frozen=True)
class Material:
    """A site before rendering.

    `found` holds what was already found while reading and writing, by the name of its rule;
    `counts` how many things of each kind were looked at then. `configuration` holds settings as
    (value, line); `release` says that the site is about to be published.
    """

    catalogue: Catalogue
    found: tuple[Finding, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    configuration: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    release: bool = False

    @property
    def published(self) -> list[Figure]:
        """Every figure that stands in a table of a package, in every vintage."""
        return [one for package in self.catalogue.packages.values() for one in package.figures]


@dataclass(frozen=True)
class FinishedPage:
    """A finished page: its address within the site, its HTML, and the file it was made from.

    `path` and `lines` are the Markdown file's, empty for a page that has none.
    """

    address: str
    html: str
    path: str = ""
    lines: tuple[str, ...] = ()

    def place(self, words: str = "") -> tuple[str, int]:
        """Return the file to mend, and the line that holds `words` (0 where none does)."""
        numbers = (number for number, line in enumerate(self.lines, 1) if words and words in line)
        return self.path or self.address or "the home page", next(numbers, 0)


@dataclass(frozen=True)
class FinishedSite:
    """A finished site: its pages, the paths of all its files, and where it will be served."""

    pages: tuple[FinishedPage, ...]
    files: frozenset[str]
    catalogue: Catalogue
    site_url: str = ""
