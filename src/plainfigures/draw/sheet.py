"""The sheet that forms lay out on: what ink goes where, in CSS pixels from the top left."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from plainfigures.draw.measure import Block
from plainfigures.draw.style import label_of, series_of
from plainfigures.figures.pictures import WIDTHS

__all__ = ["Marker", "Place", "Shape", "Sheet", "Words"]

Place = tuple[float, float]

HATCH_STEP = 7
TEXTURES = ("solid", "solid", "bands", "hollow")
"""How bars of each series are filled, so that four can be told apart in greys."""


class Words(Struct, frozen=True):
    """One line of text; `y` is its baseline, `anchor` is "start", "middle" or "end" of `x`."""

    x: float
    y: float
    text: str
    size: float
    bold: bool
    paint: str
    anchor: str


class Shape(Struct, frozen=True):
    """A line through `places`, or an area where `closed`; without `edge` it has no outline.

    `breaks` are the indices at which the line is lifted and starts anew.
    """

    places: tuple[Place, ...]
    closed: bool = False
    fill: str = ""
    edge: str = ""
    width: float = 1.0
    dashed: bool = False
    breaks: tuple[int, ...] = ()


class Marker(Struct, frozen=True):
    """The same small shape at each of `places`: a circle, square, diamond or triangle."""

    places: tuple[Place, ...]
    shape: str
    fill: str
    edge: str
    size: float = 9.0
    width: float = 1.5


class Sheet:
    """Ink laid out for one drawing; forms add to `ink`, later things over earlier ones."""

    def __init__(self, width: str) -> None:
        self.width: float = WIDTHS[width]
        self.narrow = width == "narrow"
        self.height = 0.0
        self.ink: list[Words | Shape | Marker] = []

    def write(
        self, block: Block, x: float, top: float, paint: str = "ink", anchor: str = "start"
    ) -> float:
        """Set the lines of `block` from `top` downwards and return where they end."""
        for number, line in enumerate(block.lines):
            y = top + block.baseline(number)
            self.ink.append(Words(x, y, line, block.size, block.bold, paint, anchor))
        return top + block.height

    def write_level(
        self, block: Block, x: float, middle: float, paint: str = "ink", anchor: str = "start"
    ) -> None:
        """Set the lines of `block` so that their middle is at the height `middle`."""
        self.write(block, x, middle - block.height / 2, paint, anchor)

    def line(
        self,
        places: Sequence[Place],
        paint: str,
        width: float = 1.0,
        dashed: bool = False,
        breaks: Sequence[int] = (),
        under: bool = False,
    ) -> None:
        """Draw a line through `places`; `under` lays it below all ink there is."""
        shape = Shape(tuple(places), edge=paint, width=width, dashed=dashed, breaks=tuple(breaks))
        self.ink.insert(0 if under else len(self.ink), shape)

    def rule(self, start: Place, end: Place, paint: str = "rule", under: bool = False) -> None:
        """Draw a hairline, set on whole pixels so that screens show it sharp."""
        across = start[1] == end[1]
        move = (0.0, 0.5) if across else (0.5, 0.0)
        ends = [(round(x) + move[0], round(y) + move[1]) for x, y in (start, end)]
        self.line(ends, paint, under=under)

    def area(self, places: Sequence[Place], fill: str) -> None:
        """Fill the area within `places`."""
        self.ink.append(Shape(tuple(places), closed=True, fill=fill))

    def mark(
        self,
        places: Sequence[Place],
        shape: str,
        number: int,
        hollow: bool = False,
        size: float = 9,
    ) -> None:
        """Set the marker of the series at `number` at each of `places`."""
        fill = "paper" if hollow else series_of(number)
        edge = series_of(number) if hollow and number in {0, 2, 4} else label_of(number)
        self.ink.append(Marker(tuple(places), shape, fill, edge, size, 2.0 if hollow else 1.0))

    def bar(
        self, x: float, y: float, width: float, height: float, number: int, texture: str = ""
    ) -> None:
        """Draw a bar in the paint of the series at `number`.

        `texture` is "solid", "bands", "hollow", "hatched" or "dashed"; left out, it is the series'.
        """
        texture = texture or TEXTURES[number % len(TEXTURES)]
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        if texture == "solid":
            self.ink.append(Shape(corners, closed=True, fill=series_of(number)))
        if texture in {"hatched", "bands"}:
            self._hatch(x, y, width, height, number, slant=height if texture == "hatched" else 0)
        if texture == "solid" and series_of(number)[-1] in "135":
            return
        inset = min(0.75, width / 2)
        inner = (
            (x + inset, y + 0.75),
            (x + width - inset, y + 0.75),
            (x + width - inset, y + height - 0.75),
            (x + inset, y + height - 0.75),
        )
        line = 1.0 if texture == "solid" else 1.5
        dashed = texture == "dashed"
        self.ink.append(Shape(inner, closed=True, edge=label_of(number), width=line, dashed=dashed))

    def paste(self, inner: "Sheet", x: float, y: float, scale: float = 1.0) -> None:
        """Put all ink of `inner` here, its top left corner at `x` and `y`, `scale` times as large."""
        self.ink += [_moved(item, x, y, scale) for item in inner.ink]

    def _hatch(
        self, x: float, y: float, width: float, height: float, number: int, slant: float
    ) -> None:
        """Fill a bar with strokes: upright, or leaning over by `slant` from foot to head.

        Drawn stroke by stroke, since an SVG pattern would need an id and weigh more.
        """
        places: list[Place] = []
        foot = x - slant + HATCH_STEP / 2
        while foot < x + width:
            low = max(0.0, (x - foot) / slant) if slant else 0.0
            high = min(1.0, (x + width - foot) / slant) if slant else 1.0
            if low < high:
                places.append((foot + low * slant, y + height * (1 - low)))
                places.append((foot + high * slant, y + height * (1 - high)))
            foot += HATCH_STEP
        if places:
            thick = 1.25 if slant else 3.5
            self.line(places, series_of(number), thick, breaks=range(2, len(places), 2))


def _moved(
    item: Words | Shape | Marker, x: float, y: float, scale: float
) -> Words | Shape | Marker:
    if isinstance(item, Words):
        return replace(item, x=x + item.x * scale, y=y + item.y * scale, size=item.size * scale)
    places = tuple((x + across * scale, y + down * scale) for across, down in item.places)
    if isinstance(item, Marker):
        return replace(item, places=places, size=item.size * scale, width=item.width * scale)
    return replace(item, places=places, width=item.width * scale)
