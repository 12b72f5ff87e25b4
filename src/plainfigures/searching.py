"""The search of a site: what it looks through, gathered from pages, charts and figures."""

from collections.abc import Mapping
from pathlib import Path

from plainfigures.preparing import Prepared
from plainfigures.publish import SearchedChart, write_search
from plainfigures.story import address_of

__all__ = ["let_it_be_found"]


def let_it_be_found(
    prepared: Prepared, site: Path, pages: Mapping[str, str], used: Mapping[str, list[str]]
) -> None:
    """Write the files of the search; `pages` are the finished pages by address.

    `used` gives the addresses on which each figure stands.
    """
    charts = prepared.desk.charts
    pictures = [charts.words(name).picture for name in charts.declarations]
    write_search(
        site,
        pages,
        prepared.catalogue,
        charts=[
            SearchedChart(f"charts/{one.id}/", one.title, f"{one.subtitle} {one.alternative}")
            for one in pictures
        ],
        words=_searched_for(prepared),
        used=used,
        keep=prepared.keeper,
        keep_page=prepared.page_keeper,
    )


def _searched_for(prepared: Prepared) -> dict[str, str]:
    """Return by address what a page's `search_words` say that readers may look for."""
    found = {}
    for rendered in prepared.pages:
        words = rendered.page.meta.get("search_words")
        if words:
            said = words if isinstance(words, str) else ", ".join(str(word) for word in words)
            found[address_of(rendered.page)] = said
    return found
