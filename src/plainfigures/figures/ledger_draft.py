"""A first ledger for a document: what each of its numerals most likely is, to be gone through by eye.

A numeral that stands in the text as published of a figure, at that figure's place, is captured by
it. The rest is guessed from what stands around it; where nothing is likely, the outcome is empty.
"""

import re
from collections import defaultdict

from msgspec.structs import replace

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.documents import Block, Document, Numeral, plain
from plainfigures.figures.held_back import held_places
from plainfigures.figures.ledger import (
    CAPTURED,
    PHRASE,
    REPEAT,
    WITHHELD,
    Entry,
    join_periods,
    ledger_entries,
    places_taken,
)
from plainfigures.figures.mentions import NUMERAL, is_ordinal
from plainfigures.figures.periods import MONTHS
from plainfigures.figures.records import Figure

__all__ = ["draft_entries", "draft_places", "figures_of", "occurrences"]

_MONTHS = "|".join(MONTHS)
_PERIOD_BEFORE = re.compile(r"\b(?:month|quarter|year)s? $", re.IGNORECASE)
_MONTH_BEFORE = re.compile(rf"\b(?:{_MONTHS}) $")
_MONTH_AFTER = re.compile(rf"^ (?:of )?(?:{_MONTHS})\b")
_YEARS = re.compile(r"(?:19|20)\d\d(?:[-/–](?:\d\d|\d{4}))?")
_PERIOD_CODE = re.compile(r"[MQ]\d{1,2}")
_NAME_BEFORE = re.compile(r"\b(?:Section|Act|Chapter|COVID) $")
_POINTER_BEFORE = re.compile(r"\b(?:paragraph|section|appendix|item|table|page) $", re.IGNORECASE)


def figures_of(catalogue: Catalogue, source: str) -> list[Figure]:
    """Return the published figures of one source, in every vintage, as the tables have them."""
    return [
        figure
        for package in catalogue.packages.values()
        for figure in package.figures
        if figure.source == source and not figure.unreadable
    ]


def occurrences(block: Block, fragment: str) -> list[int]:
    """Return where `fragment` stands in a block's text, as words of its own."""
    wanted, text = plain(fragment), block.plain_text
    if not wanted or wanted not in text:
        return []
    pattern = rf"(?<![\w£$€]){re.escape(wanted)}(?!\w)"
    return [found.start() for found in re.finditer(pattern, text)]


def draft_entries(catalogue: Catalogue, source: str, document: Document) -> list[Entry]:
    """Return a proposed ledger for the document that is registered as `source`.

    What its present ledger says of a numeral that no figure captures is kept, and so are its notes.
    """
    said: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in ledger_entries(catalogue).get(source, []):
        said[entry.locator, entry.text].append(entry)
    held = _held(catalogue, source, document)
    captured, phrases = _captures(catalogue, source, document)
    drafted: list[tuple[tuple[int, int, int], Entry]] = []
    printed = {
        document.numerals[at].text: figures[:1] for at, figures in reversed(captured.items())
    }
    for at, numeral in enumerate(document.numerals):
        place = held.get(numeral.locator, "")
        text = "" if place else numeral.text
        kept = said[place or numeral.locator, text]
        earlier = kept.pop(0) if kept else None
        figures = captured.get(at, [])
        outcome = CAPTURED if figures else _guess(document, numeral)
        if not figures and earlier and earlier.outcome not in {CAPTURED, REPEAT}:
            outcome = earlier.outcome
        if place:
            outcome, figures = WITHHELD, _combining(catalogue, source, place)
        elif not outcome and numeral.text in printed:
            outcome, figures = REPEAT, printed[numeral.text]
        locator = place or numeral.locator
        note = earlier.note if earlier else ""
        entry = _entry(source, locator, text, numeral.kind, outcome, figures, note)
        drafted.append(((at, 1, 0), entry))
    for (before, offset, text), figures in phrases.items():
        earlier = next(iter(said[figures[0].locator, text]), None)
        note = earlier.note if earlier else ""
        entry = _entry(source, figures[0].locator, text, PHRASE, CAPTURED, figures, note)
        drafted.append(((before, 0, offset), entry))
    ordered = [entry for _, entry in sorted(drafted, key=lambda one: one[0])]
    return [replace(entry, position=str(number)) for number, entry in enumerate(ordered, 1)]


def _entry(
    source: str,
    locator: str,
    text: str,
    kind: str,
    outcome: str,
    figures: list[Figure],
    note: str,
) -> Entry:
    return Entry(
        document=source,
        position="",
        locator=locator,
        text=text,
        kind=kind,
        outcome=outcome,
        references=tuple(figure.reference for figure in figures),
        periods=(join_periods(figures),),
        note=note,
    )


def draft_places(
    catalogue: Catalogue, source: str, document: Document
) -> list[tuple[str, tuple[str, ...]]]:
    """Return every place of a document in order, with the names of the rows that are taken from it."""
    taken: dict[str, list[str]] = defaultdict(list)
    for one in places_taken(catalogue):
        if one.source == source and one.locator in document.by_name:
            taken[document.by_name[one.locator].locator].append(one.name)
    held = _held(catalogue, source, document)
    return [
        (held.get(block.locator, block.locator), tuple(sorted(taken[block.locator])))
        for block in document.blocks
    ]


def _held(catalogue: Catalogue, source: str, document: Document) -> dict[str, str]:
    """Return the names under which the places that are held back are listed, by their locators."""
    return {
        document.by_name[one.locator].locator: one.locator
        for one in held_places(catalogue)
        if one.source == source and one.locator in document.by_name
    }


def _captures(
    catalogue: Catalogue, source: str, document: Document
) -> tuple[dict[int, list[Figure]], dict[tuple[int, int, str], list[Figure]]]:
    """Return the figures by the numerals that they capture, and those that have none by place.

    Where one file has a text several times at a place, its rows take the occurrences in turn.
    """
    captured: dict[int, list[Figure]] = defaultdict(list)
    phrases: dict[tuple[int, int, str], list[Figure]] = defaultdict(list)
    turns: dict[tuple[str, str, str], int] = defaultdict(int)
    for figure in figures_of(catalogue, source):
        block = document.by_name.get(figure.locator)
        found = occurrences(block, figure.as_published) if block else []
        if block is None or not found:
            continue
        key = (figure.path, figure.locator, figure.as_published)
        start = found[min(turns[key], len(found) - 1)]
        turns[key] += 1
        end = start + len(plain(figure.as_published))
        inside = [
            at
            for at, one in enumerate(document.numerals)
            if one.locator == block.locator and start <= one.start < end
        ]
        for at in inside:
            captured[at].append(figure)
        if not inside:
            before = document.numerals_before(block, start)
            phrases[before, start, plain(figure.as_published)].append(figure)
    return captured, phrases


def _combining(catalogue: Catalogue, source: str, place: str) -> list[Figure]:
    return [one for one in figures_of(catalogue, source) if place in one.combines]


def _guess(document: Document, numeral: Numeral) -> str:
    """Return what an uncaptured numeral most likely is; "" where nothing says so."""
    block, text = document.by_name[numeral.locator], numeral.text
    before = block.text[: numeral.start]
    after = block.text[numeral.start + len(text) :]
    # A heading is named by its own number; minutes have headings with dates.
    heads = numeral.locator.endswith("heading") and not numeral.locator.startswith("minutes,")
    counts = re.search(r"(?:paragraph|item) ([\d.]+)$", numeral.locator)
    if numeral.start == 0 and counts and re.sub(r"\.+", ".", text) == counts[1]:
        return "paragraph-number"
    if heads and re.search(rf"\b{re.escape(text)},", numeral.locator):
        return "paragraph-number"
    if is_ordinal(text):
        return "date" if _MONTH_AFTER.match(after) else "ordinal"
    if text.lower() == "one":
        return "not-a-number"
    dated = _YEARS.fullmatch(text) or _PERIOD_BEFORE.search(before) or _MONTH_BEFORE.search(before)
    if dated or _PERIOD_CODE.fullmatch(text) or _MONTH_AFTER.match(after):
        return "date"
    if _NAME_BEFORE.search(before):
        return "name"
    if _POINTER_BEFORE.search(before):
        return "paragraph-number"
    joined = text.replace(",", "").replace(".", "").strip("£$€%-+")
    if numeral.kind == NUMERAL and re.search(r"[A-Za-z]{2}|\dx\d", joined):
        return "name"
    return ""
