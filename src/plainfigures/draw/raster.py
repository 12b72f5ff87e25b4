"""A laid-out sheet as a PNG: what leaves the site as a picture, in the colours of a light page."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from typing import Any

from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Transform
from PIL import Image

from plainfigures.draw.sheet import Marker, Shape, Sheet, Words
from plainfigures.draw.style import DASH, PAINTS, house_style

__all__ = ["GROUND", "print_png"]

GROUND = "ground"
"""The paint of the warm ground that previews stand on."""

DPI = 72
"""At 72 dots per inch a point is a pixel, so that every size in a sheet can be taken as it is."""

_COLOURS = {**PAINTS, GROUND: "#F6F4EF"}

_COLOURS_OF_PNG = 128
"""Flat colours and the edges of letters need no more, and the file is a third of the size."""

_PACKED = 7
"""How hard a PNG is packed: 9 takes six times as long for a file that is smaller by a 25th."""

_new_renderer: Any = RendererAgg  # which has no types of its own

_SHARE_BEFORE = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""How much of a text stands left of its place, by its anchor."""


def print_png(sheet: Sheet, scale: float = 1.0, ground: str = "paper") -> bytes:
    """Draw `sheet` as a PNG with `scale` pixels to each of its own; the same sheet, the same bytes.

    Text is drawn over markers, and these over lines and areas. There is no figure and no layout: the
    sheet says where everything stands.
    """
    across, down = (round(side * scale) for side in (sheet.width, sheet.height))
    with house_style(), _quietly():
        renderer = _new_renderer(across, down, DPI * scale)
        upwards = Affine2D().scale(1, -1).translate(0, sheet.height).scale(scale)
        corners = ((0.0, 0.0), (sheet.width, 0.0), (sheet.width, sheet.height), (0.0, sheet.height))
        whole = Shape(corners, closed=True, fill=ground)
        for shape in [whole, *(item for item in sheet.ink if isinstance(item, Shape))]:
            _path(shape, upwards).draw(renderer)
        for item in sheet.ink:
            if isinstance(item, Marker):
                _markers(item, upwards).draw(renderer)
        for item in sheet.ink:
            if isinstance(item, Words):
                _write(renderer, item, upwards)
        drawn = Image.frombuffer("RGBA", (across, down), renderer.buffer_rgba())
    few = drawn.convert("RGB").quantize(
        _COLOURS_OF_PNG, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
    )
    packed = BytesIO()
    few.save(packed, format="PNG", compress_level=_PACKED)
    return packed.getvalue()


@contextmanager
def _quietly() -> Iterator[None]:
    """Pass over characters that DejaVu lacks."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


def _write(renderer: Any, words: Words, upwards: Affine2D) -> None:
    font = _font(words.size, words.bold)
    x, y = upwards.transform((words.x, words.y))
    before = _SHARE_BEFORE[words.anchor]
    if before:
        wide, _, _ = renderer.get_text_width_height_descent(words.text, font, ismath=False)
        x -= before * wide
    ink = renderer.new_gc()
    ink.set_foreground(_COLOURS[words.paint])
    renderer.draw_text(ink, x, renderer.height - y, words.text, font, 0)
    ink.restore()


@cache
def _font(size: float, bold: bool) -> FontProperties:
    return FontProperties(family=["DejaVu Sans"], weight="bold" if bold else "normal", size=size)


def _markers(marker: Marker, transform: Transform) -> Artist:
    return Line2D(
        [x for x, _ in marker.places],
        [y for _, y in marker.places],
        linestyle="",
        marker=marker.shape,
        markersize=marker.size,
        markerfacecolor=_COLOURS[marker.fill],
        markeredgecolor=_COLOURS[marker.edge],
        markeredgewidth=marker.width,
        transform=transform,
    )


def _path(shape: Shape, transform: Transform) -> Artist:
    places = list(shape.places)
    codes = [int(Path.LINETO)] * len(places)
    for start in (0, *shape.breaks):
        codes[start] = int(Path.MOVETO)
    if shape.closed:
        places.append(places[0])
        codes.append(int(Path.CLOSEPOLY))
    return PathPatch(
        Path(places, codes),
        facecolor=_COLOURS[shape.fill] if shape.fill else "none",
        edgecolor=_COLOURS[shape.edge] if shape.edge else "none",
        linewidth=shape.width if shape.edge else 0,
        linestyle=(0, DASH) if shape.dashed else "solid",
        capstyle="butt",
        joinstyle="miter" if shape.closed else "round",
        transform=transform,
    )
