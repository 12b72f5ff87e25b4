"""Holds ledger, locators and texts as published against the text of the source documents.

This is what `plainfigures sources verify` runs. It needs the documents at hand, so it is no part of
`plainfigures check`. No message of it holds a number that is held back.
"""

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from msgspec import Struct

from plainfigures.check.against_places import find_places
from plainfigures.check.against_printed import find_printed
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.documents import Document, plain
from plainfigures.figures.findings import ADVICE, Finding, nearest
from plainfigures.figures.held_back import held_places
from plainfigures.figures.ledger import (
    LEDGER,
    PHRASE,
    WITHHELD,
    Entry,
    hidden_places,
    is_hidden,
    ledger_entries,
)
from plainfigures.figures.ledger_draft import occurrences
from plainfigures.figures.records import REGISTER

__all__ = ["find_against_documents", "unaccounted"]

RULE = "sources-verify"
_DRAFT = "Write the row anew with: plainfigures sources draft."


def find_against_documents(
    catalogue: Catalogue, documents: Mapping[str, Document]
) -> Iterator[Finding]:
    """Yield what in the datasets disagrees with the documents' own text; by the files' names.

    Every numeral of a text must be in the ledger, at that position and place; nothing may be there
    that the text lacks; every place that any table names must exist; and every text as published
    must stand in its place.
    """
    yield from _files(catalogue, documents)
    ledger = ledger_entries(catalogue)
    at_hand = {
        name: documents[source.file]
        for name, source in catalogue.sources.items()
        if source.file in documents and documents[source.file].blocks
    }
    yield from find_places(catalogue, at_hand)
    for name, document in at_hand.items():
        entries = ledger.get(name, [])
        if not entries:
            message = f'No number of "{name}" is accounted for: it is not in the ledger.'
            remedy = f"Begin its ledger with: plainfigures sources draft DIR {name}."
            yield Finding(RULE, message, remedy, *_register_line(catalogue, name))
            continue
        held = _held_in(document, catalogue, name)
        secret = _secret_in(document, catalogue, name)
        yield from _numerals(document, entries, held, secret)
        yield from _phrases(document, entries)
    for name, entries in ledger.items():
        source = catalogue.sources.get(name)
        if source and not source.file:
            message = f'The ledger has numbers of "{name}", of which no text is registered.'
            remedy = "Name the file of its text in the column “file” of the register."
            yield Finding(RULE, message, remedy, entries[0].path, entries[0].line)
    yield from find_printed(catalogue, at_hand)


def _held_in(document: Document, catalogue: Catalogue, name: str) -> set[str]:
    """Return the locators of a document's places whose numbers are held back."""
    named = (one.locator for one in held_places(catalogue) if one.source == name)
    return {document.by_name[one].locator for one in named if one in document.by_name}


def _secret_in(document: Document, catalogue: Catalogue, name: str) -> set[str]:
    """Return the numbers of a document that no message may hold: those of a table with hidden rows."""
    named = hidden_places(catalogue, name)
    hidden = {document.by_name[one].locator for one in named if one in document.by_name}
    return {
        plain(one.text) for one in document.numerals if is_hidden(one.locator, {*named, *hidden})
    }


def _files(catalogue: Catalogue, documents: Mapping[str, Document]) -> Iterator[Finding]:
    named = {source.file: name for name, source in catalogue.sources.items() if source.file}
    for file, name in named.items():
        if file not in documents:
            message = f'The text of "{name}", {file}, is not in that folder.'
            remedy = "Add it there, or correct the column “file”."
            place = _register_line(catalogue, name)
            yield Finding(RULE, message, remedy, *place, 0, nearest(file, documents))
        elif not documents[file].blocks:
            message = f'The text of "{name}", {file}, holds no words.'
            yield Finding(
                RULE,
                message,
                "Put its text there, as plain text.",
                *_register_line(catalogue, name),
            )
    for file in documents:
        if file not in named:
            message = f"No document of the register has the text {file}."
            remedy = "Name it in the column “file” of its document, or take it out of that folder."
            yield Finding(RULE, message, remedy, *_register_line(catalogue, ""), level=ADVICE)


def unaccounted(catalogue: Catalogue, name: str, document: Document) -> list[tuple[str, str]]:
    """Return the numbers of a document's text that the ledger lacks, as (text, locator).

    What is held back has no text there.
    """
    entries = ledger_entries(catalogue).get(name, [])
    held = _held_in(document, catalogue, name)
    if not entries:
        return [("", numeral.locator) for numeral in document.numerals]
    return [place for one in _differences(document, entries, held) for place in one.lacking]


class _Difference(Struct, frozen=True):
    """Where text and ledger part: what only the text has, rows that it lacks, and the row there."""

    lacking: list[tuple[str, str]]
    astray: list[Entry]
    beside: Entry


def _differences(document: Document, entries: list[Entry], held: set[str]) -> Iterator[_Difference]:
    counted = [entry for entry in entries if entry.kind != PHRASE]
    there = [
        ("" if one.locator in held else plain(one.text), one.locator) for one in document.numerals
    ]
    noted = [_key(document, entry, held) for entry in counted]
    if there == noted or not entries:
        return
    matcher = SequenceMatcher(None, there, noted, autojunk=False)
    for what, first, last, start, end in matcher.get_opcodes():
        if what != "equal":
            beside = counted[min(start, len(counted) - 1)] if counted else entries[0]
            yield _Difference(there[first:last], counted[start:end], beside)


def _numerals(
    document: Document, entries: list[Entry], held: set[str], secret: set[str]
) -> Iterator[Finding]:
    for one in _differences(document, entries, held):
        for text, place in one.lacking:
            said = f'"{text}"' if text else "a number that is held back"
            if text in secret:
                said = "a number that may be held back"
            message = (
                f"The text has {said} in {place}, and the ledger does not account for it there."
            )
            remedy = f"Add its row here. {_DRAFT}"
            yield Finding(RULE, message, remedy, one.beside.path, one.beside.line)
        for entry in one.astray:
            said = f'"{entry.text}"' if entry.text else "A number that is held back"
            if plain(entry.text) in secret:
                said = "A number that may be held back"
            message = f"{said} does not stand at this position in {entry.locator}, by the text."
            remedy = f"Take the row out, or correct it. {_DRAFT}"
            yield Finding(RULE, message, remedy, entry.path, entry.line)


def _key(document: Document, entry: Entry, held: set[str]) -> tuple[str, str]:
    block = document.by_name.get(entry.locator)
    if block and block.locator in held and entry.outcome == WITHHELD:
        return "", block.locator
    return plain(entry.text), entry.locator


def _phrases(document: Document, entries: list[Entry]) -> Iterator[Finding]:
    """Yield the figures without a numeral that are not printed where the ledger has them."""
    before = 0
    for entry in entries:
        if entry.kind != PHRASE:
            before += 1
            continue
        block = document.by_name.get(entry.locator)
        places = occurrences(block, entry.text) if block else []
        if block is None or not places:
            message = f'"{entry.text}" does not stand in {entry.locator}, by the text.'
        elif before not in {document.numerals_before(block, place) for place in places}:
            message = f'"{entry.text}" does not stand between these numbers, by the text.'
        else:
            continue
        remedy = f"Take the row out, or correct it. {_DRAFT}"
        yield Finding(RULE, message, remedy, entry.path, entry.line)


def _register_line(catalogue: Catalogue, name: str) -> tuple[str, int]:
    resource = catalogue.resources.get(f"{REGISTER}/documents")
    if resource is None:
        return LEDGER, 0
    return resource.path, next((row.line for row in resource.rows if row.key == name), 1)
