"""What rules on a finished site need to know of each page's HTML, read from it once and kept."""

import posixpath
import re
from typing import cast
from urllib.parse import unquote, urlsplit

import msgspec
from lxml.etree import XPath
from msgspec import Struct

from plainfigures.check.trees import tree

__all__ = ["Ground", "Outline", "links_of", "read_outline"]

# Plain texts: texts that know where they stand take as long again.
_IDS = XPath("//@id | //a/@name", smart_strings=False)
_LINKS = XPath("//a/@href | //link/@href | //img/@src | //script/@src", smart_strings=False)
_STYLES = XPath("//style/text() | //@style", smart_strings=False)
_LOADED = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "object": ("data",),
    "embed": ("src",),
}
_FETCHED = {
    "stylesheet", "preload", "preconnect", "icon", "modulepreload", "dns-prefetch", "manifest",
    "prefetch", "prerender", "apple-touch-icon", "mask-icon",
}  # fmt: skip
_CSS_URL = re.compile(r"url\(\s*['\"]?(?:https?:)?//|@import\s+['\"]?(?:https?:)?//", re.IGNORECASE)
_NO_ADDRESS = ("//", "")
"""Where a link leads that cannot be read: no file has this name."""


class Outline(msgspec.Struct, array_like=True, frozen=True):
    """What stands on a finished page, in its order.

    `leads` are the files and places within the site to which its links lead (see `Ground.lead`), and
    `places` those on the page itself. `loaded` is what a browser fetches for it; `styled_from_afar`
    says that a style on it fetches something from another host. `figures` are references, each with
    its value and the chart around it, `charts` the names of charts, `tested` words with their tests,
    and `records` the references of a list of figures.
    """

    leads: list[tuple[str, str]]
    places: list[str]
    loaded: list[str]
    styled_from_afar: bool
    figures: list[tuple[str, str | None, str]]
    charts: list[str]
    tested: list[tuple[str, str]]
    records: list[str]


class Ground(Struct, frozen=True):
    """Where a site will be served: `base` is the path below which it is, `own` its whole address."""

    base: str
    own: str

    @classmethod
    def of(cls, site_url: str) -> "Ground":
        """Return the ground of a site with an address; that may be empty."""
        return cls(urlsplit(site_url).path.rstrip("/") + "/", site_url.rstrip("/"))

    def within(self, link: str) -> str:
        """Return a link as it is within the site, where it names the site's own address."""
        if self.own and (link == self.own or link.startswith(f"{self.own}/")):
            return self.base + link[len(self.own) :].lstrip("/")
        return link

    def lead(self, link: str, address: str) -> tuple[str, str] | None:
        """Return the file to which a link on the page at `address` leads, and the place in it.

        None for a link that leads out of the site; raises ValueError where it is no address.
        """
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            return None
        if parts.path.startswith("/"):
            path = parts.path.removeprefix(self.base).removeprefix(".")
        else:
            path = posixpath.normpath(posixpath.join(posixpath.dirname(address), parts.path or "."))
            if not parts.path:
                path = address
            elif parts.path.endswith(("/", ".")) or path == ".":
                path = "" if path == "." else f"{path}/"
        path = unquote(path)
        target = f"{path}index.html" if path.endswith("/") or not path else path
        return target, unquote(parts.fragment)


def links_of(html: str) -> list[str]:
    """Return every link of a page, and what it shows or runs, each once and in the page's order."""
    return list(dict.fromkeys(_texts(_LINKS, html)))


def read_outline(html: str, address: str, ground: Ground) -> Outline:
    """Return what stands on a finished page."""
    root = tree(html)
    return Outline(
        leads=_leads(links_of(html), address, ground),
        places=list(dict.fromkeys(_texts(_IDS, html))),
        loaded=_loaded(html),
        styled_from_afar=bool(_CSS_URL.search(" ".join(_texts(_STYLES, html)))),
        figures=[
            (
                node.get("data-figure"),
                node.get("value"),
                next(
                    filter(None, (one.get("data-chart") for one in node.iterancestors("figure"))),
                    "",
                ),
            )
            for node in root.iter("data")
            if node.get("data-figure") is not None
        ],
        charts=[name for node in root.iter("figure") if (name := node.get("data-chart"))],
        tested=[
            (str(node.text_content()), test)
            for node in root.iter("span")
            if (test := node.get("data-test"))
        ],
        records=[
            node.get("id") or ""
            for node in root.iter("details")
            if node.get("class") == "pf-record"
        ],
    )


def _leads(links: list[str], address: str, ground: Ground) -> list[tuple[str, str]]:
    found: dict[tuple[str, str], None] = {}
    for link in links:
        try:
            lead = ground.lead(ground.within(link), address)
        except ValueError:
            lead = _NO_ADDRESS
        if lead:
            found[lead] = None
    return list(found)


def _loaded(html: str) -> list[str]:
    root = tree(html)
    loaded = [
        link.strip()
        for node in root.iter(*_LOADED)
        for name in _LOADED[str(node.tag)]
        if (value := node.get(name)) is not None
        for link in (_srcset(value) if name == "srcset" else [value])
    ]
    loaded += [
        (node.get("href") or "").strip()
        for node in root.iter("link")
        if _FETCHED & set((node.get("rel") or "").lower().split())
    ]
    return list(dict.fromkeys(loaded))


def _srcset(value: str) -> list[str]:
    """Return the addresses of a `srcset`, each without its size."""
    return [one.split()[0] for one in value.split(",") if one.split()]


def _texts(path: XPath, html: str) -> list[str]:
    return cast(list[str], path(tree(html)))
