"""Figures as they stand in the files, held against the data: their values, and what readers see."""

import csv
import io
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path

from msgspec.structs import replace

from plainfigures.errors import FiguresError, TextProblem, UnreadableProblem
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.formats import FORMS, base_text
from plainfigures.figures.keys import file_digest
from plainfigures.figures.numerals import read_number
from plainfigures.figures.periods import parse_period
from plainfigures.figures.records import Figure, Resource
from plainfigures.figures.sentences import at_period, say_figure
from plainfigures.proofing.sheets import Fault, Sheet, Shown

__all__ = ["Data"]

_AGAIN = (
    "Build again. If it stays, look at what changes pages after they are made: a template, a hook."
)
_LISTS = ("data/figures.json", "data/figures.csv")


class _Words:
    """The ways in which a figure may be written, found one after the other as they are asked for."""

    def __init__(self, figure: Figure) -> None:
        self._coming = _words(figure)
        self._known: set[str] = set()

    def hold(self, text: str) -> bool:
        """Return whether a text is one of them."""
        while text not in self._known:
            word = next(self._coming, None)
            if word is None:
                return False
            self._known.add(word)
        return True


class Data:
    """The figures of a site, as the packages hold them."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._known: dict[str, tuple[Figure, str, _Words] | str] = {}

    def faults(
        self, sheets: Mapping[str, Sheet], same: Collection[str] = ()
    ) -> Iterator[tuple[str, Fault]]:
        """Yield each figure in the files that is not as the data have it.

        The files that are the `same` were held against the same data before, and all was right.
        """
        judged: dict[Shown, Fault | None] = {}
        for name, sheet in sheets.items():
            for shown in sheet.figures if name not in same else ():
                if shown not in judged:
                    judged[shown] = self._judged(shown)
                fault = judged[shown]
                if fault:
                    yield name, fault
        yield from self._lacking(sheets)

    def _judged(self, shown: Shown) -> Fault | None:
        known = self._figure(shown.reference)
        if isinstance(known, str):
            message = (
                f'The figure "{shown.reference}" stands there, and the data have none of that name.'
            )
            return Fault(message, _AGAIN, shown.reference) if known else None
        figure, value, words = known
        if shown.value is not None and shown.value != value:
            message = (
                f'"{shown.reference}" stands as {shown.value} there, and as {value} in the data.'
            )
            return Fault(message, _AGAIN, shown.reference)
        if shown.shown is None or words.hold(shown.shown) or _says(shown.shown, figure):
            return None
        message = f'"{shown.reference}" is shown as “{shown.shown[:60]}”, which is not what the data have.'
        return Fault(message, _AGAIN, shown.reference)

    def _figure(self, reference: str) -> tuple[Figure, str, _Words] | str:
        """Return a figure with its value and its words; a text where there is none, empty to pass over."""
        if reference not in self._known:
            try:
                figure = self._catalogue.find(reference)
            except UnreadableProblem:
                self._known[reference] = ""  # has a finding of its own
            except FiguresError as error:
                self._known[reference] = error.message
            else:
                self._known[reference] = (figure, _value(figure), _Words(figure))
        return self._known[reference]

    def _lacking(self, sheets: Mapping[str, Sheet]) -> Iterator[tuple[str, Fault]]:
        """Yield the figures of the data that a list of all figures has not."""
        expected = {*self._catalogue.names}
        for name in _LISTS:
            sheet = sheets.get(name)
            if sheet is None or sheet.faults:
                continue
            there = {one.reference for one in sheet.figures}
            missing = sorted(expected - there)
            if missing:
                message = (
                    f"{len(missing)} figures of the data are missing, “{missing[0]}” among them."
                )
                yield name, Fault(message, _AGAIN)

    def tables(
        self, site: Path, root: Path, digests: Mapping[str, str], same: Collection[str] = ()
    ) -> Iterator[tuple[str, Fault]]:
        """Yield each table to take away that is not the table of the package, and cells read wrongly.

        `digests` are the SHA-256 of the site's files, `root` is the folder that the site is made in,
        and the `same` are files as in `faults`.
        """
        for resource in self._catalogue.resources.values():
            source = root / resource.path
            name = f"data/{resource.package}/{source.name}"
            if name in same or name not in digests or not source.is_file():
                continue
            alike = file_digest(source) == digests[name]
            if not alike and not _same_rows(resource, (site / name).read_bytes()):
                message = f"This table is not as {resource.path} has it."
                yield name, Fault(message, f"{_AGAIN} Delete .plainfigures/downloads first.")
            for reference in self._misread(resource):
                message = f'"{reference}" is not the number that its cell in {resource.path} holds.'
                yield (
                    name,
                    Fault(message, "Build again without what was kept: delete .plainfigures."),
                )

    def _misread(self, resource: Resource) -> Iterator[str]:
        """Yield the figures whose value is not the number in their cell, times their scale."""
        for row in resource.rows:
            for column, reference in row.figures.items():
                known = self._figure(reference)
                if isinstance(known, str) or known[0].value is None or known[0].line != row.line:
                    continue
                cell = row.cells.get(column, "").replace(",", "").strip()
                try:
                    number = Decimal(cell) * known[0].scale
                except InvalidOperation:
                    continue  # written in words or with signs: the rules on the data read it
                if number != known[0].value:
                    yield reference


def _same_rows(resource: Resource, content: bytes) -> bool:
    """Return whether a table has the rows that were read, which leave out what may not be seen."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig", "replace"), newline="")))
    if not rows:
        return False
    expected = [[row.cells.get(name, "") for name in rows[0]] for row in resource.rows]
    return [row for row in rows[1:] if row] == expected


def _value(figure: Figure) -> str:
    if figure.used is not None:
        return base_text(figure.used)
    return figure.used_text or figure.reason


def _words(figure: Figure) -> Iterator[str]:
    """Yield every way in which a figure, or its time, may be written on a page."""
    for form in FORMS:
        for noun in (False, True):
            try:
                words = " ".join(say_figure(figure, form, noun=noun).split())
            except FiguresError:
                continue
            yield from (words, f"{words[:1].upper()}{words[1:]}")
    if figure.read_as is not None or figure.read_as_text:
        # Where two readings are told apart, the printed one stands beside the one that is used.
        yield from _words(replace(figure, read_as=None, read_as_text=""))
    if figure.as_published:
        yield f"“{' '.join(figure.as_published.split())}”"
    for period in filter(None, (figure.period, figure.period_printed, figure.used_text)):
        try:
            yield parse_period(period).show()
            yield at_period(period)
        except FiguresError:
            continue


def _says(text: str, figure: Figure) -> bool:
    """Return whether a text of a macro's own holds the figure's number, as exactly as it is written."""
    if figure.used is None:
        return False
    try:
        number = read_number(text)
    except TextProblem:
        return False
    return abs(abs(number.value) - abs(figure.used)) * 2 <= number.step
