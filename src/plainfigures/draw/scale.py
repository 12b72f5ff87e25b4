"""Scales: from values to pixels, and the round values that an axis is marked with."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from msgspec import Struct

from plainfigures.figures.formats import base_text, show
from plainfigures.figures.units import Unit

__all__ = ["Scale", "fit", "mark_axis", "ratios", "tick_texts"]

STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
FROM_ZERO = Decimal("0.5")
"""An axis starts at zero where the lowest value is below this share of the highest."""


TINY = 1e-9
"""Places closer than this are one place."""


class Scale(Struct, frozen=True):
    """A straight scale from `low` and `high` to pixels `start` and `end`."""

    low: Decimal
    high: Decimal
    start: float
    end: float

    def place(self, value: Decimal) -> float:
        """Give the pixel at which `value` stands."""
        span = self.high - self.low
        share = float((value - self.low) / span) if span else 0.5
        return self.start + share * (self.end - self.start)


def mark_axis(values: Sequence[Decimal], most: int) -> list[Decimal]:
    """Choose at most about `most` round values, evenly spaced, that hold all of `values` between.

    They start at zero unless all values lie far from it; a drawing says where they start.
    """
    low, high = min(values), max(values)
    if low >= 0 and low <= high * FROM_ZERO:
        low = Decimal(0)
    if high <= 0 and high >= low * FROM_ZERO:
        high = Decimal(0)
    if low == high:
        low, high = low - abs(low) / 10, high + (abs(high) / 10 or Decimal(1))
    rough = (high - low) / max(1, most - 1)
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(power * nice for nice in STEPS if power * nice >= rough)
    first = (low / step).to_integral_value("ROUND_FLOOR")
    last = (high / step).to_integral_value("ROUND_CEILING")
    return [step * number for number in range(int(first), int(last) + 1)]


def tick_texts(ticks: Sequence[Decimal], unit: Unit) -> list[str]:
    """Write the values on an axis, in full where the short form would round them."""
    short = [show(tick, unit) for tick in ticks]
    if all(_says(text, tick, unit) for text, tick in zip(short, ticks, strict=True)):
        return short
    return [show(tick, unit, "full") for tick in ticks]


def ratios(values: Iterable[Decimal | None]) -> list[float]:
    """Bring values to between -1 and 1 by the largest of them; a missing one counts as 0."""
    held = list(values)
    peak = max((abs(value) for value in held if value is not None), default=Decimal(0))
    return [float(value / peak) if value is not None and peak else 0.0 for value in held]


def fit(
    lefts: Sequence[tuple[float, float]], rights: Sequence[tuple[float, float]], room: float
) -> tuple[float, float]:
    """Find the largest scale at which everything and the text beside it fits into `room`.

    `lefts` pairs each place (as `ratios` gives them) with the pixels needed to the left of it,
    `rights` likewise to the right. Returns the pixel of 0 and the pixels for a length of 1.
    """
    scale = min(
        (
            (room - before - after) / (high - low)
            for low, before in lefts
            for high, after in rights
            if high - low > TINY
        ),
        default=0.0,
    )
    scale = max(scale, 0.0)
    return max(before - low * scale for low, before in lefts), scale


def _says(text: str, value: Decimal, unit: Unit) -> bool:
    """Whether `text` holds `value` exactly."""
    size = abs(value)
    for word, floor in (("billion", Decimal(10**9)), ("million", Decimal(10**6))):
        if unit.money and text.endswith(f" {word}"):
            return base_text(size / floor) in text
    return f"{size.normalize():,f}" in text
