"""What stands in BENCHMARKS.md of how builds grow."""

from collections.abc import Sequence
from typing import Any

from tests.bench.fitting import Fit, fit_power
from tests.bench.wording import median, number, seconds

__all__ = ["fit_of", "growth_part"]

_FITTED = {
    "wall": "seconds by the clock",
    "cpu": "processor seconds",
    "memory": "memory at its peak",
}
_MOST = 1.1
"""The most that the exponent of a fit may be, from the issue that asked for it."""


def growth_part(found: dict[str, Any]) -> str:
    """Return what builds cost by the bodies of a site, and the fits through that."""
    lines = [
        "## How it grows",
        "",
        "Sites with one page for each of so many bodies, from one page template, with two charts, "
        "six figures, a comparison and a rank on each; few, so that the largest is made in "
        "minutes. All are built with nothing kept, then again with nothing changed. Pages and the "
        "first search are compressed, as a server sends them; the first search counts its program "
        "and the most that two words can ask for.",
        "",
        "A line through the logarithms, by least squares, says how the cost of a cold build grows: "
        f"with the number of bodies to the power of its exponent, which is to be {_MOST} at most. A "
        "part of the cost is the same at any size, which makes that exponent low, so the exponent "
        "between the two largest sizes alone stands beside it.",
        "",
        *_growth_table(found["growth"]),
    ]
    if found.get("england"):
        lines += [
            "### Every council in England",
            "",
            "The site in `examples/england`, with so many of its councils, read from the releases of "
            "the Department for Education.",
            "",
            *_growth_table(found["england"]),
        ]
    return "\n".join(lines)


def _growth_table(growth: Sequence[dict[str, Any]]) -> list[str]:
    columns = ["Bodies", "Pages", "Charts", "Figures", "Cold, s", "Processor s", "MB"]
    columns += ["Nothing changed, s", "A body's page, KB", "List of bodies, KB", "First search, KB"]
    lines = [f"| {' | '.join(columns)} |", f"|{' ---: |' * len(columns)}"]
    for one in growth:
        cells = [number(one[part]) for part in ("bodies", "html", "charts", "figures")]
        cells += [
            seconds(median(one["cold"], "wall")),
            seconds(median(one["cold"], "cpu")),
            number(median(one["cold"], "memory")),
            seconds(median(one["again"], "wall")),
        ]
        cells += [f"{one[part]:.1f}" for part in ("body_page", "list_page", "first_search")]
        lines.append(f"| {' | '.join(cells)} |")
    largest = (
        f"`{one['largest_is']}/` with {one['largest_page']:.1f} KB at {number(one['bodies'])} bodies"
        for one in growth
    )
    lines += ["", f"The largest page: {'; '.join(largest)}.", ""]
    return [*lines, *(_fit_lines(growth) if len(growth) > 1 else ())]


def _fit_lines(growth: Sequence[dict[str, Any]]) -> list[str]:
    lines = [
        "| Of a cold build | Exponent | R² | Between the largest | Fit at each size |",
        "| --- | ---: | ---: | ---: | --- |",
    ]
    for part, words in _FITTED.items():
        fit, last = fit_of(growth, part), fit_of(growth[-2:], part)
        values = ", ".join(
            f"{fit.at(one['bodies']):.1f} for {median(one['cold'], part):.1f}" for one in growth
        )
        lines.append(
            f"| {words} | {fit.exponent:.2f} | {fit.r_squared:.3f} | {last.exponent:.2f} | {values} |"
        )
    return [*lines, ""]


def fit_of(growth: Sequence[dict[str, Any]], part: str) -> Fit:
    """Return the fit of what cold builds took, by the bodies of the site."""
    values = [median(one["cold"], part) for one in growth]
    return fit_power([one["bodies"] for one in growth], values)
