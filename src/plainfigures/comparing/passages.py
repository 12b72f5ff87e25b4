"""A page cut into what a reader reads at once: sentences, cells of tables, entries of lists.

Each passage has the text that readers see and a `skeleton`: the same without what macros wrote, so
that a passage whose figures changed is known for the same passage.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

import jinja2
from jinja2 import TemplateSyntaxError
from lxml import html
from msgspec import Struct

from plainfigures.figures.made import MADE
from plainfigures.write import RenderedPage

__all__ = ["Passage", "passages_of"]

_BLOCKS = re.compile(r"\n[ \t]*\n")
_OPEN, _CLOSE = "\ue000", "\ue001"
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]*\s+")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+\.)\s+|\s*\||#{1,6}\s|\s*[-:|]+\s*$|>\s")
_MARKDOWN = (
    (re.compile(r"\{:[^}]*\}"), ""),
    (re.compile(r"^\s*(?:[-*+]|\d+\.)\s+|^#{1,6}\s+|^>\s+", re.MULTILINE), ""),
    (re.compile(r"!?\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"(\*\*|__|`)(.+?)\1"), r"\2"),
    (re.compile(r"(?<!\w)[*_](\S.*?)[*_](?!\w)"), r"\1"),
    (re.compile(r"\s*\|\s*"), " "),
)
_WHOLE = {"li", "p", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "figcaption"}
"""Elements that hold something to be read at once."""
_ENTRIES = {"pf-card", "pf-entry", "pf-promise"}
"""Classes of elements whose parts are read together."""
_LEFT_OUT = {"pf-chart"}
"""Classes of elements that are told elsewhere."""
_LONG_ENOUGH = 6
"""Typed text of fewer letters may stand anywhere, and says nothing of where it was typed."""


class Passage(Struct, frozen=True):
    """Something to be read at once.

    `where` names a cell by its table, row and column. `figures` are (reference, shown text) in their
    order, `words` the words of direction that macros wrote. `line` is that of the page's file. `typed`
    says that an editor wrote it, around what macros wrote.
    """

    text: str
    skeleton: str
    line: int
    where: str = ""
    figures: tuple[tuple[str, str], ...] = ()
    words: tuple[str, ...] = ()
    typed: bool = False

    @property
    def references(self) -> tuple[str, ...]:
        """The references of the figures in it."""
        return tuple(reference for reference, _ in self.figures)


def passages_of(page: RenderedPage, key: str) -> list[Passage]:
    """Return the passages of a page in their order; `key` is that of the marks in it."""
    line_at = _Lines(page)
    found: list[Passage] = []
    place = 0
    for block in _BLOCKS.split(page.marked):
        start = page.marked.index(block, place)
        place = start + len(block)
        if not block.strip():
            continue
        first = re.match(
            rf'\s*<(?:aside|details|div|dl|figure|nav|ol|section|table|ul) {MADE}="{key}-', block
        )
        if first:
            found += _made_passages(block, line_at.of(start))
        else:
            found += _typed_passages(block, start, line_at)
    return found


class _Lines:
    """Says on which line of a page's file a place of the rendered page was written.

    What was typed stands in the rendered page in the same order, with what macros wrote between.
    """

    def __init__(self, page: RenderedPage) -> None:
        self._places: list[int] = [0]
        self._lines: list[int] = [1 + page.page.offset]
        place = 0
        for line, text in _typed(page.page.text):
            begin = page.marked.find(text, place)
            if begin < 0:
                continue
            place = begin + len(text)
            if len(text.strip()) >= _LONG_ENOUGH or "\n\n" in text:
                for number, part in enumerate(_starts(text)):
                    self._places.append(begin + part)
                    self._lines.append(line + number + page.page.offset)

    def of(self, place: int) -> int:
        """Return the line of a place in the rendered page."""
        return self._lines[bisect_right(self._places, place) - 1]


def _typed(text: str) -> Iterator[tuple[int, str]]:
    """Yield what was typed between macros, each piece with its line in the text."""
    try:
        for line, kind, value in jinja2.Environment(autoescape=True).lex(text):
            if kind == "data":
                yield line, value
    except TemplateSyntaxError:
        return


def _starts(text: str) -> Iterator[int]:
    """Yield where each line of a text begins."""
    yield 0
    for end in re.finditer(r"\n", text):
        yield end.end()


def _typed_passages(block: str, start: int, line_at: _Lines) -> Iterator[Passage]:
    """Yield the sentences of a block that an editor wrote, and of each item of a list."""
    units: list[list[str]] = []
    places: list[int] = []
    place = start
    for line in block.split("\n"):
        if not units or _ITEM.match(line):
            units.append([])
            places.append(place)
        units[-1].append(line)
        place += len(line) + 1
    for lines, begin in zip(units, places, strict=True):
        text = "\n".join(lines)
        pieces = _Pieces(text)
        place = 0
        for sentence in _SENTENCE.split(_without_markdown(pieces.text)):
            if not sentence.strip():
                continue
            # The first typed words of a sentence say where in its paragraph it begins.
            words = re.split(f"[{_OPEN}\n]", sentence.lstrip(f"{_OPEN}{_CLOSE}0123456789 "))[0][:40]
            at = text.find(words, place) if len(words) >= _LONG_ENOUGH else place
            place = max(place, at)
            yield pieces.passage(sentence, line_at.of(begin + place))


class _Pieces:
    """The text of a block with a mark in the place of all that each macro wrote."""

    def __init__(self, block: str) -> None:
        self._texts: list[str] = []
        self._figures: list[list[tuple[str, str]]] = []
        self._words: list[list[str]] = []
        self._numbers: list[str] = []
        self.text = self._read(html.fragment_fromstring(_safe(block), create_parent="div"))

    def _read(self, node: html.HtmlElement) -> str:
        parts, last = [str(node.text or "")], ""
        for inner in node:
            number = str(inner.get(MADE) or "") if isinstance(inner.tag, str) else ""
            if number and number == last and not parts[-1].strip():
                # What one macro wrote in several elements is one piece, with the space between.
                self._texts[self._numbers.index(number)] += parts.pop()
            if number:
                parts.append(self._note(inner, number))
            elif isinstance(inner.tag, str):
                parts.append(self._read(inner))
            parts.append(str(inner.tail or ""))
            last = number
        return "".join(parts)

    def _note(self, node: html.HtmlElement, number: str) -> str:
        """Keep what one macro wrote; what it wrote in several elements is one piece."""
        if _LEFT_OUT & set((node.get("class") or "").split()):
            return ""
        if number not in self._numbers:
            self._numbers.append(number)
            self._texts.append("")
            self._figures.append([])
            self._words.append([])
        at = self._numbers.index(number)
        again = bool(self._texts[at])
        self._texts[at] += str(node.text_content()).replace("\n", " ")
        self._figures[at] += _figures_in(node)
        self._words[at] += _words_in(node)
        if again:
            return ""
        return f"{_OPEN}{at}{_CLOSE}"

    def passage(self, sentence: str, line: int) -> Passage:
        """Return a sentence with what the macros wrote in its places."""
        here = [int(one) for one in re.findall(f"{_OPEN}(\\d+){_CLOSE}", sentence)]
        text = re.sub(f"{_OPEN}(\\d+){_CLOSE}", lambda one: self._texts[int(one[1])], sentence)
        return Passage(
            text=" ".join(text.split()),
            skeleton=" ".join(re.sub(f"{_OPEN}\\d+{_CLOSE}", _OPEN, sentence).split()),
            line=line,
            figures=tuple(one for at in here for one in self._figures[at]),
            words=tuple(one for at in here for one in self._words[at]),
            typed=True,
        )


def _made_passages(block: str, line: int) -> Iterator[Passage]:
    """Yield the cells and entries of a block that a macro wrote."""
    for node in html.fragment_fromstring(_safe(block), create_parent="div"):
        yield from _passages_in(node, line)


def _passages_in(node: html.HtmlElement, line: int) -> Iterator[Passage]:
    classes = set((node.get("class") or "").split())
    if not isinstance(node.tag, str) or classes & _LEFT_OUT:
        return
    if node.tag == "table":
        yield from _cells(node, line)
        return
    entry = bool(classes & _ENTRIES) or node.tag in _WHOLE
    if (
        entry
        and next(node.iter("table", "li") if node.tag != "li" else node.iter("table"), None) is None
    ):
        yield _entry(node, line)
        return
    if not len(node) and (node.text or "").strip():
        yield _entry(node, line)
    for inner in node:
        yield from _passages_in(inner, line)


def _entry(node: html.HtmlElement, line: int) -> Passage:
    return Passage(
        text=_text(node),
        skeleton=f"entry {_text(node, figures=False)}",
        line=line,
        figures=tuple(_figures_in(node)),
        words=tuple(_words_in(node)),
    )


def _cells(table: html.HtmlElement, line: int) -> Iterator[Passage]:
    """Yield the cells of a table, each known by the table, its row and its column."""
    caption = next((_text(one) for one in table.iter("caption")), "")
    named = next((_text(one, figures=False) for one in table.iter("caption")), "")
    head = [_text(one) for row in table.iter("thead") for one in row.iter("th", "td")]
    seen: dict[str, int] = {}
    for row in table.iter("tr"):
        if row.getparent().tag == "thead":
            continue
        cells = list(row)
        label = _text(cells[0]) if cells else ""
        seen[label] = seen.get(label, 0) + 1
        for at, cell in enumerate(cells):
            column = head[at] if at < len(head) else str(at + 1)
            if cell.tag == "th":
                continue
            where = ", ".join(
                part for part in (f"“{caption}”" if caption else "", label, column) if part
            )
            yield Passage(
                text=_text(cell),
                skeleton=f"cell {named} | {label} {seen[label]} | {column}",
                line=line,
                where=where,
                figures=tuple(_figures_in(cell)),
                words=tuple(_words_in(cell)),
            )


def _text(node: html.HtmlElement, *, figures: bool = True) -> str:
    """Return the text of an element, its parts apart; without figures, their places only."""
    parts: list[str] = [str(node.text or "")]
    for inner in node:
        if isinstance(inner.tag, str):
            made = inner.tag == "data" or "pf-word" in (inner.get("class") or "")
            text = _text(inner, figures=figures) if figures or not made else _OPEN
            apart = (
                " " if inner.tag in {*_WHOLE, "div", "span", "td", "th", "br", "section"} else ""
            )
            parts += [apart, text, apart]
        parts.append(str(inner.tail or ""))
    return re.sub(r"\s+([.,;:)])", r"\1", " ".join("".join(parts).split()))


def _figures_in(node: html.HtmlElement) -> list[tuple[str, str]]:
    return [
        (str(one.get("data-figure")), " ".join(str(one.text_content()).split()))
        for one in node.iter("data")
        if one.get("data-figure")
    ]


def _words_in(node: html.HtmlElement) -> list[str]:
    return [
        " ".join(str(one.text_content()).split())
        for one in node.iter("span")
        if "pf-word" in (one.get("class") or "").split()
    ]


def _without_markdown(text: str) -> str:
    for pattern, instead in _MARKDOWN:
        text = pattern.sub(instead, text)
    return text


def _safe(block: str) -> str:
    """Return a block without what no HTML parser takes."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", block)
