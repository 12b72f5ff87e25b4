"""Weighing: what each relation and each claim of a site comes to with the figures there are."""

from collections.abc import Iterator
from decimal import localcontext
from weakref import WeakKeyDictionary

from plainfigures.errors import ConfidentialProblem, FiguresError, UnreadableProblem
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.expressions import inputs_of
from plainfigures.figures.intervals import EXACT, FAILS, ROUNDING, UNTOLD
from plainfigures.figures.outcomes import (
    BORNE_OUT,
    BROKEN,
    DECLARED,
    HIDDEN,
    HOLDS,
    HOLDS_ROUNDED,
    NOT_BORNE_OUT,
    ON_A_READING,
    OPEN,
    READING_FAILS,
    READING_HOLDS,
    READING_OPEN,
    SETTLED,
    UNCHECKED,
    UNSOUND,
    WeighedClaim,
    WeighedReading,
    WeighedRelation,
    Weighings,
)
from plainfigures.figures.quantities import Comparison, Workings
from plainfigures.figures.records import Figure, Package
from plainfigures.figures.statements import Claim, ClaimReading, Relation

__all__ = ["PARTS", "weigh_all"]

PARTS = ("period", "body", "area", "basis", "status")
"""The parts in which the figures of one relation agree, unless it says otherwise."""

_PRECISION = 60  # digits; enough for products and quotients of any figures there can be

# Several rooms ask for the same weighings of one catalogue, which go when it goes.
_KEPT: WeakKeyDictionary[Catalogue, Weighings] = WeakKeyDictionary()


def weigh_all(catalogue: Catalogue) -> Weighings:
    """Weigh every relation and claim of a catalogue; done once for each catalogue."""
    if catalogue not in _KEPT:
        with localcontext(prec=_PRECISION):
            _KEPT[catalogue] = _weigh(catalogue)
    return _KEPT[catalogue]


def _weigh(catalogue: Catalogue) -> Weighings:
    workings = Workings(catalogue)
    packages = list(catalogue.packages.values())
    relations = tuple(
        _weigh_relation(workings, package, one) for package in packages for one in package.relations
    )
    claims = tuple(
        _weigh_claim(workings, package, one) for package in packages for one in package.claims
    )
    by_figure: dict[str, tuple[WeighedRelation, ...]] = {}
    for one in relations:
        for reference in one.figures:
            by_figure[reference] = (*by_figure.get(reference, ()), one)
    return Weighings(relations, claims, by_figure)


def _weigh_relation(workings: Workings, package: Package, relation: Relation) -> WeighedRelation:
    if not relation.steps:
        return WeighedRelation(package, relation, unread=True)
    try:
        figures = [workings.find(name) for name in inputs_of(relation.steps)]
        comparisons = tuple(workings.compare(relation.steps))
    except UnreadableProblem:
        return WeighedRelation(package, relation, unread=True)
    except ConfidentialProblem:
        return WeighedRelation(package, relation, HIDDEN)
    except FiguresError as error:
        return WeighedRelation(package, relation, UNSOUND, problem=error)
    differing = dict(_differing(relation.steps, figures))
    units = tuple((text, "") for one in comparisons for text in one.mixed)
    if units:
        differing["unit"] = units
    return WeighedRelation(
        package,
        relation,
        _outcome(relation, [one.verdict for one in comparisons]),
        comparisons,
        _taking_part(workings, figures),
        mixed={part: values for part, values in differing.items() if part not in relation.across},
        needless=tuple(part for part in relation.across if part not in differing),
    )


def _outcome(relation: Relation, verdicts: list[str]) -> str:
    if FAILS in verdicts:
        return DECLARED if relation.discrepancy else BROKEN
    if UNTOLD in verdicts:
        return OPEN
    if relation.discrepancy:
        return SETTLED
    return HOLDS_ROUNDED if ROUNDING in verdicts else HOLDS


def _differing(
    steps: tuple[str, ...], figures: list[Figure]
) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Yield the parts in which figures differ, each with its values and a figure for each."""
    # What is asked for its first or last day is a date, or stands for its period.
    valued = ("ref ", "take printed ", "take step ", "take printed-step ")
    values_of = {step.rpartition(" ")[2] for step in steps if step.startswith(valued)}
    timed = [
        figure
        for name, figure in zip(inputs_of(steps), figures, strict=True)
        if name in values_of and figure.kind != "date"
    ]
    for part in PARTS:
        values: dict[str, str] = {}
        for figure in timed if part == "period" else figures:
            if value := str(getattr(figure, part)):
                values.setdefault(value, figure.reference)
        if len(values) > 1:
            yield part, tuple(values.items())


def _taking_part(workings: Workings, figures: list[Figure]) -> tuple[str, ...]:
    """Return the references of figures and of all that they are worked out from."""
    found: dict[str, None] = {}
    waiting = list(figures)
    while waiting:
        figure = waiting.pop(0)
        if figure.reference not in found:
            found[figure.reference] = None
            waiting += [workings.find(name) for name in figure.inputs]
    return tuple(found)


def _weigh_claim(workings: Workings, package: Package, claim: Claim) -> WeighedClaim:
    table = workings.catalogue.resources.get(f"{package.name}/{claim.table}")
    rows = table.rows if table else ()
    readings = tuple(_weigh_reading(workings, one) for one in claim.readings)
    figures: dict[str, None] = {}
    problem: FiguresError | None = None
    tested = [name for one in claim.readings for name in inputs_of(one.steps)]
    for name in (*claim.figures, *tested):
        try:
            figures[workings.find(name).reference] = None
        except UnreadableProblem:
            continue
        except FiguresError as error:
            if name in claim.figures:
                problem = problem or error
    return WeighedClaim(
        package,
        claim,
        next((row for row in rows if row.key == claim.key), None),
        _claim_outcome([one.outcome for one in readings]),
        readings,
        tuple(figures),
        problem,
    )


def _weigh_reading(workings: Workings, reading: ClaimReading) -> WeighedReading:
    if not reading.steps:
        return WeighedReading(reading, unread=True)
    try:
        comparisons = tuple(workings.compare(reading.steps))
    except UnreadableProblem:
        return WeighedReading(reading, unread=True)
    except ConfidentialProblem:
        return WeighedReading(reading, HIDDEN)
    except FiguresError as error:
        return WeighedReading(reading, problem=error)
    verdicts = {_as_claimed(one) for one in comparisons}
    outcome = next(one for one in (READING_FAILS, READING_OPEN, READING_HOLDS) if one in verdicts)
    return WeighedReading(reading, outcome, comparisons)


def _as_claimed(comparison: Comparison) -> str:
    """Return what a comparison says of a claim.

    An order of two figures that only rounding would allow bears nothing out, and refutes nothing.
    """
    if comparison.verdict == FAILS:
        return READING_FAILS
    rounded = comparison.verdict == ROUNDING and comparison.operator == "="
    return READING_HOLDS if comparison.verdict == EXACT or rounded else READING_OPEN


def _claim_outcome(readings: list[str]) -> str:
    told = [one for one in readings if one in {READING_HOLDS, READING_FAILS}]
    if not told:
        return UNCHECKED
    if READING_FAILS not in told:
        return BORNE_OUT
    return ON_A_READING if READING_HOLDS in told else NOT_BORNE_OUT
