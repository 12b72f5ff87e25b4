"""What rules look at: the data and pages before they are rendered, and the finished site."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import msgspec
from msgspec import Struct, field

from plainfigures.check.outlines import Ground, Outline, read_outline
from plainfigures.errors import FiguresError
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.declarations import About, AllowedNumber, ChartDeclaration, Page, Wording
from plainfigures.figures.findings import Finding
from plainfigures.figures.keys import code_digest, digest_of
from plainfigures.figures.readability import ReadingLimits
from plainfigures.figures.records import Figure

__all__ = ["OUTLINE", "FinishedChart", "FinishedPage", "FinishedSite", "Material", "Seen"]

OUTLINE = "outline "
"""What is kept of a page's HTML stands under a name that begins with this."""

_OF_PACKAGES = {"figure-parts", "home-area", "source-body"}
"""Rules whose mistakes may stand in the description of a package, for many figures."""


class Material(Struct, frozen=True):
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


class FinishedPage(Struct, frozen=True):
    """A finished page: its address within the site, its HTML, and the file it was made from.

    `path` and `lines` are the Markdown file's, empty for a page that has none; `source` is that file
    as it was read. `content` is the page's own text as rendered, with marks on what macros made
    (see `figures.made`), before charts, notes and lists were put in; `made` are the texts of what
    they made, `wordings` the words that they were given. `digest` is of all that the page's typed
    words hang on, empty where that is not known. `called` are the names of the macros that wrote
    something on the page, `lacking` of those that failed and left a gap; `broken` says that the page
    could not be written out at all. `body` is the page's text as rendered, marks and all, before any
    template got it; None where that is not known.
    """

    address: str
    html: str
    path: str = ""
    lines: tuple[str, ...] = ()
    source: Page | None = None
    content: str = ""
    made: tuple[str, ...] = ()
    wordings: tuple[Wording, ...] = ()
    digest: str = ""
    lacking: frozenset[str] = frozenset()
    called: frozenset[str] = frozenset()
    broken: bool = False
    body: str | None = None

    def place(self, words: str = "") -> tuple[str, int]:
        """Return the file to mend, and the line that holds `words` (0 where none does)."""
        numbers = (number for number, line in enumerate(self.lines, 1) if words and words in line)
        return self.path or self.address or "the home page", next(numbers, 0)


class FinishedChart(Struct, frozen=True):
    """A chart of a finished site: its declaration, the figures that it draws, its words as HTML."""

    declared: ChartDeclaration
    figures: tuple[Figure, ...]
    words: tuple[str, ...] = ()


class Seen:
    """What rules found nothing wrong with before, and the outlines of pages (`OUTLINE`); a build that
    keeps these gives its own.
    """

    def load(self, key: str) -> list[str] | None:  # noqa: ARG002 - nothing is kept here
        """Return the allowances that were used there; None where it was not found clean."""
        return None

    def save(self, key: str, used: list[str]) -> None:
        """Keep that nothing was wrong, and which allowances were used; or an outline."""


class FinishedSite(Struct, frozen=True, dict=True):
    """A finished site: its pages, the paths of all its files, and where it will be served.

    `charts` are by their ids; `about` says whom the site is about, None where that is not known.
    `key` is that of the marks in the pages' content. `stated` are the words of the configuration
    that readers meet, and `configuration` is its text; `allowed` are the patterns for numbers that
    may be typed, `own_words` what the configuration says of whom to turn to, and `code_free` the
    addresses below which code may hold numbers. `seen` is what rules found clean before.
    `reading` is how hard residents' pages may be. `held` are the
    addresses of pages that may not be seen yet.

    A site with mistakes is looked at as well, as far as it could be made. `mistakes` are those that
    were found before, `lost` the beginnings of the addresses at which something is missing because
    of them; with any, the site is not `whole`. What hangs on a mistake has its finding.
    """

    pages: tuple[FinishedPage, ...]
    files: frozenset[str]
    catalogue: Catalogue
    site_url: str = ""
    charts: Mapping[str, FinishedChart] = field(default_factory=dict)
    about: About | None = None
    key: str = ""
    stated: tuple[Wording, ...] = ()
    configuration: str = ""
    allowed: tuple[AllowedNumber, ...] = ()
    own_words: tuple[str, ...] = ()
    code_free: tuple[str, ...] = ()
    seen: Seen = field(default_factory=Seen)
    reading: ReadingLimits = field(default_factory=ReadingLimits)
    held: frozenset[str] = frozenset()
    mistakes: tuple[Finding, ...] = ()
    lost: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether all of the site could be made."""
        return not self.mistakes

    @cached_property
    def ground(self) -> Ground:
        """Where the site will be served."""
        return Ground.of(self.site_url)

    def outline(self, page: FinishedPage) -> Outline:
        """Return what stands on a page: read from it once, and not again while it stays as it is."""
        found = self._outlines.get(page.address)
        if found is None:
            parts = [code_digest(), self.site_url, page.address, page.html]
            key = f"{OUTLINE}{digest_of(parts)}"
            kept = self.seen.load(key)
            if kept:
                found = msgspec.json.decode(kept[0], type=Outline)
            else:
                found = read_outline(page.html, page.address, self.ground)
                self.seen.save(key, [msgspec.json.encode(found).decode()])
            self._outlines[page.address] = found
        return found

    @cached_property
    def _outlines(self) -> dict[str, Outline]:
        return {}

    @cached_property
    def _wrong_rows(self) -> dict[tuple[str, int], set[str]]:
        rows: dict[tuple[str, int], set[str]] = {}
        for one in self.mistakes:
            rows.setdefault((one.path, one.line), set()).add(one.rule)
        return rows

    def is_doubted(self, figure: Figure, rules: Collection[str]) -> bool:
        """Return whether one of `rules` found a mistake where a figure stands, or one behind it."""
        if not self.mistakes:
            return False
        if self._wrong_rows.get((figure.path, figure.line), set()) & set(rules):
            return True
        package = self.catalogue.packages.get(figure.reference.partition("/")[0])
        stated = package.path if package and not figure.inputs else ""
        if any(
            one.path == stated and one.rule in _OF_PACKAGES & set(rules) for one in self.mistakes
        ):
            return True  # said for all figures of a table at once
        for name in figure.inputs:
            try:
                if self.is_doubted(self.catalogue.find(name), rules):
                    return True
            except FiguresError:
                return True
        return False

    def anew(
        self, rule: str, behind: Callable[[Sequence[str]], str] | None = None
    ) -> Iterator[FinishedPage]:
        """Yield the pages made from Markdown, but for those that `rule` found clean as they are.

        `rule` names the rule, and what it hangs on beside the page. Where that is what it used for
        each, `behind` gives a digest of those things as they are now.
        """
        for page in self.pages:
            if page.source is None or page.broken:
                continue
            used = self.seen.load(self._key(rule, page))
            if used is None or (behind and used[-1:] != [behind(used[:-1])]):
                yield page

    def clean(
        self,
        rule: str,
        page: FinishedPage,
        used: Iterable[str] = (),
        behind: Callable[[Sequence[str]], str] | None = None,
    ) -> None:
        """Note that a rule found nothing on a page, and which allowances, or things, it used there."""
        if page.digest:
            things = sorted(set(used))
            self.seen.save(self._key(rule, page), [*things, behind(things)] if behind else things)

    def used_before(self, rule: str) -> set[str]:
        """Return the allowances that a rule used on the pages that it need not look at again."""
        return {name for page in self.pages for name in self.seen.load(self._key(rule, page)) or ()}

    def _key(self, rule: str, page: FinishedPage) -> str:
        return f"{rule} {page.digest}" if page.digest else ""
