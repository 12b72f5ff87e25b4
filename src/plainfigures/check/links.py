"""Rule: every link, anchor, image and download within the site resolves."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from msgspec import Struct, field

from plainfigures.check.material import FinishedPage, FinishedSite
from plainfigures.check.outlines import links_of
from plainfigures.figures.findings import Finding, nearest
from plainfigures.figures.made import GAP

__all__ = ["find"]

RULE = "link"

_IN_SENTENCES = {"figure", "change", "difference", "share", "period", "said"}
"""Macros that make no place on a page that a link may lead to."""
_HEADING_GAP = re.compile(rf"<h[1-6]\b[^>]*>[^\n]*{GAP}")
_PAGE = re.compile(r"\.md(?:#.*)?$")
_FILE = re.compile(r"\.(?!html?$)[a-z0-9]{2,5}$", re.IGNORECASE)
_NOT_WRITTEN = re.compile(r"(?:note|pf|chart|fig)-|__")
"""Places on a page that are made, and that nobody writes links to by hand."""


class _Wrong(Struct, frozen=True):
    """What is wrong with a link: in words, what to do if an editor wrote it, the nearest right one."""

    message: str
    remedy: str = "Correct the link in the page."
    suggestion: str = ""


class _Ground(Struct):
    """What links may lead to: the places of pages, and the pages, by their addresses."""

    site: FinishedSite
    anchors: dict[str, dict[str, None]] = field(default_factory=dict)
    pages: dict[str, FinishedPage] = field(default_factory=dict)

    def lacks(self, target: str, fragment: str) -> bool:
        """Return whether there is no such file, or no such place in it."""
        if target not in self.site.files:
            return True
        known = self.anchors.get(_address_of(target)) if fragment else None
        return known is not None and fragment not in known


def find(site: FinishedSite) -> Iterator[Finding]:
    """Every link to another page or to a place on a page, every image and every download leads to
    something that is there.

    Correct the address in the page. Link to a page by its file: [Money](finance/index.md).
    """
    ground = _Ground(site)
    leads: dict[tuple[str, str], list[FinishedPage]] = {}
    for page in site.pages:
        ground.pages[page.address] = page
        outline = site.outline(page)
        ground.anchors[page.address] = dict.fromkeys(outline.places)
        for lead in outline.leads:
            leads.setdefault(lead, []).append(page)
    # Most pages lead to the same places, and nearly all of those are there.
    amiss = {one.address for lead, pages in leads.items() if ground.lacks(*lead) for one in pages}
    pages = (page for page in site.pages if page.address in amiss)
    links = ((page, link) for page in pages for link in links_of(page.html))
    told: set[str] = set()
    elsewhere: list[tuple[str, _Wrong, str]] = []
    for page, link in links:
        wrong = _wrong(page, link, ground)
        if wrong is None:
            continue
        meant = posixpath.normpath(posixpath.join(page.address, link))
        lines = _lines(page, link)
        for line in lines:
            told |= {meant, f"#{link.partition('#')[2]}" if "#" in link else link}
            yield Finding(RULE, wrong.message, wrong.remedy, page.path, line, 0, wrong.suggestion)
        if not lines:
            elsewhere.append((meant, wrong, page.place()[0]))
    for meant, wrong, path in elsewhere:
        # Not in a page's own text, so it comes from a template or from a page that another takes in.
        # The page that holds the whole story names the places of each page anew.
        joined = any(meant.endswith(f"--{one[1:]}") for one in told if one.startswith("#"))
        if meant not in told and not joined:
            told.add(meant)
            yield Finding(RULE, wrong.message, "Correct it where it comes from.", path)


def _lines(page: FinishedPage, link: str) -> list[int]:
    """Return the lines of a page's file that hold a link, as it is shown or as it was written."""
    fragment = urlsplit(link).fragment if "#" in link else ""
    guesses = [
        link,
        unquote(link),
        *([f"#{fragment}", f"#{unquote(fragment)}"] if fragment else []),
    ]
    for words in dict.fromkeys(guesses):
        whole = re.compile(rf"(?<![\w/.-]){re.escape(words)}(?![\w/.%-])")
        if words.startswith("#"):
            whole = re.compile(rf"{re.escape(words)}(?![\w-])")
        found = [number for number, line in enumerate(page.lines, 1) if whole.search(line)]
        if found:
            return found
    return []


def _wrong(page: FinishedPage, link: str, ground: _Ground) -> _Wrong | None:
    """Return what is wrong with a link on a page, unless something else is the cause of it."""
    site = ground.site
    if page.broken or GAP in unquote(link):
        return None
    link = site.ground.within(link)
    try:
        lead = site.ground.lead(link, page.address)
    except ValueError:
        return _Wrong(f'The link "{link}" is no address.')
    if lead is None or not ground.lacks(*lead):
        return None
    target, fragment = lead
    if target not in site.files:
        return _leads_nowhere(page, link, target, ground)
    address = _address_of(target)
    if _may_lack(fragment, address, ground):
        return None
    known = ground.anchors[address]
    near = nearest(fragment, [one for one in known if not _NOT_WRITTEN.match(one)])
    return _Wrong(
        f'The link "{link}" leads to a place that is not on that page.',
        "Correct what stands after the #. A heading's place is its words in lower case, with hyphens.",
        f"#{near}" if near else "",
    )


def _address_of(target: str) -> str:
    """Return the address of the page that a file is."""
    return target.removesuffix("index.html") if target.endswith("index.html") else target


def _leads_nowhere(page: FinishedPage, link: str, target: str, ground: _Ground) -> _Wrong | None:
    site = ground.site
    here = posixpath.dirname(page.path.removeprefix("docs/"))
    if not site.held.isdisjoint((target.removesuffix("index.html"), _address(link, here))):
        return _Wrong(
            f'The link "{link}" leads to a page that is held back until its time (publish_after), so '
            "for now it leads to nothing.",
            "Hold back what links to it too, or put the link in when the page can be seen.",
        )
    if site.lost and target.startswith(site.lost):
        return None
    if _PAGE.search(link):
        known = (one.path for one in site.pages if one.source and not one.source.made)
        files = [posixpath.relpath(one.removeprefix("docs/"), here or ".") for one in known]
        remedy = (
            "Correct the link, or add the page. Write the file of the page, as seen from this one."
        )
        return _Wrong(f'The link "{link}" leads to nothing.', remedy, _nearest_page(link, files))
    files = [posixpath.relpath(one, page.address or ".") for one in sorted(site.files)]
    remedy = "Correct the link in the page. Link to a page by its file, such as money/index.md."
    if _FILE.search(link):
        remedy = "Correct the name, as seen from the page. Files of your own lie below docs/."
    return _Wrong(
        f'The link "{link}" leads to nothing.',
        remedy,
        nearest(link, [one for one in files if not one.endswith("index.html")]),
    )


def _nearest_page(link: str, files: list[str]) -> str:
    """Return the file most like a link, by what makes it a page of its own: neither ../ nor index.md."""
    names: dict[str, str] = {}
    for one in files:
        names.setdefault(_bare(one), one)
    return names.get(nearest(_bare(link), names), "")


def _bare(file: str) -> str:
    return file.partition("#")[0].replace("../", "").removesuffix(".md").removesuffix("/index")


def _address(link: str, here: str) -> str:
    """Return the address that the page has to which a link leads by its file, as seen from `here`."""
    file = posixpath.normpath(posixpath.join(here, unquote(link.partition("#")[0])))
    return re.sub(r"(?:(?:^|(?<=/))(?:index|README))?\.md$", "", file).rstrip("/") + "/"


def _may_lack(anchor: str, address: str, ground: _Ground) -> bool:
    """Return whether a place may be missing on a page because of a mistake that has its finding."""
    site, page = ground.site, ground.pages[address]
    if page.broken or address.startswith(site.lost or ("//",)):
        return True
    makers = page.lacking - _IN_SENTENCES
    if makers - {"chart"} or (makers and anchor.startswith("chart-")):
        return True
    if _HEADING_GAP.search(page.html):
        return True
    of_data = page.source is None or page.source.made or bool(page.called - _IN_SENTENCES)
    return of_data and any(one.path.startswith(("datasets/", "charts/")) for one in site.mistakes)
