"""Figures into pictures: the only room that knows matplotlib.

A form (`bars.py`, `lines.py`, ...) lays a picture out on a `Sheet`, in CSS pixels, with the text
measured. `press.py` writes the sheet as an SVG whose colours and type a page can set; `raster.py` has
matplotlib draw it as a PNG. Importing this package loads none of that.
"""

from plainfigures.draw.cards import Card, Imprint
from plainfigures.draw.key import key_of
from plainfigures.figures.pictures import WIDTHS, Picture

__all__ = [
    "Card",
    "Imprint",
    "draw",
    "draw_card",
    "draw_everywhere",
    "draw_for_sharing",
    "key_of",
    "load_drawing",
]


def load_drawing() -> None:
    """Load what drawing needs, ahead of the first drawing."""
    import plainfigures.draw.layout
    import plainfigures.draw.sharing  # noqa: F401


def draw(picture: Picture, width: str) -> str:
    """Draw `picture` as an SVG document without prolog, `width` "narrow" or "wide".

    The sizes, in CSS pixels, are those of `pictures.WIDTHS`; the height follows from the content.
    The same picture and width always give the same text. Raises ChartProblem where the picture
    cannot be drawn.
    """
    from plainfigures.draw.layout import lay_out
    from plainfigures.draw.press import press

    return press(lay_out(picture, width), picture, width)


def draw_everywhere(picture: Picture, imprint: Imprint) -> dict[str, str]:
    """Draw `picture` at both widths, and "alone", as an SVG file with its words and its `imprint`.

    Raises ChartProblem where it cannot be drawn.
    """
    from plainfigures.draw.layout import lay_out
    from plainfigures.draw.press import press
    from plainfigures.draw.sharing import chart_svg

    sheets = {width: lay_out(picture, width) for width in WIDTHS}
    drawn = {width: press(sheet, picture, width) for width, sheet in sheets.items()}
    return {**drawn, "alone": chart_svg(sheets["wide"], picture, imprint)}


def draw_for_sharing(picture: Picture, imprint: Imprint) -> bytes:
    """Draw `picture` as a PNG with its words and its `imprint` in it."""
    from plainfigures.draw.layout import lay_out
    from plainfigures.draw.sharing import chart_png

    return chart_png(lay_out(picture, "wide"), picture, imprint)


def draw_card(card: Card) -> bytes:
    """Draw the preview of a link as a PNG of 1200 by 630 pixels."""
    from plainfigures.draw.previews import card_png

    return card_png(card)
