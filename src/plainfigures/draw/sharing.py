"""A chart as a picture that stands by itself: its title, subtitle, notes and sources are in it."""

import re
from typing import Any

from lxml import etree

from plainfigures.draw.cards import Imprint
from plainfigures.draw.ink import print_sheet
from plainfigures.draw.key import key_of
from plainfigures.draw.layout import lay_out
from plainfigures.draw.measure import clean, wrap
from plainfigures.draw.press import NAMES, SVG
from plainfigures.draw.raster import paste, print_png
from plainfigures.draw.sheet import Sheet
from plainfigures.draw.style import PAINTS, SMALL
from plainfigures.figures.pictures import Picture

__all__ = ["MARGIN", "chart_png", "chart_svg"]

MARGIN = 32.0
"""Room around a chart and its words, in CSS pixels."""

ACROSS = 1200
"""Width of a PNG in pixels."""

TITLE, SUBTITLE = 24.0, 16.0
"""Type for the title and the subtitle, in CSS pixels."""

_VARIABLE = re.compile(r"var\(--pf-[a-z0-9-]+, ([^()]*)\)")


def chart_png(picture: Picture, imprint: Imprint) -> bytes:
    """Draw a chart with its words and its `imprint` as a PNG of 1,200 pixels across."""
    inner = lay_out(picture, "wide")
    sheet, top = _frame(picture, imprint, inner.width, inner.height)
    paste(sheet, inner, MARGIN, top)
    return print_png(sheet, ACROSS / sheet.width)


def chart_svg(drawn: str, picture: Picture, imprint: Imprint) -> str:
    """Return the wide drawing of a chart as an SVG file with the chart's words and its `imprint`.

    Nothing outside sets its colours or its type, so it looks the same wherever it is opened.
    """
    chart = etree.fromstring(drawn)
    across, down = (float(str(chart.get(side))) for side in ("width", "height"))
    sheet, top = _frame(picture, imprint, across, down)
    root = etree.fromstring(print_sheet(sheet, picture, "wide", key_of(drawn, repr(imprint))))
    del root.attrib["class"]
    for number, (name, text) in enumerate(
        (("title", picture.title), ("desc", picture.alternative))
    ):
        named = etree.Element(f"{{{SVG}}}{name}", nsmap=NAMES)
        named.text = clean(text)
        root.insert(number, named)
    ground: Any = {"width": "100%", "height": "100%", "fill": PAINTS["paper"]}
    root.insert(2, etree.Element(f"{{{SVG}}}rect", ground, nsmap=NAMES))
    place = etree.SubElement(root, f"{{{SVG}}}g", {"transform": f"translate({MARGIN:g} {top:g})"})
    place.extend(chart)
    return _VARIABLE.sub(r"\1", etree.tostring(root, encoding="unicode"))


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
