"""Patterns that come from data or settings, held against texts in bounded time.

A pattern such as `(a+)+b` can keep a machine busy for years over forty letters. Each is given so
much time in all, and one that needs more is a fault of whoever wrote it.
"""

import re
import time
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING

from plainfigures.errors import PatternProblem
from plainfigures.figures.limits import MOST_PATTERN, MOST_PATTERN_SECONDS

if TYPE_CHECKING:
    import regex

__all__ = ["BoundedPattern"]

_REPEATS = re.compile(r"(?P<group>\))?\{(?P<least>\d*)(?:,(?P<most>\d*))?\}")
_MOST_REPEATS = 1_000
_MOST_IN_ALL = 100_000


class BoundedPattern:
    """A pattern that gives up after `seconds` of matching in all.

    Raises PatternProblem, when it is made, where the text is no pattern, is too long, or repeats
    more than can be told; and when it is used, where its time is over.
    """

    SECONDS = MOST_PATTERN_SECONDS

    def __init__(self, text: str, seconds: float | None = None) -> None:
        self.text = text
        self._left = self.SECONDS if seconds is None else seconds
        self._compiled = _compiled(text)

    def matches_whole(self, text: str) -> bool:
        """Return whether the whole of a text fits."""
        begun = time.monotonic()
        try:
            return self._compiled.fullmatch(text, timeout=max(self._left, 0.001)) is not None
        except TimeoutError as error:
            raise self._too_slow() from error
        finally:
            self._left -= time.monotonic() - begun

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where the pattern fits within a text, from left to right."""
        begun = time.monotonic()
        try:
            found = self._compiled.finditer(text, timeout=max(self._left, 0.001))
            return [one.span() for one in found]
        except TimeoutError as error:
            raise self._too_slow() from error
        finally:
            self._left -= time.monotonic() - begun

    def _too_slow(self) -> PatternProblem:
        return PatternProblem(
            f'The pattern "{self.text}" takes too long: it can fit a text in too many ways.',
            "Write it more simply: no “*” or “+” within brackets that have one behind them.",
        )


@lru_cache(maxsize=512)
def _compiled(text: str) -> "regex.Pattern[str]":
    import regex  # only needed where something is new

    if len(text) > MOST_PATTERN:
        raise PatternProblem(
            f"A pattern has {len(text):,} letters, and {MOST_PATTERN:,} are the most.",
            "Write it more simply.",
        )
    of_groups, longest = 1, 1
    for found in _REPEATS.finditer(text):
        count = max(int(one) for one in ("1", found["least"], found["most"]) if one)
        if found["group"]:
            of_groups *= count  # they may stand within one another
        else:
            longest = max(longest, count)
        if count > _MOST_REPEATS or of_groups * longest > _MOST_IN_ALL:
            raise PatternProblem(
                f'The pattern "{text}" repeats a part more often than can be told.',
                f"Write no count above {_MOST_REPEATS:,}.",
            )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what may mean something else one day
            # The library has signs of its own beyond those of Python, and they are not for here.
            re.compile(text)
            return regex.compile(text)
    except (re.error, regex.error, RecursionError, OverflowError) as error:
        raise PatternProblem(
            f'"{text}" is not a pattern.', "Correct the regular expression."
        ) from error
