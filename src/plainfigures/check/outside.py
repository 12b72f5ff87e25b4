"""Rule: opening a page asks nothing of another host."""

import re
from collections.abc import Iterator

from plainfigures.check.material import FinishedSite
from plainfigures.figures.findings import Finding

__all__ = ["find"]

RULE = "outside"
_REMEDY = "Put the file below docs/ and name it there, or write a link to it instead."

_ELSEWHERE = re.compile(r"(?:https?:)?//", re.IGNORECASE)


def find(site: FinishedSite) -> Iterator[Finding]:
    """A page loads nothing from another host: no font, no script, no picture, no counter. Nobody else
    learns who reads it. Links that a reader may follow are free.

    Keep the file within the site, or link to it instead.
    """
    for page in site.pages:
        outline = site.outline(page)
        for link in outline.loaded:
            if _ELSEWHERE.match(link) and not _is_own(link, site.site_url):
                message = f'The page loads "{link}" from another host.'
                yield Finding(RULE, message, _REMEDY, *page.place(link))
        if outline.styled_from_afar:
            message = "A style on the page loads something from another host."
            yield Finding(RULE, message, _REMEDY, *page.place("//"))


def _is_own(link: str, site_url: str) -> bool:
    own = site_url.rstrip("/")
    return bool(own) and (link == own or link.startswith(f"{own}/"))
