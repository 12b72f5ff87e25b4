"""References that fit a pattern, found without each being held against it."""

import fnmatch
import re
from collections.abc import Sequence
from functools import cached_property

__all__ = ["Fitting"]

_SEPARATORS = re.compile(r"[/@.~]")
_WHOLE = re.compile(r"[a-z0-9-]+")
_FEW = 200
"""So many names are held against a pattern as they stand."""


class Fitting:
    """References in an order of their own, ready to be asked which of them fit a pattern."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names

    def find(self, pattern: str) -> list[str]:
        """Return the names that fit a pattern as `fnmatch` reads it, in their order."""
        fits = re.compile(fnmatch.translate(pattern)).match
        return [name for name in self._candidates(pattern) if fits(name)]

    def _candidates(self, pattern: str) -> Sequence[str]:
        """Return the names that have the rarest of the parts which a pattern gives whole."""
        if len(self._names) <= _FEW or "[" in pattern:
            return self._names
        fewest: list[int] | None = None
        for part in _SEPARATORS.split(pattern):
            if _WHOLE.fullmatch(part):
                places = self._places.get(part, [])
                if fewest is None or len(places) < len(fewest):
                    fewest = places
        return self._names if fewest is None else [self._names[at] for at in fewest]

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """By each part of a name, such as its table, its row or its period: where it stands."""
        found: dict[str, list[int]] = {}
        for at, name in enumerate(self._names):
            for part in set(_SEPARATORS.split(name)):
                found.setdefault(part, []).append(at)
        return found
