"""Rule: a number that stands for very few people is not shown."""

from collections.abc import Iterable, Iterator

from plainfigures.check.material import Material
from plainfigures.errors import FiguresError, PeriodProblem, UnreadableProblem
from plainfigures.figures.disclosure import SUPPRESSED, THRESHOLD, Release
from plainfigures.figures.findings import Finding
from plainfigures.figures.people import (
    SETTING,
    few,
    shows_few,
    small_remainder,
    threshold_of,
    what_it_counts,
)
from plainfigures.figures.periods import parse_period
from plainfigures.figures.records import COMPUTED, Field, Figure, Package, Resource, Row

__all__ = ["count", "declared", "find"]

RULE = "small-number"

_HIDE = "Give the reason c and keep the value out, or combine it with others."
_RELEASE = "write down the decision to show it under plainfigures.released in datapackage.json"
_COLUMN = "Correct “people” of the column in datapackage.json: a column of the table, or a figure."


def count(material: Material) -> int:
    """Return how many figures count people."""
    return sum(bool(what_it_counts(figure)) for figure in material.published)


def declared(material: Material) -> Iterator[str]:
    """Yield, in words, the small numbers that are shown by a written decision."""
    for package in material.catalogue.packages.values():
        for one in package.released:
            when = parse_period(one.date).show() if _is_day(one.date) else one.date
            yield f"{one.figure}: {one.decision} By {one.by}, {when}. {one.reason}"


def find(material: Material) -> Iterator[Finding]:
    """A number that stands for very few people can give one of them away. A count of people from one up
    to the site's threshold is not shown: not in a table, not as another reading, not worked out, not
    in an earlier version. Nought is free, and so is the change between two larger counts, unless it
    counts who joined or left. A sum of money is not shown either where the data say that it stands
    for so few people.

    Give the cell the reason `c`, or show it together with others. Where its source has published the
    number already, it may be shown once somebody who may decide that has written down why, under
    `plainfigures.released` in datapackage.json.
    """
    yield from _threshold_problems(material)
    threshold = _threshold(material)
    released = {}
    for package in material.catalogue.packages.values():
        for one in package.released:
            problem = _release_problem(material, package, one)
            if problem:
                yield problem
            else:
                released[_identity(material, one.figure)] = (package, one)
    used = set()
    for figure, message in _small(material, threshold):
        identity = (figure.reference.partition("~")[0], figure.vintage)
        if identity in released:
            used.add(identity)
        else:
            remedy = f"{_HIDE} If its source has published it, {_RELEASE}."
            yield Finding(RULE, message, remedy, figure.path, figure.line)
    yield from _worked_out(material, threshold)
    yield from _unknown_people(material)
    for identity, (package, one) in released.items():
        if identity not in used:
            message = (
                f'The decision to release "{one.figure}" is not needed: it counts no few people.'
            )
            yield Finding(RULE, message, "Take the decision out.", package.path, one.line)


def _threshold(material: Material) -> int:
    return threshold_of({name: value for name, (value, _) in material.configuration.items()})


def _threshold_problems(material: Material) -> Iterator[Finding]:
    given, line = material.configuration.get(SETTING, ("", 0))
    if given and not (given.isdecimal() and int(given) >= THRESHOLD):
        message = (
            f'"{SETTING}" is "{given}", but it may only be {THRESHOLD} or a larger whole number.'
        )
        yield Finding(RULE, message, "Take it out, or make it larger.", "mkdocs.yml", line)


def _identity(material: Material, reference: str) -> tuple[str, str]:
    """Return a published figure's reference without its version, and its version."""
    found = material.catalogue.find(reference)
    return found.reference.partition("~")[0], found.vintage


def _release_problem(material: Material, package: Package, one: Release) -> Finding | None:
    """Return what is wrong with a decision itself."""
    empty = [name for name in ("decision", "by", "reason") if not getattr(one, name)]
    if empty:
        message = f'The decision to release "{one.figure}" has no {empty[0]}.'
        remedy = "Write down what was decided, by whom (the office, not the name), when and why."
        return Finding(RULE, message, remedy, package.path, one.line)
    if not _is_day(one.date):
        message = f'The decision to release "{one.figure}" has no day.'
        return Finding(RULE, message, "Write its day as 2024-03-31.", package.path, one.line)
    try:
        material.catalogue.find(one.figure)
    except UnreadableProblem:
        return None
    except FiguresError as error:
        return Finding(
            RULE, error.message, error.remedy, package.path, one.line, 0, error.suggestion
        )
    return None


def _is_day(text: str) -> bool:
    try:
        return parse_period(text).kind == "day"
    except PeriodProblem:
        return False


def _small(material: Material, threshold: int) -> Iterator[tuple[Figure, str]]:
    """Yield each published figure that stands for few people, with what is wrong."""
    for figure in material.published:
        if figure.unreadable:
            continue
        if shows_few(figure, threshold):
            joined = what_it_counts(figure) == "people-who-joined-or-left"
            what = "people who joined or left" if joined else "people"
            yield figure, f'"{figure.reference}" counts so few {what} that they could be found out.'
    for table, field, row in _costs(material):
        cost = _published(material, row.figures[field.name])
        people = _people_of(material, table, field, row)
        if cost is None or cost.used is None or people is None:
            continue
        name = cost.reference
        if few(people.value, threshold) or few(people.read_as, threshold):
            yield cost, f'"{name}" stands for so few people that they could be found out.'
        elif people.reason == SUPPRESSED:
            yield cost, f'"{name}" stands for a number of people that is kept confidential.'


def _costs(material: Material) -> Iterable[tuple[Resource, Field, Row]]:
    """Return every cell that stands for a stated number of people."""
    return (
        (table, field, row)
        for table in material.catalogue.resources.values()
        for field in table.fields
        if field.people
        for row in table.rows
        if field.name in row.figures and field.name != field.people
    )


def _people_of(material: Material, table: Resource, field: Field, row: Row) -> Figure | None:
    """Return the figure that says for how many people a cell stands; None where there is none."""
    reference = field.people if "/" in field.people else row.figures.get(field.people, "")
    known = table.field(field.people)
    return _published(material, reference) if reference and (known or "/" in reference) else None


def _published(material: Material, reference: str) -> Figure | None:
    try:
        return material.catalogue.find(reference)
    except FiguresError:
        return None  # what could not be read, or is not there, has a finding of its own


def _unknown_people(material: Material) -> Iterator[Finding]:
    for table in material.catalogue.resources.values():
        path = material.catalogue.packages[table.package].path
        for field in table.fields:
            named = table.field(field.people)
            if not field.people or table.unreadable or (named is not None and named.kind):
                continue
            try:
                if "/" in field.people:
                    material.catalogue.find(field.people)
                    continue
            except UnreadableProblem:
                continue
            except FiguresError as error:
                yield Finding(RULE, error.message, _COLUMN, path, 0, 0, error.suggestion)
                continue
            message = f'"{table.reference}" has no column of figures "{field.people}".'
            yield Finding(RULE, message, _COLUMN, path)


def _worked_out(material: Material, threshold: int) -> Iterator[Finding]:
    """Find figures worked out by a formula of a package that count few people."""
    for figure in material.catalogue.figures:
        if not figure.formula or figure.value is None:
            continue
        if figure.reference.startswith(f"{COMPUTED}/"):
            continue  # the macro refuses those, at their place in the page
        try:
            inputs = [material.catalogue.find(name) for name in figure.inputs]
        except UnreadableProblem:
            continue
        if small_remainder(figure.value, figure.unit, inputs, threshold):
            message = f'"{figure.reference}" works out a count of very few people.'
            remedy = "Take the formula out, or work out something larger."
            yield Finding(RULE, message, remedy, figure.path, figure.line)
