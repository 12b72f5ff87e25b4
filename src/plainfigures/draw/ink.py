"""A laid-out sheet drawn by matplotlib."""

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Literal

from matplotlib.artist import Artist
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Transform

from plainfigures.draw.press import press
from plainfigures.draw.sheet import Marker, Shape, Sheet, Words
from plainfigures.draw.style import dye, house_style
from plainfigures.figures.pictures import Picture

__all__ = ["DPI", "artist", "print_sheet", "quietly"]

DPI = 72
"""At 72 dots per inch a point is a pixel, so that every size in a sheet can be taken as it is."""

DASH = (5.0, 3.0)
ALIGNMENT: dict[str, Literal["left", "center", "right"]] = {
    "start": "left",
    "middle": "center",
    "end": "right",
}


def print_sheet(sheet: Sheet, picture: Picture, width: str, salt: str) -> str:
    """Draw `sheet` and return it as an SVG document; `salt` makes its ids its own."""
    with house_style(salt), quietly():
        figure = Figure(figsize=(sheet.width / DPI, sheet.height / DPI), dpi=DPI)
        figure.patch.set_visible(False)
        FigureCanvasSVG(figure)
        downwards = Affine2D().scale(1, -1).translate(0, sheet.height)
        for item in sheet.ink:
            figure.add_artist(artist(item, downwards))
        raw = StringIO()
        figure.savefig(raw, format="svg", metadata={"Date": None})
    return press(raw.getvalue(), width, picture.alternative)


@contextmanager
def quietly() -> Iterator[None]:
    """Pass over characters that DejaVu lacks: in an SVG they are the reader's font's to show."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


def artist(
    item: Words | Shape | Marker, transform: Transform, colour: Callable[[str], str] = dye
) -> Artist:
    """Return matplotlib's artist for an item of a sheet; `colour` gives the colour of a paint."""
    match item:
        case Words():
            return _text(item, transform, colour)
        case Marker():
            return _markers(item, transform, colour)
        case Shape():
            return _path(item, transform, colour)


def _text(words: Words, transform: Transform, colour: Callable[[str], str]) -> Artist:
    return Text(
        words.x,
        words.y,
        words.text,
        color=colour(words.paint),
        fontsize=words.size,
        fontweight="bold" if words.bold else "normal",
        horizontalalignment=ALIGNMENT[words.anchor],
        verticalalignment="baseline",
        parse_math=False,
        transform=transform,
    )


def _markers(marker: Marker, transform: Transform, colour: Callable[[str], str]) -> Artist:
    return Line2D(
        [x for x, _ in marker.places],
        [y for _, y in marker.places],
        linestyle="",
        marker=marker.shape,
        markersize=marker.size,
        markerfacecolor=colour(marker.fill),
        markeredgecolor=colour(marker.edge),
        markeredgewidth=marker.width,
        transform=transform,
    )


def _path(shape: Shape, transform: Transform, colour: Callable[[str], str]) -> Artist:
    places = list(shape.places)
    codes = [int(Path.LINETO)] * len(places)
    for start in (0, *shape.breaks):
        codes[start] = int(Path.MOVETO)
    if shape.closed:
        places.append(places[0])
        codes.append(int(Path.CLOSEPOLY))
    return PathPatch(
        Path(places, codes),
        facecolor=colour(shape.fill) if shape.fill else "none",
        edgecolor=colour(shape.edge) if shape.edge else "none",
        linewidth=shape.width if shape.edge else 0,
        linestyle=(0, DASH) if shape.dashed else "solid",
        capstyle="butt",
        joinstyle="miter" if shape.closed else "round",
        transform=transform,
    )
