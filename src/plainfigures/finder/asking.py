"""What `plainfigures figures` looks through, and what it says of what it found."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from plainfigures.config import SiteConfig
from plainfigures.errors import FiguresError, PlainFiguresError
from plainfigures.expanding import expand
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.clock import Clock
from plainfigures.figures.findable import Findable, findables, quoted_names
from plainfigures.figures.formats import capitalise
from plainfigures.figures.lookup import Lookup
from plainfigures.figures.periods import parse_period
from plainfigures.figures.references import LATEST, parse_reference
from plainfigures.figures.sentences import say_figure
from plainfigures.held_pages import hold_back
from plainfigures.read import Reading, Store, read_charts, read_pages
from plainfigures.story import address_of
from plainfigures.write import Desk

__all__ = ["Asked", "as_lines", "as_record"]

_ADDRESS = re.compile(r"\S+/|\S+\.md|https?://\S+")


class Asked(Struct):
    """A site's data and pages, to be asked what there is."""

    catalogue: Catalogue
    lookup: Lookup
    pages: dict[str, str]

    @classmethod
    def of(cls, config: SiteConfig, clock: Clock) -> "Asked":
        """Read a site as far as it can be read: what cannot has its finding in `plainfigures check`."""
        store = Store(config.work / "packages")
        reading = Reading(
            config.datasets,
            config.root,
            store,
            clock=clock,
            private=config.private(),
            releases=config.releases(),
        )
        packages, _ = reading.finish()
        unread = reading.folders.keys() - {package.name for package in packages}
        catalogue = Catalogue(packages, unread, reading.embargoed)
        declarations, _ = read_charts(config.charts, config.root)
        written, _ = read_pages(config.docs, config.root) if config.docs.is_dir() else ([], [])
        expansion = expand(written, declarations, catalogue)
        held = hold_back(written, clock).expanded(expansion.pages)
        # Of charts that are drawn once for each page of a template, the first stands for all.
        charts = {one.template or one.id: one for one in reversed(expansion.charts)}
        desk = Desk(catalogue, clock, reversed(charts.values()), config.settings)
        desk.hold_back_charts()
        pages, waiting = held.pages, held.charts(expansion.charts)
        for name in waiting & desk.charts.declarations.keys():
            del desk.charts.declarations[name]
        things = findables(catalogue, _charts(desk), config.about())
        return cls(catalogue, Lookup(things), {address_of(one): one.text for one in pages})

    def find(self, words: str) -> list[Findable]:
        """Return what fits, best first; for the address of a page, what its text puts into it."""
        if _ADDRESS.fullmatch(words.strip()):
            page = self.page(words.strip())
            if page is not None:
                return list(self._named_in(page))
        return self.lookup.find(words)

    def page(self, words: str) -> str | None:
        """Return the text of the page that an address or a file names; None where it names none."""
        path = urlsplit(words).path.removeprefix("docs/").strip("/")
        path = re.sub(r"(?:^|/)(?:index|README)\.md$", "", path).removesuffix(".md")
        if not path:
            return self.pages.get("")
        # A site may be served below some folder of its host.
        places = (path.split("/", at)[-1] for at in range(path.count("/") + 1))
        return next((self.pages[f"{one}/"] for one in places if f"{one}/" in self.pages), None)

    def _named_in(self, text: str) -> Iterator[Findable]:
        by_name = {one.name: one for one in self.lookup.things}
        for name in quoted_names(text):
            if name.count("/") > 1:
                try:
                    name = self.catalogue.find(name).reference  # noqa: PLW2901 - its lasting name
                except FiguresError:
                    continue
            if name in by_name:
                yield by_name[name]


def _charts(desk: Desk) -> Iterator[Findable]:
    for name in desk.charts.declarations:
        try:
            picture = desk.charts.words(name).picture
        except PlainFiguresError:
            continue
        yield Findable("chart", name, picture.title, picture.subtitle, picture.alternative)


def as_record(catalogue: Catalogue, one: Findable) -> dict[str, Any]:
    """Return something found for programs: what it is, its value as readers see it, its macro."""
    record: dict[str, Any] = {"kind": one.kind, "name": one.name, "title": one.title}
    figure = one.figure
    if figure:
        record |= {
            "shown": say_figure(figure, noun=figure.kind == "number"),
            "as_published": figure.as_published,
            "as_at": parse_period(figure.period).show() if figure.period else "",
            "body": catalogue.bodies.get(figure.body, figure.body),
            "status": figure.status,
            "follows_the_newest": _following(one),
        }
    return record | {"macro": one.macro}


def as_lines(catalogue: Catalogue, one: Findable) -> list[str]:
    """Return what is printed of something found, the macro to paste last."""
    record = as_record(catalogue, one)
    figure = one.figure
    if figure is None:
        beside = [one.beside] if one.kind == "chart" and one.beside else []
        named = f"{capitalise(one.kind)}: {one.title}"
        return [named, *(f"    {words}" for words in beside), f"    {one.macro}"]
    when = record["as_at"] if record["as_at"] not in one.title else ""
    printed = f'printed "{figure.as_published}"' if figure.as_published else ""
    status = "our arithmetic" if figure.formula else figure.status
    told = (record["shown"], printed, status, record["body"])
    lines = [
        ", ".join(filter(None, (one.title, when))),
        f"    {'; '.join(filter(None, told))}",
        f"    {one.macro}",
    ]
    others = len(one.figures) - 1
    if others and record["follows_the_newest"]:
        times = "is 1 other time" if others == 1 else f"are {others} other times"
        lines.append(f"    There {times}; always the newest: {record['follows_the_newest']}")
    return lines


def _following(one: Findable) -> str:
    """Return the macro that follows the newest figure of a series; "" where it is no series."""
    reference = parse_reference(one.name)
    if not reference.period:
        return ""
    return f'{{{{ figure("{reference.at(LATEST)}") }}}}'
