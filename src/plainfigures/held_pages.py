"""Pages held back until a moment: no part of the site before it, and checked all the same."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from plainfigures.errors import BuildProblem
from plainfigures.figures.clock import Clock, parse_moment
from plainfigures.figures.declarations import Page
from plainfigures.figures.findings import Finding
from plainfigures.story import address_of

__all__ = ["HeldBack", "WithoutHeld", "hold_back"]

RULE = "page"
SETTING = "publish_after"
"""The setting at the top of a page that says from when on it may be seen."""


@dataclass(frozen=True)
class HeldBack:
    """The pages of a site that may be seen, and those that may not yet be.

    `folders` are the folders below docs/ of which nothing may be seen yet, with a slash at the end.
    """

    pages: list[Page]
    held: list[Page]
    folders: tuple[str, ...]
    findings: list[Finding]

    @property
    def addresses(self) -> frozenset[str]:
        """The addresses that pages held back will have."""
        return frozenset(address_of(page) for page in self.held)

    def hides(self, place: str) -> bool:
        """Return whether the file at `place`, below docs/, may not be seen yet."""
        return place.startswith(self.folders) or any(
            page.path == f"docs/{place}" for page in self.held
        )


def hold_back(pages: Iterable[Page], clock: Clock) -> HeldBack:
    """Part the pages that may be seen from those whose `publish_after` has not come.

    A moment on the page of a folder (its index) holds for all that lies in the folder. What cannot
    be read as a moment is a finding, and its page is held back.
    """
    pages = list(pages)
    findings: list[Finding] = []
    folders, alone = [], set()
    for page in pages:
        if SETTING not in page.meta or _come(page, clock, findings):
            continue
        place = page.path.removeprefix("docs/")
        address = address_of(page)
        if address and place.rpartition("/")[2].partition(".")[0] in {"index", "README"}:
            folders.append(address)
        else:
            alone.add(page.path)
    below = tuple(folders)
    held = [
        page
        for page in pages
        if page.path in alone or page.path.removeprefix("docs/").startswith(below)
    ]
    seen = [page for page in pages if page not in held]
    return HeldBack(seen, held, below, findings)


def _come(page: Page, clock: Clock, findings: list[Finding]) -> bool:
    given = page.meta[SETTING]
    try:
        moment = parse_moment(_written(given))
    except BuildProblem:
        findings.append(
            Finding(
                RULE,
                f'"{SETTING}" of this page is no moment that can be read.',
                "Write it as 2026-12-10T09:30:00+00:00, or as 2026-12-10 for the beginning of that "
                "day. Until then, the page is left out.",
                page.path,
                page.line_of_setting(SETTING),
            )
        )
        return False
    return clock.has_come(moment)


def _written(given: Any) -> str:
    """Return a moment as text, whether YAML took it for one or not."""
    return given.isoformat() if isinstance(given, datetime.date) else str(given)


class WithoutHeld:
    """What keeps pages held back from MkDocs: it takes its place among the plugins."""

    def __init__(self, held: HeldBack) -> None:
        self._held = held

    def on_files(self, files: Any, config: Any) -> Any:
        """Take what is held back out of the files, and out of the navigation."""
        for file in list(files):
            if self._held.hides(file.src_uri):
                files.remove(file)
        if config.nav:
            config.nav = [*_left(config.nav, self._held)]
        return files


def _left(nav: Any, held: HeldBack) -> Iterator[Any]:
    """Yield the parts of a navigation that may be seen; a part that is left empty goes too."""
    for item in nav:
        title, part = next(iter(item.items())) if isinstance(item, dict) else (None, item)
        if isinstance(part, list):
            part = [*_left(part, held)]
        elif isinstance(part, str) and held.hides(part):
            continue
        if part:
            yield part if title is None else {title: part}
