"""How what is measured grows with the size of a site: a power law, fitted to the logarithms."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Fit", "fit_power"]


@dataclass(frozen=True)
class Fit:
    """`factor` times the size to the power `exponent`; `r_squared` says how well that fits."""

    exponent: float
    factor: float
    r_squared: float

    def at(self, size: float) -> float:
        """Return what the fit expects at a size."""
        return float(self.factor * size**self.exponent)


def fit_power(sizes: Sequence[float], values: Sequence[float]) -> Fit:
    """Fit a line to the logarithms of sizes and values, by least squares.

    Raises ValueError for fewer than two sizes, or where anything is not above zero.
    """
    if len(set(sizes)) < 2 or len(sizes) != len(values):
        raise ValueError("a fit needs two sizes at least, and a value for each")
    if min(*sizes, *values) <= 0:
        raise ValueError("a power law fits only what is above zero")
    xs, ys = [math.log(one) for one in sizes], [math.log(one) for one in values]
    middle_x, middle_y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((x - middle_x) ** 2 for x in xs)
    slope = sum((x - middle_x) * (y - middle_y) for x, y in zip(xs, ys, strict=True)) / spread
    start = middle_y - slope * middle_x
    total = sum((y - middle_y) ** 2 for y in ys)
    left = sum((y - start - slope * x) ** 2 for x, y in zip(xs, ys, strict=True))
    return Fit(slope, math.exp(start), 1 - left / total if total else 1.0)
