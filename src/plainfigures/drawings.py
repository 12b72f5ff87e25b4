"""The drawings of a site's charts: kept by content, and drawn in other processes when many are new."""

from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from pathlib import Path

from plainfigures.figures.pictures import WIDTHS, Picture

__all__ = ["Drawings"]

Place = tuple[str, str]
"""A chart's name and one of the widths."""


class Drawings:
    """The drawings of charts, from the store where they are there and drawn where they are not.

    With an executor, drawing goes on elsewhere while pages are rendered. `draw` and `drawing_key`
    are the drawing room's; they must be importable functions.
    """

    def __init__(
        self,
        pictures: Mapping[str, Picture],
        store: Path,
        draw: Callable[[Picture, str], str],
        drawing_key: Callable[[Picture, str], str],
        executor: Executor | None = None,
    ) -> None:
        self.pictures = dict(pictures)
        self._draw = draw
        self._ready: dict[Place, str] = {}
        self._coming: dict[Place, Future[str]] = {}
        self._files: dict[Place, Path] = {}
        store.mkdir(parents=True, exist_ok=True)
        for name, picture in self.pictures.items():
            for width in WIDTHS:
                file = self._files[name, width] = store / f"{drawing_key(picture, width)}.svg"
                if file.is_file():
                    self._ready[name, width] = file.read_text("utf-8")
                elif executor:
                    self._coming[name, width] = executor.submit(draw, picture, width)

    def get(self, name: str, width: str) -> str:
        """Return the SVG of a chart at one of the widths."""
        place = (name, width)
        if place not in self._ready:
            coming = self._coming.get(place)
            svg = coming.result() if coming else self._draw(self.pictures[name], width)
            draft = self._files[place].with_suffix(".new")
            draft.write_text(svg, "utf-8")
            draft.replace(self._files[place])
            self._ready[place] = svg
        return self._ready[place]

    def both(self, name: str) -> str:
        """Return the drawings of a chart for a phone and for a desk, one after the other."""
        return "".join(self.get(name, width) for width in WIDTHS)
