"""What `--set` gives: texts for columns that the sheet does not have, filled from each row."""

import re
from collections.abc import Iterator

from plainfigures.figures.findings import Finding, nearest
from plainfigures.intake.mapping import RULE, Mapping
from plainfigures.intake.sent import Sent, SentRow
from plainfigures.intake.target import Target

__all__ = ["Given"]

_PLACE = re.compile(r"\{([^{}]*)\}")
_FEW = 12


class Given:
    """The texts that are given, by our columns. What stands in braces is filled from the row."""

    def __init__(
        self, target: Target, mapping: Mapping, sent: Sent, texts: dict[str, str], file: str
    ) -> None:
        self.target, self.texts, self.file = target, texts, file
        self.places = {" ".join(one.text.split()): at for at, one in enumerate(sent.headings)}
        self.places |= {one.column.name: one.at for one in mapping.columns}

    def problems(self) -> Iterator[Finding]:
        """Yield what cannot be given: a name that its column may not hold, a place that is not there."""
        for name, text in self.texts.items():
            column = self.target.column(name)
            if column and column.closed and text not in column.names:
                message = f'--set gives {name} "{text}", and there is no such name.'
                known = ", ".join(column.names[:_FEW])
                more = " and others" if len(column.names) > _FEW else ""
                near = nearest(text, column.names)
                yield Finding(RULE, message, f"Use one of: {known}{more}.", self.file, 0, 0, near)
            for found in _PLACE.finditer(text):
                place = " ".join(found[1].split())
                known_here = {*self.places, *self.texts, *self.target.key, "row"}
                if place not in known_here:
                    message = f'--set has "{{{place}}}", and the sheet has no column "{place}".'
                    remedy = "Write {row} for the number of the row, or a column's name in braces."
                    near = nearest(place, self.places)
                    yield Finding(RULE, message, remedy, self.file, 0, 0, near)

    def cells(self, row: SentRow, known: dict[str, str], *, key: bool) -> dict[str, str]:
        """Return what is given in a row, for the columns of the key or for the others.

        `known` are cells of ours that are known already, and go before what the sheet shows.
        """
        return {
            name: self._filled(text, row, known)
            for name, text in self.texts.items()
            if (name in self.target.key) == key
        }

    def _filled(self, text: str, row: SentRow, known: dict[str, str]) -> str:
        def fill(found: re.Match[str]) -> str:
            name = " ".join(found[1].split())
            if name == "row":
                return str(row.line)
            if name in known:
                return known[name]
            at = self.places.get(name)
            return " ".join(row.cells[at].text.split()) if at is not None else ""

        return _PLACE.sub(fill, text)
