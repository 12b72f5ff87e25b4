"""The typed text of a finished page, piece by piece, and where a piece stands in its file."""

import re
from bisect import bisect_right
from functools import cached_property, lru_cache
from html import unescape
from itertools import islice
from typing import cast
from urllib.parse import unquote

from lxml import html as parser
from msgspec import Struct

from plainfigures.check.trees import content_tree
from plainfigures.figures.made import MADE

__all__ = ["FIGURE", "MADE_TEXT", "Passage", "SourceText", "passages"]

FIGURE = "\ufffc"
"""Stands in a passage where a figure stands on the page."""

MADE_TEXT = "\ufff9"
"""Stands in a passage where a macro wrote something that is no figure."""

_APART = {
    "address", "article", "aside", "blockquote", "caption", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "legend", "li", "main", "nav", "ol", "optgroup", "option", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_UNREAD = {"script", "style"}
_CODE = {"code", "pre", "kbd", "samp"}
_SPOKEN = (
    "title", "alt", "aria-label", "aria-description", "aria-valuetext", "aria-roledescription",
    "aria-placeholder", "placeholder", "label", "abbr", "summary",
)  # fmt: skip
_NUMBERED = {
    "input": ("value",), "button": ("value",), "meter": ("value",), "progress": ("value",),
}  # fmt: skip
"""The attributes whose numbers a reader sees, by element."""
_LOADED = ("src", "data", "srcdoc")
_DATA = re.compile(r"\s*data:(?:text/|image/svg)[^,;]*(?:;[^,;]*)*,", re.IGNORECASE)
_CSS_TEXT = re.compile(r"""content\s*:[^;}]*?(["'])(.*?)\1""", re.IGNORECASE | re.DOTALL)
_WRITTEN = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_ENTITY = re.compile(r"&#?\w+;")
_TAGS = re.compile(r"<[^>]*>")
_PLAIN_WORD = re.compile(r"\w+")
_BESIDE = 6
"""How many words before and after a piece of a passage tell where in a file it stands."""
_PLACES = 500
"""How many likely places are looked at, so that a page of one word over and over takes no longer."""
_AROUND = 90
"""How many letters before and after a likely place are looked at for them."""


class Passage(Struct, frozen=True):
    """A run of typed text that is read as one: a paragraph, a cell, a heading, an attribute.

    `text` holds FIGURE for each of `figures` in their order. `changed` says that this is no typed
    text but what a macro wrote, altered afterwards.
    """

    text: str
    figures: tuple[str, ...] = ()
    changed: bool = False


@lru_cache(maxsize=512)
def passages(
    content: str, key: str, made: tuple[str, ...] = (), *, code_free: bool = False
) -> list[Passage]:
    """Return the typed passages of rendered HTML, in which marks with `key` tell what macros made.

    Without a key, the HTML is what a chart or a macro wrote, and its figures are taken at their word.
    """
    if not content.strip():
        return []
    root = content_tree(content)
    reader = _Reader(key, made, code_free)
    reader.read(root)
    reader.end()
    return reader.found


class _Reader:
    """Walks a tree and gathers its passages."""

    def __init__(self, key: str, made: tuple[str, ...], code_free: bool) -> None:
        self.found: list[Passage] = []
        self._key, self._made, self._code_free = f"{key}-", made, code_free
        self._parts: list[str] = []
        self._figures: list[str] = []

    def read(self, node: parser.HtmlElement) -> None:
        """Take in what stands in an element, and what follows what is in it."""
        if node.text:
            self._parts.append(node.text)
        for inner in node:
            self._inner(inner)
            if inner.tail:
                self._parts.append(inner.tail)

    def end(self) -> None:
        """End the passage that is being gathered."""
        text = " ".join("".join(self._parts).split())
        if text:
            self.found.append(Passage(text, tuple(self._figures)))
        self._parts.clear()
        self._figures.clear()

    def _inner(self, node: parser.HtmlElement) -> None:
        if not isinstance(node.tag, str):
            return
        if node.tag in _UNREAD:
            self._unread(node)
            return
        apart = node.tag in _APART
        if apart:
            self.end()
        mark = node.get(MADE) or ""
        if mark.startswith(self._key) and self._key != "-":
            self._written(node, mark.removeprefix(self._key))
        elif self._key == "-" and (node.tag == "data" or "pf-word" in node.get("class", "")):
            self._shown(node)
        elif self._code_free and node.tag in _CODE:
            self._parts.append(MADE_TEXT)
        else:
            self._spoken(node)
            self.read(node)
            if node.tag == "br":
                self._parts.append(" ")
        if apart:
            self.end()

    def _unread(self, node: parser.HtmlElement) -> None:
        """Take in the words that a style sheet puts into the page."""
        if node.tag == "style":
            for match in _CSS_TEXT.finditer(node.text or ""):
                self.found.append(Passage(" ".join(match[2].split())))

    def _written(self, node: parser.HtmlElement, number: str) -> None:
        text = " ".join(str(node.text_content()).split())
        known = self._made[int(number)] if int(number) < len(self._made) else ""
        if text not in known:
            self.found.append(Passage(text, changed=True))
        self._shown(node)

    def _shown(self, node: parser.HtmlElement) -> None:
        figures = [one.get("data-figure") for one in node.iter("data")]
        self._parts.append(MADE_TEXT)
        for reference in cast(list[str], [one for one in figures if one]):
            self._parts.append(FIGURE)
            self._figures.append(reference)

    def _spoken(self, node: parser.HtmlElement) -> None:
        for name in (*_SPOKEN, *_NUMBERED.get(node.tag, ())):
            value = node.get(name)
            if value and value.strip():
                self.found.append(Passage(" ".join(value.split())))
        for name in _LOADED:
            value = node.get(name) or ""
            data = _DATA.match(value)
            if data or name == "srcdoc":
                text = _TAGS.sub(" ", unquote(value[data.end() :] if data else value))
                self.found.append(Passage(" ".join(text.split())))


class SourceText:
    """The text of a file that an editor writes, in which typed words are looked for.

    `macros` says that words may stand within macros as well.
    """

    def __init__(self, text: str, *, macros: bool = False) -> None:
        self._text, self._macros = text, macros
        self._taken: set[int] = set()

    @cached_property
    def _raw(self) -> str:
        if self._macros:
            return self._text
        return _WRITTEN.sub(lambda one: _blank(one[0]), self._text)

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        for line in self._text.splitlines(keepends=True):
            starts.append(starts[-1] + len(line))
        return starts

    @cached_property
    def _readable(self) -> tuple[str, list[int]]:
        """The text with its entities written out, and where each letter of that stood."""
        letters: list[str] = []
        places: list[int] = []
        at = 0
        for entity in [*_ENTITY.finditer(self._raw), None]:
            stop = entity.start() if entity else len(self._raw)
            letters.append(self._raw[at:stop])
            places += range(at, stop)
            if entity:
                written = unescape(entity[0])
                letters.append(written)
                places += [entity.start()] * len(written)
                at = entity.end()
        return "".join(letters), places

    def find(self, passage: str, start: int, end: int) -> tuple[int, int]:
        """Return the line and column at which the words of a passage from `start` to `end` stand.

        Where they stand more than once, the place with the most of the words around counts, and
        the same place is not given twice. The column is 0 where only the line can be told.
        """
        text, places = self._readable
        words = passage[start:end].split()
        before = _PLAIN_WORD.findall(passage[:start])[-_BESIDE:]
        after = _PLAIN_WORD.findall(passage[end:])[:_BESIDE]
        best = (-1, -1)
        found = re.finditer(re.escape(words[0]) if words else "(?!)", text)
        for match in islice(found, _PLACES):
            if places[match.start()] in self._taken or _inside(text, match):
                continue
            around = _PLAIN_WORD.findall(text[max(0, match.start() - _AROUND) : match.start()])[-8:]
            beyond = _PLAIN_WORD.findall(text[match.end() : match.end() + _AROUND])[:8]
            score = len(set(before) & set(around)) + len(set(after) & set(beyond))
            best = max(best, (score, -match.start()))
        if best[0] >= 0 and (best[0] or not before + after):
            place = places[-best[1]]
            self._taken.add(place)
            line = bisect_right(self._starts, place)
            return line, place - self._starts[line - 1] + 1
        return self._nearest_line([*before, *after]), 0

    def _nearest_line(self, words: list[str]) -> int:
        """Return the line that holds the most of some words; 0 where none holds any."""
        lines = self._raw.splitlines()
        scored = [
            (len(set(words) & set(_PLAIN_WORD.findall(line))), -number)
            for number, line in enumerate(lines, 1)
        ]
        score, number = max(scored, default=(0, 0))
        return -number if score else 0


def _inside(text: str, match: re.Match[str]) -> bool:
    """Return whether what was found is part of a longer number or word."""
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return (before.isalnum() and match[0][:1].isalnum()) or (
        after.isalnum() and match[0][-1:].isalnum()
    )


def _blank(text: str) -> str:
    return "".join(letter if letter == "\n" else " " for letter in text)
