"""What is wrong in the files, as findings: at the page that an editor can mend, and each cause once."""

import re
from collections.abc import Iterable

from msgspec import Struct

from plainfigures.config import SiteConfig
from plainfigures.figures.findings import ADVICE, ERROR, Finding
from plainfigures.proofing.sheets import Fault
from plainfigures.story import address_of
from plainfigures.write import RenderedPage

__all__ = ["RULE", "Places"]

RULE = "finished"

_QUOTED = re.compile(r"“[^”]*”")
_MANY = 3
"""In so many files, the same fault has one cause."""


class _Source(Struct, frozen=True):
    """The file that a part of the site was made from, and its lines as the editor sees them."""

    path: str
    lines: tuple[str, ...] = ()


class Places:
    """Where what is wrong in a file of the site can be mended."""

    def __init__(self, config: SiteConfig, pages: Iterable[RenderedPage]) -> None:
        self._config = config
        self._sources = {}
        for rendered in pages:
            page = rendered.page
            if not page.made:
                lines = ("",) * page.offset + tuple(page.text.splitlines())
                address = address_of(page)
                name = f"{address}index.html" if address[-1:] in {"", "/"} else address
                self._sources[name] = _Source(page.path, lines)

    def _source(self, name: str) -> _Source:
        if name in self._sources:
            return self._sources[name]
        if (self._config.docs / name).is_file():
            return _Source(f"{self._config.docs.name}/{name}")
        return _Source(f"{self._config.site.name}/{name}" if name else "mkdocs.yml")

    def tell(self, faults: Iterable[tuple[str, Fault]]) -> list[Finding]:
        """Return the findings of faults in files: where an editor wrote it, else once for all files."""
        groups: dict[tuple[str, bool], list[tuple[str, Fault]]] = {}
        for name, fault in faults:
            # What comes from a template is the same on every page, but for the words around it.
            cause = _QUOTED.sub("", fault.message)
            groups.setdefault((cause, fault.advice), []).append((name, fault))
        return [one for group in groups.values() for one in self._told(group)]

    def _told(self, group: list[tuple[str, Fault]]) -> list[Finding]:
        placed = [
            _finding(fault, source.path, line)
            for name, fault in group
            for source in (self._source(name),)
            for line in _lines(source, fault.words)
        ]
        if placed:
            return placed
        files = list(dict.fromkeys(name for name, _ in group))
        if len({fault.message for _, fault in group}) > 1 and len(files) < _MANY:
            return [_finding(fault, self._source(name).path, 0) for name, fault in group]
        # A page that an editor wrote is nearer to the cause than one that takes it in.
        first = next((one for one in files if one in self._sources), files[0])
        fault = next(fault for name, fault in group if name == first)
        place, more = self._source(first).path, len(files) - 1
        if self._config.overrides and len(files) >= _MANY:
            told = f" So it is in {len(files)} files, {place} among them: it comes from a template."
            return [_finding(fault, self._config.overrides, 0, told)]
        told = f" So it is in {more} other {'file' if more == 1 else 'files'}." if more else ""
        return [_finding(fault, place, 0, told)]


def _finding(fault: Fault, path: str, line: int, more: str = "") -> Finding:
    level = ADVICE if fault.advice else ERROR
    return Finding(RULE, f"{fault.message}{more}", fault.remedy, path, line, level=level)


def _lines(source: _Source, words: str) -> list[int]:
    if not words:
        return []
    found = [number for number, line in enumerate(source.lines, 1) if words in line]
    return found[:1]
