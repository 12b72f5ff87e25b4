"""A chart as a picture that stands by itself: its title, subtitle, notes and sources are in it."""

import re

from plainfigures.draw.cards import Imprint
from plainfigures.draw.measure import clean, wrap
from plainfigures.draw.press import as_text, new_drawing, put, put_ink
from plainfigures.draw.sheet import Sheet
from plainfigures.draw.style import SMALL, css_paint
from plainfigures.figures.pictures import Picture

__all__ = ["MARGIN", "chart_png", "chart_svg"]

MARGIN = 32.0
"""Room around a chart and its words, in CSS pixels."""

ACROSS = 1200
"""Width of a PNG in pixels."""

TITLE, SUBTITLE = 24.0, 16.0
"""Type for the title and the subtitle, in CSS pixels."""

_VARIABLE = re.compile(r"var\(--pf-[a-z0-9-]+, ([^()]*)\)")


def chart_png(inner: Sheet, picture: Picture, imprint: Imprint) -> bytes:
    """Draw a chart with its words and its `imprint` as a PNG of 1,200 pixels across.

    `inner` is the chart as it is laid out.
    """
    from plainfigures.draw.raster import print_png  # loads matplotlib

    sheet, top = _frame(picture, imprint, inner.width, inner.height)
    sheet.paste(inner, MARGIN, top)
    return print_png(sheet, ACROSS / sheet.width)


def chart_svg(inner: Sheet, picture: Picture, imprint: Imprint) -> str:
    """Return the wide drawing of a chart as an SVG file with the chart's words and its `imprint`.

    `inner` is the chart as it is laid out. Nothing outside sets its colours or its type, so it looks
    the same wherever it is opened.
    """
    sheet, top = _frame(picture, imprint, inner.width, inner.height)
    root = new_drawing(sheet, picture.alternative)
    for name, text in (("title", picture.title), ("desc", picture.alternative)):
        put(root, name).text = clean(text)
    put(root, "rect", {"width": "100%", "height": "100%", "fill": css_paint("paper")})
    put_ink(root, sheet, "")
    put_ink(put(root, "g", {"transform": f"translate({MARGIN:g} {top:g})"}), inner, "")
    return _VARIABLE.sub(r"\1", as_text(root))


def _frame(picture: Picture, imprint: Imprint, across: float, down: float) -> tuple[Sheet, float]:
    """Lay out the words around a drawing of a size; returns them, and where the drawing begins."""
    sheet = Sheet("wide")
    sheet.width = across + 2 * MARGIN
    top = sheet.write(wrap(picture.title, across, TITLE, bold=True), MARGIN, MARGIN - 6) + 4
    top = sheet.write(wrap(picture.subtitle, across, SUBTITLE), MARGIN, top, "muted") + 16
    foot = top + down + 12
    for note in picture.notes:
        foot = sheet.write(wrap(note, across, SMALL), MARGIN, foot, "muted") + 4
    foot += 8
    sheet.rule((MARGIN, foot), (MARGIN + across, foot))
    foot += 10
    if imprint.sources:
        foot = sheet.write(wrap(imprint.sources, across, SMALL), MARGIN, foot, "muted") + 4
    foot = sheet.write(wrap(imprint.site, across, SMALL, bold=True), MARGIN, foot)
    if imprint.address:
        foot = sheet.write(wrap(imprint.address, across, SMALL), MARGIN, foot, "muted")
    sheet.height = float(round(foot + MARGIN - 8))
    return sheet, top
