"""Two finished sites from the same pages, held against each other: what a reader would notice.

Each file of both is looked at. Files with the same bytes are the same. Of two pages that differ, each
aspect is told apart: the figures, the text, the headings, the links and so on; what is left is how the
markup is written.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from lxml import html as parser
from lxml.html import HtmlElement

__all__ = ["ASPECTS", "Difference", "differences", "pages_of"]

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Difference:
    """Where two sites differ: the file, in what, and what stands in the one and in the other."""

    file: str
    aspect: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.file}: {self.aspect}: {self.before!r} became {self.after!r}"


def pages_of(site: Path) -> list[str]:
    """Return the pages of a finished site, by their files."""
    return sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))


def differences(before: Path, after: Path) -> Iterator[Difference]:
    """Yield all in which the site in `after` differs from that in `before`."""
    names = {*_files(before), *_files(after)}
    for name in sorted(names):
        first, second = before / name, after / name
        if not (first.is_file() and second.is_file()):
            yield Difference(name, "file", *_there(first, second))
        elif first.read_bytes() != second.read_bytes():
            if name.endswith(".html"):
                yield from _of_pages(name, first.read_text("utf-8"), second.read_text("utf-8"))
            else:
                yield from _of_lines(name, first.read_bytes(), second.read_bytes())


def _there(*files: Path) -> tuple[str, str]:
    first, second = ("there" if file.is_file() else "not there" for file in files)
    return first, second


def _files(site: Path) -> list[str]:
    return [one.relative_to(site).as_posix() for one in site.rglob("*") if one.is_file()]


def _of_pages(name: str, before: str, after: str) -> Iterator[Difference]:
    first, second = parser.document_fromstring(before), parser.document_fromstring(after)
    found = False
    for aspect, take in ASPECTS.items():
        for one, other in _unlike(take(first), take(second)):
            found = True
            yield Difference(name, aspect, one, other)
    if not found:
        yield from _of_markup(name, before, after)


def _of_markup(name: str, before: str, after: str) -> Iterator[Difference]:
    """Yield how the same page is written otherwise: tag by tag, then by spaces alone."""
    tokens = [re.findall(r"<[^>]*>|[^<]+", text) for text in (before, after)]
    plain = [[_SPACES.sub(" ", one).strip() for one in side] for side in tokens]
    first, second = ([one for one in side if one] for side in plain)
    if first == second:
        yield Difference(name, "spaces", "", "")
    for one, other in _unlike(first, second):
        yield Difference(name, "markup", one, other)


def _of_lines(name: str, before: bytes, after: bytes) -> Iterator[Difference]:
    try:
        first, second = before.decode().splitlines(), after.decode().splitlines()
    except UnicodeDecodeError:
        yield Difference(name, "bytes", f"{len(before)} bytes", f"{len(after)} bytes")
        return
    for one, other in _unlike(first, second):
        yield Difference(name, "lines", one[:300], other[:300])


def _unlike(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the runs in which two lists differ, each as one text."""
    if before == after:
        return
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            yield "\n".join(before[a:b]), "\n".join(after[c:d])


def _text(element: HtmlElement) -> str:
    return _SPACES.sub(" ", element.text_content()).strip()


def _figures(page: HtmlElement) -> list[str]:
    return [
        f"{one.get('data-figure')} {one.get('value')} {_text(one)}"
        for one in page.iter("data")
        if one.get("data-figure")
    ]


def _charts(page: HtmlElement) -> list[str]:
    charts = page.xpath("//figure[@data-chart]")
    return [f"{one.get('data-chart')} {_text(one)}" for one in charts]


def _headings(page: HtmlElement) -> list[str]:
    names = ("h1", "h2", "h3", "h4", "h5", "h6")
    return [f"{one.tag} #{one.get('id') or ''} {_text(one)}" for one in page.iter(*names)]


def _places(page: HtmlElement) -> list[str]:
    return [str(one) for one in page.xpath("//@id")]


def _links(page: HtmlElement) -> list[str]:
    return [f"{one.get('href')} {_text(one)}" for one in page.iter("a") if one.get("href")]


def _fetched(page: HtmlElement) -> list[str]:
    found = [str(one.get("src")) for one in page.iter("script", "img") if one.get("src")]
    return found + [f"{one.get('rel')} {one.get('href')}" for one in page.iter("link")]


def _words(page: HtmlElement) -> list[str]:
    """Return the text of a page's body, part by part, as it is read."""
    body = page.find("body")
    texts = body.itertext() if body is not None else page.itertext()
    return [one for one in (_SPACES.sub(" ", str(text)).strip() for text in texts) if one]


def _title(page: HtmlElement) -> list[str]:
    return [str(one) for one in page.xpath("//head/title/text()")]


def _said(page: HtmlElement) -> list[str]:
    """Return what is said of a page in its head: its description, its preview, its policy."""
    found = []
    for one in page.iter("meta"):
        name = one.get("name") or one.get("property") or one.get("http-equiv") or "charset"
        found.append(f"{name}={one.get('content') or one.get('charset')}")
    return found


ASPECTS: dict[str, Callable[[HtmlElement], list[str]]] = {
    "title": _title,
    "said": _said,
    "figures": _figures,
    "charts": _charts,
    "headings": _headings,
    "places": _places,
    "links": _links,
    "fetched": _fetched,
    "text": _words,
}
"""What is compared of two pages, by its name: each as a list, in the order of the page."""
