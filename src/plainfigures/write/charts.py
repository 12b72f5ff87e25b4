"""Chart declarations into pictures: figures looked up, words written, nothing drawn yet."""

from collections.abc import Callable, Iterable
from functools import partial

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from plainfigures.errors import ChartProblem, HeldBackProblem, PlainFiguresError
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.declarations import ChartDeclaration, SeriesDeclaration
from plainfigures.figures.findings import listed, nearest
from plainfigures.figures.formats import capitalise
from plainfigures.figures.periods import parse_period
from plainfigures.figures.pictures import Picture, Point, Series
from plainfigures.figures.records import Figure
from plainfigures.figures.revisions import earlier_values
from plainfigures.figures.sentences import missing_words, say_figure
from plainfigures.figures.units import BUILT_IN, Unit
from plainfigures.write.alike import kinds_in, refuse_joined
from plainfigures.write.alternatives import tell
from plainfigures.write.chart_names import (
    TIME_FORMS,
    breaks_of,
    key_of,
    refuse_unfit,
    refuse_unknown,
)
from plainfigures.write.markup import inline, plain_text

__all__ = ["ChartWords", "Charts"]

_SHARED = {
    "forecast": "All values are forecasts.",
    "provisional": "All values are provisional.",
}
"""What is said once of a chart whose values all carry a mark."""


class ChartWords(Struct, frozen=True):
    """A chart ready for a page: its picture, and its words with their figures marked up.

    `written` are all words that the declaration wrote, those of its text alternative too.
    """

    picture: Picture
    title: Markup
    subtitle: Markup
    notes: tuple[Markup, ...]
    figures: tuple[Figure, ...]
    written: tuple[str, ...] = ()


class Charts:
    """Makes pictures of chart declarations; `write_text` renders a template of the declaration.

    `unreadable` are the names of charts whose declarations are there and could not be read, `held`
    of those that may not be seen yet, and until when. `asked` are those that a macro asked for, until
    somebody clears it.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        declarations: Iterable[ChartDeclaration],
        write_text: Callable[[str], Markup],
    ) -> None:
        self.catalogue = catalogue
        self.declarations = {declaration.id: declaration for declaration in declarations}
        self._write_text = write_text
        self.unreadable: frozenset[str] = frozenset()
        self.held: dict[str, str] = {}
        self.asked: dict[str, None] = {}
        self._done: dict[str, ChartWords] = {}
        self._found: dict[str, list[Figure]] = {}

    def words(self, name: str) -> ChartWords:
        """Return a chart's picture and words; raises ChartProblem where it cannot be made."""
        if name not in self._done:
            self._done[name] = self._make(self.declarations[name])
        return self._done[name]

    def hold_back(self) -> None:
        """Take out the charts that name what may not be seen yet, as if nobody had declared them."""
        for name in list(self.declarations):
            waits = [one for one in self.problems(name) if isinstance(one, HeldBackProblem)]
            if waits:
                self.held[name] = max(one.until for one in waits)
                del self.declarations[name]

    def leave_out(self, names: Iterable[str]) -> None:
        """Take out charts that stand nowhere, as if nobody had declared them."""
        for name in names:
            del self.declarations[name]

    def made(self) -> list[str]:
        """Return the names of the charts that can be made; what is wrong with others is not told."""
        return [name for name in self.declarations if not self.problems(name)]

    def problems(self, name: str) -> list[PlainFiguresError]:
        """Return all that is wrong with a chart: with its figures, and with each of its texts."""
        try:
            self.words(name)
        except PlainFiguresError as error:
            declared = self.declarations[name]
            texts = (declared.title, declared.subtitle, *declared.notes, declared.says)
            asks: list[Callable[[], object]] = [
                *(partial(self.catalogue.match, one) for s in declared.series for one in s.figures),
                *(partial(self._write_text, text) for text in (*texts, declared.mixed) if text),
            ]
            found = [problem for ask in asks if (problem := _problem(ask))]
            alone = {(one.message, one.remedy): one for one in [error, *found]}
            return list(alone.values())
        return []

    def _make(self, declared: ChartDeclaration) -> ChartWords:
        series: list[Series] = []
        figures: list[Figure] = []
        lines: list[tuple[tuple[str, ...], list[Figure]]] = []
        if declared.events:
            points, figures = self._events(declared)
            series.append(Series("", points))
        matched = [self._matched(one) for one in declared.series]
        if not declared.events:
            refuse_unknown(declared, [figure for found in matched for figure in found])
        for one, found in zip(declared.series, matched, strict=True):
            points, used = self._series(declared, found)
            lines.append((one.figures, used))
            series.append(Series(one.label, points))
            figures += used
        if not figures:
            raise ChartProblem("This chart has no figures left to draw.", "Check “without:”.")
        if len(series) > 4:
            raise ChartProblem("A chart has at most four series.", "Make two charts of it.")
        refuse_unfit(declared, [used for _, used in lines] or [figures])
        breaks = breaks_of(declared, figures)
        unit = self._unit(figures)
        for patterns, joined in lines if declared.form in TIME_FORMS else ():
            refuse_joined(self.catalogue, patterns, joined)
        kinds = kinds_in(self.catalogue, declared, figures)
        series = [replace(one, points=_counted(one.points, kinds)) for one in series]
        title, subtitle = self._write_text(declared.title), self._write_text(declared.subtitle)
        series, shared = _say_once(series)
        mixed = (self._mix(declared),) if kinds else ()
        notes = mixed + tuple(self._write_text(note) for note in declared.notes)
        notes += tuple(Markup(_SHARED[mark]) for mark in shared)
        notes += tuple(
            inline(f"Break in the series at {one.label}: {one.why}. Do not compare across it.")
            for one in breaks
        )
        scale = next((one.scale_of_grades for one in figures if one.scale_of_grades), None)
        picture = Picture(
            id=declared.id,
            form=declared.form,
            title=plain_text(title),
            subtitle=plain_text(subtitle),
            alternative="",
            series=tuple(series),
            unit=unit,
            notes=tuple(plain_text(note) for note in notes),
            sources=tuple(
                dict.fromkeys(s for f in figures for s, _ in self.catalogue.sources_of(f))
            ),
            steps=tuple(scale.title_of(step) for step in scale.steps) if scale else (),
            shared=tuple(shared),
            mixed="".join(plain_text(one) for one in mixed),
            breaks=breaks,
        )
        says = [self._write_text(declared.says)] if declared.says else []
        says += mixed
        says += [Markup(_SHARED[mark]) for mark in shared]
        told = tell(picture, " ".join(plain_text(one) for one in says))
        picture = replace(picture, alternative=told)
        written = tuple(str(one) for one in (title, subtitle, *notes, *says))
        return ChartWords(picture, title, subtitle, notes, tuple(figures), written)

    def _mix(self, declared: ChartDeclaration) -> Markup:
        words = str(self._write_text(declared.mixed)).rstrip(".")
        return Markup("Not all values here are alike: {}.").format(Markup(words))

    def _matched(self, series: SeriesDeclaration) -> list[Figure]:
        found = (one for pattern in series.figures for one in self._fitting(pattern))
        return list({figure.reference: figure for figure in found}.values())

    def _fitting(self, pattern: str) -> list[Figure]:
        """Return the figures that fit a pattern; the charts of many places share that of the nation."""
        if pattern not in self._found:
            self._found[pattern] = self.catalogue.match(pattern)
        return self._found[pattern]

    def _series(
        self, declared: ChartDeclaration, matched: Iterable[Figure]
    ) -> tuple[tuple[Point, ...], list[Figure]]:
        figures = [figure for figure in matched if not _left_out(figure, declared.without)]
        if declared.form in TIME_FORMS:
            figures.sort(key=lambda figure: parse_period(figure.period))
        elif declared.order == "largest-first":
            figures.sort(key=lambda figure: (figure.used is None, -(figure.used or 0)))
        return tuple(self._point(declared, figure) for figure in figures), figures

    def _point(self, declared: ChartDeclaration, figure: Figure) -> Point:
        period = parse_period(figure.period) if figure.period else None
        key = key_of(figure)
        in_time = declared.form in TIME_FORMS and period is not None
        label = period.show() if in_time and period else figure.label
        label = declared.labels.get(figure.reference) or declared.labels.get(key) or label
        marks: list[str] = [mark for mark in ("forecast", "provisional") if figure.status == mark]
        marks += ["suspect"] * figure.suspect + ["combined"] * bool(figure.combines)
        marks += ["revised"] * bool(earlier_values(self.catalogue, figure))
        stated = declared.marks.get(figure.reference) or declared.marks.get(key)
        scale = figure.scale_of_grades
        steps = scale.steps if scale else ()
        # A grade that is not on its scale is found by a rule of its own.
        step = steps.index(figure.used_text) if figure.used_text in steps else None
        return Point(
            label=label,
            value=figure.used,
            shown=say_figure(figure, declared.shown, capital=figure.kind == "grade"),
            reference=figure.reference,
            when=period.last.isoformat() if period else "",
            step=step,
            reason=figure.reason_words or missing_words(figure.reason) if figure.reason else "",
            note=figure.note,
            marks=tuple([*marks, stated] if stated else marks),
        )

    def _events(self, declared: ChartDeclaration) -> tuple[tuple[Point, ...], list[Figure]]:
        name, _, field = declared.events.rpartition("/")
        if name.count("/") != 1:
            name, field = declared.events, ""
        resource = self.catalogue.resource(name)
        column = next(
            (f for f in resource.fields if f.kind == "date" and field in {"", f.name}), None
        )
        if column is None:
            raise self._undated(name, field)
        dated = [row for row in resource.rows if column.name in row.figures]
        refuse_unknown(declared, [self.catalogue.find(row.figures[column.name]) for row in dated])
        rows = [row for row in dated if row.key not in declared.without]
        chosen = declared.marks.get("only")
        if chosen:
            rows = [row for row in rows if row.key in chosen.split()]
        rows.sort(key=lambda row: parse_period(row.cells[column.name]))
        figures = [self.catalogue.find(row.figures[column.name]) for row in rows]
        points = tuple(
            Point(
                label=declared.labels.get(row.key) or row.cells.get("label", row.key),
                shown=capitalise(parse_period(figure.used_text).show()),
                reference=figure.reference,
                when=parse_period(figure.used_text).last.isoformat(),
            )
            for row, figure in zip(rows, figures, strict=True)
        )
        return points, figures

    def _undated(self, name: str, field: str) -> ChartProblem:
        """Return what to say of a timeline of a table, or of a column, that holds no dates."""
        tables = self.catalogue.resources.values()
        dated = [f"{t.reference}/{f.name}" for t in tables for f in t.fields if f.kind == "date"]
        said = f'column of dates "{field}"' if field else "column of dates"
        near = nearest(f"{name}/{field}", dated)
        return ChartProblem(
            f'The table "{name}" has no {said}.',
            f"Write events: and one of {listed(dated)}." if dated else "Use another form.",
            near,
        )

    def _unit(self, figures: list[Figure]) -> Unit:
        units = {figure.unit for figure in figures if figure.kind == "number"}
        if len(units) > 1:
            names = " and ".join(sorted(unit.said for unit in units))
            raise ChartProblem(f"This chart mixes units: {names}.", "Draw one chart for each unit.")
        return units.pop() if units else BUILT_IN["number"]


def _problem(ask: Callable[[], object]) -> PlainFiguresError | None:
    try:
        ask()
    except PlainFiguresError as error:
        return error
    return None


def _say_once(series: list[Series]) -> tuple[list[Series], list[str]]:
    """Take off each mark that every value of a chart carries; returns the marks taken off.

    What is said once for the whole chart, or by the name of a series, need not stand at every
    value.
    """
    points = [point for one in series for point in one.points if point.value is not None]
    shared = [mark for mark in _SHARED if points and all(mark in one.marks for one in points)]
    return [_without(one, {*shared, *_named(one)}) for one in series], shared


def _named(series: Series) -> list[str]:
    points = [point for point in series.points if point.value is not None]
    return [
        mark
        for mark in _SHARED
        if mark in series.label.lower() and all(mark in point.marks for point in points)
    ]


def _counted(points: tuple[Point, ...], kinds: dict[str, str]) -> tuple[Point, ...]:
    """Say at each point what kind of figure it is, where a chart's figures are not all alike."""
    return tuple(replace(one, counted=kinds.get(one.reference, "")) for one in points)


def _without(series: Series, marks: set[str]) -> Series:
    points = (
        replace(point, marks=tuple(mark for mark in point.marks if mark not in marks))
        for point in series.points
    )
    return replace(series, points=tuple(points))


def _left_out(figure: Figure, names: tuple[str, ...]) -> bool:
    return figure.reference in names or key_of(figure) in names
