"""A laid-out sheet as a PNG: what leaves the site as a picture, in the colours of a light page."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D
from PIL import Image

from plainfigures.draw.ink import DPI, artist, quietly
from plainfigures.draw.sheet import Marker, Shape, Sheet, Words
from plainfigures.draw.style import PAINTS, house_style

__all__ = ["GROUND", "paste", "print_png"]

GROUND = "ground"
"""The paint of the warm ground that previews stand on."""

_COLOURS = {**PAINTS, GROUND: "#F6F4EF"}

_COLOURS_OF_PNG = 128
"""Flat colours and the edges of letters need no more, and the file is a third of the size."""


def paste(sheet: Sheet, inner: Sheet, x: float, y: float, scale: float = 1.0) -> None:
    """Put all ink of `inner` on `sheet`, its top left corner at `x` and `y`, `scale` times as large."""
    sheet.ink += [_moved(item, x, y, scale) for item in inner.ink]


def print_png(sheet: Sheet, scale: float = 1.0, ground: str = "paper") -> bytes:
    """Draw `sheet` as a PNG with `scale` pixels to each of its own; the same sheet, the same bytes."""
    # Letters take the room that was measured only where they are not fitted to whole pixels.
    with house_style(""), mpl.rc_context({"text.hinting": "none"}), quietly():
        # Half a pixel more, since what is cut off to whole pixels may be a hair too small.
        across, down = (round(side * scale) + 0.5 for side in (sheet.width, sheet.height))
        figure = Figure(
            figsize=(across / scale / DPI, down / scale / DPI),
            dpi=DPI * scale,
            facecolor=_COLOURS[ground],
        )
        canvas: Any = FigureCanvasAgg(figure)
        downwards = Affine2D().scale(1, -1).translate(0, sheet.height).scale(scale)
        for item in sheet.ink:
            figure.add_artist(artist(item, downwards, _COLOURS.__getitem__))
        canvas.draw()
        whole = Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba())
    few = whole.convert("RGB").quantize(
        _COLOURS_OF_PNG, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
    )
    drawn = BytesIO()
    few.save(drawn, format="PNG", optimize=True)
    return drawn.getvalue()


def _moved(
    item: Words | Shape | Marker, x: float, y: float, scale: float
) -> Words | Shape | Marker:
    if isinstance(item, Words):
        return replace(item, x=x + item.x * scale, y=y + item.y * scale, size=item.size * scale)
    places = tuple((x + across * scale, y + down * scale) for across, down in item.places)
    if isinstance(item, Marker):
        return replace(item, places=places, size=item.size * scale, width=item.width * scale)
    return replace(item, places=places, width=item.width * scale)
