"""Pages with their macros written out, kept from build to build.

What a page's macros write hangs on the page, the data, the charts, the settings and the clock. Kept
are what they wrote, the figures that they worked out and the moments that they asked about, so that
the desk knows all that it would know had they been called. A page with a mistake is written anew each
time, and so is one that calls a macro of the site's own which opens a file: that may hang on anything.
What a macro read once it may have at hand on every later page, so these are written anew too.
"""

import datetime
from collections.abc import Callable, Iterable, Sequence

import msgspec

from plainfigures.config import SiteConfig
from plainfigures.errors import PlainFiguresError
from plainfigures.figures.clock import Clock
from plainfigures.figures.declarations import ChartDeclaration, Page, Wording
from plainfigures.figures.keys import code_digest, digest_of, file_digest
from plainfigures.figures.records import COMPUTED, REGISTER, Figure
from plainfigures.rendering.keeping import Kept
from plainfigures.rendering.openings import openings
from plainfigures.write import Desk, RenderedPage, render_page

__all__ = ["KEPT", "PageWriter", "same_answers"]

KEPT = "written"
"""The folder below a site's `.plainfigures/` that has pages with their macros written out."""

_HELD = ("until", "published")
"""Words without which a page says nothing of what is held back."""


_OF_FIGURES = frozenset(
    {
        *("figure", "change", "difference", "share", "period", "chart", "table", "card", "cards"),
        *("ladder", "disagreement", "glossary", "source", "timeline", "tracker", "promises"),
    }
)
"""Macros that look up figures and tables by their names, or show a chart, and look at nothing else but
the register of sources and the clock.
"""


class _Written(msgspec.Struct, array_like=True):
    """What the macros of a page wrote and did: see `RenderedPage`.

    `worked_out` are the figures that they worked out, `asked` the moments that they asked about, each
    with the answer. Of a page that shows nothing but some `figures` and `charts`, `behind` is a digest
    of those: it stays the same while other data change.
    """

    marked: str
    markdown: str
    made: list[str]
    wordings: list[Wording]
    called: list[str]
    worked_out: list[Figure]
    asked: list[tuple[str, bool]]
    figures: list[str] = []
    charts: list[str] = []
    behind: str = ""


class PageWriter:
    """Writes out the macros of pages at a desk, or takes what they wrote on the very same page before.

    `data` is a digest of the data, `key_of` gives one of each package, "" for one that is not there, and
    `charts` are all that are declared. `opened` says whether the site's own macros opened
    files: when they were loaded, and on the pages that were written since.
    """

    def __init__(
        self,
        config: SiteConfig,
        desk: Desk,
        data: str,
        key_of: Callable[[str], str],
        charts: Iterable[ChartDeclaration],
        *,
        opened: bool = False,
    ) -> None:
        self._desk, self.opened = desk, opened
        self._known = (config.work, config.macros)
        self._kept = Kept(config.work, KEPT, desk.key)
        templates = [desk.templates[name] for name in sorted(desk.templates)]
        known = [code_digest(), repr(desk.settings)]
        macros = [file for file in config.macros.rglob("*") if file.suffix != ".pyc"]
        places = {one.relative_to(config.macros).as_posix(): one for one in macros if one.is_file()}
        known += [f"{name} {file_digest(places[name])}" for name in sorted(places)]
        # What shows figures and charts alone needs no more: they are held against what they were.
        self._key_of, register = key_of, key_of(REGISTER)
        self._few = register and digest_of(["few", register, *known])
        known += [data, repr([*charts]), repr(templates)]
        known += [repr(sorted(desk.charts.unreadable)), repr(sorted(desk.charts.declarations))]
        self._around = digest_of(known)

    def let_go(self) -> None:
        """Let go of what is of no use any more."""
        self._kept.let_go()

    def write(self, page: Page) -> RenderedPage:
        """Write out the macros of a page."""
        key, few = self._key(page, self._around), self._key(page, self._few)
        for name in (few, key):
            kept = self._kept.load(name)
            taken = self._taken(page, kept) if kept is not None else None
            if taken:
                return taken
        clock, catalogue = self._desk.clock, self._desk.catalogue
        self._desk.charts.asked.clear()
        with (
            clock.noting() as moments,
            catalogue.noting() as worked_out,
            catalogue.asking() as asked,
            openings(*self._known) as heard,
        ):
            rendered = render_page(page, self._desk)
        own = not self.is_plain(page)
        self.opened = self.opened or (own and bool(heard))
        opened = heard or (own and self.opened)
        if key and not (opened or rendered.findings or rendered.broken or rendered.lacking):
            self._keep(key, few, rendered, worked_out, moments, asked)
        return rendered

    def is_plain(self, page: Page) -> bool:
        """Return whether a page calls no macro of the site's own, which may know what it did before."""
        text = f"{page.matter}{page.text}"
        return not any(one in text for one in self._desk.own_names)

    def _key(self, page: Page, around: str) -> str:
        """Return the key of a page; "" for one that is not kept."""
        text = f"{page.matter}\n{page.text}"
        catalogue = self._desk.catalogue
        if not around or f"{COMPUTED}/" in text:
            return ""  # what other pages worked out
        if self._desk.unknown or (catalogue.embargoed and any(word in text for word in _HELD)):
            return ""
        place = (page.path, str(page.offset), str(page.made), page.template, page.row)
        return digest_of([around, *place, page.matter, page.text])

    def _behind(self, figures: Iterable[str], charts: Iterable[str]) -> str:
        """Return a digest of figures, tables and charts as they are now; "" where one is not there."""
        catalogue, parts = self._desk.catalogue, []
        try:
            for one in figures:
                if one.count("/") == 1:
                    package = self._key_of(one.partition("/")[0])
                    if not package:
                        return ""
                    parts.append(package)
                else:
                    figure = catalogue.find(one)
                    newer = catalogue.passed_over(one)
                    parts.append(f"{figure!r} {catalogue.basis(figure)} {newer!r}")
            for name in charts:
                words = self._desk.charts.words(name)
                # Few charts have a page of their own, and a table need not have a title.
                parts += [repr(words), self._desk.charts.declarations[name].page]
                tables = dict.fromkeys(_table_of(one.reference) for one in words.figures)
                known = [catalogue.resources[one] for one in tables if one in catalogue.resources]
                parts += [one.title for one in known]
        except (PlainFiguresError, KeyError):
            return ""
        return digest_of(["behind", *parts])

    def _taken(self, page: Page, kept: bytes) -> RenderedPage | None:
        """Return what is kept of a page, and do what its macros did; None where answers changed."""
        written = msgspec.json.decode(kept, type=_Written)
        if not same_answers(self._desk.clock, written.asked):
            return None
        if written.behind and written.behind != self._behind(written.figures, written.charts):
            return None
        for figure in written.worked_out:
            self._desk.catalogue.add_computed(figure)
        return RenderedPage(
            page,
            written.markdown,
            [],
            written.marked,
            tuple(written.made),
            tuple(written.wordings),
            called=frozenset(written.called),
        )

    def _keep(
        self,
        key: str,
        few: str,
        rendered: RenderedPage,
        worked_out: Sequence[Figure],
        moments: Iterable[datetime.datetime],
        asked: Iterable[str],
    ) -> None:
        now = self._desk.clock.now
        written = _Written(
            rendered.marked,
            rendered.markdown,
            [*rendered.made],
            [*rendered.wordings],
            sorted(rendered.called),
            [*worked_out],
            [(moment.isoformat(), moment <= now) for moment in sorted(moments)],
        )
        if few and _shows_few(rendered) and not rendered.called & self._desk.own_names:
            written.figures = [*asked]
            written.charts = [*self._desk.charts.asked]
            written.behind = self._behind(written.figures, written.charts)
        self._kept.save(few if written.behind else key, msgspec.json.encode(written))


def _table_of(reference: str) -> str:
    return "/".join(reference.split("/")[:2])


def _shows_few(rendered: RenderedPage) -> bool:
    """Return whether what a page's macros wrote hangs on single figures and charts, and on no more."""
    page = rendered.page
    whole = "{" in page.matter or "missing" in page.text
    return not whole and rendered.called <= _OF_FIGURES


def same_answers(clock: Clock, asked: Iterable[tuple[str, bool]]) -> bool:
    """Ask a clock about moments, and return whether it gives the answers that it gave."""
    answers = [
        clock.has_come(datetime.datetime.fromisoformat(one)) == answer for one, answer in asked
    ]
    return all(answers)
