"""Pages with their notes, kept from build to build."""

from collections.abc import Mapping
from concurrent.futures import Executor

import msgspec

from plainfigures.errors import FiguresError
from plainfigures.executing.beside import do_each
from plainfigures.figure_keys import FigureKeys
from plainfigures.figures.keys import code_digest, digest_of
from plainfigures.figures.records import COMPUTED
from plainfigures.preparing import Prepared
from plainfigures.rendering.keeping import Kept
from plainfigures.rendering.writing import same_answers
from plainfigures.write import NotedPage, figures_on, number_notes

__all__ = ["KEPT", "PageNotes"]

KEPT = "noted"
"""The folder below a site's `.plainfigures/` that has pages with their notes."""

_WORKED_OUT = f"{COMPUTED}/"
_LISTS = "<!--pf-block catalogue"
"""Begins the mark of a list of figures, above which stands what its packages were expected to have."""


class _Noted(msgspec.Struct, array_like=True):
    """A page with its notes, the figures on it, and the moments that these asked about."""

    html: str
    references: list[str]
    asked: list[tuple[str, bool]]


class PageNotes:
    """Numbers the notes of pages, or takes what was made of the very same page before.

    That hangs on the page, its figures with all that is told of them, the clock, and the `places` that
    show relations, claims and rows of the ledger.
    """

    def __init__(self, prepared: Prepared, places: Mapping[str, str], keys: FigureKeys) -> None:
        self._prepared, self._places, self._keys = prepared, places, keys
        self._kept = Kept(prepared.config.work, KEPT, prepared.desk.key)
        self._around = digest_of([code_digest(), repr(places)])

    def number(self, html: str) -> NotedPage:
        """Return a page with its figures numbered and its notes at its foot."""
        key = self._key(html)
        return self._kept_as(key) or self._made(html, key)

    def number_each(
        self, pages: Mapping[str, str], executor: Executor | None
    ) -> dict[str, NotedPage]:
        """Do so with each page, by its address; other processes of this machine may help."""
        keys = {address: self._key(html) for address, html in pages.items()}
        known = {address: self._kept_as(key) for address, key in keys.items()}

        def make(address: str) -> NotedPage:
            key = keys[address]
            return self._kept_as(key) or self._made(pages[address], key)

        anew = [address for address, page in known.items() if page is None]
        made = dict(zip(anew, do_each(make, anew, executor), strict=True))
        return {address: page or made[address] for address, page in known.items()}

    def _key(self, html: str) -> str:
        """Return the key of a page with its notes; "" where it is not kept."""
        if not self._prepared.sound:
            return ""
        return digest_of([self._around, html, *self._behind(html)])

    def _kept_as(self, key: str) -> NotedPage | None:
        """Return what was made of the very same page before, where it would be made again."""
        content = self._kept.load(key)
        if content is None:
            return None
        noted = msgspec.json.decode(content, type=_Noted)
        if not same_answers(self._prepared.clock, noted.asked):
            return None
        return NotedPage(noted.html, tuple(noted.references))

    def _made(self, html: str, key: str) -> NotedPage:
        """Make the notes of a page, and keep it."""
        catalogue, clock = self._prepared.catalogue, self._prepared.clock
        with clock.noting() as moments:
            done = number_notes(html, catalogue, self._prepared.desk.registers, self._places)
        asked = [(one.isoformat(), one <= clock.now) for one in sorted(moments)]
        if self._prepared.desk.key not in html:
            kept = _Noted(done.html, [*done.references], asked)
            self._kept.save(key, msgspec.json.encode(kept))
        return done

    def _behind(self, html: str) -> list[str]:
        """Return what the notes of a page hang on; all data, where that is not just its figures."""
        catalogue, names = self._prepared.catalogue, figures_on(html)
        try:
            figures = [catalogue.find(one) for one in names]
        except FiguresError:
            figures = None  # one that is not there may come
        if figures is None or _LISTS in html:
            worked_out = [
                repr(catalogue.there(one)) for one in names if one.startswith(_WORKED_OUT)
            ]
            return [self._prepared.key, *worked_out]
        return [self._keys.of_each(figures), *(one.reference for one in figures)]

    def let_go(self) -> None:
        """Let go of what is of no use any more."""
        self._kept.let_go()
