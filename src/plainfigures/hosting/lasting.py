"""Names that last, given to the files of a site that pages name: see `publish/names.py`."""

from collections.abc import Mapping
from pathlib import Path

from plainfigures.config import SiteConfig
from plainfigures.drawings import Drawings, preview_file
from plainfigures.publish import hashed_name, name_files, with_names, write_headers
from plainfigures.write import NotedPage

__all__ = ["name_look", "name_previews"]


def name_look(config: SiteConfig, site: Path, pages: Mapping[str, NotedPage]) -> None:
    """Give styles and scripts their names, in `site` and in its `pages`, and write `_headers`."""
    names = name_files(site)
    for address, page in pages.items():
        page.html = with_names(page.html, names, address, config.url)
    write_headers(site, own_scripts=config.own_scripts)


def name_previews(site: Path, pages: Mapping[str, NotedPage], drawings: Drawings) -> None:
    """Write the previews of pages, once they are drawn, and name each in its page."""
    names = drawings.write(site, "assets/", hashed_name)
    for address, page in pages.items():
        place = preview_file(address)
        if place in names:
            # Its address stands in the head, before all that a page says.
            page.html = page.html.replace(f'/{place}"', f'/{names[place]}"', 1)
