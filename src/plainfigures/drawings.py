"""The drawings of a site's charts, and its pictures for sharing: kept by content, drawn elsewhere.

Where they are new and there are other processes to work in, they are drawn there while pages are
rendered and checked.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path

from plainfigures.draw import (
    Card,
    Imprint,
    draw,
    draw_card,
    draw_for_sharing,
    drawing_key,
    key_of,
    raster_key,
    stand_alone,
)
from plainfigures.errors import ChartProblem
from plainfigures.figures.pictures import WIDTHS, Picture
from plainfigures.read import Store

__all__ = ["ChartToDraw", "Drawings", "preview_file"]


@dataclass(frozen=True)
class ChartToDraw:
    """A chart, and what stands at the foot of it wherever it stands alone."""

    picture: Picture
    imprint: Imprint


class Drawings:
    """The drawings of charts, from the store where they are there and drawn where they are not.

    `shared` says whether there are pictures for sharing: each chart as a PNG, and a preview of each
    page. With an executor, drawing goes on elsewhere.
    """

    def __init__(
        self,
        charts: Mapping[str, ChartToDraw],
        work: Path,
        executor: Executor | None = None,
        *,
        shared: bool = False,
    ) -> None:
        self.pictures = {name: chart.picture for name, chart in charts.items()}
        self.shared = shared
        self._charts = dict(charts)
        self._kept = _Kept(Store(work / "drawings"), executor)
        self._shared = _Kept(Store(work / "pictures"), executor)
        self._texts: dict[str, str] = {}
        self._places: dict[str, str] = {}
        for picture in self.pictures.values():
            for width in WIDTHS:
                self._kept.ask(_drawing_file(picture, width), draw, picture, width)
        if shared:
            for name, chart in charts.items():
                key = raster_key("sharing", repr(chart))
                file = self._places[f"data/charts/{name}.png"] = f"{key}.png"
                self._shared.ask(file, draw_for_sharing, chart.picture, chart.imprint)

    def drop_undrawable(self) -> list[ChartProblem]:
        """Leave out the charts that have their words and cannot be drawn; returns why, for each."""
        problems = []
        for name in list(self.pictures):
            try:
                self.both(name)
            except ChartProblem as problem:
                problems.append(problem)
                del self.pictures[name], self._charts[name]
                self._places.pop(f"data/charts/{name}.png", None)
        return problems

    @property
    def files(self) -> list[str]:
        """The places in the site of all pictures for sharing, whether or not they are drawn yet."""
        return list(self._places)

    def get(self, name: str, width: str) -> str:
        """Return the SVG of a chart at one of the widths."""
        return self._text(_drawing_file(self.pictures[name], width))

    def both(self, name: str) -> str:
        """Return the drawings of a chart for a phone and for a desk, one after the other."""
        return "".join(self.get(name, width) for width in WIDTHS)

    def alone(self) -> dict[str, str]:
        """Return the drawing of each chart as an SVG file of its own, with its words in it."""
        files = {name: self._alone(name, chart) for name, chart in self._charts.items()}
        return {name: self._text(file) for name, file in files.items()}

    def preview(self, address: str, card: Card) -> str:
        """Have the preview of the page at `address` drawn; returns its place in the site."""
        place = preview_file(address)
        file = self._places[place] = f"{raster_key('card', repr(card))}.png"
        self._shared.ask(file, draw_card, card)
        return place

    def write(
        self,
        site: Path,
        folder: str,
        name: Callable[[str, bytes], str] = lambda place, content: place,
    ) -> dict[str, str]:
        """Put the pictures for sharing that belong below `folder` into a site.

        `name` gives the place of each, from the one that was told before it was drawn and from what
        is in it. Returns both.
        """
        named = {}
        for place, file in self._places.items():
            if place.startswith(folder):
                content = self._shared.content(file)
                named[place] = name(place, content)
                target = site / named[place]
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
        return named

    def _alone(self, name: str, chart: ChartToDraw) -> str:
        key = key_of("alone", repr(chart))
        drawn = self.get(name, "wide")
        self._kept.ask(f"{key}.svg", stand_alone, drawn, chart.picture, chart.imprint)
        return f"{key}.svg"

    def _text(self, file: str) -> str:
        if file not in self._texts:
            self._texts[file] = self._kept.content(file).decode()
        return self._texts[file]


def preview_file(address: str) -> str:
    """Return the place in the site of a page's preview."""
    return f"assets/previews/{address.rstrip('/') or 'index'}.png"


def _drawing_file(picture: Picture, width: str) -> str:
    return f"{drawing_key(picture, width)}.svg"


class _Kept:
    """Files in a store, each under a name that tells all it hangs on; what is not there is made."""

    def __init__(self, store: Store, executor: Executor | None) -> None:
        self._store = store
        self._executor = executor
        self._held: dict[str, bytes] = {}
        self._coming: dict[str, Callable[[], str | bytes]] = {}

    def ask(self, file: str, make: Callable[..., str | bytes], *given: object) -> None:
        """Have a file made by `make`, an importable function, of what it is `given`."""
        if file in self._coming or file in self._held:
            return
        kept = self._store.load_bytes(file)
        if kept is not None:
            self._held[file] = kept
        elif self._executor:
            coming: Future[str | bytes] = self._executor.submit(make, *given)
            self._coming[file] = coming.result
        else:
            self._coming[file] = lambda: make(*given)

    def content(self, file: str) -> bytes:
        """Return a file that was asked for, once it is made."""
        if file not in self._held:
            made = self._coming[file]()
            self._held[file] = made.encode() if isinstance(made, str) else made
            self._store.save_bytes(file, self._held[file])
            del self._coming[file]
        return self._held[file]
