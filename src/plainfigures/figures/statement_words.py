"""Tests in words: what a test of a relation or a claim says, for findings and for readers."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.expressions import inputs_of
from plainfigures.figures.formats import round_half_up, show
from plainfigures.figures.periods import WEEKDAYS, parse_period, show_day
from plainfigures.figures.quantities import DAY, WEEKDAY, Comparison, Quantity
from plainfigures.figures.records import Figure
from plainfigures.figures.sentences import say_figure
from plainfigures.figures.units import BUILT_IN, Unit

__all__ = ["Shown", "as_text", "comparison_words", "gap_words", "names_of", "quantity_words"]

_SIGNS = {"+": "+", "-": "\N{MINUS SIGN}", "*": "×", "/": "÷"}
_COMPARED = {
    "=": "equals",
    "!=": "is not",
    "<": "is below",
    "<=": "is not above",
    ">": "is above",
    ">=": "is not below",
}
_COMPARED_DAYS = {
    "=": "is",
    "<": "is before",
    "<=": "is not after",
    ">": "is after",
    ">=": "is not before",
}
_STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2}


class Shown(Struct, frozen=True):
    """A figure within the words of a test: its name, and how it is said."""

    figure: Figure
    name: str
    text: str


Words = tuple[str | Shown, ...]


def as_text(words: Words) -> str:
    """Return the words of a test as plain text: each figure by name, its value in brackets."""
    return "".join(one if isinstance(one, str) else f"{one.name} ({one.text})" for one in words)


def comparison_words(
    comparison: Comparison, catalogue: Catalogue, names: dict[str, str], *, expected: bool = False
) -> Words:
    """Return what a comparison says, with the figures in it; `names` is of `names_of`.

    With `expected`, it is said as what should be, for a comparison that does not hold.
    """
    stack: list[tuple[Words, int]] = []
    for step in comparison.steps[:-1]:
        kind, _, rest = step.partition(" ")
        match kind:
            case "num":
                stack.append(((_number(Decimal(rest), comparison),), 3))
            case "ref":
                stack.append(((_shown(catalogue.find(rest), names[rest]),), 3))
            case "take":
                stack.append((_taken(rest, catalogue, names), 3))
            case "rows":
                stack.append(((_rows(rest, catalogue),), 3))
            case "call":
                name, _, count = rest.partition(" ")
                values = [stack.pop()[0] for _ in range(int(count))][::-1]
                stack.append(_call(name, values))
            case _:
                right, left = stack.pop(), stack.pop()
                stack.append(_operated(rest, left, right))
    right_words, left_words = stack.pop()[0], stack.pop()[0]
    between = _between(comparison)
    if expected:
        between = "should equal" if between == "equals" else f"should be {between[3:]}"
        between = between.replace("should be not ", "should not be ")
    return (*left_words, f" {between} ", *right_words)


def names_of(steps: Sequence[str], catalogue: Catalogue) -> dict[str, str]:
    """Return a name for each figure of a test, by its reference there.

    Where titles are the same, or where several periods or places are in play, those are said too.
    """
    figures = {name: catalogue.find(name) for name in inputs_of(steps)}
    periods = {one.period for one in figures.values() if one.period and one.kind != "date"}
    areas = {one.area for one in figures.values() if one.area}
    titles = [one.title for one in figures.values()]
    names = {}
    for name, figure in figures.items():
        parts = [figure.title]
        area = catalogue.areas.get(figure.area, figure.area)
        if len(areas) > 1 and area and area not in figure.title:
            parts.append(area)
        same = titles.count(figure.title) > 1 or len(periods) > 1
        if same and figure.period and figure.kind != "date":
            when = parse_period(figure.period).show()
            if when not in figure.title:
                parts.append(when)
        names[name] = ", ".join(parts)
    return names


def quantity_words(quantity: Quantity, other: Quantity | None = None) -> str:
    """Say a side of a test: a figure as it is said elsewhere, what is worked out by its value.

    `other` is the side that it is held against: its unit is taken by a side that has none.
    """
    if quantity.figure and quantity.figure.used is not None:
        return _say(quantity.figure)
    unit = quantity.unit or (other.unit if other else None)
    if unit == DAY:
        return show_day(date.fromordinal(int(quantity.value)))
    if unit == WEEKDAY:
        return WEEKDAYS[int(quantity.value) % 7]
    scale = quantity.scale or (other.scale if other else None)
    if scale and 1 <= quantity.value <= len(scale.steps):
        return scale.title_of(scale.steps[int(quantity.value) - 1])
    away = abs(quantity.value - other.value) if other else Decimal(1)
    return _show(quantity.value, unit, away)


def gap_words(comparison: Comparison) -> str:
    """Say how far the two sides of a comparison are apart; nothing of weekdays and equal sides."""
    unit = comparison.left.unit or comparison.right.unit
    if unit == WEEKDAY or not comparison.gap:
        return ""
    if unit == DAY:
        unit = Unit("days", "day", "days")
    elif comparison.left.scale or comparison.right.scale:
        unit = Unit("steps", "step", "steps")
    elif unit == BUILT_IN["percent"]:
        unit = BUILT_IN["percentage-points"]
    return _show(comparison.gap, unit, comparison.gap)


def _between(comparison: Comparison) -> str:
    """Say how the sides are compared: days, grades and weekdays are not said to equal each other."""
    sides = (comparison.left, comparison.right)
    if any(side.unit == DAY for side in sides):
        return _COMPARED_DAYS.get(comparison.operator, _COMPARED[comparison.operator])
    named = any(side.unit == WEEKDAY or side.scale for side in sides)
    return "is" if named and comparison.operator == "=" else _COMPARED[comparison.operator]


def _show(value: Decimal, unit: Unit | None, away: Decimal) -> str:
    """Write a number that we worked out, with as many places as show that it differs.

    People and other things that are counted stay whole: what is rounded is said to be about that.
    """
    whole = unit is not None and unit.is_whole
    steps = (0, 2, 4, 6) if whole else (2, 4, 6)
    places = next((n for n in steps if not away or round_half_up(away, n)), 9)
    shown = round_half_up(value, places)
    about = "about " if whole and shown != value else ""
    return about + show(shown, unit or BUILT_IN["number"], "full", noun=True)


def _say(figure: Figure) -> str:
    return say_figure(figure, "full", noun=figure.kind == "number")


def _shown(figure: Figure, name: str, text: str = "") -> Shown:
    return Shown(figure, name, text or _say(figure))


def _number(value: Decimal, comparison: Comparison) -> str:
    if WEEKDAY in {comparison.left.unit, comparison.right.unit}:
        return WEEKDAYS[int(value) % 7]
    scale = comparison.left.scale or comparison.right.scale
    if scale and 1 <= value <= len(scale.steps):
        return scale.title_of(scale.steps[int(value) - 1])
    return show(value, BUILT_IN["number"], "full")


def _taken(rest: str, catalogue: Catalogue, names: dict[str, str]) -> Words:
    what, _, reference = rest.partition(" ")
    figure, name = catalogue.find(reference), names[reference]
    asked = what.removeprefix("printed-")
    if asked != what or what == "printed":
        if figure.period_printed and figure.kind != "date":
            figure = replace(figure, period=figure.period_printed)
        figure = replace(figure, read_as=None, read_as_text="")
        name = f"{name}, as printed"
    shown = _shown(figure, name)
    if figure.kind != "date" and asked in {"first", "last"} and figure.period:
        when = parse_period(figure.period).show()
        shown = _shown(figure, name.replace(f", {when}", ""), when)
    if asked in {"printed", "step"}:
        return (shown,)
    if asked == "weekday":
        return ("the weekday of ", shown)
    text = figure.used_text if figure.kind == "date" else figure.period
    if text and parse_period(text).kind == "day":
        return (shown,)
    return (f"the {asked} day of ", shown)


def _rows(name: str, catalogue: Catalogue) -> str:
    package, table, *key = name.split("/")
    title = catalogue.resource(f"{package}/{table}").title
    kept = f" under “{key[0]}”" if key else ""
    return f"the number of rows{kept} of “{title}”"


def _call(name: str, values: list[Words]) -> tuple[Words, int]:
    match name:
        case "sum":
            return _joined(values, " + "), 1
        case "abs":
            return ("the size of (", *values[0], ")"), 3
        case "round":
            return ("(", *values[0], f", rounded to {_places(values[1])})"), 3
        case "min":
            return ("the lowest of (", *_joined(values, "; "), ")"), 3
        case _:
            return ("the highest of (", *_joined(values, "; "), ")"), 3


def _places(words: Words) -> str:
    places = "".join(one for one in words if isinstance(one, str))
    if places == "0":
        return "a whole number"
    return f"{places} decimal place{'' if places == '1' else 's'}"


def _joined(values: Iterable[Words], between: str) -> Words:
    parts: list[str | Shown] = []
    for value in values:
        if parts:
            parts.append(between)
        parts += value
    return tuple(parts)


def _operated(
    operator: str, left: tuple[Words, int], right: tuple[Words, int]
) -> tuple[Words, int]:
    strength = _STRENGTH[operator]
    first = left[0] if left[1] >= strength else ("(", *left[0], ")")
    # What is taken away or divided by keeps its brackets.
    needed = strength + (operator in {"-", "/"})
    second = right[0] if right[1] >= needed else ("(", *right[0], ")")
    return (*first, f" {_SIGNS[operator]} ", *second), strength
