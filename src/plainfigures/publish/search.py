"""`search/`: what the search looks through, made from the finished pages and from the figures.

`index.json` has the pages with their sections, entries, terms, charts and sources. Each package of
figures has a file of its own, fetched after it, so that pages answer first and none grows without
end; the index names it, since its name holds a digest. Rows are short lists, since a browser fetches
them all: `assets/search.js` reads them.
"""

import posixpath
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.periods import parse_period
from plainfigures.figures.records import COMPUTED, Figure
from plainfigures.figures.sentences import say_figure, status_words
from plainfigures.publish.names import hashed_name
from plainfigures.publish.searched import CHART, Part, links_in, parts_of, shortened

__all__ = ["SearchedChart", "write_search"]

_FIRST = "First page"

Keep = Callable[[str, Callable[[], str]], str]
"""Gives back the text that was made for a key before, or makes it now."""


@dataclass(frozen=True)
class SearchedChart:
    """A chart that can be found: its address in the site, its title, and the words about it."""

    address: str
    title: str
    text: str


def write_search(
    site: Path,
    pages: Mapping[str, str],
    catalogue: Catalogue,
    *,
    charts: Iterable[SearchedChart] = (),
    words: Mapping[str, str] | None = None,
    used: Mapping[str, Iterable[str]] | None = None,
    keep: Keep = lambda _, make: make(),
    keep_page: Keep = lambda _, make: make(),
) -> None:
    """Write the files of the search into `site`/search.

    `pages` are the finished pages by address: those that the foot of the first page links to can
    be found, and the first page itself. `words` gives, by address, words that readers may look for
    and that the page does not use; `used` the addresses on which each figure stands. `keep` is used for
    what is made of the data, `keep_page` for what is made of a page alone.
    """
    names = _names(pages)
    read = {address: _parts(pages[address], keep_page) for address in names}
    found = [address for address in names if read[address]]
    rows = [
        _trimmed([part.kind, at, part.anchor, part.title, part.text])
        for at, address in enumerate(found)
        for part in read[address]
    ]
    rows += [
        _trimmed([CHART, chart.address, "", chart.title, shortened(CHART, chart.text)])
        for chart in charts
        if chart.address in pages
    ]
    groups = _by_package(catalogue)
    listed = [name for name in groups if f"figures/{name}/" in pages]
    folder = site / "search"
    folder.mkdir(parents=True, exist_ok=True)
    index: dict[str, Any] = {
        "pages": [
            _trimmed([address, names[address], (words or {}).get(address, "")]) for address in found
        ],
        "rows": rows,
        "figures": {},
    }
    numbers = {address: at for at, address in enumerate(found)}
    for name in listed:
        own = [
            (one.reference, str(one.value), [*(used or {}).get(one.reference, ())])
            for one in groups[name]
        ]
        text = keep(
            f"search {own} {found}",
            partial(_figures, catalogue, groups[name], used or {}, numbers),
        )
        index["figures"][name] = _write_named(site, f"search/{name}.json", text)
    _write(folder / "index.json", msgspec.json.encode(index).decode())


def _names(pages: Mapping[str, str]) -> dict[str, str]:
    """Return the addresses of the pages that can be found, each with its name in the menu."""
    links = {
        posixpath.normpath(target.partition("#")[0]): name
        for target, name in links_in(pages.get("", "")).items()
        if "#" not in target
    }
    named = {"": _FIRST, **{f"{place}/": name for place, name in links.items() if place != "."}}
    return {address: name for address, name in named.items() if address in pages}


def _parts(page: str, keep: Keep) -> list[Part]:
    text = keep(f"search {page}", lambda: msgspec.json.encode(parts_of(page)).decode())
    return msgspec.json.decode(text, type=list[Part])


def _by_package(catalogue: Catalogue) -> dict[str, list[Figure]]:
    groups: dict[str, list[Figure]] = {}
    for figure in catalogue.figures:
        groups.setdefault(figure.reference.partition("/")[0], []).append(figure)
    return groups


def _figures(
    catalogue: Catalogue,
    figures: Iterable[Figure],
    used: Mapping[str, Iterable[str]],
    pages: Mapping[str, int],
) -> str:
    """Return the rows of a package's figures, table by table.

    A row has the rest of the reference, the figure as the site writes it, its title, its period, the
    first page that it stands on (empty for none), how many it stands on, and other ways in which it
    is written. Pages are numbers: their places in the index.
    """
    tables: dict[str, list[list[Any]]] = {}
    for figure in figures:
        package, table, rest = figure.reference.split("/", 2)
        on = [pages[page] for page in used.get(figure.reference, ()) if page in pages]
        row = [rest, say_figure(figure), _title(figure, catalogue), _when(figure)]
        tables.setdefault(f"{package}/{table}", []).append(
            _trimmed([*row, min(on, default=""), len(on) or "", *_other_ways(figure)])
        )
    titled = [[name, _table_title(name, catalogue), rows] for name, rows in tables.items()]
    return msgspec.json.encode(titled).decode()


def _title(figure: Figure, catalogue: Catalogue) -> str:
    area = catalogue.areas.get(figure.area, figure.area)
    said = area in figure.title.split(", ")
    return ", ".join(part for part in (figure.title, "" if said else area) if part)


def _table_title(name: str, catalogue: Catalogue) -> str:
    resource = catalogue.resources.get(name)
    if resource:
        return resource.title
    computed = name.startswith(f"{COMPUTED}/")
    return "Worked out in sentences" if computed else "Worked out from other figures"


def _when(figure: Figure) -> str:
    """Say of when a figure is, and that it did not come about."""
    when = parse_period(figure.period).show() if figure.period else ""
    return ", ".join(filter(None, (when, status_words(figure, figure.title))))


def _other_ways(figure: Figure) -> list[str]:
    """Return the full form of a number and the text as published, where they say something else."""
    ways = [say_figure(figure)]
    if figure.kind == "number" and not figure.reason:
        ways.append(say_figure(figure, "full"))
    ways.append(figure.as_published)
    return [way for way in dict.fromkeys(ways) if way][1:]


def _trimmed(row: list[Any]) -> list[Any]:
    """Return a row without what is empty at its end."""
    while row and row[-1] == "":
        row.pop()
    return row


def _write_named(site: Path, place: str, text: str) -> str:
    """Write what would stand at `place` under a name that lasts, which is returned."""
    content = f"{text}\n".encode()
    name = hashed_name(place, content)
    (site / name).parent.mkdir(parents=True, exist_ok=True)
    (site / name).write_bytes(content)
    return name


def _write(file: Path, text: str) -> None:
    file.write_text(text + "\n", "utf-8", newline="")
