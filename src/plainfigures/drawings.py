"""The drawings of a site's charts, and its pictures for sharing: kept by content, drawn elsewhere.

Where they are new and there are other processes to work in, they are drawn there while pages are
rendered and checked.
"""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from pathlib import Path

import msgspec
from msgspec import Struct

from plainfigures.draw import (
    Card,
    Imprint,
    draw_card,
    draw_everywhere,
    draw_for_sharing,
    key_of,
)
from plainfigures.errors import ChartProblem
from plainfigures.figures.pictures import WIDTHS, Picture
from plainfigures.making_elsewhere import MadeElsewhere
from plainfigures.read import Store

__all__ = ["ChartToDraw", "Drawings", "draw_chart", "preview_file"]

_CHARTS_TOGETHER = 8
_PICTURES_TOGETHER = 2
"""How many charts, and how many pictures for sharing, are drawn in one go."""


class ChartToDraw(Struct, frozen=True):
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
        self._kept = MadeElsewhere(Store(work / "drawings"), executor, _CHARTS_TOGETHER)
        self._shared = MadeElsewhere(Store(work / "pictures"), executor, _PICTURES_TOGETHER)
        self._files: dict[str, str] = {}
        self._places: dict[str, str] = {}
        for name, chart in charts.items():
            said = repr(chart)
            self._files[name] = f"{key_of('chart', said)}.svgs"
            self._kept.ask(self._files[name], draw_chart, chart)
            if shared:
                file = self._places[f"data/charts/{name}.png"] = f"{key_of('sharing', said)}.png"
                self._shared.ask(file, draw_for_sharing, chart.picture, chart.imprint)
        self._kept.send()
        self._shared.send()

    def drop_undrawable(self) -> list[ChartProblem]:
        """Leave out the charts that have their words and cannot be drawn; returns why, for each."""
        problems = []
        for name in list(self.pictures):
            try:
                self._kept.require(self._files[name])
            except ChartProblem as problem:
                problems.append(problem)
                del self.pictures[name]
                self._places.pop(f"data/charts/{name}.png", None)
        return problems

    @property
    def files(self) -> list[str]:
        """The places in the site of all pictures for sharing, whether or not they are drawn yet."""
        return list(self._places)

    def both(self, name: str) -> str:
        """Return the drawings of a chart for a phone and for a desk, one after the other."""
        drawn = self._drawn(name)
        return "".join(drawn[width] for width in WIDTHS)

    def alone(self) -> Iterator[tuple[str, str]]:
        """Yield each chart with its drawing as an SVG file of its own, with its words in it."""
        for name in self.pictures:
            yield name, self._drawn(name)["alone"]

    def preview(self, address: str, card: Card) -> str:
        """Have the preview of the page at `address` drawn; returns its place in the site."""
        place = preview_file(address)
        file = self._places[place] = f"{key_of('card', repr(card))}.png"
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

    def _drawn(self, name: str) -> dict[str, str]:
        kept = self._kept.content(self._files[name])
        return msgspec.msgpack.decode(kept, type=dict[str, str])


def preview_file(address: str) -> str:
    """Return the place in the site of a page's preview."""
    return f"assets/previews/{address.rstrip('/') or 'index'}.png"


def draw_chart(chart: ChartToDraw) -> bytes:
    """Draw a chart at all sizes and as a file of its own, as the store keeps them together."""
    return msgspec.msgpack.encode(draw_everywhere(chart.picture, chart.imprint))
