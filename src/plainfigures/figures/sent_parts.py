"""The parts of a sheet that somebody sent: which row has the headings, which rows are none."""

import re
from collections.abc import Collection, Mapping

from plainfigures.figures.headings import heading_hints, plain_heading
from plainfigures.figures.merged import Spans
from plainfigures.figures.sent_records import Heading, SentRow
from plainfigures.figures.sheets import Cell, Sheet
from plainfigures.figures.taken import Refused

__all__ = ["Found", "heading_row"]

_LOOKED_AT = 40
_NOTE = re.compile(
    r"(?:notes?|sources?|footnotes?|key|data|figures|contact|copyright|©|c = |produced|published|"
    r"generated|printed|prepared|run date|last updated|please)\b.*|[*†‡]+ .*|[\[(]?[0-9]{1,2}[\])]\.? .*",
    re.IGNORECASE | re.DOTALL,
)


def heading_row(sheet: Sheet, known: Collection[str]) -> int | None:
    """Return which of the rows has the headings, None where that cannot be told."""
    rows = sheet.rows[:_LOOKED_AT]
    counts = [_known_in(row, known) for row in rows]
    most = max(counts, default=0)
    if most >= 2 or (most == 1 and len(_filled(rows[counts.index(most)])) <= 2):
        return counts.index(most)
    width = max((len(_filled(row)) for row in sheet.rows), default=0)
    best: int | None = None
    for number, row in enumerate(rows):
        filled = _filled(row)
        if len(filled) <= width / 2:
            continue
        if not all(_is_words(cell) for cell in filled):
            break
        if best is None or len(filled) > len(_filled(rows[best])):
            best = number
    return best


def _known_in(row: tuple[Cell, ...], known: Collection[str]) -> int:
    return sum(
        plain_heading(cell.text) in known or plain_heading(heading_hints(cell.text).plain) in known
        for cell in _filled(row)
    )


def _is_words(cell: Cell) -> bool:
    """Whether a cell could be a heading: a text, or a year or another period over a column."""
    text = cell.text.strip()
    if cell.problem or len(text) > 200:
        return False
    if isinstance(cell.value, str) or cell.value is None:
        return bool(re.search(r"[A-Za-z£%]", text)) or bool(re.fullmatch(r"(?:19|20)\d\d.*", text))
    return bool(re.fullmatch(r"(?:19|20)\d\d", text))


class Found:
    """A table being read out of a sheet, its row of headings known."""

    def __init__(self, sheet: Sheet, at: int, known: Collection[str]) -> None:
        self.sheet = sheet
        self.at = at
        self.known = known
        self.headings: list[Heading | None] = []
        self.rows: list[SentRow] = []
        self.told: list[str] = []
        self.problems: list[Refused] = []
        self.spans = Spans(sheet.merged)

    def read(self) -> None:
        """Read headings and rows, and what stands around them."""
        self._read_headings()
        if self.headings:
            self._read_rows()
        if self.sheet.hidden:
            named = [
                f"row {one}" if one.isdecimal() else f"column {one}" for one in self.sheet.hidden
            ]
            shown = ", ".join(named[:10]) + (", and more" if len(named) > 10 else "")
            self.told.append(f"Hidden in the spreadsheet, and read as well: {shown}.")

    def _tell_titles(self, before: int) -> None:
        for row, line in zip(self.sheet.rows[:before], self.sheet.lines, strict=False):
            for cell in _filled(row)[:1]:
                self.told.append(f"Row {line} (“{_short(cell.text)}”) stands above the headings.")

    def _read_headings(self) -> None:
        row = self.sheet.rows[self.at]
        below = self.sheet.rows[self.at + 1 :]
        above = self._groups()
        self._tell_titles(self.at - bool(above))
        if self.problems:
            return
        for number, cell in enumerate(row):
            text = " ".join(cell.text.split())
            group = above.get(number, "")
            joined = f"{group} {text}".strip() if group != text else text
            used = any(one[number].text.strip() or one[number].problem for one in below)
            if joined:
                self.headings.append(Heading(joined, cell.name))
            else:
                self.headings.append(None)
                if used:
                    self._nameless(number, cell)
        seen: dict[str, Heading] = {}
        for heading in self.headings:
            if heading is None:
                continue
            first = seen.setdefault(plain_heading(heading.text), heading)
            if first is not heading:
                message = f'"{heading.text}" is the heading of column {first.column} too.'
                remedy = "Give each column a heading of its own."
                self.problems.append(Refused(heading.cell, message, remedy))
        if above:
            self.told.append(
                f"The headings stand in two rows, which were joined: “{self._joined(above)}”."
            )

    def _joined(self, above: Mapping[int, str]) -> str:
        heading = self.headings[max(above)]
        return heading.text if heading else above[max(above)]

    def _groups(self) -> dict[int, str]:
        """Return what stands over the headings, for each column; nothing where that is a title."""
        if not self.at or self.sheet.lines[self.at - 1] != self.sheet.lines[self.at] - 1:
            return {}
        row, own = self.sheet.rows[self.at - 1], self.sheet.rows[self.at]
        line = self.sheet.lines[self.at - 1]
        filled = _filled(row)
        texts = [plain_heading(cell.text) for cell in own if cell.text.strip()]
        wide = [cell for cell in filled if 1 < self.spans.width(cell.name) < len(_filled(own))]
        doubled = len(set(texts)) < len(texts)
        if not filled or (not wide and not doubled and len(filled) <= 1):
            return {}
        if self.known and not doubled and set(texts) <= set(self.known):
            return {}
        groups: dict[int, str] = {}
        for number, cell in enumerate(row):
            for offset in range(self.spans.width(cell.name) if cell.text.strip() else 0):
                groups[number + offset] = " ".join(cell.text.split())
        bare = [
            cell for number, cell in enumerate(own) if cell.text.strip() and number not in groups
        ]
        if not wide and bare and (doubled or len(filled) > 1):
            message = f"Rows {line} and {line + 1} both look like headings, and are not merged."
            remedy = "Write the headings into one row, such as “2024 budget” and “2025 budget”."
            self.problems.append(Refused(filled[0].name, message, remedy))
        return groups

    def _nameless(self, number: int, cell: Cell) -> None:
        below = zip(self.sheet.rows[self.at + 1 :], self.sheet.lines[self.at + 1 :], strict=True)
        row, line = next(
            (row, line) for row, line in below if row[number].text.strip() or row[number].problem
        )
        if len(_filled(row)) == 1:
            return  # a note beside the table
        letters = cell.name.rstrip("0123456789")
        held = _short(row[number].text) or "a formula"
        message = f'Column {letters} has no heading, and row {line} has "{held}" in it.'
        remedy = "Give it a heading, or empty it."
        if self.sheet.delimiter:
            remedy = (
                f'If "{held}" belongs to the cell before it, put quotes around both, as in '
                '"12,261"; else give the column a heading.'
            )
        self.problems.append(Refused(cell.name, message, remedy))

    def _read_rows(self) -> None:
        rows = list(zip(self.sheet.rows, self.sheet.lines, strict=True))[self.at + 1 :]
        header = [" ".join(cell.text.split()) for cell in self.sheet.rows[self.at]]
        end = self._end([row for row, _ in rows])
        used = [number for number, heading in enumerate(self.headings) if heading]
        gaps = 0
        for number, (row, line) in enumerate(rows):
            filled = _filled(row)
            if not filled:
                gaps += any(_filled(one) for one, _ in rows[number + 1 : end])
            elif number >= end:
                self.told.append(f"Row {line} (“{_short(filled[0].text)}”) is a note: left out.")
            elif [" ".join(cell.text.split()) for cell in row] == header:
                self.told.append(f"Row {line} has the headings again: left out.")
            elif len(filled) == 1 and len(used) > 2:
                self._lone(filled[0], line)
            else:
                self.rows.append(SentRow(line, tuple(row[one] for one in used)))
        if gaps:
            self.told.append("There are empty rows between the others: left out.")
        if not self.rows:
            message = "There are no rows under the headings."
            self.problems.append(Refused(self.sheet.rows[self.at][0].name, message, "Add them."))

    def _end(self, rows: list[tuple[Cell, ...]]) -> int:
        """Return after how many rows the notes under the table begin."""
        end = len(rows)
        narrow = len([one for one in self.headings if one]) <= 2
        for number in range(len(rows) - 1, -1, -1):
            filled = _filled(rows[number])
            after_gap = number > 0 and not _filled(rows[number - 1])
            if not filled:
                continue
            if len(filled) > 1 or (narrow and not _NOTE.fullmatch(filled[0].text.strip())):
                break
            if not (
                _NOTE.fullmatch(filled[0].text.strip()) or after_gap or len(filled[0].text) > 60
            ):
                # A line between notes, or the last row of the table.
                if end == len(rows) or number + 1 != end:
                    break
                before = [one for one in rows[:number] if _filled(one)]
                if not before or len(_filled(before[-1])) > 1:
                    break
            end = number
        return end

    def _lone(self, cell: Cell, line: int) -> None:
        message = f'Row {line} holds only "{_short(cell.text)}".'
        remedy = (
            "If it is a heading within the table, write it into a column of the rows under it, "
            "and delete the row; if it is a note, move it below the table."
        )
        self.problems.append(Refused(cell.name, message, remedy))


def _filled(row: tuple[Cell, ...]) -> list[Cell]:
    return [cell for cell in row if cell.text.strip() or cell.problem]


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 40 else f"{plain[:39]}…"
