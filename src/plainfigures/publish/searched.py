"""What a finished page holds for the search: its parts, each with a title, an anchor and its words."""

import re
import textwrap
from collections.abc import Iterable

from lxml import html
from msgspec import Struct

__all__ = [
    "CHART",
    "ENTRY",
    "PAGE",
    "SECTION",
    "SOURCE",
    "TERM",
    "Part",
    "links_in",
    "parts_of",
    "shortened",
]

PAGE, SECTION, ENTRY, TERM, CHART, SOURCE = range(6)
"""The kinds of what is found; `search.js` has the words for them, in this order."""

_ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)
_MENUS = re.compile(r'<footer\b.*</footer>|<nav class="pf-map".*?</nav>', re.DOTALL)
_HIDDEN = re.compile(r'<meta name="robots" content="[^"]*noindex')
_SPACES = re.compile(r"\s+")
_LEFT_OUT = frozenset({"svg", "script", "style", "template", "nav", "sup", "td", "button", "pre"})
_LEFT_OUT_CLASSES = frozenset({"pf-chart", "pf-foot", "pf-kicker", "pf-used", "pf-notes"})
_HEADINGS = frozenset({"h2", "h3", "h4"})
_BLOCKS = frozenset({"p", "li", "dt", "dd", "div", "td", "th", "tr", "caption", "br", "summary"})
_LONGEST = {PAGE: 800, SECTION: 800, ENTRY: 220, TERM: 320, CHART: 320, SOURCE: 320}


class Part(Struct):
    """A part of a page: its kind, the id it is reached by ("" for the page itself), its words."""

    kind: int
    anchor: str
    title: str
    text: str


def parts_of(page: str) -> list[Part]:
    """Return the parts of a page's article, the page itself first; none where it is not to be found.

    Left out is what is found by other ways or helps nobody who searches: drawings, the cells of
    tables, notes, menus. A page whose head says "noindex" has no parts.
    """
    found = _ARTICLE.search(page)
    if not found or _HIDDEN.search(page):
        return []
    reader = _Reader()
    reader.read(html.fragment_fromstring(found[0]))
    return [
        Part(part.kind, part.anchor, part.title, shortened(part.kind, part.text))
        for part in reader.parts
        if part.title
    ]


def shortened(kind: int, text: str) -> str:
    """Return the words of a part of some kind, no longer than is of use to the search."""
    plain, longest = " ".join(text.split()), _LONGEST[kind]
    return plain if len(plain) <= longest else textwrap.shorten(plain, longest, placeholder="")


def links_in(page: str) -> dict[str, str]:
    """Return where the links of a page's menus lead, as written there, each with its first words."""
    links: dict[str, str] = {}
    for menu in _MENUS.findall(page):
        for link in html.fragment_fromstring(menu).iter("a"):
            links.setdefault(link.get("href", ""), _plain(link.text_content()))
    return links


class _Reader:
    """Goes through a page from top to bottom and cuts it at its headings, entries and terms."""

    def __init__(self) -> None:
        self.parts = [Part(PAGE, "", "", "")]

    def read(self, element: html.HtmlElement) -> None:
        """Take in an element and what it holds."""
        if self._is_left_out(element):
            return
        tag, name = element.tag, element.get("id", "")
        if tag == "h1":
            self.parts[0].title = _words(element)
            return
        if tag in _HEADINGS:
            self._head(element, name)
            return
        if tag == "section" and name and element.get("aria-labelledby") is None:
            kind = SOURCE if name.startswith("source-") else ENTRY
            self.parts.append(Part(kind, name, "", ""))
        elif tag == "dt" and name:
            self.parts.append(Part(TERM, name, _words(element), ""))
            return
        self._add(element.text, apart=tag in _BLOCKS)
        for inner in element:
            self.read(inner)
            self._add(inner.tail)

    def _head(self, heading: html.HtmlElement, name: str) -> None:
        last = self.parts[-1]
        if not name and last.kind in (ENTRY, SOURCE) and not last.title:
            last.title = _words(heading)
        elif name:
            self.parts.append(Part(SECTION, name, _words(heading), ""))
        else:
            self._add(_words(heading), apart=True)

    def _add(self, text: str | None, *, apart: bool = False) -> None:
        if text or apart:
            self.parts[-1].text += f"{' ' if apart else ''}{text or ''}"

    def _is_left_out(self, element: html.HtmlElement) -> bool:
        if not isinstance(element.tag, str) or element.tag in _LEFT_OUT:
            return True
        classes = element.get("class", "").split()
        return not _LEFT_OUT_CLASSES.isdisjoint(classes)


def _words(element: html.HtmlElement) -> str:
    """Return the words of a heading, without the numbers of its notes."""
    return _plain("".join(_texts(element)))


def _texts(element: html.HtmlElement) -> Iterable[str]:
    yield element.text or ""
    for inner in element:
        if isinstance(inner.tag, str) and inner.tag not in _LEFT_OUT:
            yield from _texts(inner)
        yield inner.tail or ""


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text).strip()
