"""Rule: opening a page asks nothing of another host."""

import re
from collections.abc import Iterator

from plainfigures.check.material import FinishedSite
from plainfigures.check.trees import attributes, styles, tree
from plainfigures.figures.findings import Finding

__all__ = ["find"]

RULE = "outside"
_REMEDY = "Put the file below docs/ and name it there, or write a link to it instead."

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
_ELSEWHERE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_CSS_URL = re.compile(r"url\(\s*['\"]?(?:https?:)?//|@import\s+['\"]?(?:https?:)?//", re.IGNORECASE)


def find(site: FinishedSite) -> Iterator[Finding]:
    """A page loads nothing from another host: no font, no script, no picture, no counter. Nobody else
    learns who reads it. Links that a reader may follow are free.

    Keep the file within the site, or link to it instead.
    """
    for page in site.pages:
        loaded = [
            link.strip()
            for _, name, value in attributes(page.html, _LOADED)
            for link in (_srcset(value) if name == "srcset" else [value])
        ]
        loaded += [
            (node.get("href") or "").strip()
            for node in tree(page.html).iter("link")
            if _FETCHED & set((node.get("rel") or "").lower().split())
        ]
        for link in dict.fromkeys(loaded):
            if _ELSEWHERE.match(link) and not _is_own(link, site.site_url):
                message = f'The page loads "{link}" from another host.'
                yield Finding(RULE, message, _REMEDY, *page.place(link))
        if _CSS_URL.search(styles(page.html)):
            message = "A style on the page loads something from another host."
            yield Finding(RULE, message, _REMEDY, *page.place("//"))


def _srcset(value: str) -> list[str]:
    """Return the addresses of a `srcset`, each without its size."""
    return [one.split()[0] for one in value.split(",") if one.split()]


def _is_own(link: str, site_url: str) -> bool:
    own = site_url.rstrip("/")
    return bool(own) and (link == own or link.startswith(f"{own}/"))
