"""`search/`: what the search looks through, made from the finished pages and from the figures.

It is cut into parts of a few kilobytes: pages with their sections, entries, terms, charts and sources,
then figures, those of an area together. `index.json` names the parts, whose names hold digests. Where
there are more than a few, it also names the files that tell which parts hold a word, so that a search
fetches no more on a large site than on a small one. `assets/search.js` reads all this.
"""

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.periods import parse_period
from plainfigures.figures.records import COMPUTED, Figure
from plainfigures.figures.sentences import say_figure, status_words
from plainfigures.publish.names import hashed_name
from plainfigures.publish.search_words import cut_words, words_of_figures, words_of_pages
from plainfigures.publish.searched import CHART, Part, links_in, parts_of, shortened

__all__ = ["SearchedChart", "write_search"]

_FIRST = "First page"

_BYTES = 24_000
"""A part is closed once it has so many: about 6,000 when it is fetched."""

_ALL_AT_ONCE = 4
"""So few parts are all fetched for the first search, and need no words to find them by."""

Keep = Callable[[str, Callable[[], str]], str]
"""Gives back the text that was made for a key before, or makes it now."""

KeepFigures = Callable[[str, Sequence[Figure], Callable[[], str]], str]
"""Gives back the text that was made before of the figures of a package, or makes it now."""

Entry = Callable[[str], str]
"""Gives the address at which the entry of a figure stands, from its reference."""

Group = tuple[list[Any], list[list[Any]]]
"""What several rows have in common, and the rows."""


class SearchedChart(Struct, frozen=True):
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
    more: Mapping[str, str] | None = None,
    used: Mapping[str, Iterable[str]] | None = None,
    entry: Entry | None = None,
    keep: Keep = lambda _, make: make(),
    keep_page: Keep = lambda _, make: make(),
    keep_figures: KeepFigures = lambda *given: given[-1](),
) -> None:
    """Write the files of the search into `site`/search.

    `pages` are the finished pages by address: those that the foot of the first page links to can
    be found, the first page itself, and `more` of them, which have the names given there. `words`
    gives, by address, words that readers may look for and that the page does not use; `used` the
    addresses on which each figure stands. `entry` says where the entry of a figure is: on the page of
    its package, if nothing else is said; a package without such a page is left out. `keep` is used
    for what is made of the data, `keep_page` for what is made of a page alone, and `keep_figures` for
    what is made of the figures of a package.
    """
    names = {**_names(pages), **(more or {})}
    told = partial(_told, catalogue, entry or _entry, keep_figures)
    texts = [
        *_cut("pages", _page_groups(pages, names, charts, words or {}, keep_page)),
        *_cut("figures", _figure_groups(pages, names, used or {}, keep("search figures", told))),
    ]
    first = sum(name.startswith("pages") for name, _ in texts)
    index: dict[str, Any] = {
        "parts": [_write_named(site, f"search/{name}.json", text) for name, text in texts],
        "figures": first,
        "words": [],
    }
    if len(texts) > _ALL_AT_ONCE:
        found = [
            msgspec.json.decode(
                keep_page(f"search words {text}", partial(_words, name, text)),
                type=dict[str, float],
            )
            for name, text in texts
        ]
        index["words"] = [
            [word, _write_named(site, f"search/words-{number}.json", text)]
            for number, (word, text) in enumerate(cut_words(found, first), start=1)
        ]
    (site / "search").mkdir(parents=True, exist_ok=True)
    text = msgspec.json.encode(index).decode()
    (site / "search" / "index.json").write_text(f"{text}\n", "utf-8", newline="")


def _words(name: str, text: str) -> str:
    read = words_of_pages if name.startswith("pages") else words_of_figures
    return msgspec.json.encode(read(text)).decode()


def _cut(name: str, groups: Iterable[Group]) -> Iterator[tuple[str, str]]:
    """Yield parts, each with its name and its text; what rows have in common stands in each anew."""
    number, taken = 1, 0
    part: list[list[Any]] = []
    for head, rows in groups:
        part.append([*head, []])
        for row in rows:
            if taken > _BYTES:
                yield f"{name}-{number}", msgspec.json.encode(part).decode()
                number, taken = number + 1, 0
                part = [[*head, []]]
            part[-1][-1].append(row)
            taken += len(msgspec.json.encode(row))
    if part:
        yield f"{name}-{number}", msgspec.json.encode(part).decode()


_MENU = "all-pages/"
"""The page that has the menu of a site whose first page has only a part of it."""


def _names(pages: Mapping[str, str]) -> dict[str, str]:
    """Return the addresses of the pages that can be found, each with its name in the menu."""
    links = {
        posixpath.normpath(posixpath.join(menu, target)): name
        for menu in ("", _MENU)
        for target, name in links_in(pages.get(menu, "")).items()
        if "#" not in target
    }
    named = {"": _FIRST, **{f"{place}/": name for place, name in links.items() if place != "."}}
    return {address: name for address, name in named.items() if address in pages}


def _page_groups(
    pages: Mapping[str, str],
    names: Mapping[str, str],
    charts: Iterable[SearchedChart],
    words: Mapping[str, str],
    keep: Keep,
) -> Iterator[Group]:
    """Yield the address of each page, its name and the words that lead to it, and its parts.

    A part has its kind, its anchor, its title and its words. A chart goes with its page; one that
    has a page of its own comes after all others.
    """
    drawn: dict[str, list[list[Any]]] = {}
    for chart in charts:
        address, _, anchor = chart.address.partition("#")
        row = _trimmed([CHART, anchor, chart.title, shortened(CHART, chart.text)])
        drawn.setdefault(address, []).append(row)
    for address, name in names.items():
        parts = _parts(pages[address], keep)
        rows = [_trimmed([part.kind, part.anchor, part.title, part.text]) for part in parts]
        if rows:
            yield [address, name, words.get(address, "")], rows + drawn.pop(address, [])
    for address, rows in drawn.items():
        if address in pages:
            yield [address, "", ""], rows


def _parts(page: str, keep: Keep) -> list[Part]:
    text = keep(f"search {page}", lambda: msgspec.json.encode(parts_of(page)).decode())
    return msgspec.json.decode(text, type=list[Part])


def _figure_groups(
    pages: Mapping[str, str],
    names: Mapping[str, str],
    used: Mapping[str, Iterable[str]],
    told: str,
) -> Iterator[Group]:
    """Yield what the addresses of figures of a table and an area begin with, its title, and a row each.

    A row has the rest of the address, the figure as the site writes it, its title, its period, the
    name of the first page that it stands on (empty for none), how many it stands on, and other ways
    in which it is written. `told` is what `_told` returns.
    """
    order = {address: number for number, address in enumerate(names)}
    called = [*names.values()]
    for place, table, rows in msgspec.json.decode(told):
        reference = place.partition("#")[2]
        if f"figures/{reference.partition('/')[0]}/" not in pages:
            continue
        for row in rows:
            on = [order[one] for one in used.get(reference + row[0], ()) if one in order]
            if on:
                row[4:6] = [called[min(on)], len(on)]
        yield [place, table], rows


def _told(catalogue: Catalogue, entry: Entry, keep: KeepFigures) -> str:
    """Return all that is said of figures, those of an area together, without where they stand."""
    words: dict[str, list[str]] = {}
    for name in [*catalogue.packages, COMPUTED]:
        figures = catalogue.of_package(name)
        kept = keep(name, figures, partial(_words_of, catalogue, figures))
        found = msgspec.json.decode(kept, type=list[list[str]])
        words |= {one.reference: said for one, said in zip(figures, found, strict=True)}
    groups: dict[tuple[str, str], tuple[str, list[list[Any]]]] = {}
    for figure in sorted(catalogue.figures, key=lambda one: one.area):
        package, table, rest = figure.reference.split("/", 2)
        place = entry(figure.reference).removesuffix(rest)
        shown, title, when, *others = words[figure.reference]
        _, rows = groups.setdefault((figure.area, place), (f"{package}/{table}", []))
        rows.append([rest, shown, title, when, "", 0, *others])
    return msgspec.json.encode(
        [
            [place, _table_title(table, catalogue), rows]
            for (_, place), (table, rows) in groups.items()
        ]
    ).decode()


def _words_of(catalogue: Catalogue, figures: Iterable[Figure]) -> str:
    """Return of each figure how it is written, its title, its period, and how else it is written."""
    return msgspec.json.encode(
        [
            [say_figure(one), _title(one, catalogue), _when(one), *_other_ways(one)]
            for one in figures
        ]
    ).decode()


def _entry(reference: str) -> str:
    return f"figures/{reference.partition('/')[0]}/#{reference}"


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
