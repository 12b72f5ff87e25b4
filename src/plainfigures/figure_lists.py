"""The lists of figures put into the finished pages that ask for them, kept from build to build."""

import re
from collections.abc import Mapping

from plainfigures.figures.records import COMPUTED
from plainfigures.preparing import Prepared
from plainfigures.story import address_of
from plainfigures.write import NotedPage, Standing, list_figures, list_packages

__all__ = ["put_in_lists", "worked_out"]

_LISTS = re.compile(r"<!--pf-block catalogue(?: ([a-z0-9-]+))?-->")


def put_in_lists(
    prepared: Prepared,
    noted: Mapping[str, NotedPage],
    used: Mapping[str, list[str]],
    places: Mapping[str, str],
) -> None:
    """Put the lists of figures into pages; `used` gives the pages that each figure stands on."""
    config = prepared.config
    standing = Standing(used, _titles(prepared), places, config.name, config.url)
    known = f"{standing.titles} {places} {config.name} {config.url} {worked_out(prepared)}"

    def listing(mark: re.Match[str]) -> str:
        package = mark[1]
        if not package:
            return list_packages(prepared.catalogue)
        own = [(name, pages) for name, pages in used.items() if name.startswith(f"{package}/")]
        parts = f"catalogue {package} {own} {known}"
        return prepared.keeper(parts, lambda: list_figures(prepared.catalogue, package, standing))

    for page in noted.values():
        page.html = _LISTS.sub(listing, page.html)


def worked_out(prepared: Prepared) -> list[tuple[str, str]]:
    """Return the figures that pages worked out, which are not in the data, with their values."""
    return [
        (one.reference, str(one.value))
        for one in prepared.catalogue.figures
        if one.reference.startswith(f"{COMPUTED}/")
    ]


def _titles(prepared: Prepared) -> dict[str, str]:
    """Return the title of each page that has one, by its address."""
    found = {}
    for rendered in prepared.pages:
        found[address_of(rendered.page)] = str(rendered.page.meta.get("title") or "")
    return {address: title for address, title in found.items() if title}
