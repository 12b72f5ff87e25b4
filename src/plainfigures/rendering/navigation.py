"""The menu of a site with many pages: a page of its own holds it, so that no other page grows.

On a small site every page has the whole menu at its foot. On a large one each page has the places of
the site, what stands beside it, and a link to the page of all pages.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from plainfigures.config import SiteConfig
from plainfigures.figures.declarations import Page
from plainfigures.made_pages import made_page
from plainfigures.story import address_of

__all__ = ["ALL_PAGES", "MANY", "all_pages", "has_many"]

ALL_PAGES = "all-pages/"
"""The address of the page that has the whole menu of a large site."""

MANY = 60
"""With more pages in its menu than this, a site is large."""


def has_many(config: SiteConfig, pages: Iterable[Page]) -> bool:
    """Return whether the menu of a site with these `pages` is too long for every page."""
    there = list(_leaves(config.nav))
    if not there:
        there = [page.path for page in pages if not (page.made or page.template)]
    return len(there) > MANY


def all_pages(config: SiteConfig, pages: Iterable[Page]) -> list[Page]:
    """Return the page of all pages of a large site; none for a small one, or where there is one."""
    pages = list(pages)
    if not has_many(config, pages) or any(address_of(page) == ALL_PAGES for page in pages):
        return []
    title = "All pages"
    description = f"Every page of “{config.name}”, by its place in the menu."
    text = f"# {title}\n"
    return [made_page(ALL_PAGES.rstrip("/"), text, title=title, description=description, menu=True)]


def _leaves(nav: Any) -> Iterator[str]:
    for item in nav if isinstance(nav, list) else ():
        part = next(iter(item.values()), None) if isinstance(item, dict) else item
        if isinstance(part, list):
            yield from _leaves(part)
        elif isinstance(part, str):
            yield part
