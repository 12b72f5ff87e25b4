"""Figures into pictures: the only room that knows matplotlib.

A form (`bars.py`, `lines.py`, ...) lays a picture out on a `Sheet`, in CSS pixels, with the text
measured. `ink.py` has matplotlib draw the sheet, and `press.py` turns what comes out into an SVG
whose colours and type a page can set. Importing this package loads none of that.
"""

from plainfigures.draw.cards import Card, Imprint
from plainfigures.draw.key import drawing_key, key_of, raster_key
from plainfigures.figures.pictures import Picture

__all__ = [
    "Card",
    "Imprint",
    "draw",
    "draw_card",
    "draw_for_sharing",
    "drawing_key",
    "key_of",
    "load_drawing",
    "raster_key",
    "stand_alone",
]


def load_drawing() -> None:
    """Load what drawing needs, ahead of the first drawing: it takes longer than to draw."""
    import plainfigures.draw.ink
    import plainfigures.draw.layout  # noqa: F401


def draw(picture: Picture, width: str) -> str:
    """Draw `picture` as an SVG document without prolog, `width` "narrow" or "wide".

    The sizes, in CSS pixels, are those of `pictures.WIDTHS`; the height follows from the content.
    The same picture and width always give the same text. Raises ChartProblem where the picture
    cannot be drawn.
    """
    from plainfigures.draw.ink import print_sheet  # loads matplotlib
    from plainfigures.draw.layout import lay_out

    return print_sheet(lay_out(picture, width), picture, width, drawing_key(picture, width))


def stand_alone(drawn: str, picture: Picture, imprint: Imprint) -> bytes:
    """Return the wide drawing of `picture` as an SVG file with its words and its `imprint` in it."""
    from plainfigures.draw.sharing import chart_svg

    return chart_svg(drawn, picture, imprint).encode()


def draw_for_sharing(picture: Picture, imprint: Imprint) -> bytes:
    """Draw `picture` as a PNG with its words and its `imprint` in it."""
    from plainfigures.draw.sharing import chart_png

    return chart_png(picture, imprint)


def draw_card(card: Card) -> bytes:
    """Draw the preview of a link as a PNG of 1200 by 630 pixels."""
    from plainfigures.draw.previews import card_png

    return card_png(card)
