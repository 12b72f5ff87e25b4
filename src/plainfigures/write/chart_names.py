"""The names in a chart's declaration: each must be of something that the chart has."""

from collections.abc import Collection, Iterable, Sequence

from plainfigures.errors import ChartProblem
from plainfigures.figures.declarations import ChartDeclaration
from plainfigures.figures.findings import listed, nearest
from plainfigures.figures.periods import parse_period
from plainfigures.figures.pictures import Break
from plainfigures.figures.records import Figure

__all__ = ["TIME_FORMS", "breaks_of", "key_of", "refuse_unfit", "refuse_unknown"]

ORDERS = ("as-given", "largest-first")
MARKS = ("total", "start", "forecast", "provisional", "suspect")
TIME_FORMS = ("lines",)
GRADE_FORMS = ("steps", "timeline")
TOTALS = ("total", "all")
"""Keys of rows that are made up of the others."""


def key_of(figure: Figure) -> str:
    """Return the key of the row that a figure stands in."""
    return figure.reference.split("/")[2].partition("@")[0]


def refuse_unknown(declared: ChartDeclaration, figures: Iterable[Figure]) -> None:
    """Raise ChartProblem where a declaration names what is not there.

    `figures` are all that its references fit, those too that are left out.
    """
    there: dict[str, None] = {}
    for figure in figures:
        there |= {key_of(figure): None, figure.reference: None}
    _refuse(declared.order, ORDERS, 'There is no order "{}".')
    for name, names in (("without", declared.without), ("labels", declared.labels)):
        for one in names:
            _refuse(one, there, f'“{name}:” names "{{}}", and this chart has no such figure.')
    for name, mark in declared.marks.items():
        if declared.form == "timeline" and name == "only":
            for one in mark.split():
                _refuse(one, there, '“only:” names "{}", and its table has no such row.')
            continue
        _refuse(name, there, '“marks:” names "{}", and this chart has no such figure.')
        _refuse(mark, MARKS, 'There is no mark "{}".')


def _refuse(name: str, right: Collection[str], message: str) -> None:
    if name not in right:
        remedy = f"Use {listed((one for one in right if '/' not in one), 'or')}."
        raise ChartProblem(message.format(name), remedy, nearest(name, right))


def refuse_unfit(declared: ChartDeclaration, runs: Sequence[Sequence[Figure]]) -> None:
    """Raise ChartProblem where the form of a chart cannot show its figures, `runs` by its series."""
    form = f'"form: {declared.form}"'
    figures = [figure for run in runs for figure in run]
    kinds = {figure.kind for figure in figures}
    if "grade" in kinds and declared.form not in GRADE_FORMS:
        raise ChartProblem(
            f"The chart draws judgements ({form}), and their form is steps.", "Use form: steps."
        )
    if declared.form == "steps" and kinds != {"grade"}:
        raise ChartProblem(
            f"The chart draws figures that are no judgements ({form}).",
            "Use steps for judgements alone, and bars or lines for numbers.",
        )
    _refuse_total(declared, figures)
    if "date" in kinds and declared.form != "timeline":
        raise ChartProblem(
            f"The chart draws dates ({form}), and their form is a timeline.",
            "Use form: timeline, with “events:”.",
        )
    if declared.form not in TIME_FORMS:
        return
    for figure in figures:
        if not figure.period:
            raise ChartProblem(
                f'"{figure.reference}" has no period, and a line ({form}) goes from one to the '
                "next.",
                "Use bars, or a table with a column of periods.",
            )
    if not any(sum(one.used is not None for one in run) > 1 for run in runs):
        raise ChartProblem(
            f"No series of the chart has two values that a line could join ({form}).",
            "Use bars, or give it more periods.",
        )
    for run in runs:
        # A provisional value may stand beside the final one that came after it.
        at = {(figure.period, figure.status): figure for figure in reversed(run)}
        two = next((one for one in run if at[one.period, one.status] is not one), None)
        if two:
            first = at[two.period, two.status]
            raise ChartProblem(
                f'"{first.reference}" and "{two.reference}" are of the same time, and stand '
                f"in one line ({form}).",
                "Give each line a series of its own under “series:”, or use bars.",
            )


def _refuse_total(declared: ChartDeclaration, figures: Sequence[Figure]) -> None:
    """Raise ChartProblem where a total is drawn as one of its own parts.

    One that has a label of its own by its whole reference stands there on purpose: it may be the
    total of something else.
    """
    for figure in figures if declared.form in {"stacked", "waterfall"} else ():
        key, named = key_of(figure), figure.reference in declared.labels
        if key in TOTALS and not named and not {key, figure.reference} & {*declared.marks}:
            mark = f", or mark it below “marks:” as {key}: total" * (declared.form == "waterfall")
            raise ChartProblem(
                f'The chart adds "{figure.reference}" to its own parts ("form: {declared.form}").',
                f"Leave the total out with “without: {key}”{mark}.",
            )


def breaks_of(declared: ChartDeclaration, figures: Sequence[Figure]) -> tuple[Break, ...]:
    """Return where the series of a chart were counted anew, in the order of time.

    Raises ChartProblem where a break is of no period of the chart, or its first, or says no reason.
    """
    if not declared.breaks:
        return ()
    if declared.form not in TIME_FORMS:
        raise ChartProblem(
            'The chart says "breaks:", and only a form over time can show one.',
            "Take it out, and tell of it in a note.",
        )
    periods = sorted({figure.period for figure in figures}, key=parse_period)
    found = []
    for name, why in declared.breaks.items():
        if name not in periods:
            raise ChartProblem(
                f'“breaks:” names "{name}", and this chart has no figure of that time.',
                "Name the first time that was counted in the new way, as its reference has it: "
                f"{listed(periods[1:], 'or')}.",
                nearest(name, periods),
            )
        if name == periods[0]:
            raise ChartProblem(
                f'“breaks:” names "{name}", and this chart begins there.',
                "Take it out, or draw what came before.",
            )
        if not why.strip(" ."):
            raise ChartProblem(
                f'The break at "{name}" says no reason.', "Say after the colon what changed."
            )
        period = parse_period(name)
        found.append(Break(period.last.isoformat(), period.show(), why.strip().rstrip(".")))
    return tuple(sorted(found, key=lambda one: one.when))
