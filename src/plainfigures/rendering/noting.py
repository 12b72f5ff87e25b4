"""Pages with their notes, kept from build to build."""

import re
from collections.abc import Mapping

import msgspec

from plainfigures.figures.keys import digest_of
from plainfigures.figures.records import COMPUTED
from plainfigures.preparing import Prepared
from plainfigures.rendering.keeping import Kept
from plainfigures.rendering.writing import same_answers
from plainfigures.write import NotedPage, number_notes

__all__ = ["KEPT", "PageNotes"]

KEPT = "noted"
"""The folder below a site's `.plainfigures/` that has pages with their notes."""

_COMPUTED = re.compile(rf'data-figure="({COMPUTED}/[^"]+)"')


class _Noted(msgspec.Struct, array_like=True):
    """A page with its notes, the figures on it, and the moments that these asked about."""

    html: str
    references: list[str]
    asked: list[tuple[str, bool]]


class PageNotes:
    """Numbers the notes of pages, or takes what was made of the very same page before.

    That hangs on the page, the data, the figures that sentences worked out, the clock, and the
    `places` that show relations, claims and rows of the ledger.
    """

    def __init__(self, prepared: Prepared, places: Mapping[str, str]) -> None:
        self._prepared, self._places = prepared, places
        self._kept = Kept(prepared.config.work, KEPT, prepared.desk.key)
        self._around = digest_of([prepared.key, repr(places)])

    def number(self, html: str) -> NotedPage:
        """Return a page with its figures numbered and its notes at its foot."""
        catalogue, clock = self._prepared.catalogue, self._prepared.clock
        worked_out = [repr(catalogue.there(one)) for one in dict.fromkeys(_COMPUTED.findall(html))]
        key = digest_of([self._around, html, *worked_out]) if self._prepared.sound else ""
        content = self._kept.load(key)
        if content is not None:
            noted = msgspec.json.decode(content, type=_Noted)
            if same_answers(clock, noted.asked):
                return NotedPage(noted.html, tuple(noted.references))
        with clock.noting() as moments:
            done = number_notes(html, catalogue, self._prepared.desk.registers, self._places)
        asked = [(one.isoformat(), one <= clock.now) for one in sorted(moments)]
        if self._prepared.desk.key not in html:
            kept = _Noted(done.html, [*done.references], asked)
            self._kept.save(key, msgspec.json.encode(kept))
        return done

    def let_go(self) -> None:
        """Let go of what is of no use any more."""
        self._kept.let_go()
