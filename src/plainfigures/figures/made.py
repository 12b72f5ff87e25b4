"""Marks on what macros made, so that a finished page can tell it from what was typed.

Each element that a macro wrote carries an attribute with a key that no page can know, and the
number of the macro's text in the list of what the page's macros made; text of a macro that stands
in no element is put into one. The marks are taken off before a page is kept.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import unescape

__all__ = [
    "BEGIN",
    "END",
    "GAP",
    "MADE",
    "end_of",
    "page_text",
    "plain",
    "put_back",
    "set_aside",
    "with_marks",
    "without_marks",
]

MADE = "data-pf-made"
"""The attribute of an element that a macro wrote."""

_BARE = "data-pf-bare"
BEGIN, END = "<!--pf-text {}-->", "<!--/pf-text {}-->"
"""What the theme writes before and after the text of a page, with the key of the build."""

GAP = "\uf8fd"
"""Stands on a page where a macro failed: a letter for nobody's use, that no reader ever gets to see.

A page with one is never published. Rules say nothing of what the gap leaves unfinished.
"""

_NEXT = re.compile(r"<!--.*?-->|<([a-zA-Z][\w-]*)|[^<]+", re.DOTALL)
_VOID = {"br", "hr", "img", "input", "wbr"}
_MAIN = re.compile(r"<main\b.*</main>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_ASIDE = "<!--pf-aside {}-{}-->"
_ENDS = re.compile(r"[ \t]*(?:\n[ \t]*\n|\s*\Z)")


def with_marks(markup: str, key: str, number: int) -> str:
    """Return what a macro made with a mark on each of its outermost elements."""
    name = f'"{key}-{number}"'
    parts = []
    for kind, text in _outermost(markup):
        if kind == "element":
            tag = re.match(r"<[\w-]+", text)
            cut = tag.end() if tag else 0
            parts.append(f"{text[:cut]} {MADE}={name}{text[cut:]}")
        elif kind == "text" and text.strip():
            bare = text.strip()
            at = text.index(bare)
            wrapped = f"<span {_BARE}={name} {MADE}={name}>{bare}</span>"
            parts.append(text[:at] + wrapped + text[at + len(bare) :])
        else:
            parts.append(text)
    return "".join(parts)


def without_marks(html: str, key: str) -> str:
    """Return a page without its marks, wherever they have got to."""
    if key not in html:
        return html
    quote, name = '(?:"|&quot;|&#34;)', rf"{re.escape(key)}-\d+"
    bare = rf"<span {_BARE}={quote}{name}{quote} {MADE}={quote}{name}{quote}>([^<]*)</span>"
    html = re.sub(bare, r"\1", html)
    html = re.sub(rf" (?:{_BARE}|{MADE})={quote}{name}{quote}", "", html)
    return html.replace(BEGIN.format(key), "").replace(END.format(key), "")


def set_aside(markup: str, key: str) -> tuple[str, list[str]]:
    """Return a page in Markdown with a comment in the place of each block that a macro wrote.

    The blocks are returned with it: runs of elements that stand between blank lines. Markdown leaves
    them as they are, and takes long to find that out. What it is to read, it gets.
    """
    blocks: list[str] = []
    parts, place = [], 0
    for first in _blocks(key).finditer(markup):
        start = end = first.start()
        if start < place or markup[max(start - 2, 0) : start] not in {"", "\n\n"}:
            continue
        one: re.Match[str] | None = first
        while one:
            end = end_of(markup, one.start(), one[1])
            one = _blocks(key).match(markup, end + markup.startswith("\n", end))
        block = markup[start:end]
        if _ENDS.match(markup, end) and " markdown=" not in block:
            parts += [markup[place:start], _ASIDE.format(key, len(blocks))]
            blocks.append(block)
            place = end
    return "".join([*parts, markup[place:]]), blocks


def put_back(html: str, key: str, blocks: Sequence[str]) -> str:
    """Return a rendered page with the blocks that were set aside in their places."""
    name = re.escape(key)
    return re.sub(_ASIDE.format(name, r"(\d+)"), lambda mark: blocks[int(mark[1])], html)


def page_text(html: str, key: str) -> str:
    """Return the part of a rendered page that was made from its Markdown, marks and all.

    A theme that does not say where that begins and ends gives its main part.
    """
    begin, end = BEGIN.format(key), END.format(key)
    if begin not in html or end not in html:
        main = _MAIN.search(html)
        return main[0] if main else html
    return "".join(part.rpartition(end)[0] for part in html.split(begin)[1:])


def plain(markup: str) -> str:
    """Return the text of markup, with single spaces."""
    return " ".join(unescape(_TAG.sub("", markup)).split())


def _outermost(markup: str) -> Iterator[tuple[str, str]]:
    place = 0
    while place < len(markup):
        match = _NEXT.match(markup, place)
        if match is None:
            yield "other", markup[place:]
            return
        if match[1] is None:
            yield "other" if match[0].startswith("<!--") else "text", match[0]
            place = match.end()
            continue
        end = markup.find(">", place) + 1 if match[1] in _VOID else end_of(markup, place, match[1])
        yield "element", markup[place:end]
        place = end


def end_of(markup: str, start: int, name: str) -> int:
    """Return where the element that begins at `start` ends."""
    depth = 0
    for tag in _tags(name).finditer(markup, start):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.end()
    return len(markup)


@cache
def _blocks(key: str) -> re.Pattern[str]:
    names = "aside|details|div|dl|figure|h[1-6]|nav|ol|p|section|table|ul"
    return re.compile(rf'<({names}) {MADE}="{key}-\d+"')


@cache
def _tags(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(/)?{name}(?=[\s>])[^>]*>")
