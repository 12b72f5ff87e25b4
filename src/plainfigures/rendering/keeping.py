"""What is kept of pages from build to build, without the key of the build: it goes into nothing kept."""

from contextlib import suppress
from pathlib import Path

from plainfigures.read import Store

__all__ = ["IN_ITS_PLACE", "Kept", "hide_key"]

IN_ITS_PLACE = "pfxkeyinitsplacexpf"
"""Stands in what is kept for the key of the build. What holds it already is not kept: anybody can
type it, and it would become the key.
"""

_SPARE = 100
"""So many more than a build used are left, and twice as many as it used before any is let go."""


class Kept:
    """What builds keep of pages in one folder below `work`, each under a digest of all it hangs on.

    An edit of one cell makes most of it anew, so what a build did not use goes before it is a week
    old.
    """

    def __init__(self, work: Path, name: str, key: str) -> None:
        self._store, self._key = Store(work / name), key
        self._used: set[str] = set()

    def load(self, name: str) -> bytes | None:
        """Return what is kept under a name, with the key of this build; None for the name ""."""
        content = self._store.load_bytes(name) if name else None
        if content is None:
            return None
        self._used.add(name)
        return content.replace(IN_ITS_PLACE.encode(), self._key.encode())

    def save(self, name: str, content: bytes) -> None:
        """Keep something under a name, unless that is ""."""
        hidden = hide_key(content, self._key)
        if name and hidden is not None:
            self._used.add(name)
            self._store.save_bytes(name, hidden)

    def let_go(self) -> None:
        """Let go of what builds before this one used, where that has become much."""
        folder, enough = self._store.folder, len(self._used) + _SPARE
        there = folder.iterdir() if folder.is_dir() else ()
        others = [file for file in there if file.name not in self._used]
        if len(others) < enough:
            return
        with suppress(OSError):  # another build lets go of them too
            oldest = sorted(others, key=lambda file: file.stat().st_mtime_ns)
            for file in oldest[: len(oldest) - _SPARE]:
                file.unlink(missing_ok=True)


def hide_key(content: bytes, key: str) -> bytes | None:
    """Return what is to be kept, without the key of the build; None where it cannot be kept."""
    there = IN_ITS_PLACE.encode()
    return None if there in content else content.replace(key.encode(), there)
