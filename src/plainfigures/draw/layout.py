"""From a picture's form to the function that lays it out."""

from collections.abc import Callable

from plainfigures.draw.bars import lay_out_bars, lay_out_diverging_bars, lay_out_grouped_bars
from plainfigures.draw.dots import lay_out_dots
from plainfigures.draw.lines import lay_out_lines
from plainfigures.draw.sheet import Sheet
from plainfigures.draw.stacked import lay_out_stacked
from plainfigures.draw.steps import lay_out_steps
from plainfigures.draw.timeline import lay_out_timeline
from plainfigures.draw.waterfall import lay_out_waterfall
from plainfigures.errors import ChartProblem
from plainfigures.figures.findings import nearest
from plainfigures.figures.pictures import WIDTHS, Picture

__all__ = ["FORMS", "MOST_SERIES", "lay_out"]

FORMS: dict[str, Callable[[Picture, Sheet], float]] = {
    "bars": lay_out_bars,
    "grouped-bars": lay_out_grouped_bars,
    "diverging-bars": lay_out_diverging_bars,
    "dots": lay_out_dots,
    "lines": lay_out_lines,
    "steps": lay_out_steps,
    "waterfall": lay_out_waterfall,
    "stacked": lay_out_stacked,
    "timeline": lay_out_timeline,
}
"""Each lays a picture out on a sheet and returns the height that it took."""

# How many series a form can show, where that is fewer than four.
LIMITS = {"bars": 1, "diverging-bars": 1, "waterfall": 1, "stacked": 1, "dots": 2}
MOST_SERIES = 4


def lay_out(picture: Picture, width: str) -> Sheet:
    """Lay `picture` out at `width`; raises ChartProblem where it cannot be drawn."""
    _check(picture, width)
    sheet = Sheet(width)
    sheet.height = float(round(FORMS[picture.form](picture, sheet) + 0.5))
    return sheet


def _check(picture: Picture, width: str) -> None:
    chart = f'The chart "{picture.id}"'
    if picture.form not in FORMS:
        raise ChartProblem(
            f'{chart} asks for the form "{picture.form}", which does not exist.',
            f"Use one of: {', '.join(FORMS)}.",
            nearest(picture.form, FORMS),
        )
    if width not in WIDTHS:
        raise ChartProblem(
            f'{chart} was asked for in the width "{width}", which does not exist.',
            f"Use one of: {', '.join(WIDTHS)}.",
        )
    if not picture.series:
        raise ChartProblem(f"{chart} has no figures.", "Name the figures that it should show.")
    for series in picture.series:
        if not series.points:
            raise ChartProblem(
                f'{chart} has no figures in its series "{series.label}".',
                "Give the series figures, or take it out of the chart.",
            )
    most = LIMITS.get(picture.form, MOST_SERIES)
    if len(picture.series) > most:
        raise ChartProblem(
            f"{chart} has {len(picture.series)} series; "
            f'the form "{picture.form}" shows at most {most}.',
            "Leave series out, use another form, or make a second chart.",
        )
