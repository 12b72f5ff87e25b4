"""The text alternative of a chart: what it shows, told from its own data.

It names the kind of chart, its extremes, directions, comparisons, what is missing and what is
marked. It does not read out the whole table, which stands beside it.
"""

from collections.abc import Callable, Sequence
from itertools import groupby

from plainfigures.figures.formats import capitalise, joined
from plainfigures.figures.pictures import Break, Picture, Point, Series
from plainfigures.write.alternative_words import most_and_least, name_of, told_missing, valued

__all__ = ["tell"]

_KINDS = {
    "bars": "Bar chart",
    "grouped-bars": "Grouped bar chart",
    "diverging-bars": "Bar chart around zero",
    "dots": "Dot chart",
    "lines": "Line chart",
    "steps": "Chart of steps",
    "waterfall": "Waterfall chart",
    "stacked": "Stacked bar",
    "timeline": "Timeline",
}
FEW = 3
"""So many values are all told; of more, only what stands out."""


def tell(picture: Picture, says: str = "") -> str:
    """Return the text alternative of a picture; `says` is a sentence of the declaration's own."""
    teller: Callable[[Picture], str] = {
        "grouped-bars": _side_by_side,
        "dots": _side_by_side,
        "diverging-bars": _around_zero,
        "lines": _lines,
        "steps": _steps,
        "timeline": _timeline,
        "waterfall": _waterfall,
        "stacked": _stacked,
    }.get(picture.form, _amounts)
    title = picture.title.rstrip(".")
    parts = [f"{_KINDS[picture.form]}: {title}.", says, teller(picture), _missing(picture)]
    parts += [f"Break in the series at {one.label}: {one.why}." for one in picture.breaks]
    return " ".join(part for part in [*parts, _marked(picture)] if part)


def _amounts(picture: Picture) -> str:
    return " ".join(_extremes(series) for series in picture.series)


def _extremes(series: Series) -> str:
    """Tell the values of a series where they are few, else its largest and smallest."""
    points = valued(series)
    words = f"{series.label}: " if series.label else ""
    sound = _sound(points)
    if len(points) <= FEW or len(sound) < 2:
        listed = "; ".join(f"{p.label} {p.shown}" for p in points)
        return capitalise(f"{words}{listed}.") if listed else ""
    most, least = most_and_least(sound)
    if most.value == least.value:
        return capitalise(
            f"{words}{joined([one.label for one in sound])} are alike ({most.shown})."
        )
    at_most, at_least = ([p for p in sound if p.value == one.value] for one in (most, least))
    high, low = ("highest", "lowest") if (least.value or 0) < 0 else ("largest", "smallest")
    words += f"{high} {_named(at_most)}"
    # Where several are the largest, none comes second.
    others = [one for one in sound if one not in at_most]
    second, _ = most_and_least(others)
    at_second = [one for one in others if one.value == second.value]
    if len(at_most) == 1 and second.value != least.value:
        words += f", then {_named(at_second)}"
    return capitalise(f"{words}; {low} {_named(at_least)}.")


def _sound(points: list[Point]) -> list[Point]:
    """Return the points without those flagged as suspect: those are no high or low of anything."""
    return [one for one in points if "suspect" not in one.marks] or points


def _named(points: Sequence[Point]) -> str:
    """Name points that have one value: "North (5)", "North and South (5 each)"."""
    each = " each" if len(points) > 1 else ""
    return f"{joined([one.label for one in points])} ({points[0].shown}{each})"


def _side_by_side(picture: Picture) -> str:
    """Tell each series' extremes and, of two series, for what the second is higher or lower."""
    told = [_amounts(picture)]
    if len(picture.series) == 2:
        first, second = picture.series
        before = {point.label: point.value for point in valued(first)}
        groups: dict[str, list[str]] = {"higher": [], "lower": [], "the same": []}
        for point in valued(second):
            earlier = before.get(point.label)
            if earlier is not None and point.value is not None:
                way = "higher" if point.value > earlier else "lower"
                groups["the same" if point.value == earlier else way].append(point.label)
        said = [f"{way} for {joined(labels)}" for way, labels in groups.items() if labels]
        if said:
            told.append(f"{second.label}, beside {first.label}: {'; '.join(said)}.")
    return " ".join(told)


def _around_zero(picture: Picture) -> str:
    points = [point for series in picture.series for point in valued(series)]
    above = [point.label for point in points if point.value is not None and point.value > 0]
    below = [point.label for point in points if point.value is not None and point.value < 0]
    sides = (("above", above), ("below", below))
    said = [f"{side} zero: {joined(labels)}" for side, labels in sides if labels]
    told = [capitalise(f"{'; '.join(said)}.")] if said and len(points) > FEW else []
    return " ".join([*told, _amounts(picture)])


def _lines(picture: Picture) -> str:
    years = picture.years
    told = [_line(series, years, picture.breaks) for series in picture.series]
    newest = max((p.when for s in picture.series for p in s.points), default="")
    last = [(s, p) for s in picture.series for p in s.points if p.when == newest]
    sound = [(s, p) for s, p in last if p.value is not None and "suspect" not in p.marks]
    if len(sound) > 1:
        ordered = sorted(sound, key=lambda one: one[1].value or 0, reverse=True)
        alike = groupby(ordered, key=lambda one: one[1].value)
        level = [[(s.label, p.shown) for s, p in group] for _, group in alike]
        named = ", then ".join(
            f"{joined([label for label, _ in one])} ({one[0][1]}{' each' if len(one) > 1 else ''})"
            for one in level
        )
        when = name_of(sound[0][1], years)
        told.append(f"Highest at {when}: {named}." if len(level) > 1 else f"At {when}: {named}.")
    return " ".join(told)


def _line(series: Series, years: dict[str, str], breaks: Sequence[Break] = ()) -> str:
    points = sorted(valued(series), key=lambda point: point.when)
    if not points:
        return capitalise(f"{series.label}: nothing published.")

    def at(point: Point) -> str:
        forecast = ", a forecast" if "forecast" in point.marks else ""
        return f"{point.shown} ({name_of(point, years)}{forecast})"

    first, last = points[0], points[-1]
    if first is last:
        return capitalise(f"{series.label}: only {at(first)}." if series.label else f"{at(first)}.")
    anew = any(first.when < one.when <= last.when for one in breaks)
    way = "from" if anew else _direction(first, last)
    to = "to"
    if way == "level from" and len({point.value for point in points}) > 1:
        way, to = "from", "back to"
    words = f"{way} {at(first)} {to} {at(last)}"
    most, least = most_and_least(_sound(points))
    ends = [one.value for one in (first, last) if "suspect" not in one.marks]
    if most.value not in ends:
        words += f", highest {at(most)}"
    if least.value not in ends:
        words += f", lowest {at(least)}"
    return capitalise(f"{series.label}: {words}." if series.label else f"{words}.")


def _direction(first: Point, last: Point) -> str:
    if first.value is None or last.value is None or "suspect" in first.marks + last.marks:
        return "from"
    if first.value == last.value:
        return "level from"
    if first.shown == last.shown:
        return "from"  # what changed is too little to be seen
    return "up from" if last.value > first.value else "down from"


def _steps(picture: Picture) -> str:
    """Tell for what the judgement went from which step to which, those alike together."""
    told = [f"Steps from lowest to highest: {joined(picture.steps)}."]
    judged: dict[str, list[str]] = {}
    for series in picture.series:
        for point in series.points:
            judged.setdefault(point.label, []).append(
                f"{point.reason or point.shown}{f' in {series.label}' if series.label else ''}"
            )
    alike: dict[tuple[str, ...], list[str]] = {}
    for label, course in judged.items():
        alike.setdefault(tuple(course), []).append(label)
    told += [
        f"{capitalise(', then '.join(one))}: {joined(labels)}." for one, labels in alike.items()
    ]
    return " ".join(told)


def _timeline(picture: Picture) -> str:
    points = sorted((p for s in picture.series for p in s.points), key=lambda point: point.when)
    if len(points) <= FEW:
        return "; ".join(f"{point.shown}: {point.label}" for point in points) + "."
    first, last = points[0], points[-1]
    return (
        f"{len(points)} events, the first {first.label} ({first.shown}), "
        f"the last {last.label} ({last.shown}). "
        "The table of its numbers lists them all."
    )


def _waterfall(picture: Picture) -> str:
    points = [point for series in picture.series for point in valued(series)]
    parts = [one for one in points if not {"total", "start"} & set(one.marks)]
    adds = [one for one in parts if one.value is not None and one.value > 0]
    takes = [one for one in parts if one.value is not None and one.value < 0]
    starts = [f"{one.label} {one.shown}" for one in points if "start" in one.marks]
    totals = [f"{one.label} {one.shown}" for one in points if "total" in one.marks]
    told = [_way("Adding", adds, largest=True), _way("Taking away", takes, largest=False)]
    if starts:
        told.insert(0, f"Starting from: {'; '.join(starts)}.")
    if totals:
        told.append(f"Coming to: {'; '.join(totals)}.")
    return " ".join(one for one in told if one)


def _way(words: str, points: Sequence[Point], largest: bool) -> str:
    """Name the parts that go one way; of several, the one that goes furthest with its value."""
    if not points:
        return ""
    most, least = most_and_least(points)
    furthest = [one for one in points if one.value == (most if largest else least).value]
    most_of_all = f"; most of all {_named(furthest)}" if len(points) > 1 else ""
    only = f" ({furthest[0].shown})" if len(points) == 1 else ""
    return f"{words}: {joined([point.label for point in points])}{only}{most_of_all}."


def _stacked(picture: Picture) -> str:
    points = [point for series in picture.series for point in valued(series)]
    wholes = [point for point in points if "total" in point.marks]
    parts = Series("", tuple(point for point in points if point not in wholes))
    whole = "; ".join(f"{one.label} {one.shown}" for one in wholes)
    return " ".join(filter(None, [f"The whole: {whole}." if whole else "", _extremes(parts)]))


def _missing(picture: Picture) -> str:
    """Tell what has no value, and why; steps have said it among the judgements."""
    if picture.form in {"steps", "timeline"}:
        return ""
    return told_missing(picture)


def _marked(picture: Picture) -> str:
    words = {
        "forecast": "forecasts",
        "provisional": "provisional",
        "suspect": "published values that look wrong",
        "combined": "several rows shown together",
        "revised": "revised since they were first published",
    }
    years = picture.years
    told = []
    for mark, name in words.items():
        marked = [
            f"{series.label + ', ' if series.label else ''}{name_of(point, years)}"
            for series in picture.series
            for point in series.points
            if mark in point.marks
        ]
        total = sum(len(series.points) for series in picture.series)
        if marked:
            told.append(
                f"All values are {name}."
                if len(marked) == total
                else f"Marked as {name}: {'; '.join(marked)}."
            )
    return " ".join(told)
