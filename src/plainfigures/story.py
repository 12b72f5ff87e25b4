"""The pages that tell a site's story, in their order, and the page that holds all of them."""

from collections.abc import Iterable, Iterator
from typing import Any

import yaml

from plainfigures.config import CONFIGURATION, SiteConfig
from plainfigures.figures.declarations import Page, names_in
from plainfigures.figures.findings import Finding, nearest

__all__ = [
    "EDITING",
    "WHOLE",
    "WHOLE_MARK",
    "address_of",
    "story_findings",
    "story_pages",
    "whole_page",
]

EDITING = "editing/"
"""The address of the part of a site that is for its editors."""

WHOLE = "print/"
"""The address of the page that holds the whole story."""

WHOLE_MARK = "<!--pf-block whole-story-->"
"""What stands in that page until all others are finished."""

_REGISTERS = ("sources/", "figures/", "data/", "checks/", "changes/", "glossary/")
"""Places that every site has for looking things up: they tell no story."""
_SETTING = "whole_story"
_MOST = 40
"""More pages than this make no page that somebody would read or print, unless they are chosen."""
_INDEX = {"index", "README"}
"""Files that MkDocs takes for the page of the folder that they stand in."""


def address_of(page: Page) -> str:
    """Return the address of a page within the site, such as `money/`; "" for the home page."""
    folder, _, name = page.path.removeprefix("docs/").rpartition(".")[0].rpartition("/")
    place = f"{folder}/" if folder else ""
    return place if name in _INDEX else f"{place}{name}/"


def story_pages(config: SiteConfig, pages: Iterable[Page]) -> list[str]:
    """Return the addresses of the pages that tell the story, in the order of the navigation.

    They are those of `extra.plainfigures.whole_story` or, where that is not set, the navigation
    without the home page and without places for looking things up.
    """
    there = _there(pages)
    chosen = _chosen(config)
    if chosen is not None:
        return [there[name] for name in dict.fromkeys(chosen) if name in there]
    found = [there[name] for name in _told(config.nav) if name in there]
    return [one for one in dict.fromkeys(found) if one and not one.startswith(_REGISTERS)]


def story_findings(config: SiteConfig, pages: Iterable[Page]) -> Iterator[Finding]:
    """Yield a finding for each page that the setting names and that is not there."""
    there = _there(pages)
    for name in _chosen(config) or ():
        if name not in there:
            yield Finding(
                "page",
                f'"{_SETTING}" names "{name}", which is no page.',
                "Name a file of docs/, as the navigation does.",
                CONFIGURATION,
                config.lines.get(_SETTING, 0),
                suggestion=nearest(name, there),
            )


def _there(pages: Iterable[Page]) -> dict[str, str]:
    """Return the address of each page by its file below docs/."""
    return {page.path.removeprefix("docs/"): address_of(page) for page in pages}


def _chosen(config: SiteConfig) -> tuple[str, ...] | None:
    named = config.settings.get(_SETTING)
    return None if named is None else names_in(named)


def whole_page(config: SiteConfig, pages: Iterable[Page]) -> list[Page]:
    """Return the page that is to hold the whole story.

    There is none where the story is one page or less, nor where nobody chose its pages and the
    navigation has more than one would read through.
    """
    pages = list(pages)
    place = f"docs/{WHOLE}index.md"
    addresses = story_pages(config, pages)
    if _chosen(config) is None and len(addresses) > _MOST:
        return []
    if len(addresses) < 2 or any(address_of(page) == WHOLE for page in pages):
        return []
    told = [page.meta for page in pages if address_of(page) in addresses]
    meta: dict[str, Any] = {
        "title": "The whole story on one page",
        "description": f"All pages of “{config.name}” that tell the story, to read through or to print.",
        "kicker": "To read through, or to print",
        "robots": "noindex",
    }
    # What may stand on one of the pages may stand here.
    for setting in ("bodies", "areas"):
        meta[setting] = sorted({name for one in told for name in names_in(one.get(setting))})
    text = (
        f"# {config.name}\n\nThis is the whole story on one page. Each part has its sources at its "
        f"end.\n{{: .pf-standfirst}}\n\n{WHOLE_MARK}\n"
    )
    matter = yaml.safe_dump(meta, allow_unicode=True, sort_keys=False)
    return [Page(place, text, matter.count("\n") + 2, meta, matter, made=True)]


def _told(nav: Any) -> Iterator[str]:
    """Yield the pages of a navigation, without the part in which the sources stand."""
    for item in nav if isinstance(nav, list) else ():
        part = next(iter(item.values()), None) if isinstance(item, dict) else item
        if isinstance(part, str):
            yield part
        elif isinstance(part, list):
            within = [*_told(part)]
            if "sources/index.md" not in within:
                yield from within
