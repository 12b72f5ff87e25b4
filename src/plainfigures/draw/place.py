"""Places for labels that must not lie over one another."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

from msgspec import Struct

__all__ = ["Area", "free_place", "push_apart"]

NUDGES = (0.0, 12.0, 24.0, 36.0)
"""How far a label may stand from the point it belongs to, beyond the closest place."""


class Area(Struct, frozen=True):
    """A rectangle in CSS pixels, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Area") -> bool:
        """Whether the two overlap."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: "Area") -> bool:
        """Whether `other` lies wholly within."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )


def push_apart(
    middles: Sequence[float], heights: Sequence[float], top: float, bottom: float, gap: float = 4
) -> list[float]:
    """Move labels up and down, each as little as may be, until none overlaps another.

    Takes the wanted middle and the height of each, and returns the tops, in the same order. The
    caller sees to it that all fit between `top` and `bottom`; failing that they run over the end.
    """
    order = sorted(range(len(middles)), key=lambda index: (middles[index], index))
    # Labels that touch are moved as one run, to the mean of what its members want.
    runs: list[list[int]] = []
    tops: list[float] = []
    for index in order:
        runs.append([index])
        tops.append(_top_of(runs[-1], middles, heights, gap, top, bottom))
        while len(runs) > 1 and tops[-2] + _height_of(runs[-2], heights, gap) + gap > tops[-1]:
            joined = runs[-2] + runs[-1]
            runs[-2:] = [joined]
            tops[-2:] = [_top_of(joined, middles, heights, gap, top, bottom)]
    placed = [0.0] * len(middles)
    for run, start in zip(runs, tops, strict=True):
        above = accumulate((heights[index] + gap for index in run), initial=start)
        for index, place in zip(run, above, strict=False):
            placed[index] = place
    return placed


def free_place(
    size: tuple[float, float],
    point: tuple[float, float],
    within: Area,
    taken: Iterable[Area],
    lines: Sequence[Sequence[tuple[float, float]]],
    clear: float = 8,
) -> Area | None:
    """Find room for a label of `size` near `point`, over no other label and no line.

    Returns None where there is none.
    """
    held = list(taken)
    for area in _around(size, point, clear):
        if not within.holds(area) or any(area.meets(other) for other in held):
            continue
        if not any(_crosses(area, line) for line in lines):
            return area
    return None


def _around(size: tuple[float, float], point: tuple[float, float], clear: float) -> Iterator[Area]:
    width, height = size
    x, y = point
    for nudge in NUDGES:
        away = clear + nudge
        for across in (-width / 2, -width + clear, -clear):
            left = x + across
            yield Area(left, y - away - height, left + width, y - away)
            yield Area(left, y + away, left + width, y + away + height)
        for left in (x + away, x - away - width):
            yield Area(left, y - height / 2, left + width, y + height / 2)


def _crosses(area: Area, line: Sequence[tuple[float, float]]) -> bool:
    return any(_cuts(area, start, end) for start, end in pairwise(line)) or any(
        area.left <= x <= area.right and area.top <= y <= area.bottom for x, y in line
    )


def _cuts(area: Area, start: tuple[float, float], end: tuple[float, float]) -> bool:
    """Whether a straight line passes through `area` (Liang and Barsky's clipping)."""
    enter, leave = 0.0, 1.0
    for origin, move, low, high in (
        (start[0], end[0] - start[0], area.left, area.right),
        (start[1], end[1] - start[1], area.top, area.bottom),
    ):
        if not move:
            if not low < origin < high:
                return False
            continue
        near, far = sorted(((low - origin) / move, (high - origin) / move))
        enter, leave = max(enter, near), min(leave, far)
    return enter < leave


def _height_of(run: Sequence[int], heights: Sequence[float], gap: float) -> float:
    return sum(heights[index] for index in run) + gap * (len(run) - 1)


def _top_of(
    run: Sequence[int],
    middles: Sequence[float],
    heights: Sequence[float],
    gap: float,
    top: float,
    bottom: float,
) -> float:
    wanted, above = 0.0, 0.0
    for index in run:
        wanted += middles[index] - heights[index] / 2 - above
        above += heights[index] + gap
    lowest = bottom - _height_of(run, heights, gap)
    return max(top, min(wanted / len(run), lowest))
