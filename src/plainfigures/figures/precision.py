"""Precision: what a published figure may stand for, as far as its print tells.

No tolerance is picked by hand: half of the last printed digit either side, and what words such as
"over" leave open.
"""

from decimal import Decimal

from plainfigures.errors import (
    ConfidentialProblem,
    FiguresError,
    FormulaProblem,
    TextProblem,
    UnreadableProblem,
)
from plainfigures.figures.disclosure import SUPPRESSED
from plainfigures.figures.intervals import INFINITE, Interval
from plainfigures.figures.numerals import read_number
from plainfigures.figures.periods import parse_period
from plainfigures.figures.printed_dates import disagreements
from plainfigures.figures.records import Figure

__all__ = ["figure_interval", "is_as_printed"]

_AFTER = ("over", "more than")
_FROM = ("at least",)
_BEFORE = ("under", "less than", "fewer than")
_TO = ("up to", "at most")
_ROUND = ("nearly", "almost", "around", "about")
_AVERAGE = ("an average of", "average of")


def figure_interval(figure: Figure) -> tuple[Interval, Decimal]:
    """Return all that a published number may be, and the unit of its last printed digit.

    Half a printed step either side; counts printed to the one are exact. Raises FormulaProblem
    where the figure has no number, and ConfidentialProblem where that is kept confidential.
    """
    value = figure.used
    if value is None and figure.reason == SUPPRESSED:
        raise ConfidentialProblem(
            f'"{figure.reference}" is kept confidential.', "Use a figure that is shown."
        )
    if value is None:
        raise FormulaProblem(
            f'"{figure.reference}" has no number to work with.', "Use a reference to a number."
        )
    step = _printed_step(figure)
    width = step if figure.rounding is None else figure.rounding
    if figure.rounding is None:
        if figure.unit.is_count and step == 1 and figure.qualifier not in _AVERAGE:
            width = Decimal(0)
        width *= max(len(figure.combines), 1)
    low, high, qualifier = value - width / 2, value + width / 2, figure.qualifier
    if qualifier in _ROUND:
        return Interval(value, -INFINITE, INFINITE, True, True), step
    if qualifier in _AFTER or qualifier in _FROM:
        return Interval(value, value, INFINITE, qualifier in _AFTER, True), step
    if qualifier in _BEFORE or qualifier in _TO:
        return Interval(value, -INFINITE, value, True, qualifier in _BEFORE), step
    return Interval(value, low, high), step


def _printed_step(figure: Figure) -> Decimal:
    """Return the unit of the last printed digit, in base units.

    Raises UnreadableProblem where the text as published is of another number: that is told already.
    """
    value = figure.value or Decimal(0)
    try:
        printed = read_number(figure.as_published)
    except TextProblem:
        # Printed as several, or as none: the digits that are stored are all there is.
        exponent = (value / figure.scale).normalize().as_tuple().exponent
        return Decimal(1).scaleb(min(int(exponent), 0)) * figure.scale
    times = 1 if printed.scaled else figure.scale
    if printed.value * times != value and not figure.combines:
        raise UnreadableProblem(f'"{figure.reference}" is not what was printed.')
    step = printed.step * times
    if figure.read_as is not None and value:
        # Where a magnitude was left out in print, it is one for the last digit as well.
        left_out = figure.read_as / value
        if left_out > 0 and left_out.normalize().as_tuple().digits == (1,):
            step *= left_out
    return step


def is_as_printed(figure: Figure) -> bool:
    """Whether a date or a grade is what its text as published says; if not, that is told already."""
    try:
        if figure.kind == "date" and figure.as_published:
            return not disagreements(figure.as_published, parse_period(figure.text))
    except FiguresError:
        return False
    scale = figure.scale_of_grades
    if figure.kind == "grade" and scale and figure.as_published:
        return scale.step_of(figure.as_published) == figure.text
    return True
