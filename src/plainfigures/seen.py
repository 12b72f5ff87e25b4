"""What rules found clean on the pages of the last build, kept from build to build."""

from pathlib import Path

from plainfigures.check import Seen
from plainfigures.check.material import OUTLINE
from plainfigures.read import Store

__all__ = ["KeptSeen"]

_KEY = "clean"


class KeptSeen(Seen):
    """Knows what the last build found clean, and keeps what this one finds or still relies on."""

    def __init__(self, folder: Path) -> None:
        self._store = Store(folder)
        self._before = self._store.load(_KEY, dict[str, list[str]]) or {}
        self._now: dict[str, list[str]] = {}

    def load(self, key: str) -> list[str] | None:
        used = self._before.get(key)
        if used is not None:
            self._now[key] = used
        return used

    def save(self, key: str, used: list[str]) -> None:
        self._now[key] = used

    def keep(self, *, whole: bool = True) -> None:
        """Write down what is known now, for the next build.

        Of a site that is not `whole`, some pages were not looked at: that they were clean stays.
        """
        clean = {key: used for key, used in self._before.items() if not key.startswith(OUTLINE)}
        known = self._now if whole else clean | self._now
        if known != self._before:
            self._store.save(_KEY, known)
