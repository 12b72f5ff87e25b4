"""The finder: pages for editors that list what a page can show, written once all others are known."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from plainfigures.figure_keys import FigureKeys
from plainfigures.figures.grouping import Grouping
from plainfigures.figures.records import Figure
from plainfigures.finder.frame import FIND, MARK, Sheet, in_frame
from plainfigures.finder.lists import sheets_of
from plainfigures.finder.uses import uses_of
from plainfigures.preparing import Prepared
from plainfigures.write import NotedPage, relative_links

__all__ = ["finder_lists", "write_finder"]


def write_finder(
    prepared: Prepared,
    site: Path,
    noted: Mapping[str, NotedPage],
    used: Mapping[str, list[str]],
    grouping: Grouping,
    keys: FigureKeys,
) -> None:
    """Write the pages into `site`; `used` gives the pages of each figure, `keys` what it hangs on.

    The lists are kept from build to build. A page that an editor wrote goes before one made here.
    """
    for sheet, content in finder_lists(prepared, noted, used, grouping, keys):
        file = site / sheet.address / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(in_frame(noted[FIND].html, sheet, content), "utf-8")


def finder_lists(
    prepared: Prepared,
    noted: Mapping[str, NotedPage],
    used: Mapping[str, list[str]],
    grouping: Grouping,
    keys: FigureKeys,
) -> Iterator[tuple[Sheet, str]]:
    """Yield what each of the pages lists; see `write_finder`."""
    frame = noted.get(FIND)
    if frame is None or MARK not in frame.html:
        return
    uses = uses_of(prepared, noted, used)
    declared = [*prepared.desk.charts.declarations.values()]  # their words stand in the lists

    def keep(parts: str, figures: Iterable[Figure], make: Callable[[], str]) -> str:
        return prepared.page_keeper(f"{parts} {keys.of_each(figures)}", make)

    for sheet in sheets_of(prepared.catalogue, prepared.desk, uses, grouping, keep):
        if sheet.address != FIND and sheet.address in noted:
            continue
        parts = f"{sheet.address} {sheet.parts} {declared!r}"
        kept = prepared.keeper(f"finder {parts}", sheet.write)
        yield sheet, relative_links(kept, sheet.address, grouping.place)
