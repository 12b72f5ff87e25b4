"""Tags as a page writes them, taken apart; and what the HTML standard says of elements by their names."""

import re
from functools import lru_cache
from html import unescape

from msgspec import Struct

__all__ = ["FOLLOWED", "LATER", "LOADED", "TAG", "VOID", "Tag", "parsed"]

TAG = re.compile(
    r"""<(?:(?P<name>/?(?!(?i:script|style|textarea|title)\b)[a-zA-Z][^\s/>"'<=]*+)"""
    r"""(?:[^<>"']++|"[^"]*+"|'[^']*+')*+>"""
    r"""|(?P<raw>(?i:script|style|textarea|title))\b(?P<inside>(?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>"""
    r"""(?P<text>.*?)</(?i:(?P=raw))\s*>"""
    r"""|(?P<late>/?[a-zA-Z][^\s/>"'<=]*+)(?:[^<>"']++|"[^"]*+"|'[^']*+')*+>"""
    r"""|(?P<aside>!--.*?-->)|(?P<kind>![a-zA-Z][^>]*>))|<""",
    re.DOTALL,
)
"""A tag; an element that holds text alone, with its text; a comment; or a sign that begins nothing."""

_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_NAME = re.compile(r"<([^\s/>]+)")
VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
})  # fmt: skip
_ENDS_PARAGRAPH = frozenset({
    "address", "article", "aside", "blockquote", "details", "dialog", "div", "dl", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup",
    "hr", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "table", "ul",
})  # fmt: skip
"""Elements that end a paragraph wherever they begin in it, so that its own end stands alone."""

LOADED = {
    "script": ("src",),
    "img": ("src",),
    "source": ("src",),
    "iframe": ("src",),
    "frame": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "object": ("data",),
    "embed": ("src",),
    "input": ("src",),
    "image": ("href", "xlink:href"),
    "use": ("href", "xlink:href"),
    "body": ("background",),
}
FOLLOWED = {"a": ("href", "xlink:href"), "area": ("href",), "form": ("action",)}
LATER = ("data-script", "data-engine", "data-index")
"""Attributes that name what our own scripts fetch when it is asked for."""

_MARKED = frozenset({"html", "a", "link", "meta", "base", *VOID})
"""Elements at whose beginning something is asked."""

_HOLD_ADDRESSES = frozenset({
    "href", "xlink:href", "src", "srcset", "action", "data", "poster", "background", *LATER,
})  # fmt: skip
_ASKED = frozenset({"id", "style", "data-figure", *_HOLD_ADDRESSES})
"""Attributes that lead somewhere, name something, or show something."""


class Tag(Struct, frozen=True):
    """A start tag: its name, its attributes, whether it ends itself, which attributes stand twice.

    `handlers` are those that run scripts, `leads` the addresses that they hold, and whether a browser
    fetches each by itself. `plain` says that nothing about it is to be looked at but where it ends,
    `block` that a paragraph ends where it begins.
    """

    name: str
    attributes: dict[str, str]
    closed: bool = False
    twice: tuple[str, ...] = ()
    handlers: tuple[str, ...] = ()
    leads: tuple[tuple[str, bool], ...] = ()
    plain: bool = False
    block: bool = False


@lru_cache(maxsize=50_000)
def parsed(text: str) -> Tag:
    """Return a start tag as it is written, in parts."""
    begun = _NAME.match(text)
    name = begun[1].lower() if begun else ""
    inner = text[begun.end() if begun else 1 : -1]
    attributes: dict[str, str] = {}
    twice = []
    for written, *values in _ATTRIBUTE.findall(inner):
        key = written.lower()
        if key in attributes:
            twice.append(key)
        value = "".join(values)
        attributes[key] = unescape(value) if "&" in value else value
    closed = inner.endswith("/")
    handlers = tuple([key for key in attributes if key[:2] == "on" and len(key) > 2])
    asked = closed or twice or handlers or name in _MARKED or not _ASKED.isdisjoint(attributes)
    block, leads = name in _ENDS_PARAGRAPH, tuple(_leads(name, attributes)) if asked else ()
    return Tag(name, attributes, closed, tuple(twice), handlers, leads, not asked, block)


def _leads(name: str, given: dict[str, str]) -> list[tuple[str, bool]]:
    """Return the addresses that a tag holds, and whether a browser fetches each by itself."""
    if _HOLD_ADDRESSES.isdisjoint(given):
        return []
    found = [(given[key], True) for key in (*LOADED.get(name, ()), *LATER) if key in given]
    found += [(given[key], False) for key in FOLLOWED.get(name, ()) if key in given]
    several = [one.split() for one in given.get("srcset", "").split(",")]
    return found + [(one[0], True) for one in several if one]
