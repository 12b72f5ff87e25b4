"""Rule: a figure stands in the place of its source that its table says."""

import re
from collections.abc import Iterator

from plainfigures.check.material import Material
from plainfigures.errors import PeriodProblem
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.findings import Finding, nearest
from plainfigures.figures.origins import Origin
from plainfigures.figures.periods import Period, parse_period
from plainfigures.figures.records import Figure, Resource, Row

__all__ = ["count", "find"]

RULE = "drawn-from"
SERIES = "series"
LOCATOR = "locator"
_PARTS = ("measure", "body", "area", "period", "unit", "status", "basis", "vintage")
_NAME = re.compile(r"\{([a-z0-9_]+)\}")
_REMEDY = (
    "Look at the source, and correct the row. If the source holds more than the table says of it, "
    "add that to drawnFrom in datapackage.json."
)


def count(material: Material) -> int:
    """Return how many figures stand in tables that say what they are drawn from."""
    tables = material.catalogue.resources.values()
    return sum(len(row.figures) for table in tables if table.origins for row in table.rows)


def find(material: Material) -> Iterator[Finding]:
    """Large tables are taken from data releases, which say what is in each row. A table says which
    releases those are. Then each of its figures must fit: it comes from one of them, from the row
    of its own series, place and time. It is in the unit of that series, and counted in the same
    way.

    Look at the source and correct the row: the finding names the part that does not fit. If the
    source holds more than the table says of it, add that under `drawnFrom` in datapackage.json.
    """
    for resource in material.catalogue.resources.values():
        if not resource.origins:
            continue
        problems = list(_declaration_problems(resource, material))
        yield from problems
        if problems or resource.unreadable:
            continue  # what figures are held against is itself in doubt
        figures = {
            one.reference: one for one in material.catalogue.packages[resource.package].figures
        }
        for row in resource.rows:
            for reference in row.figures.values():
                figure = figures[reference]
                if not figure.unreadable:
                    yield from _problems(figure, row, resource, material.catalogue)


def _problems(
    figure: Figure, row: Row, resource: Resource, catalogue: Catalogue
) -> Iterator[Finding]:
    if figure.source not in catalogue.sources:
        return  # the rule on sources says so
    names = [origin.source for origin in resource.origins]
    if figure.source not in names:
        message = (
            f'"{figure.reference}" is said to come from "{figure.source}", but its table does not'
        )
        message += " draw on that."
        near = nearest(figure.source, names)
        yield Finding(RULE, message, _REMEDY, figure.path, figure.line, 0, near)
        return
    choices = [
        (origin, series)
        for origin in resource.origins
        if origin.source == figure.source
        for series in (origin.series or {"": {}})
    ]
    if any(next(_misfits(figure, row, *one, catalogue), None) is None for one in choices):
        return
    misfits = [dict(_misfits(figure, row, *one, catalogue)) for one in choices]
    # Of several that fit equally badly, the one whose place is right.
    least = min(misfits, key=lambda wrong: (len(wrong), LOCATOR in wrong))
    message = f'"{figure.reference}": {"; ".join(least.values())}.'
    yield Finding(RULE, message, _REMEDY, figure.path, figure.line)


def _misfits(
    figure: Figure, row: Row, origin: Origin, series: str, catalogue: Catalogue
) -> Iterator[tuple[str, str]]:
    """Yield each part of a figure that is not as in a series of a source, and that in words."""
    holder = f'"{series}" of "{origin.source}"' if series else f'"{origin.source}"'
    for name, text in {**origin.parts, **origin.series.get(series, {})}.items():
        given = _part(figure, row, name)
        if given != text:
            yield name, f'{holder} has {name.replace("_", " ")} "{text}", the row "{given}"'
    if (origin.first or origin.last) and _beyond(figure, origin):
        yield "span", f'"{origin.source}" holds {_span(origin)}, the row is of {figure.period}'
    if origin.place and (figure.locator or not figure.combines):
        place = _filled(origin.place, figure, row, series, catalogue)
        if place != figure.locator:
            yield LOCATOR, f'its locator is "{figure.locator}", where "{place}" was expected'


def _part(figure: Figure, row: Row, name: str) -> str:
    """Return a part of a figure as its table has it, or else the cell of that column."""
    if name == "unit":
        return figure.unit.name
    if name == "period":
        return figure.period_printed or figure.period
    return str(getattr(figure, name)) if name in _PARTS else row.cells.get(name, "")


def _filled(form: str, figure: Figure, row: Row, series: str, catalogue: Catalogue) -> str:
    """Return the locator that a figure should have; areas and bodies are written by their titles."""

    def fill(found: re.Match[str]) -> str:
        name = found[1]
        if name == SERIES:
            return series
        text = _part(figure, row, name)
        titles = {"area": catalogue.areas, "body": catalogue.bodies}.get(name, {})
        return titles.get(text, text)

    return _NAME.sub(fill, form)


def _beyond(figure: Figure, origin: Origin) -> bool:
    """Whether the figure is of a time before or after those that the source holds."""
    period = _parsed(figure.period_printed or figure.period)
    first, last = _parsed(origin.first), _parsed(origin.last)
    return bool(
        period and ((first and period.first < first.first) or (last and period.last > last.last))
    )


def _parsed(text: str) -> Period | None:
    try:
        return parse_period(text) if text else None
    except PeriodProblem:
        return None  # a figure's has a finding of its own; an origin's is looked at before


def _span(origin: Origin) -> str:
    if origin.first and origin.last:
        return f"periods from {origin.first} to {origin.last}"
    return f"no period before {origin.first}" if origin.first else f"no period after {origin.last}"


def _declaration_problems(resource: Resource, material: Material) -> Iterator[Finding]:
    """Yield what is wrong with what a table says of its sources."""
    catalogue = material.catalogue
    path = catalogue.packages[resource.package].path
    known = {*_PARTS, *(field.name for field in resource.fields)}
    for origin in resource.origins:
        if catalogue.sources and origin.source not in catalogue.sources:
            message = f'"{resource.reference}" says that it draws on "{origin.source}", which is in no row'
            message += " of the register of sources."
            near = nearest(origin.source, catalogue.sources)
            yield Finding(RULE, message, "Correct it, or add it there.", path, origin.line, 0, near)
        used = {name for parts in (origin.parts, *origin.series.values()) for name in parts}
        placed = set(_NAME.findall(origin.place))
        for name in sorted((used | placed) - known - {SERIES}):
            message = f'"{name}" in drawnFrom of "{resource.reference}" is no column and no part of a figure.'
            remedy = f"Use a column, or one of: {', '.join(_PARTS)}."
            near = nearest(name, known)
            yield Finding(RULE, message, remedy, path, origin.line, 0, near)
        if origin.place and bool(origin.series) != (SERIES in placed):
            message = (
                f'In drawnFrom of "{resource.reference}", "place" and "series" do not go together.'
            )
            remedy = 'Name the series under "series", and write {series} where its name stands.'
            yield Finding(RULE, message, remedy, path, origin.line)
        for text in filter(None, (origin.first, origin.last)):
            try:
                parse_period(text)
            except PeriodProblem as error:
                yield Finding(RULE, error.message, error.remedy, path, origin.line)
