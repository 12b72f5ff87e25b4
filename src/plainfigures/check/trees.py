"""Finished pages as trees, each parsed once for all rules."""

from functools import cache, lru_cache

from lxml import html as parser
from lxml.etree import ParserError

__all__ = ["content_tree", "tree"]


@cache
def _utf8() -> parser.HTMLParser:
    return parser.HTMLParser(encoding="utf-8")


@lru_cache(maxsize=512)
def tree(html: str) -> parser.HtmlElement:
    """Return the tree of a page."""
    return _parsed(html)


def _parsed(html: str) -> parser.HtmlElement:
    try:
        # As bytes, since a text that declares an encoding of its own is refused.
        return parser.document_fromstring(html.encode(), parser=_utf8())
    except ParserError:
        return parser.document_fromstring("<html></html>")  # nothing, or only comments


def content_tree(content: str) -> parser.HtmlElement:
    """Return the tree of what stands within a page, whatever it is: its root holds no words itself."""
    return _parsed(f"<html><body><div>{content}</div></body></html>")
