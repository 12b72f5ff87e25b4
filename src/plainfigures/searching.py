"""The search of a site: what it looks through, gathered from pages, charts and figures."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from plainfigures.figure_keys import FigureKeys
from plainfigures.figures.grouping import Grouping
from plainfigures.figures.records import Figure
from plainfigures.preparing import Prepared
from plainfigures.publish import SearchedChart, write_search
from plainfigures.story import address_of

__all__ = ["let_it_be_found"]


def let_it_be_found(
    prepared: Prepared,
    site: Path,
    pages: Mapping[str, str],
    used: Mapping[str, list[str]],
    grouping: Grouping,
    keys: FigureKeys,
) -> None:
    """Write the files of the search; `pages` are the finished pages by address.

    `used` gives the addresses on which each figure stands, `grouping` the page of its entry, and
    `keys` what is said of it hangs on.
    """

    def keep_figures(package: str, figures: Sequence[Figure], make: Callable[[], str]) -> str:
        return prepared.page_keeper(f"searched {keys.of(package, figures)}", make)

    charts, worked_out = prepared.desk.charts, prepared.catalogue.computed
    pictures = [charts.words(name).picture for name in charts.declarations]
    write_search(
        site,
        pages,
        prepared.catalogue,
        charts=[
            SearchedChart(
                charts.declarations[one.id].address, one.title, f"{one.subtitle} {one.alternative}"
            )
            for one in pictures
        ],
        words=_searched_for(prepared),
        more=_made_of_templates(prepared, pages),
        used=used,
        entry=lambda reference: f"{grouping.address(reference)}#{reference}",
        keep=lambda name, make: prepared.keeper(f"{name} {worked_out!r}", make),
        keep_page=prepared.page_keeper,
        keep_figures=keep_figures,
    )


def _made_of_templates(prepared: Prepared, pages: Mapping[str, str]) -> dict[str, str]:
    """Return the pages that templates made, which no menu lists, each with its title."""
    made = [rendered.page for rendered in prepared.pages if rendered.page.template]
    titled = {address_of(page): str(page.meta.get("title") or "") for page in made}
    return {address: title for address, title in titled.items() if address in pages}


def _searched_for(prepared: Prepared) -> dict[str, str]:
    """Return by address what a page's `search_words` say that readers may look for."""
    found = {}
    for rendered in prepared.pages:
        words = rendered.page.meta.get("search_words")
        if words:
            said = words if isinstance(words, str) else ", ".join(str(word) for word in words)
            found[address_of(rendered.page)] = said
    return found
