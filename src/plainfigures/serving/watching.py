"""What a site is made from, watched: what is saved, put aside, taken away and made anew.

What the system tells of files is taken as a hint only. What counts is a look at the files
themselves, so that nothing is missed and nothing is made twice: not by an editor that saves by way
of other files, not by a folder that went and came back.
"""

import contextlib
import os
import stat
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from plainfigures.config import CONFIGURATION, read_config
from plainfigures.errors import PlainFiguresError
from plainfigures.figures.keys import digest_of
from plainfigures.release_inputs import release_places

__all__ = ["Inputs", "Watch", "is_passing"]

_FOLDERS = ("docs", "datasets", "charts", "macros")
_POLL = 0.3
"""Seconds between two looks where the system does not tell of changes."""
_SAFETY = 2.0
"""Seconds after which files are looked at even where the system has told of nothing."""
_SETTLED = 0.06
"""Seconds in which nothing may change before a change counts as whole."""
_AT_MOST = 1.5
"""Seconds that files which go on changing are waited for."""
_LOOKING = {"opened", "closed_no_write"}
"""What the system also tells of, and changes nothing."""


def is_passing(name: str) -> bool:
    """Return whether a file or folder of this name is an editor's own, and no part of a site.

    Such are Vim's `4913` and `.page.md.swp`, Emacs' `.#page.md` and `#page.md#`, copies that end in
    `~`, LibreOffice's and Excel's locks, and files that begin with a full stop altogether.
    """
    return (
        name.startswith((".", "~$", "#"))
        or name.endswith(("~", ".swp", ".swx", ".tmp", ".bak", ".pyc", ".crdownload", ".part"))
        or name in {"4913", "__pycache__"}
        or "___jb_" in name
    )


class Inputs(Struct):
    """The files that a site in the folder `root` is made from, as they were at the last look.

    Those beside the site are among them: releases that tables are drawn from, and private packages.
    """

    root: Path
    _seen: dict[str, tuple[tuple[int, int, int], str]] = field(default_factory=dict)
    _overrides: str = ""
    _beside: tuple[Path, ...] = ()

    @property
    def folders(self) -> list[Path]:
        """The folders whose files count; a folder need not be there."""
        names = [*_FOLDERS, *([self._overrides] if self._overrides else [])]
        return [self.root / name for name in names]

    def look(self) -> bool:
        """Look at all files; returns whether any is other than it was, by its content."""
        found = self._look()
        changed = _contents(found) != _contents(self._seen)
        self._seen = found
        if changed and self._ask_settings():
            self._seen = self._look()  # what they name anew was there before
        return changed

    def _look(self) -> dict[str, tuple[tuple[int, int, int], str]]:
        found = {}
        for file in self._files():
            with contextlib.suppress(OSError):  # it went since
                known = file.stat()
                if not stat.S_ISREG(known.st_mode):
                    continue
                mark = (known.st_mtime_ns, known.st_size, known.st_ino)
                before = self._seen.get(str(file))
                same = before is not None and before[0] == mark
                digest = before[1] if before and same else _digest(file)
                found[str(file)] = (mark, digest)
        return found

    def _ask_settings(self) -> bool:
        """Take from the settings where else files lie; returns whether that is new."""
        before = (self._overrides, self._beside)
        # Where the settings cannot be read just now, they name what they named before.
        with contextlib.suppress(PlainFiguresError, OSError):
            config = read_config(self.root)
            private = config.private()
            self._overrides = config.overrides
            places = [private.folder / one for one in private.names] if private.folder else []
            self._beside = (*release_places(config).values(), *places)
        return before != (self._overrides, self._beside)

    def _files(self) -> Iterator[Path]:
        yield self.root / CONFIGURATION
        yield from self._beside
        for top in (*self.folders, *self._beside):
            for folder, names, files in os.walk(top):
                names[:] = [name for name in names if not is_passing(name)]
                yield from (Path(folder, name) for name in files if not is_passing(name))


def _digest(file: Path) -> str:
    try:
        return digest_of([file.read_bytes()])
    except OSError:
        return "unreadable"


def _contents(seen: dict[str, tuple[tuple[int, int, int], str]]) -> dict[str, str]:
    return {name: digest for name, (_, digest) in seen.items()}


class Watch:
    """Calls `changed` after each change of the inputs, once files have come to rest.

    Without `poll`, the system's own news of files are followed as far as it gives any; with it,
    files are looked at again and again, as on a drive of the network.
    """

    def __init__(
        self, inputs: Inputs, changed: Callable[[], object], *, poll: bool = False
    ) -> None:
        self._inputs = inputs
        self._changed = changed
        self._nudged = threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watching", daemon=True)
        self._news: _News | None = None if poll else _News(inputs, self._nudged)

    def start(self) -> None:
        """Begin. What changed since the inputs were last looked at counts."""
        self._thread.start()

    def stop(self) -> None:
        """End; nothing is called any more."""
        self._stopped.set()
        self._nudged.set()
        self._thread.join(5)
        if self._news:
            self._news.stop()

    def _run(self) -> None:
        while not self._stopped.is_set():
            told = self._news is not None and self._news.follow()
            if self._inputs.look():
                self._settle()
                self._changed()
            self._nudged.wait(_SAFETY if told else _POLL)
            self._nudged.clear()

    def _settle(self) -> None:
        end = time.monotonic() + _AT_MOST
        while not self._stopped.wait(_SETTLED) and time.monotonic() < end:
            if not self._inputs.look():
                return


class _News:
    """The system's news of the folders that are there, followed when they are made anew."""

    def __init__(self, inputs: Inputs, nudged: threading.Event) -> None:
        self._inputs = inputs
        self._nudged = nudged
        self._followed: dict[Path, tuple[tuple[int, int], Any]] = {}
        self._observer: Any = None
        self._given_up = False

    def follow(self) -> bool:
        """Follow each folder that is there now; returns whether the system gives news."""
        if self._given_up:
            return False
        try:
            self._begin()
            for folder in (self._inputs.root, *self._inputs.folders):
                self._look_after(folder)
        except (OSError, RuntimeError, ImportError):
            # Such as too many files watched already: looking again and again does as well.
            self._given_up = True
            self.stop()
        return not self._given_up

    def stop(self) -> None:
        """Let go of everything."""
        if self._observer is not None:
            with contextlib.suppress(Exception):
                self._observer.stop()
                self._observer.join(2)
            self._observer = None

    def _begin(self) -> None:
        if self._observer is None:
            from watchdog.observers import Observer  # slow to import

            self._observer = Observer()
            self._observer.start()

    def _look_after(self, folder: Path) -> None:
        known = self._followed.get(folder)
        try:
            found = folder.stat()
            now: tuple[int, int] | None = (found.st_dev, found.st_ino)
        except OSError:
            now = None
        if known and known[0] == now:
            return
        if known:
            with contextlib.suppress(Exception):
                self._observer.unschedule(known[1])
            del self._followed[folder]
        if now:
            # The site's own folder may hold anything: only the folders in it are followed whole.
            deep = folder != self._inputs.root
            watch = self._observer.schedule(self._handler(), str(folder), recursive=deep)
            self._followed[folder] = (now, watch)
            self._nudged.set()

    def _handler(self) -> Any:
        from watchdog.events import FileSystemEventHandler

        nudged = self._nudged

        class _Handler(FileSystemEventHandler):
            def on_any_event(self, event: Any) -> None:
                if event.event_type not in _LOOKING:
                    nudged.set()

        return _Handler()
