"""Reasons: which change of a published value has a record, and the row that is missing."""

import csv
import io
from collections.abc import Iterable

from plainfigures.errors import FiguresError
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.formats import base_text
from plainfigures.figures.records import Figure
from plainfigures.figures.references import parse_reference
from plainfigures.figures.revisions import (
    KINDS,
    OURS,
    REMOVED,
    REVISIONS,
    Revision,
    read_revisions,
    states,
)

__all__ = ["Reasons", "likely_kind", "record_of", "record_row", "value_text", "value_texts"]

_COLUMNS = ("id", "date", "package", "reference", "old_value", "new_value", "kind", "reason")
_CHANGE = "routine-revision"


class Reasons:
    """The register of changes of one version, asked for the reasons of changes."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._records: dict[str, list[Revision]] = {}
        self._ids = set()
        for record in read_revisions(catalogue):
            self._ids.add(record.id)
            if record.reference:
                self._records.setdefault(self._now(record.reference), []).append(record)

    def of_change(self, old: Figure, new: Figure) -> str:
        """Return why a figure has another value, in words; "" where nothing says so."""
        for record in self._of(new.reference):
            # A value that is kept back now stands in no record.
            before = states(record.old, old) or (not record.old and new.reason != "")
            if before and states(record.new, new):
                return _words(record)
        return ""

    def of_removal(self, old: Figure) -> str:
        """Return why a figure is no longer there; "" where nothing says so."""
        found = (one for one in self._of(old.reference) if one.kind == REMOVED)
        return next((_words(one) for one in found), "")

    def new_id(self, reference: str, day: str) -> str:
        """Return an id for a new record that no other record has, and take it."""
        name = parse_reference(reference)
        parts = [name.key.replace(".", "-"), name.period.replace(".", "-"), name.field, day]
        wanted = "-".join(part for part in parts if part)
        number, found = 1, wanted
        while found in self._ids:
            number += 1
            found = f"{wanted}-{number}"
        self._ids.add(found)
        return found

    def columns(self) -> tuple[str, ...]:
        """Return the columns of the register, in its order."""
        table = self._catalogue.resources.get(REVISIONS)
        return tuple(one.name for one in table.fields) if table else _COLUMNS

    def _of(self, reference: str) -> list[Revision]:
        return self._records.get(self._now(reference), [])

    def _now(self, reference: str) -> str:
        """Return the present name of a figure, without its vintage."""
        plain = reference.partition("~")[0]
        try:
            return self._catalogue.find(plain).reference.partition("~")[0]
        except FiguresError:
            return plain


def record_of(
    reasons: Reasons, reference: str, day: str, old: str, new: str, kind: str = "", reason: str = ""
) -> dict[str, str]:
    """Return a new row for the register of changes, by its columns, with an id of its own.

    `day` is an ISO text, `old` and `new` are as published. Without a reason the rules refuse it,
    until somebody writes why.
    """
    plain = reference.partition("~")[0]
    return {
        "id": reasons.new_id(plain, day),
        "date": day,
        "package": plain.partition("/")[0],
        "reference": plain,
        "old_value": old,
        "new_value": new,
        "kind": kind or _CHANGE,
        "reason": reason,
    }


def record_row(
    reasons: Reasons, reference: str, day: str, old: str, new: str, kind: str = ""
) -> str:
    """Return such a row as it stands in the register's file, still without its reason."""
    cells = record_of(reasons, reference, day, old, new, kind)
    return _csv(cells.get(name, "") for name in reasons.columns())


def value_texts(old: Figure, new: Figure) -> tuple[str, str]:
    """Return two values as a record writes them: as published, where that tells them apart."""
    printed = value_text(old), value_text(new)
    return printed if printed[0] != printed[1] else (_plain_value(old), _plain_value(new))


def value_text(figure: Figure) -> str:
    """Return a value as a record writes it: as published, else the number, the step or the reason."""
    used_as_printed = figure.read_as is None and not figure.read_as_text
    if figure.as_published and used_as_printed and not figure.reason:
        return figure.as_published
    return _plain_value(figure)


def _plain_value(figure: Figure) -> str:
    if figure.used is not None:
        return base_text(figure.used / figure.scale)
    return figure.reason or figure.used_text


def likely_kind(figure: Figure) -> str:
    """Return the kind of change that a value changed in its place most likely is.

    What keeps its earlier vintages is only overwritten to correct a mistake of ours.
    """
    return OURS if figure.vintage or figure.formula or figure.reason else _CHANGE


def _words(record: Revision) -> str:
    return f"{KINDS.get(record.kind, record.kind)}. {record.reason}"


def _csv(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(list(cells))
    return line.getvalue()
