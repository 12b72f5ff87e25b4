"""How much room a text takes, and where its lines break.

Measured in DejaVu Sans, which comes with matplotlib and is wider than the system fonts that readers
have: what fits here fits there.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from plainfigures.draw.style import BODY, LEADING

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

__all__ = ["Block", "clean", "measure", "wrap"]

UNKNOWN_GLYPH = 1.4
"""Width in ems taken for a character that DejaVu lacks: an emoji is about that wide."""

BALANCED_LINES = 4
"""Texts of at most so many lines are broken evenly; longer ones read as running text."""


@dataclass(frozen=True)
class Block:
    """Lines of one text at one size, with the width of the widest in CSS pixels."""

    lines: tuple[str, ...]
    size: float = BODY
    bold: bool = False
    width: float = 0.0

    @property
    def leading(self) -> float:
        """Distance from one baseline to the next."""
        return self.size * LEADING

    @property
    def height(self) -> float:
        """Height of all lines; 0 where there are none."""
        return len(self.lines) * self.leading

    def baseline(self, line: int) -> float:
        """Distance from the top of the block to the baseline of a line, counted from 0."""
        return line * self.leading + self.size


def clean(text: str) -> str:
    """Make `text` one line of characters that XML may hold and a reader can see."""
    spaced = re.sub(r"[\t\n\v\f\r \x1c-\x1f\x85\u2028\u2029]+", " ", text)
    return "".join(
        char for char in spaced if unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Cn", "Co"}
    ).strip()


def measure(text: str, size: float = BODY, bold: bool = False) -> float:
    """Measure `text` on one line, in CSS pixels."""
    return size * sum(_advance(char, bold) for char in text)


def wrap(text: str, room: float, size: float = BODY, bold: bool = False) -> Block:
    """Break `text` into lines no wider than `room` pixels, as evenly as few lines allow.

    A word that is too wide is broken after a hyphen or slash, and failing that anywhere.
    """
    words = clean(text).split(" ")
    lines = _fill(words, room, size, bold)
    if 1 < len(lines) <= BALANCED_LINES:
        low, high = room / 2, room
        while high - low > 2:
            middle = (low + high) / 2
            narrower = _fill(words, middle, size, bold)
            if len(narrower) == len(lines) and _whole(narrower, words):
                lines, high = narrower, middle
            else:
                low = middle
    width = max((measure(line, size, bold) for line in lines), default=0.0)
    return Block(tuple(lines), size, bold, width)


def _whole(lines: list[str], words: list[str]) -> bool:
    """Whether breaking evenly left every word in one piece."""
    return sum(len(line.split(" ")) for line in lines) == len(words)


def _fill(words: list[str], room: float, size: float, bold: bool) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in words:
        longer = f"{line} {word}" if line else word
        if measure(longer, size, bold) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _break_word(word, room, size, bold)
        lines.extend(full)
    return [*lines, line] if line else lines


def _break_word(word: str, room: float, size: float, bold: bool) -> list[str]:
    if measure(word, size, bold) <= room:
        return [word]
    pieces = [""]
    for part in re.split(r"(?<=\w[-/\u2013])(?=\w)", word):
        if measure(pieces[-1] + part, size, bold) <= room:
            pieces[-1] += part
            continue
        if pieces[-1]:
            pieces.append("")
        for char in part:
            if pieces[-1] and measure(pieces[-1] + char, size, bold) > room:
                pieces.append("")
            pieces[-1] += char
    return pieces


@cache
def _advance(char: str, bold: bool) -> float:
    """Width of a character in ems; kerning is left out, which only makes texts wider."""
    from matplotlib.ft2font import LoadFlags

    font = _font(bold)
    if not font.get_char_index(ord(char)):
        return UNKNOWN_GLYPH
    glyph = font.load_char(ord(char), flags=LoadFlags.NO_SCALE | LoadFlags.NO_HINTING)
    return glyph.horiAdvance / font.units_per_EM


@cache
def _font(bold: bool) -> "FT2Font":
    import matplotlib as mpl
    from matplotlib.ft2font import FT2Font

    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return FT2Font(str(Path(mpl.get_data_path(), "fonts", "ttf", name)))
