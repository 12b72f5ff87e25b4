"""Pages held back until a moment: no part of the site before it, and checked all the same."""

import datetime
import posixpath
import re
from collections.abc import Iterable, Mapping
from html import unescape
from urllib.parse import unquote

from msgspec import Struct, field
from msgspec.structs import replace

from plainfigures.errors import BuildProblem
from plainfigures.figures.clock import Clock, as_written, parse_moment
from plainfigures.figures.declarations import ChartDeclaration, Page
from plainfigures.figures.embargoes import EMBARGO, UNREADABLE
from plainfigures.figures.findings import CheckRun, Finding, nearest
from plainfigures.story import address_of

__all__ = ["HeldBack", "hold_back"]

RULE = "page"
SETTING = "publish_after"
"""The setting at the top of a page that says from when on it may be seen."""

_NAMED = re.compile(r"""(\s*)["']?([\w-]+)["']?\s*:(?:\s|$)""")
_BETWEEN = re.compile(r"""[\s"'()<>\[\]{}|=,?#]+""")
"""What stands before and after an address on a page."""
_HOW = "Write it as 2026-12-10T09:30:00+00:00, or as 2026-12-10 for the beginning of that day."
_UNTIL_THEN = "Until then, the page is left out."


class HeldBack(Struct, frozen=True):
    """The pages of a site that may be seen, and those that may not yet be.

    `folders` are the folders below docs/ of which nothing may be seen yet, with a slash at the end;
    `moments` those at which some of the pages may be seen, in their order; `untils` has that of each
    page and folder, by its path. `templates` are the files that stand for several pages and are none.
    """

    pages: list[Page]
    held: list[Page]
    folders: tuple[str, ...]
    moments: tuple[datetime.datetime, ...]
    findings: list[Finding]
    untils: Mapping[str, str] = field(default_factory=dict)
    templates: frozenset[str] = frozenset()

    @property
    def paths(self) -> frozenset[str]:
        """The files of the pages held back."""
        return frozenset(one for page in self.held for one in (page.path, page.template) if one)

    def expanded(self, pages: Iterable[Page]) -> "HeldBack":
        """Return the same for `pages`, among which are those of templates instead of these."""
        pages = list(pages)
        whole = self.paths
        templates = {page.path for page in (*self.pages, *self.held)} - {
            page.path for page in pages
        }
        if not templates:
            return self
        held = [page for page in pages if page.path in whole or page.template in whole]
        untils = {page.path: self.until(page.template) for page in held if page.template}
        return replace(
            self,
            pages=[page for page in pages if page.path not in whole and page.template not in whole],
            held=held,
            untils={**self.untils, **untils},
            templates=frozenset(templates),
        )

    def until(self, path: str) -> str:
        """Return until when the page at `path` is held back, as `Embargoed` has it."""
        above = (folder for folder in self.folders if path.startswith(f"docs/{folder}"))
        known = (self.untils.get(one, "") for one in (path, *above))
        return max(known, default="") or UNREADABLE

    @property
    def addresses(self) -> frozenset[str]:
        """The addresses that pages held back will have."""
        return frozenset(address_of(page) for page in self.held)

    def hides(self, place: str) -> bool:
        """Return whether the file at `place`, below docs/, may not be seen yet.

        A picture goes with the pages that name it: while these are all held back, it is too.
        """
        if f"docs/{place}" in self.templates:
            return True
        if place.startswith(self.folders) or any(
            page.path == f"docs/{place}" for page in self.held
        ):
            return True
        return _names(self.held, place.rpartition("/")[2]) and not _lead_to(self.pages, place)

    def charts(self, declared: Iterable[ChartDeclaration]) -> set[str]:
        """Return the ids of the charts that pages held back name, and no other page does."""
        held, seen = _quoted(self.held), _quoted(self.pages)
        return {one.id for one in declared if one.id in held and one.id not in seen}

    def unseen(self, runs: Iterable[CheckRun]) -> list[CheckRun]:
        """Return runs of rules as readers may see them: with no finding of what is held back."""
        paths = self.paths
        names = tuple(f'"{path.removeprefix("docs/")}"' for path in paths)

        def is_of_held(one: Finding) -> bool:
            return one.path in paths or any(name in one.message for name in names)

        return [
            replace(run, findings=tuple(one for one in run.findings if not is_of_held(one)))
            if run.rule != EMBARGO
            else replace(run, findings=())
            for run in runs
        ]


def hold_back(pages: Iterable[Page], clock: Clock) -> HeldBack:
    """Part the pages that may be seen from those whose `publish_after` has not come.

    A moment on the page of a folder (its index) holds for all that lies in the folder. What cannot
    be read as a moment is a finding, and its page is held back. What a template says holds for each
    of its pages.
    """
    pages = list(pages)
    findings: list[Finding] = []
    folders, alone = [], set()
    untils: dict[str, str] = {}
    for page in pages:
        until = _until(page, clock, findings)
        if not until:
            continue
        place = page.path.removeprefix("docs/")
        address = address_of(page)
        if address and place.rpartition("/")[2].partition(".")[0] in {"index", "README"}:
            folders.append(address)
            untils[address] = until
        else:
            alone.add(page.path)
            untils[page.path] = until
    below = tuple(folders)
    held = [
        page
        for page in pages
        if page.path in alone or page.path.removeprefix("docs/").startswith(below)
    ]
    paths = {page.path for page in held}
    seen = [page for page in pages if page.path not in paths]
    moments = {datetime.datetime.fromisoformat(one) for one in untils.values() if one != UNREADABLE}
    return HeldBack(seen, held, below, tuple(sorted(moments)), findings, untils)


def _until(page: Page, clock: Clock, findings: list[Finding]) -> str:
    """Return until when a page's own setting holds it back; "" where it does not."""
    wrong = _miswritten(page)
    if wrong:
        findings.append(wrong)
        return UNREADABLE
    if SETTING not in page.meta:
        return ""
    given = page.meta[SETTING]
    try:
        moment = parse_moment(as_written(given))
    except BuildProblem:
        findings.append(
            Finding(
                RULE,
                f'"{SETTING}" of this page is no moment that can be read.',
                f"{_HOW} {_UNTIL_THEN}",
                page.path,
                page.line_of_setting(SETTING),
            )
        )
        return UNREADABLE
    return "" if clock.has_come(moment) else moment.astimezone(datetime.UTC).isoformat()


def _miswritten(page: Page) -> Finding | None:
    """Return what is wrong with a setting that was meant to hold a page back and would not."""
    there = 0
    for line, text in enumerate(page.matter.splitlines(), 2):
        named = _NAMED.match(text)
        if not named or not nearest(_plain(named[2]), [SETTING], 0.85):
            continue
        if named[2] != SETTING:
            what = f'This page has no setting "{named[2]}", so it would not be held back.'
            remedy = f'Write it as "{SETTING}".'
        elif named[1]:
            what = f'"{SETTING}" begins with a space, so it belongs to the line above it.'
            remedy = "Begin it at the edge, as the title does."
        elif there:
            what = f'"{SETTING}" stands twice at the top of this page, on line {there} too.'
            remedy = "Leave one of them."
        else:
            there = line
            continue
        near = SETTING if named[2] != SETTING else ""
        return Finding(RULE, what, f"{remedy} {_UNTIL_THEN}", page.path, line, suggestion=near)
    return None


def _plain(name: str) -> str:
    return name.lower().replace("-", "_")


def _names(pages: Iterable[Page], file: str) -> bool:
    """Return whether any of some pages names a file, in whichever folder."""
    texts = (f"{page.matter}\n{page.text}" for page in pages)
    return any(file in text or file in _decoded(text) for text in texts)


def _lead_to(pages: Iterable[Page], place: str) -> bool:
    """Return whether any of some pages leads to the file at `place`, and not to its like elsewhere."""
    name = place.rpartition("/")[2]
    for page in pages:
        if not _names([page], name):
            continue
        if _BETWEEN.search(name):
            return True  # where its name begins cannot be told
        text = f"{page.matter}\n{page.text}"
        folder = posixpath.dirname(page.path.removeprefix("docs/"))
        for one in map(_decoded, _BETWEEN.split(text)):
            for start in (folder, address_of(page), "") if one.endswith(name) else ():
                if posixpath.normpath(posixpath.join(start, one.lstrip("/"))) == place:
                    return True
    return False


def _decoded(text: str) -> str:
    return unquote(unescape(text))


def _quoted(pages: Iterable[Page]) -> set[str]:
    """Return what stands between quotes on some pages, and the words of their settings."""
    found: set[str] = set()
    for page in pages:
        found.update(re.findall(r"""["']([\w-]+)["']""", page.text))
        found.update(re.findall(r"[\w-]+", page.matter))
    return found
