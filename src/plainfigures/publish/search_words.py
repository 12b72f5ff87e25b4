"""Which parts of the search hold a word: what a browser asks before it fetches any of them.

The words of all parts stand in the order of the alphabet, cut into files of a few kilobytes. So a
search fetches a file for each word and then the best few parts, however many there are.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import msgspec

__all__ = ["MORE", "cut_words", "fold_words", "words_of_figures", "words_of_pages"]

MORE = -1
"""Stands at the end of the parts of a word that is in more of them than are listed."""

_PAGES, _FIGURES = 8, 4
"""So many parts with pages, and with figures, are listed of a word: the best."""

_BYTES = 16_000
_TITLE = 4.0
_OF_KIND = (1.6, 1.2, 0.7, 1.3, 1.1, 0.9)
"""What the parts of pages weigh, by their kind, as in `search.js`."""

_WORD = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|[^\W\d_]+(?:['\u2019][^\W\d_]+)*"
)
_ACCENT = re.compile("[\u0300-\u036f]")
_OWNED = re.compile("['\u2019]s?$|['\u2019]")


def fold_words(text: str) -> set[str]:
    """Return the words of a text, in small letters without accents, and its numbers without commas.

    `search.js` folds words alike, and takes their endings off besides.
    """
    plain = text.lower()
    if not plain.isascii():
        plain = _ACCENT.sub("", unicodedata.normalize("NFD", plain))
    return set(map(_folded, _WORD.findall(plain)))


def words_of_pages(text: str) -> dict[str, float]:
    """Return the words of a part that holds pages, as it is written, each with its best weight."""
    best: dict[str, float] = {}
    for _, name, asked, rows in msgspec.json.decode(text):
        for kind, _, title, *rest in rows:
            weight = _OF_KIND[kind]
            _raise_to(best, f"{title} {name} {asked}" if kind == 0 else title, weight * _TITLE)
            _raise_to(best, "".join(rest), weight)
    return best


def words_of_figures(text: str) -> dict[str, float]:
    """Return the words of a part that holds figures, each with its best weight."""
    best: dict[str, float] = {}
    for _, table, rows in msgspec.json.decode(text):
        for _, shown, title, when, _, _, *others in rows:
            _raise_to(best, " ".join([shown, title, when, *others]), _TITLE)
        _raise_to(best, table, 1.0)
    return best


def cut_words(parts: Sequence[dict[str, float]], figures: int) -> Iterator[tuple[str, str]]:
    """Yield files of words, each with its first word and its text.

    `parts` are the words of each part with their weights; those from the number `figures` on hold
    figures. A row has a word, the parts that hold it, the best first, and `MORE` where some are left
    out.
    """
    found: dict[str, list[tuple[float, int]]] = {}
    for number, words in enumerate(parts):
        for word, weight in words.items():
            found.setdefault(word, []).append((-weight, number))
    rows: list[list[Any]] = []
    taken = 0
    for word in sorted(found):
        row = [word, *_best(found[word], figures)]
        rows.append(row)
        taken += len(word) + 4 * len(row)
        if taken > _BYTES:
            yield rows[0][0], msgspec.json.encode(rows).decode()
            rows, taken = [], 0
    if rows:
        yield rows[0][0], msgspec.json.encode(rows).decode()


def _best(weighed: list[tuple[float, int]], figures: int) -> list[int]:
    weighed.sort()
    numbers = [number for _, number in weighed]
    pages = [number for number in numbers if number < figures]
    others = [number for number in numbers if number >= figures]
    listed = [*pages[:_PAGES], *others[:_FIGURES]]
    return listed if len(listed) == len(numbers) else [*listed, MORE]


def _raise_to(best: dict[str, float], text: str, weight: float) -> None:
    for word in fold_words(text):
        if best.get(word, 0.0) < weight:
            best[word] = weight


@lru_cache(maxsize=20_000)
def _folded(word: str) -> str:
    return word.replace(",", "") if word[0].isdigit() else _OWNED.sub("", word)
