"""The course of one series across a line chart."""

from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from plainfigures.draw.sheet import Place
from plainfigures.figures.pictures import Point

__all__ = ["Spot", "Trace"]

UNSETTLED = frozenset({"forecast", "provisional"})


class Spot(Struct, frozen=True):
    """A point and where it stands; `y` is None where it has no value."""

    point: Point
    x: float
    y: float | None

    @property
    def unsettled(self) -> bool:
        """Whether the value may still change."""
        return bool(UNSETTLED & set(self.point.marks))

    @property
    def open(self) -> bool:
        """Whether the marker is hollow, because the value is not settled or looks wrong."""
        return self.unsettled or "suspect" in self.point.marks


class Trace(Struct, frozen=True):
    """The spots of the series at `number`, in the order of time.

    `breaks` are the places from which the series was counted anew.
    """

    number: int
    spots: tuple[Spot, ...]
    breaks: tuple[float, ...] = ()

    @property
    def held(self) -> list[Spot]:
        """The spots that have a value."""
        return [spot for spot in self.spots if spot.y is not None]

    @property
    def places(self) -> list[Place]:
        """Where the spots with a value stand."""
        return [(spot.x, spot.y) for spot in self.spots if spot.y is not None]

    def stride(self, apart: float) -> int:
        """Tell which share of markers to draw (each, every second, ...) to keep them `apart`."""
        held = self.held
        if len(held) < 2:
            return 1
        step = (held[-1].x - held[0].x) / (len(held) - 1)
        return max(1, -int(-apart // step)) if step > 0 else 1

    def broken(self, before: Spot, after: Spot) -> bool:
        """Whether the series was counted anew between two spots."""
        return any(before.x < place <= after.x for place in self.breaks)

    def strokes(self) -> Iterator[tuple[list[Place], bool]]:
        """Yield the lines to draw, each with whether it is dashed.

        A line is lifted where a value is missing or the series breaks, and dashed on the way to
        one not settled.
        """
        places: list[Place] = []
        dashed = False
        for before, after in pairwise(self.spots):
            if before.y is None or after.y is None or self.broken(before, after):
                if places:
                    yield places, dashed
                places = []
                continue
            if places and after.unsettled != dashed:
                yield places, dashed
                places = []
            dashed = after.unsettled
            places = [*(places or [(before.x, before.y)]), (after.x, after.y)]
        if places:
            yield places, dashed
