"""Rule: each claim has its readings, or a reason why it has none."""

from collections.abc import Iterator

from plainfigures.check.material import Material
from plainfigures.errors import FiguresError
from plainfigures.figures.findings import Finding, nearest
from plainfigures.figures.outcomes import WeighedClaim
from plainfigures.figures.records import Package
from plainfigures.figures.weighing import weigh_all

__all__ = ["count", "find"]

RULE = "claim"


def count(material: Material) -> int:
    """Return how many claims are looked at."""
    return sum(len(package.claims) for package in material.catalogue.packages.values())


def find(material: Material) -> Iterator[Finding]:
    """A claim that a document makes stands in a table of claims. Beside it stands how it can be
    read, and a test for each reading, or else why it cannot be checked. Whether it is borne out is
    then worked out from the figures, and never written down.

    Correct the entry under `plainfigures.claims` in datapackage.json: its key is that of the row,
    each reading has words and a test, and a claim without readings has a `whyNot`.
    """
    yield from (one for one in material.found if one.rule == RULE)
    weighed = weigh_all(material.catalogue).claims
    for claim in weighed:
        for message, remedy, near in _problems(claim):
            yield Finding(RULE, message, remedy, claim.package.path, claim.claim.line, 0, near)
    for package in material.catalogue.packages.values():
        yield from _rows_without(package)


def _problems(weighed: WeighedClaim) -> Iterator[tuple[str, str, str]]:
    claim, package = weighed.claim, weighed.package
    tables = {table.name: table for table in package.resources}
    table = tables.get(claim.table)
    if table is None:
        remedy = f"Name the table that its row stands in: {', '.join(tables)}."
        near = nearest(claim.table, tables)
        yield f'The claim "{claim.key}" is of no table: there is no "{claim.table}".', remedy, near
    elif weighed.row is None and not table.unreadable:
        message = f'The claim "{claim.key}" has no row in {table.path}.'
        yield message, "Add its row, or correct the key.", nearest(claim.key, _undeclared(package))
    if claim.readings and claim.why_not:
        message = f'The claim "{claim.key}" has readings, and a reason why it cannot be checked.'
        yield message, "Keep one of the two.", ""
    if not claim.readings and not claim.why_not:
        message = f'The claim "{claim.key}" has no readings.'
        yield message, "Add one, or say in “whyNot” why it cannot be checked.", ""
    problems: list[FiguresError] = [weighed.problem] if weighed.problem else []
    for reading in weighed.readings:
        if reading.problem:
            problems.append(reading.problem)
        for units in {text for one in reading.comparisons for text in one.mixed}:
            message = f'A reading of the claim "{claim.key}" mixes units: {units}.'
            yield message, "Compare figures of one unit, or their ratios.", ""
    for problem in problems:
        message = f'The claim "{claim.key}" cannot be checked. {problem.message}'
        yield message, problem.remedy, problem.suggestion


def _rows_without(package: Package) -> Iterator[Finding]:
    """Find the rows of a table of claims that nothing is declared for."""
    declared = {(claim.table, claim.key) for claim in package.claims}
    named = {claim.table for claim in package.claims}
    rows = {(table.name, row.key) for table in package.resources for row in table.rows}
    without_row = [claim.key for claim in package.claims if (claim.table, claim.key) not in rows]
    for table in package.resources:
        for row in table.rows if table.name in named else ():
            misspelt = nearest(row.key, without_row)  # which has a finding of its own
            if (table.name, row.key) not in declared and not misspelt:
                message = f'The claim "{row.key}" has no readings in datapackage.json.'
                remedy = "Add it there: plainfigures, “claims”."
                yield Finding(RULE, message, remedy, table.path, row.line)


def _undeclared(package: Package) -> list[str]:
    """Return the keys of rows of claims that nothing is declared for."""
    declared = {claim.key for claim in package.claims}
    named = {claim.table for claim in package.claims}
    tables = (table for table in package.resources if table.name in named)
    return [row.key for table in tables for row in table.rows if row.key not in declared]
