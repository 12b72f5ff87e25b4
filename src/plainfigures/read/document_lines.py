"""The lines of a plain-text document, as its layout has them: what each is, whole again.

A paragraph that runs over several lines becomes one; so does one that a page break cut in two.
"""

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from plainfigures.figures.documents import squeeze
from plainfigures.figures.periods import MONTHS

__all__ = [
    "BULLET",
    "ITEM",
    "LABEL",
    "PARAGRAPH",
    "SECTION",
    "TABLE",
    "TEXT",
    "Line",
    "read_lines",
]

TEXT, BULLET, ITEM, PARAGRAPH = "text", "bullet", "item", "paragraph"
SECTION, TABLE, LABEL = "section", "table", "label"

LABELS = {
    "minutes": "minutes",
    "decision": "decision",
    "decisions": "decision",
    "resolved": "decision",
    "resolution": "decision",
    "agreed": "decision",
    "it was agreed": "decision",
    "it was resolved": "decision",
    "additional documents": "additional documents",
    "supporting documents": "supporting documents",
}
"""The words that head the parts of minutes, with the name of each part in a locator."""

_MARK = re.compile(r"[-*+•·▪◦‣–—]")
_BULLET = re.compile(r"[-*+•·▪◦‣–—]\s+(?P<rest>.*)")
_PARAGRAPH = re.compile(r"(?P<number>\d{1,3}(?:\.{1,2}\d{1,3})+)\.?(?:\s+.*)?")
_ITEM = re.compile(r"(?:\(?(?P<digits>\d{1,3})[.)]|\(?(?P<letter>[a-z]|[ivx]{2,5})\))\s+\S.*")
_SECTION = re.compile(r"(?P<number>\d{1,2})\.?\s+(?P<title>\S.*)")
_RUN_ON_SECTION = re.compile(r"[^*]*\*\*(?P<number>\d{1,2})\.?\s+[^*]+\*\*")
_BOLD = re.compile(r"\*\*")
_DATE = re.compile(rf"\d+\s+(?:{'|'.join(MONTHS)})\b", re.IGNORECASE)
_ENDS = (".", "!", "?", ":", ";")
_LONGEST_HEADING = 14  # words


class Line(Struct):
    """A line of a document: its kind, its text without a bullet's mark, its number where it has one.

    `indent` is how far in it begins, `line` where in the file; `name` is that of a part of minutes.
    """

    kind: str
    text: str
    line: int
    indent: int = 0
    number: str = ""
    name: str = ""

    @property
    def ended(self) -> bool:
        """Whether the text ends as a sentence does."""
        return self.text.rstrip("'\"’”)").endswith(_ENDS)

    @property
    def headlike(self) -> bool:
        """Whether the text is short, begins with a capital or a digit, and ends without a stop."""
        begins = self.text[:1]
        short = len(self.text.split()) <= _LONGEST_HEADING and not self.text.endswith((*_ENDS, ","))
        return self.kind == TEXT and short and (begins.isupper() or begins.isdigit())


def read_lines(text: str) -> list[Line]:
    """Return the lines of a document's text; empty ones and lone bullets only part them."""
    raw = [_clean(line) for line in text.split("\n")]
    minutes = any(_label(squeeze(line)) for line in raw)
    found: list[Line] = []
    parted = True
    for number, line in enumerate(raw, 1):
        bare = line.strip()
        if not bare or _MARK.fullmatch(bare):
            parted = True
            continue
        before = found[-1] if found else None
        one = _line(line, number, before, parted)
        if before and one.kind == TEXT and _goes_on(before, one, parted):
            before.text = f"{before.text} {one.text}"
        else:
            found.append(one)
        parted = False
    return list(_settle(found, minutes))


def _settle(lines: list[Line], minutes: bool) -> Iterator[Line]:
    """Yield the lines, with those that only look like the heading of a section as what they are.

    A section has paragraphs of its number next, or its number follows that of the section before.
    """
    numbered = any(line.kind == PARAGRAPH for line in lines)
    majors = iter([line.number.partition(".")[0] for line in lines if line.kind == PARAGRAPH])
    coming, section = next(majors, ""), 0
    for line in lines:
        if line.kind == PARAGRAPH:
            section, coming = int(coming), next(majors, "")
        elif line.kind == SECTION:
            follows = int(line.number) == section + 1 and not (minutes or _DATE.match(line.text))
            dotted = line.text.startswith(f"{line.number}.")
            if line.number == coming or (follows and not (dotted and numbered)):
                section = int(line.number)
            else:
                yield replace(line, kind=ITEM if dotted else TEXT)
                continue
        yield line


def _line(line: str, number: int, before: Line | None, parted: bool) -> Line:
    bare = line.strip()
    indent = len(line) - len(line.lstrip())
    if bare.startswith("|"):
        return Line(TABLE, bare, number, indent)
    run_on = _RUN_ON_SECTION.fullmatch(bare)
    text = _unmarked(bare)
    if run_on:
        return Line(SECTION, text, number, indent, run_on["number"])
    if name := _label(text):
        return Line(LABEL, text, number, indent, name=name)
    begins = parted or before is None or before.kind in {ITEM, PARAGRAPH, BULLET, TABLE, LABEL}
    bullet = _BULLET.fullmatch(text)
    rest = bullet["rest"] if bullet else text
    paragraph = _PARAGRAPH.fullmatch(rest)
    if paragraph and (bullet or begins):
        name = re.sub(r"\.+", ".", paragraph["number"])
        return Line(PARAGRAPH, rest, number, indent, name)
    if bullet:
        return Line(BULLET, rest, number, indent)
    section = _SECTION.fullmatch(text)
    if section and parted and Line(TEXT, section["title"], 0).headlike:
        return Line(SECTION, text, number, indent, section["number"])
    item = _ITEM.fullmatch(text)
    if item and begins:
        return Line(ITEM, text, number, indent, item["digits"] or item["letter"])
    return Line(TEXT, text, number, indent)


def _goes_on(before: Line, one: Line, parted: bool) -> bool:
    if before.kind not in {TEXT, BULLET, ITEM, PARAGRAPH}:
        return False
    return not parted or (one.text[:1].islower() and not before.ended)


def _label(text: str) -> str:
    plain = text.rstrip()
    if not plain.endswith((":", "–", "-", "—")):
        return ""
    return LABELS.get(plain.rstrip(":–-— ").lower(), "")


def _clean(line: str) -> str:
    """Return a line with its spaces plain, so that how far in it begins can be counted."""
    return "".join(" " if letter.isspace() else letter for letter in line.expandtabs(4)).rstrip()


def _unmarked(text: str) -> str:
    """Return a line without the marks of bold type and of headings, its spaces squeezed."""

    def between(found: re.Match[str]) -> str:
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        return " " if before.isalnum() and after.isalnum() else ""

    return squeeze(_BOLD.sub(between, text)).lstrip("#").strip() if text else ""
