"""Quantities: the sides of a test, worked out from the figures they name.

A quantity is an interval with a unit. The interval of a figure follows from how it was printed, and
that of a derived figure from its inputs; days, weekdays and steps of a scale are numbers with units
of their own, so that they cannot be mixed up with others.
"""

from collections.abc import Sequence
from decimal import Decimal
from fnmatch import fnmatchcase

from msgspec import Struct
from msgspec.structs import replace

from plainfigures.errors import FormulaProblem, PeriodProblem, UnreadableProblem
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.intervals import Interval, combine, compare, exactly
from plainfigures.figures.periods import Period, parse_period
from plainfigures.figures.precision import figure_interval, is_as_printed
from plainfigures.figures.records import Figure, Scale
from plainfigures.figures.units import BUILT_IN, Unit

__all__ = ["DAY", "WEEKDAY", "Comparison", "Quantity", "Workings"]

DAY = Unit("day of the calendar")
WEEKDAY = Unit("day of the week")

_TOO_LARGE = Decimal(10) ** 40
_PERCENT = ("percent", "percentage-points")


class Quantity(Struct, frozen=True):
    """One side of a test, or a part of one.

    `unit` is None for plain numbers and ratios, which go with any unit. `figure` and `step`, the
    unit of the last printed digit, are those of a quantity that is one figure as it stands.
    """

    interval: Interval
    unit: Unit | None = None
    figure: Figure | None = None
    step: Decimal = Decimal(0)
    scale: Scale | None = None

    @property
    def value(self) -> Decimal:
        """The number as it stands, in base units."""
        return self.interval.value


class Comparison(Struct, frozen=True):
    """One test of two sides and what it comes to: a verdict of `intervals`.

    `mixed` says which units were added or compared that are not the same.
    """

    operator: str
    left: Quantity
    right: Quantity
    verdict: str
    steps: tuple[str, ...]
    mixed: tuple[str, ...] = ()

    @property
    def gap(self) -> Decimal:
        """How far the two sides are apart, in base units."""
        return abs(self.left.value - self.right.value)


class Workings:
    """Works tests out over one catalogue; what a derived figure comes to is kept."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._formulas = {
            f"{package.name}/derived/{one.key}": one.steps
            for package in catalogue.packages.values()
            for one in package.derived
        }
        self._refused = {
            f"{package.name}/derived/{one.key}" for package, one, _ in catalogue.derived_problems
        }
        self._intervals: dict[str, Interval] = {}
        self._known: dict[str, Quantity] = {}
        self._periods: set[str] = set()

    def find(self, reference: str) -> Figure:
        """Return a figure; one whose formula or period has a finding of its own is unreadable."""
        if reference in self._refused:
            raise UnreadableProblem(f'"{reference}" could not be worked out.')
        figure = self.catalogue.find(reference)
        for text in {figure.period, figure.period_printed} - self._periods:
            if text:
                _period(figure, text)
            self._periods.add(text)
        return figure

    def formula_of(self, figure: Figure) -> tuple[str, ...]:
        """Return the steps of a derived figure's formula; none for a published figure."""
        return self._formulas.get(figure.reference, ())

    def compare(self, steps: Sequence[str]) -> list[Comparison]:
        """Return the comparisons that a test is made of.

        Raises FiguresError where a figure does not exist, has no value or is not of the kind that
        is asked for.
        """
        found, stack = [], list[Quantity]()
        mixed, begin = list[str](), 0
        for number, step in enumerate(steps):
            kind, _, rest = step.partition(" ")
            if kind != "test":
                self._do(kind, rest, stack, mixed)
                continue
            right, left = stack.pop(), stack.pop()
            if max(abs(left.value), abs(right.value)) >= _TOO_LARGE:
                raise FormulaProblem(
                    "The test comes to a number that is too large to show.", "Check its sums."
                )
            _same_unit(left, right, mixed)
            size = max((one.step for one in (left, right) if one.figure), default=Decimal(0))
            verdict = compare(rest, left.interval, right.interval, size)
            own = tuple(steps[begin : number + 1])
            found.append(Comparison(rest, left, right, verdict, own, tuple(mixed)))
            begin = number + 1
            mixed.clear()
        return found

    def _do(self, kind: str, rest: str, stack: list[Quantity], mixed: list[str]) -> None:
        match kind:
            case "num":
                stack.append(Quantity(exactly(Decimal(rest))))
            case "ref" | "take" | "rows":
                stack.append(self._known_or_read(kind, rest))
            case "call":
                name, _, count = rest.partition(" ")
                values = [stack.pop() for _ in range(int(count))][::-1]
                stack.append(_call(name, values, mixed))
            case _:
                right, left = stack.pop(), stack.pop()
                stack.append(_operate(rest, left, right, mixed))

    def _known_or_read(self, kind: str, rest: str) -> Quantity:
        """Return what a step that names a figure or a table comes to; each is read once."""
        step = f"{kind} {rest}"
        if step not in self._known:
            if kind == "ref":
                found = self._used(self.find(rest))
            elif kind == "rows":
                found = self._rows(rest)
            else:
                what, _, reference = rest.partition(" ")
                found = self._taken(what, self.find(reference))
            self._known[step] = found
        return self._known[step]

    def _used(self, figure: Figure) -> Quantity:
        if figure.kind != "number":
            what = "first(…), last(…) or weekday(…)" if figure.kind == "date" else "step(…)"
            raise FormulaProblem(
                f'"{figure.reference}" is a {figure.kind} and not a number.',
                f"Ask for {what} of it.",
            )
        if figure.formula:
            return Quantity(self._interval(figure), figure.unit, figure)
        interval, step = figure_interval(figure)
        return Quantity(interval, figure.unit, figure, step)

    def _interval(self, figure: Figure) -> Interval:
        """Return the interval of a derived figure, from those of its inputs."""
        if figure.reference not in self._intervals:
            stack: list[Quantity] = []
            for step in self.formula_of(figure):
                kind, _, rest = step.partition(" ")
                self._do(kind, rest, stack, [])
            self._intervals[figure.reference] = stack.pop().interval
        return self._intervals[figure.reference]

    def _taken(self, what: str, figure: Figure) -> Quantity:
        asked = what.removeprefix("printed-")
        text = figure.text if asked != what else figure.used_text
        if asked == "printed":
            if figure.kind != "number" or figure.formula:
                return self._used(figure)
            interval, step = figure_interval(replace(figure, read_as=None))
            return Quantity(interval, figure.unit, replace(figure, read_as=None), step)
        if not is_as_printed(figure):
            raise UnreadableProblem(f'"{figure.reference}" is not what was printed.')
        if asked == "step":
            scale = figure.scale_of_grades
            if figure.kind != "grade" or scale is None or text not in scale.steps:
                raise FormulaProblem(
                    f'"{figure.reference}" is no grade on a scale.', "Ask for the step of a grade."
                )
            place = exactly(Decimal(scale.steps.index(text) + 1))
            return Quantity(place, Unit(f"step of {scale.title}"), scale=scale)
        if figure.kind != "date":
            printed = asked != what and figure.period_printed
            text = figure.period_printed if printed else figure.period
        period = _period(figure, text)
        if asked == "weekday":
            if period.kind != "day":
                raise FormulaProblem(
                    f'"{figure.reference}" is not one day.', "Ask for the weekday of a single day."
                )
            return Quantity(exactly(Decimal(period.first.weekday())), WEEKDAY)
        day = period.first if asked == "first" else period.last
        return Quantity(exactly(Decimal(day.toordinal())), DAY)

    def _rows(self, name: str) -> Quantity:
        package, table, *key = name.split("/")
        rows = self.catalogue.resource(f"{package}/{table}").rows
        if key:
            rows = tuple(row for row in rows if fnmatchcase(row.key, key[0]))
        return Quantity(exactly(Decimal(len(rows))))


def _period(figure: Figure, text: str) -> Period:
    if not text:
        raise FormulaProblem(
            f'"{figure.reference}" does not say of when it is.', "Name a figure with one period."
        )
    try:
        return parse_period(text)
    except PeriodProblem as error:
        raise UnreadableProblem(error.message) from error  # it has a finding of its own


def _call(name: str, values: list[Quantity], mixed: list[str]) -> Quantity:
    if name == "round":
        return Quantity(values[0].interval.rounded(int(values[1].value)), values[0].unit)
    unit = values[0].unit
    for value in values[1:]:
        unit = _same_unit(replace(values[0], unit=unit), value, mixed)
    return Quantity(combine(name, [value.interval for value in values]), unit)


def _operate(operator: str, left: Quantity, right: Quantity, mixed: list[str]) -> Quantity:
    unit: Unit | None
    match operator:
        case "*":
            unit = left.unit if right.unit is None else right.unit if left.unit is None else None
        case "/":
            unit = left.unit if right.unit is None else None
        case _:
            unit = _sum_unit(operator, left, right, mixed)
    return Quantity(combine(operator, [left.interval, right.interval]), unit)


def _sum_unit(operator: str, left: Quantity, right: Quantity, mixed: list[str]) -> Unit | None:
    if DAY in {left.unit, right.unit} and left.unit != right.unit:
        return DAY  # so many days before or after a day
    unit = _same_unit(left, right, mixed)
    if operator == "-" and unit in {DAY, WEEKDAY}:
        return None
    if operator == "-" and left.unit == right.unit == BUILT_IN["percent"]:
        return BUILT_IN["percentage-points"]
    return unit


def _same_unit(left: Quantity, right: Quantity, mixed: list[str]) -> Unit | None:
    """Return the unit that two quantities share; where they do not, `mixed` says so."""
    if left.unit is None or right.unit is None:
        return left.unit or right.unit
    if left.unit.name != right.unit.name and not {left.unit.name, right.unit.name} <= set(_PERCENT):
        mixed.append(f"{left.unit.name} and {right.unit.name}")
    return left.unit
