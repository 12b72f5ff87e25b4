"""The picture that stands beside a link to a page: its title, and one figure or its chart."""

from plainfigures.draw.cards import Card
from plainfigures.draw.layout import lay_out
from plainfigures.draw.measure import Block, wrap
from plainfigures.draw.raster import GROUND, print_png
from plainfigures.draw.sheet import Sheet
from plainfigures.figures.pictures import Picture

__all__ = ["HEIGHT", "WIDTH", "card_png"]

WIDTH, HEIGHT = 1200, 630
"""The size of a preview in pixels, as the places that show links ask for it."""

MARGIN = 64.0
BAND = 16.0
FOOT = 84.0
"""Height of the foot, in which the site's name stands."""

LEGIBLE = 0.95
"""How much smaller the drawing for a desk may get before the one for a phone is tried."""

_SHRINK = 0.94
_SMALLEST = 9.0


def card_png(card: Card) -> bytes:
    """Draw a preview of 1200 by 630 pixels as a PNG."""
    sheet = Sheet("wide")
    sheet.width, sheet.height = float(WIDTH), float(HEIGHT)
    sheet.area([(0, 0), (WIDTH, 0), (WIDTH, BAND), (0, BAND)], "series-1")
    if card.chart is None:
        _figure(sheet, card)
        name = _fit(card.site, WIDTH - 2 * MARGIN, 40, 28, bold=True)
        sheet.write_level(name, MARGIN, HEIGHT - FOOT / 2 - 6, "series-1")
        sheet.rule((MARGIN, HEIGHT - FOOT), (WIDTH - MARGIN, HEIGHT - FOOT))
        return print_png(sheet, ground=GROUND)
    _chart(sheet, card, card.chart)
    return print_png(sheet)


def _figure(sheet: Sheet, card: Card) -> None:
    """Set the title above the figure; without one, the title has the room to itself."""
    room = WIDTH - 2 * MARGIN
    top, end = MARGIN, HEIGHT - FOOT - 20
    if not card.number:
        title = _fit(card.title, room, 250, 64, bold=True)
        under = sheet.write(title, MARGIN, top - 10) + 24
        sheet.write(_fit(card.what, room, end - under, 32), MARGIN, under, "muted")
        return
    title = _fit(card.title, room, 170, 54, bold=True)
    when = _fit(card.when, room, 40, 26)
    what = _fit(card.what, room, 84, 32)
    left = end - top - title.height - what.height - when.height - 24
    number = _fit(card.number, room, min(left, 150), 100, bold=True)
    sheet.write(title, MARGIN, top - 10)
    foot = end - when.height - what.height - number.height
    foot = sheet.write(number, MARGIN, foot, "series-1")
    foot = sheet.write(what, MARGIN, foot)
    sheet.write(when, MARGIN, foot, "muted")


def _chart(sheet: Sheet, card: Card, picture: Picture) -> None:
    """Set the title above the drawing or beside it, wherever the drawing gets larger."""
    margin = 48.0
    end = HEIGHT - 74.0
    beside = 360.0
    choices = []
    for form, across in (("wide", 0.0), ("wide", beside), ("narrow", beside)):
        inner = lay_out(picture, form)
        wide = beside if across else WIDTH - 2 * margin
        title = _fit(card.title, wide, 380 if across else 120, 38 if across else 42, bold=True)
        top = margin if across else margin + title.height + 12
        left = margin + across + 36 if across else margin
        scale = min((WIDTH - margin - left) / inner.width, (end - top) / inner.height, 1.9)
        choices.append((scale, left, top, title, inner))
    # The drawing for a phone breaks its words more often.
    roomy = [choice for choice in choices if not choice[-1].narrow and choice[0] >= LEGIBLE]
    scale, left, top, title, inner = max(roomy or choices, key=lambda choice: choice[0])
    under = sheet.write(title, margin, margin - 6) + 14
    if left > margin:
        subtitle = _fit(picture.subtitle, beside, end - under, 20)
        sheet.write(subtitle, margin, under, "muted")
    over = WIDTH - margin - left - inner.width * scale
    sheet.paste(inner, left + over / 2, top, scale)
    sheet.rule((margin, HEIGHT - 60), (WIDTH - margin, HEIGHT - 60))
    name = _fit(card.site, WIDTH - 2 * margin, 34, 24, bold=True)
    sheet.write_level(name, margin, HEIGHT - 32, "series-1")


def _fit(text: str, room: float, height: float, size: float, *, bold: bool = False) -> Block:
    """Break `text` into lines within `room` and `height`, in type as large as that allows."""
    block = wrap(text, room, size, bold) if text else Block(())
    while block.height > height and block.size > _SMALLEST:
        block = wrap(text, room, block.size * _SHRINK, bold)
    return block
