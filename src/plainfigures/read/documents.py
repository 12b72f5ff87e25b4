"""Plain-text documents in: their lines into blocks, each with a locator that a reader can follow.

The rules are those of council papers: a cover before the first numbered section, numbered sections
and paragraphs, headings on a line of their own, lists, tables between upright strokes; or minutes
with an item's heading, numbered by their paragraphs. Every line lands in exactly one block.
"""

import codecs
import re
from pathlib import Path

from plainfigures.figures.documents import Block, Document, squeeze
from plainfigures.read.document_lines import (
    BULLET,
    ITEM,
    LABEL,
    PARAGRAPH,
    SECTION,
    TABLE,
    TEXT,
    Line,
    read_lines,
)

__all__ = ["parse_document", "read_documents"]

_PARTS = frozenset(
    (
        "purpose of the report",
        "purpose",
        "executive summary",
        "summary",
        "recommendations",
        "recommendation",
        "introduction",
        "background",
        "reasons for recommendations",
        "options",
        "financial implications",
        "legal implications",
        "conclusion",
        "conclusions",
        "appendices",
        "background papers",
    )
)
"""Headings that open a part of a paper by themselves, whatever stands around them."""

_LABELLED = re.compile(r"(?P<name>[A-Z][a-z]+(?: [A-Z][a-z]+){0,3} (?:\d{1,3}|[A-Z]))\s?[:–-]\s.+")
_NUMBERED_NAME = re.compile(r".* (?:\d{1,3}|[A-Z])")
_SHORT_NAME = re.compile(r"[^:,(]+")
_CELL = re.compile(r"(?<!\\)\|")
_RULE_CELL = re.compile(r":?-+:?")
_RUNNING_WORDS = 20


def read_documents(folder: Path) -> dict[str, Document]:
    """Read every text file of a folder; returns the documents by the names of their files."""
    files = sorted(file for file in folder.iterdir() if file.is_file() and file.suffix == ".txt")
    return {file.name: parse_document(file.name, _text_of(file.read_bytes())) for file in files}


def _text_of(content: bytes) -> str:
    """Return the text of a file: as UTF-8, or as older programs of Windows saved it."""
    try:
        wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def parse_document(file: str, text: str) -> Document:
    """Return the blocks of a document's text; no text is refused."""
    return _Placing(file, read_lines(text)).place()


class _Placing:
    """Goes through the lines of one document and puts each where it belongs."""

    def __init__(self, file: str, lines: list[Line]) -> None:
        self.document = Document(file)
        self.lines = lines
        self.minutes = any(line.kind == LABEL for line in lines)
        self.zone = "heading" if self.minutes else "cover"
        self.section = ""
        self.paragraph = ""
        self.heads: list[str] = []
        self.list_label: tuple[str, int] | None = None
        self.tables = 0
        self.row = 0
        self.counts: dict[str, int] = {}
        self.known: dict[str, int] = {}
        self.index: dict[str, int] = {}
        self.first_part, self.foot = self._front()

    def place(self) -> Document:
        for at, line in enumerate(self.lines):
            if line.kind == TABLE:
                self._table(at, line)
            elif self.minutes:
                self._minute(line)
            else:
                self._report(at, line)
        return self.document

    # Minutes -----------------------------------------------------------------------------------

    def _minute(self, line: Line) -> None:
        if line.kind == LABEL:
            self.zone, self.paragraph = line.name, ""
            self._put(self.zone, line)
            return
        if line.kind in {BULLET, ITEM}:
            self._list(self.paragraph or self.zone, line)
        elif self.zone != "minutes":
            self._put(self.zone, line)
        elif line.kind == PARAGRAPH:
            self.paragraph = self._open(f"minutes, paragraph {line.number}")
            self._put(self.paragraph, line)
        else:
            self.paragraph = f"minutes, paragraph {self._next('minutes, paragraph')}"
            self._put(self.paragraph, line)

    # Reports -----------------------------------------------------------------------------------

    def _report(self, at: int, line: Line) -> None:
        following = self.lines[at + 1] if at + 1 < len(self.lines) else None
        if line.kind == SECTION:
            self.section, self.paragraph, self.heads = line.number, "", []
            self.zone = self._open(f"section {line.number}")
            self._put(f"{self.zone}, heading", line)
        elif line.kind == PARAGRAPH:
            self._begin(f"paragraph {line.number}")
            self._put(self.paragraph, line)
        elif self._in_front and at < self.first_part:
            self._put("cover", line)
        elif self._in_front and at >= self.foot:
            self._put("cover, foot", line)
        elif self._opens_numbered(line, following):
            self._put(f"paragraph {following.number}, heading" if following else "", line)
        elif self._is_heading(line, following):
            self._heading(line)
        elif line.kind in {BULLET, ITEM}:
            self._list(self._here(), line)
        else:
            self._put(self._here(), line)

    @property
    def _in_front(self) -> bool:
        return not self.section and not self.paragraph

    def _begin(self, name: str) -> None:
        self.paragraph, self.heads = self._open(name), []
        self.list_label = None

    def _here(self) -> str:
        if self._in_front:
            return ", ".join(self.heads) or "opening"
        return ", ".join([self.paragraph or self.zone, *self.heads])

    def _opens_numbered(self, line: Line, following: Line | None) -> bool:
        return bool(following and following.kind == PARAGRAPH and line.headlike)

    def _is_heading(self, line: Line, following: Line | None) -> bool:
        if line.kind != TEXT or following is None or following.kind == SECTION:
            return False
        return line.headlike or bool(_LABELLED.fullmatch(line.text) and not line.ended)

    def _heading(self, line: Line) -> None:
        self.list_label = None
        labelled = _LABELLED.fullmatch(line.text)
        if self._in_front and line.text.lower() in _PARTS:
            self.heads = [line.text.lower()]
        elif labelled:
            self.heads = [labelled["name"]]
        else:
            above = [name for name in self.heads[:1] if self._has_others_below(name)]
            self.heads = [*above, _short(line.text)]
        place = self._here()
        self.heads[-1] += self._open(place).removeprefix(place)
        self._put(f"{self._here()}, heading", line)

    def _has_others_below(self, name: str) -> bool:
        """Whether a heading is a named part of a paper, or one that counts, such as “Stage 2”."""
        return name in _PARTS or bool(_NUMBERED_NAME.fullmatch(name))

    def _front(self) -> tuple[int, int]:
        """Return where the parts of the front begin, and where only the foot of the cover is left."""
        lines = self.lines
        end = next(
            (at for at, line in enumerate(lines) if line.kind in {SECTION, PARAGRAPH}), len(lines)
        )
        running = [at for at in range(end) if lines[at].kind != TEXT or _runs(lines[at])]
        if not running:
            return end, end
        first = running[0]
        if first and lines[first].kind == TEXT and lines[first - 1].headlike:
            first -= 1
        sectioned = end < len(lines) and lines[end].kind == SECTION
        return first, running[-1] + 1 if sectioned else end

    # Lists and tables --------------------------------------------------------------------------

    def _list(self, place: str, line: Line) -> None:
        if self.list_label and line.indent <= self.list_label[1]:
            self.list_label = None
        if line.kind == BULLET and line.text.endswith(":") and len(line.text.split()) <= 6:
            name = _short(line.text)
            self.list_label = (name, line.indent)
            self._put(f"{place}, {name}", line)
            return
        if self.list_label:
            place = f"{place}, {self.list_label[0]}"
        if line.kind == ITEM:
            self._put(self._open(f"{place}, item {line.number}"), line)
        else:
            self._put(f"{place}, bullet {self._next(f'{place}, bullet')}", line)

    def _table(self, at: int, line: Line) -> None:
        before = self.lines[at - 1] if at else None
        if before is None or before.kind != TABLE:
            self.tables, self.row = self.tables + 1, 0
            self._put(f"table {self.tables}, headings", line, _cells(line.text))
            return
        cells = _cells(line.text)
        if all(_RULE_CELL.fullmatch(cell) for cell in cells if cell) and any(cells):
            return
        self.row += 1
        number = f"table {self.tables}, row {self.row}"
        name = cells[0] if cells else ""
        locator = self._open(f"table {self.tables}, row {name}") if name else self._open(number)
        self._put(locator, line, cells, (number,) if locator != number else ())

    # Places ------------------------------------------------------------------------------------

    def _open(self, name: str) -> str:
        """Return a name for a new place, told apart from an earlier one of the same name."""
        seen = self.known[name] = self.known.get(name, 0) + 1
        return name if seen == 1 else self._open(f"{name} ({seen})")

    def _next(self, name: str) -> int:
        self.counts[name] = self.counts.get(name, 0) + 1
        return self.counts[name]

    def _put(
        self, locator: str, line: Line, cells: list[str] | None = None, also: tuple[str, ...] = ()
    ) -> None:
        blocks = self.document.blocks
        at = self.index.setdefault(locator, len(blocks))
        if at == len(blocks):
            blocks.append(Block(locator, also))
        blocks[at].pieces.append((line.line, line.text if cells is None else " | ".join(cells)))
        self.document.order.append((at, len(blocks[at].pieces) - 1))


def _runs(line: Line) -> bool:
    return line.ended or len(line.text.split()) > _RUNNING_WORDS


def _short(heading: str) -> str:
    """Return the words by which a heading is named: those before a colon, a comma or a bracket."""
    found = _SHORT_NAME.match(heading)
    return (found[0] if found else heading).strip() or heading


def _cells(row: str) -> list[str]:
    inner = row.strip().removeprefix("|").removesuffix("|")
    return [squeeze(cell) for cell in _CELL.split(inner)]
