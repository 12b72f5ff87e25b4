"""The whole story as one page: finished pages joined, to read through or to print."""

import posixpath
import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from lxml import html as markup

__all__ = ["join_parts", "part_of"]

_ARTICLE = re.compile(r"<article\b[^>]*>.*</article>", re.DOTALL)
_HEADING = re.compile(r"h[1-6]")
_IDS = ("id", "for", "aria-labelledby", "aria-describedby", "aria-controls", "headers", "list")
"""Attributes that hold ids of the page."""
_LINKED_TO = {"h1", "h2", "h3", "h4", "h5", "h6", "section", "figure"}
"""What other pages lead to."""
_SPACE = re.compile(r"\s*\n\s*")
_URL = re.compile(r"url\(#([^)]+)\)")
_LEFT_OUT = {
    "pf-toc",
    "pf-chart__actions",
    "pf-chart__data",
    "pf-foot__all",
    "pf-behind__more",
    "pf-svg--narrow",
}
"""Classes of what only helps on the page itself; the numbers of a chart are on a page of its own."""


def part_of(page: str, address: str, names: Mapping[str, str], whole: str) -> str:
    """Return a finished page as a part of the page at the address `whole`.

    `names` gives the name of each part by its page's address; ids begin with the name, and links
    to other parts lead to them. Headings go one level down.
    """
    found = _ARTICLE.search(page)
    if found is None:
        return ""
    article = markup.fragment_fromstring(found[0])
    for one in list(article.iter()):
        if not isinstance(one.tag, str) or _LEFT_OUT & set((one.get("class") or "").split()):
            one.drop_tree()
    name = names[address]
    _forget_unused(article)
    for one in article.iter():
        if _HEADING.fullmatch(one.tag):
            one.tag = f"h{min(int(one.tag[1]) + 1, 6)}"
        if one.tag == "section":
            # Each part has one of the same name: a landmark would no longer tell them apart.
            one.attrib.pop("aria-labelledby", None)
        _rename(one, name)
        for attribute in ("href", "src"):
            link = one.get(attribute)
            if link is not None and not link.startswith("#"):
                one.set(attribute, _led(link, address, names, whole))
            elif link is not None:
                one.set(attribute, f"#{name}--{link[1:]}" if link != "#" else f"#{name}")
    inner = "".join(markup.tostring(one, encoding="unicode") for one in article)
    inner = inner if "<pre" in inner else _SPACE.sub("\n", inner)
    return f'<section class="pf-whole" id="{name}">{inner}</section>\n'


def _forget_unused(article: markup.HtmlElement) -> None:
    """Take off the ids that nothing leads to any more, so that the page stays light."""
    used = {link[1:] for link in article.xpath(".//@href") if link.startswith("#")}
    for one in article.iter():
        used |= {name for key in _IDS[1:] for name in (one.get(key) or "").split()}
        used |= {name for value in one.attrib.values() for name in _URL.findall(value)}
    for one in article.iter():
        if "id" in one.attrib and one.get("id") not in used and one.tag not in _LINKED_TO:
            del one.attrib["id"]


def _rename(element: markup.HtmlElement, name: str) -> None:
    """Begin every id that an element has or names with the name of its part."""
    for attribute, value in element.attrib.items():
        if attribute in _IDS:
            element.set(attribute, " ".join(f"{name}--{one}" for one in value.split()))
        elif "url(#" in value:
            element.set(attribute, _URL.sub(rf"url(#{name}--\1)", value))


def _led(link: str, address: str, names: Mapping[str, str], whole: str) -> str:
    """Return a link of the page at `address` as it leads from the page at `whole`."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return link
    target = posixpath.normpath(f"/{address}{parts.path}").lstrip("/")
    if parts.path.endswith("/") or not parts.path.rpartition("/")[2].strip("."):
        target = f"{target}/" if target else ""
    fragment = parts.fragment
    if target in names:
        return f"#{names[target]}--{fragment}" if fragment else f"#{names[target]}"
    query = f"?{parts.query}" if parts.query else ""
    up = "../" * whole.count("/") or "./"
    return f"{up}{target}{query}{f'#{fragment}' if fragment else ''}"


def join_parts(parts: Iterable[str], titles: Mapping[str, str]) -> str:
    """Return all parts after a list of them; `titles` gives the heading of each, as HTML, by its
    name.
    """
    items = "".join(f'<li><a href="#{name}">{title}</a></li>' for name, title in titles.items())
    contents = f'<nav class="pf-whole__contents" aria-label="Parts"><ol>{items}</ol></nav>\n'
    return contents + "".join(parts)
