"""How much room a text takes, and where its lines break.

Measured in DejaVu Sans, which comes with matplotlib and is wider than the system fonts that readers
have: what fits here fits there.
"""

import re
import unicodedata
from functools import cache, lru_cache
from importlib.metadata import distribution
from typing import TYPE_CHECKING

from msgspec import Struct

from plainfigures.draw.style import BODY, LEADING

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

__all__ = ["Block", "clean", "measure", "wrap"]

EM = 2048
"""Units to an em in DejaVu Sans; widths are whole numbers of them, so that sums are exact."""

UNKNOWN_GLYPH = 2868
"""Width in units taken for a character that DejaVu lacks: an emoji is about that wide."""

_MISSING = 1229
"""Width of the box that DejaVu shows for what it lacks; but for it, five letters of rare scripts."""

WORDS_KEPT = 16_384
"""Of so many words the width is remembered: the charts of a site share most of theirs."""

BALANCED_LINES = 4
"""Texts of at most so many lines are broken evenly; longer ones read as running text."""


class Block(Struct, frozen=True):
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
    return _wide(_units(text, bold), size)


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


def _wide(units: int, size: float) -> float:
    return size * (units / EM)


def _whole(lines: list[str], words: list[str]) -> bool:
    """Whether breaking evenly left every word in one piece."""
    return sum(len(line.split(" ")) for line in lines) == len(words)


def _fill(words: list[str], room: float, size: float, bold: bool) -> list[str]:
    lines: list[str] = []
    line, filled = "", 0
    space = _units(" ", bold)
    for word in words:
        units = _units(word, bold)
        if _wide(filled + space + units if line else units, size) <= room:
            line, filled = (f"{line} {word}", filled + space + units) if line else (word, units)
            continue
        if line:
            lines.append(line)
        *full, line = _break_word(word, room, size, bold)
        filled = _units(line, bold)
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


@lru_cache(maxsize=WORDS_KEPT)
def _units(text: str, bold: bool) -> int:
    """Width of `text` in units of the font."""
    return sum(_advance(char, bold) for char in text)


@cache
def _advance(char: str, bold: bool) -> int:
    """Width of a character in units of the font; kerning is left out, which only makes texts wider."""
    wide = round(_font(bold).getlength(char))
    return UNKNOWN_GLYPH if wide == _MISSING else wide


@cache
def _font(bold: bool) -> "FreeTypeFont":
    from PIL import ImageFont  # a tenth of the time that matplotlib takes to load

    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    file = distribution("matplotlib").locate_file(f"matplotlib/mpl-data/fonts/ttf/{name}")
    return ImageFont.truetype(str(file), EM, layout_engine=ImageFont.Layout.BASIC)
