"""How numbers of the benchmarks are written."""

import statistics
from collections.abc import Sequence

__all__ = ["median", "number", "seconds", "span"]


def median(runs: Sequence[dict[str, float]], part: str) -> float:
    """Return the median of one part of several runs."""
    return statistics.median(one[part] for one in runs)


def span(time: float) -> str:
    """Write a time in the unit in which it has one to three digits before the point."""
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if time >= size:
            return f"{time / size:.1f} {unit}"
    return f"{time * 1e6:.2f} µs"


def seconds(value: float) -> str:
    """Write seconds to a hundredth; a hundred and more without."""
    return f"{value:.2f}" if value < 100 else f"{value:.0f}"


def number(value: float) -> str:
    """Write a whole number with commas for thousands."""
    return f"{value:,.0f}"
