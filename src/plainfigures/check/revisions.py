"""Rule: a figure that was published again with another value has a record of the change."""

from collections.abc import Iterator
from itertools import pairwise

from plainfigures.check.material import Material
from plainfigures.errors import FiguresError, PeriodProblem, UnreadableProblem
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.findings import Finding, nearest
from plainfigures.figures.formats import base_text
from plainfigures.figures.people import counts_people, few, threshold_of
from plainfigures.figures.periods import parse_period
from plainfigures.figures.records import Figure
from plainfigures.figures.revisions import (
    FIRST,
    KINDS,
    OURS,
    REMOVED,
    REVISIONS,
    Revision,
    read_revisions,
    same_value,
    stated_value,
    states,
)

__all__ = ["count", "find"]

RULE = "revision"
_OF_PAGES = (OURS, "correction-by-publisher")
"""The kinds that a change of words can be of, in a page or beside the figures of a package."""


def count(material: Material) -> int:
    """Return how many records and how many figures with earlier vintages are looked at."""
    catalogue = material.catalogue
    return len(read_revisions(catalogue)) + sum(
        bool(catalogue.vintages(figure)) for figure in catalogue.figures if figure.vintage
    )


def find(material: Material) -> Iterator[Finding]:
    """What was published is never overwritten. A figure that is published again is a new vintage.
    If its value is another one, a record says what it was, what it is now, which kind of change
    that is, and why. Each record is true of the data: its figure exists, and had these values, or is
    no longer there. A record may also be of the words of a package, or of a page by its address.

    Add the record, or correct it. The newest vintage is the one whose name sorts last; it may not
    have been published before an earlier one.
    """
    catalogue = material.catalogue
    if catalogue.is_lost(REVISIONS):
        return
    told = {(one.path, one.line) for one in material.found}
    records = [one for one in read_revisions(catalogue) if (one.path, one.line) not in told]
    threshold = threshold_of({name: text for name, (text, _) in material.configuration.items()})
    for record in records:
        for message, remedy, near in _record_problems(record, catalogue, threshold):
            yield Finding(RULE, message, remedy, record.path, record.line, 0, near)
    every = read_revisions(catalogue)
    for figure in (one for one in catalogue.figures if one.vintage):
        vintages = [catalogue.newest(figure), *catalogue.vintages(figure)]
        for newer, older in pairwise(vintages):
            yield from _step_problems(catalogue, newer, older, every)


def _step_problems(
    catalogue: Catalogue, newer: Figure, older: Figure, records: list[Revision]
) -> Iterator[Finding]:
    """Yield what is wrong with one vintage that follows on another."""
    name = newer.reference.partition("~")[0]
    before, after = (catalogue.published(one) for one in (older, newer))
    if _is_before(after, before):
        message = (
            f'The vintage "{newer.vintage}" of "{name}" counts as newer than "{older.vintage}", '
            "and was published before it."
        )
        remedy = "Name vintages so that the newest sorts last, such as by the year of the release."
        yield Finding(RULE, message, remedy, newer.path, newer.line)
    if same_value(newer, older) or newer.unreadable or older.unreadable:
        return
    steps = [one for one in records if _names(catalogue, one, name)]
    vintages = [catalogue.newest(newer), *catalogue.vintages(newer)]
    if any(_is_untrue(one, vintages) for one in steps):
        return  # a record has a finding of its own
    if not any(states(one.old, older) and states(one.new, newer) for one in steps):
        message = (
            f'"{name}" is {_value(older)} in the vintage "{older.vintage}" and {_value(newer)} in '
            f'"{newer.vintage}", and no record says so.'
        )
        remedy = (
            "Add a row to datasets/sources/revisions.csv, with the kind of change and the reason."
        )
        yield Finding(RULE, message, remedy, newer.path, newer.line)


def _is_before(after: str, before: str) -> bool:
    """Return whether one date lies before another; not where one is no date, which has its finding."""
    try:
        return bool(before and after) and parse_period(after).last < parse_period(before).first
    except PeriodProblem:
        return False


def _is_untrue(record: Revision, vintages: list[Figure]) -> bool:
    """Return whether a record gives a value that no vintage has."""
    return any(
        text and not any(states(text, one) for one in vintages) for text in (record.old, record.new)
    )


def _record_problems(
    record: Revision, catalogue: Catalogue, threshold: int
) -> Iterator[tuple[str, str, str]]:
    if record.kind not in KINDS:
        remedy = f"Use one of: {', '.join(KINDS)}."
        yield f'"{record.kind}" is no kind of change.', remedy, nearest(record.kind, KINDS)
        return
    if not record.reason:
        yield f'The record "{record.id}" does not say why.', "Add the reason.", ""
    try:
        parse_period(record.date)
    except PeriodProblem as error:
        yield f'The record "{record.id}" has no day: {error.message}', error.remedy, ""
    if record.is_of_page:
        if record.kind not in _OF_PAGES:
            message = (
                f'The record "{record.id}" is of the words of a page, and those are only corrected.'
            )
            yield message, f"Use the kind {OURS}, or name the figure that changed.", OURS
        return
    if not record.reference:
        yield from _package_problems(record, catalogue)
        return
    try:
        figure = catalogue.find(record.reference.partition("~")[0])
    except UnreadableProblem:
        return
    except FiguresError as error:
        if record.kind != REMOVED:
            yield error.message, error.remedy, error.suggestion
        return
    if record.kind == REMOVED:
        message = f'The record "{record.id}" says that "{record.reference}" is no longer shown, and it is.'
        yield message, "Take the record out, or the figure.", ""
    elif _gives_away(record, figure, catalogue, threshold):
        message = (
            f'The record "{record.id}" holds a count of so few people that they could be found out.'
        )
        remedy = "Leave the value out of the record."
        yield message, remedy, ""
    else:
        yield from _value_problems(record, figure, catalogue)


def _gives_away(record: Revision, figure: Figure, catalogue: Catalogue, threshold: int) -> bool:
    """Return whether a record holds a count of few people that no vintage shows."""
    vintages = [catalogue.newest(figure), *catalogue.vintages(figure)]
    for text in (record.old, record.new):
        number = stated_value(text, figure) if text and counts_people(figure) else None
        if number is not None and few(number.value, threshold):
            return not any(states(text, one) for one in vintages)
    return False


def _value_problems(
    record: Revision, figure: Figure, catalogue: Catalogue
) -> Iterator[tuple[str, str, str]]:
    """Yield where the values of a record are not those of the vintages of its figure."""
    vintages = [catalogue.newest(figure), *catalogue.vintages(figure)]
    stated = [value for value in (record.old, record.new) if value]
    if record.kind not in {FIRST, OURS} and len(stated) < 2:
        message = f'The record "{record.id}" does not give both values.'
        yield message, "Give the value before and the value after.", ""
        return
    if record.kind in {FIRST, OURS} or not figure.vintage:
        # Where nothing was kept beside it, the value before stands in the record alone.
        others = (one for one in read_revisions(catalogue) if one.reference == record.reference)
        # What was changed more than once no longer stands in the data.
        later = any(one.old == record.new for one in others)
        if record.new and not later and not any(states(record.new, one) for one in vintages):
            yield _not_there(record, record.new), "Correct the record, or the data.", ""
        return
    for value in stated:
        if not any(states(value, one) for one in vintages):
            yield _not_there(record, value), "Correct the record, or the data.", ""
            return
    steps = [(older, newer) for newer, older in pairwise(vintages)]
    if not any(states(record.old, old) and states(record.new, new) for old, new in steps):
        message = f'No vintage of "{record.reference}" went from {record.old} to {record.new}.'
        yield message, "Put the value before and the value after in their columns.", ""


def _package_problems(record: Revision, catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    if record.kind not in {FIRST, *_OF_PAGES}:
        message = f'The record "{record.id}" does not say which figure changed.'
        yield message, "Give the reference of the figure.", ""
    elif record.package not in catalogue.packages and not catalogue.is_lost(record.package):
        message = f'There is no data package "{record.package}".'
        yield message, "Name a folder of datasets/.", nearest(record.package, catalogue.packages)


def _not_there(record: Revision, value: str) -> str:
    return f'The record "{record.id}" gives {value}, and no vintage of "{record.reference}" does.'


def _names(catalogue: Catalogue, record: Revision, name: str) -> bool:
    """Return whether a record is of the figure called `name`, now or under an old reference."""
    try:
        found = catalogue.find(record.reference.partition("~")[0]) if record.reference else None
    except FiguresError:
        return False
    return found is not None and found.reference.partition("~")[0] == name


def _value(figure: Figure) -> str:
    if figure.value is not None:
        return figure.as_published or base_text(figure.value)
    return figure.text or figure.reason
