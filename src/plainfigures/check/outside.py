"""Rule: opening a page asks nothing of another host."""

import re
from collections.abc import Iterator

from plainfigures.check.material import FinishedSite
from plainfigures.check.trees import attributes, styles, tree
from plainfigures.figures.findings import Finding

__all__ = ["find"]

RULE = "outside"

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
}  # fmt: skip
_CSS_URL = re.compile(r"url\(\s*['\"]?(?:https?:)?//|@import\s+['\"]?(?:https?:)?//")


def find(site: FinishedSite) -> Iterator[Finding]:
    """A page loads nothing from another host: no font, no script, no picture, no counter. Nobody else
    learns who reads it. Links that a reader may follow are free.

    Keep the file within the site, or link to it instead.
    """
    for page in site.pages:
        loaded = [value for _, _, value in attributes(page.html, _LOADED)]
        loaded += [
            node.get("href") or ""
            for node in tree(page.html).iter("link")
            if _FETCHED & set((node.get("rel") or "").split())
        ]
        for link in dict.fromkeys(loaded):
            own = bool(site.site_url) and link.startswith(site.site_url)
            if re.match(r"(?:https?:)?//", link) and not own:
                message = f'The page loads "{link}" from another host.'
                yield Finding(RULE, message, "Keep the file within the site.", page.place()[0])
        if _CSS_URL.search(styles(page.html)):
            message = "A style on the page loads something from another host."
            yield Finding(RULE, message, "Keep the file within the site.", page.place()[0])
