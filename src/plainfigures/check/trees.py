"""Finished pages as trees, each parsed once for all rules."""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import cast

from lxml import html as parser
from lxml.etree import ParserError, XPath

__all__ = ["attributes", "content_tree", "ids", "styles", "tree"]

# Plain texts: texts that know where they stand take as long again.
_IDS = XPath("//@id | //a/@name", smart_strings=False)
_STYLES = XPath("//style/text() | //@style", smart_strings=False)


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


def attributes(html: str, names: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str, str]]:
    """Yield (tag, attribute, value) for the attributes named for each tag, in the page's order."""
    for node in tree(html).iter(*names):
        for name in names[str(node.tag)]:
            value = node.get(name)
            if value is not None:
                yield str(node.tag), name, value


def ids(html: str) -> set[str]:
    """Return every place on a page that a link may lead to."""
    return set(_texts(_IDS, html))


def styles(html: str) -> str:
    """Return all styles that stand in the page itself."""
    return " ".join(_texts(_STYLES, html))


def _texts(path: XPath, html: str) -> list[str]:
    return cast(list[str], path(tree(html)))
