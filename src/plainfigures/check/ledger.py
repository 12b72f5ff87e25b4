"""Rule: the ledger of numbers and the figures say the same of each other."""

from collections import Counter
from collections.abc import Iterator

from plainfigures.check.material import Material
from plainfigures.errors import FiguresError, PeriodProblem, UnreadableProblem
from plainfigures.figures.disclosure import SUPPRESSED
from plainfigures.figures.documents import plain
from plainfigures.figures.findings import Finding, nearest
from plainfigures.figures.held_back import held_places
from plainfigures.figures.ledger import (
    CAPTURED,
    OUTCOMES,
    REPEAT,
    WITHHELD,
    Entry,
    hidden_places,
    is_hidden,
    ledger_entries,
    period_of,
)
from plainfigures.figures.mentions import find_mentions
from plainfigures.figures.periods import parse_period
from plainfigures.figures.records import Figure

__all__ = ["count", "find"]

RULE = "ledger"
_AGAIN = "Look at the document; write a new ledger with: plainfigures sources draft."


def count(material: Material) -> int:
    """Return how many rows the ledger has."""
    return sum(len(entries) for entries in ledger_entries(material.catalogue).values())


def find(material: Material) -> Iterator[Finding]:
    """The ledger of numbers lists every number of a document, in order, and what became of it. Each
    figure from such a document must stand in it, with the same place, text and time. Each row that
    names a figure must name one that is there. A number that is held back is never written down.

    Look at the document, and correct the ledger or the figure, whichever is wrong.
    """
    ledger = ledger_entries(material.catalogue)
    for document, entries in ledger.items():
        if document not in material.catalogue.sources:
            continue  # the rule on names that lead nowhere says so
        for number, entry in enumerate(entries, 1):
            yield from _row(material, entry, number)
        yield from _figures(material, document, entries)
        yield from _held_back(material, document, entries)


def _row(material: Material, entry: Entry, number: int) -> Iterator[Finding]:
    if entry.position != str(number):
        message = (
            f'The rows of "{entry.document}" are not numbered in order: here {number} should stand.'
        )
        yield _finding(entry, message, "Number the rows 1, 2, 3 in the order of the text.")
    if entry.outcome not in OUTCOMES:
        lacking = f"Nothing says what became of {_said(material, entry)}."
        message = f'"{entry.outcome}" is no outcome of a number.' if entry.outcome else lacking
        near = nearest(entry.outcome, OUTCOMES)
        yield _finding(entry, message, f"Use one of: {', '.join(OUTCOMES)}.", near)
        return
    if entry.outcome == WITHHELD:
        if entry.text:
            message = "A number that is held back stands in the ledger."
            yield _finding(entry, message, "Empty the column “text”: keep its place only.")
        if entry.locator not in _places_held(material, entry.document):
            message = f'"{entry.locator}" is not listed as held back.'
            yield _finding(entry, message, "List it in the table “withheld”, or correct it.")
    elif not entry.text:
        yield _finding(entry, "This row has no text.", "Write the number as it is printed.")
    if entry.text and _is_confidential(material, entry):
        message = "The number of a figure that is kept confidential stands in the ledger."
        remedy = "Empty the column “text”, write “withheld”, and list the place as held back."
        yield _finding(entry, message, remedy)
        return
    if entry.outcome in {CAPTURED, REPEAT} and not entry.references:
        message = f"{_said(material, entry)} is {entry.outcome}, but no figure is named."
        yield _finding(entry, message, "Name the figure in “reference”.")
    if entry.outcome not in {CAPTURED, REPEAT, WITHHELD} and entry.references:
        message = f"{_said(material, entry)} names a figure, but its outcome is “{entry.outcome}”."
        yield _finding(entry, message, "Take the reference out, or write “captured”.")
    if len(entry.periods) not in {0, 1, len(entry.references)}:
        message = "This row has more or fewer periods than figures."
        yield _finding(entry, message, "Give one period for all, or one for each.")
        return
    for reference in entry.references:
        yield from _reference(material, entry, reference)


def _is_confidential(material: Material, entry: Entry) -> bool:
    """Return whether a row is of a figure, or of a place, whose number nobody may see."""
    hidden = hidden_places(material.catalogue, entry.document)
    if entry.outcome != WITHHELD and entry.locator in hidden:
        return True
    for reference in entry.references:
        try:
            if material.catalogue.find(reference).reason == SUPPRESSED:
                return True
        except FiguresError:
            continue  # told beside the reference
    return False


def _reference(material: Material, entry: Entry, reference: str) -> Iterator[Finding]:
    try:
        figure = material.catalogue.find(reference)
    except UnreadableProblem:
        return
    except FiguresError as error:
        remedy = f"Was its row removed? {error.remedy} {_AGAIN}"
        yield _finding(entry, error.message, remedy, error.suggestion)
        return
    if figure.source != entry.document and figure.source in material.catalogue.sources:
        message = f'"{reference}" is of "{figure.source}", and not of "{entry.document}".'
        yield _finding(entry, message, "Correct the figure's source, or this row.")
        return
    places = figure.combines or (figure.locator,)
    if entry.outcome != REPEAT and entry.locator not in places:
        message = (
            f'"{reference}" stands in {"; ".join(places)} by its own row, '
            f"and in {entry.locator} by the ledger."
        )
        yield _finding(entry, message, "Look at the document, and correct the one that is wrong.")
    if entry.outcome != WITHHELD and not _holds(figure, entry.text):
        message = (
            f'{_said(material, entry)} is not in the text as published of "{reference}"'
            f"{_printed(material, figure)}."
        )
        yield _finding(entry, message, "Look at the document, and correct the one that is wrong.")
    given, own = entry.period_for(reference), period_of(figure)
    if given != own:
        message = (
            f'The ledger takes "{reference}" to be of {_when(given)}, its own row of {_when(own)}.'
        )
        yield _finding(entry, message, "Look at the document, and correct the one that is wrong.")


def _figures(material: Material, document: str, entries: list[Entry]) -> Iterator[Finding]:
    """Yield figures of the document that the ledger lacks, wholly or in part."""
    noted: dict[str, Counter[str]] = {}
    for entry in entries:
        if entry.outcome in {CAPTURED, WITHHELD}:
            for reference in entry.references:
                noted.setdefault(reference, Counter())[plain(entry.text)] += 1
    for figure in material.published:
        if figure.source != document or figure.unreadable:
            continue
        if not (figure.as_published or figure.combines):
            continue  # nothing was printed, or a rule of its own says so
        if figure.reference not in noted:
            message = f'The ledger of "{document}" does not name "{figure.reference}".'
            yield Finding(RULE, message, f"Add it there. {_AGAIN}", figure.path, figure.line)
        elif not figure.combines:
            printed = Counter(one.text for one in find_mentions(plain(figure.as_published)))
            for text in sorted((printed - noted[figure.reference]).keys()):
                said = f'"{text}"' if _printed(material, figure) else "a number"
                message = f'"{figure.reference}" prints {said}, but no row of the ledger says so.'
                yield Finding(RULE, message, f"Add it there. {_AGAIN}", figure.path, figure.line)


def _held_back(material: Material, document: str, entries: list[Entry]) -> Iterator[Finding]:
    noted = {entry.locator for entry in entries if entry.outcome == WITHHELD}
    for one in held_places(material.catalogue):
        if one.source == document and one.locator not in noted:
            message = f'The ledger of "{document}" does not list {one.locator} as held back.'
            remedy = "Add its row: the place, “withheld”, and no number."
            yield Finding(RULE, message, remedy, one.path, one.line)


def _places_held(material: Material, document: str) -> set[str]:
    return {one.locator for one in held_places(material.catalogue) if one.source == document}


def _holds(figure: Figure, text: str) -> bool:
    printed = plain(figure.as_published)
    return plain(text) in {printed, *(one.text for one in find_mentions(printed))}


def _said(material: Material, entry: Entry) -> str:
    """Return a row's text for a message, but not beside a number that is held back."""
    if is_hidden(entry.locator, hidden_places(material.catalogue, entry.document)):
        return "The number of this row"
    return f'"{entry.text}"'


def _printed(material: Material, figure: Figure) -> str:
    """Return a figure's text as published for a message, but not beside what is held back."""
    if is_hidden(figure.locator, hidden_places(material.catalogue, figure.source)):
        return ""
    return f': "{figure.as_published}"'


def _when(period: str) -> str:
    try:
        return parse_period(period).show() if period else "no period"
    except PeriodProblem:
        return f'"{period}"'


def _finding(entry: Entry, message: str, remedy: str, suggestion: str = "") -> Finding:
    return Finding(RULE, message, remedy, entry.path, entry.line, 0, suggestion)
