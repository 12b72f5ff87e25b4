"""The preview put together: what is saved is seen, made into pages, and shown."""

import contextlib
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from plainfigures.config import read_config
from plainfigures.errors import PlainFiguresError
from plainfigures.figures.findings import ERROR, Finding
from plainfigures.publish import write_styles
from plainfigures.rendering import THEME
from plainfigures.say import as_text
from plainfigures.serving import LIMIT
from plainfigures.serving.answering import Server
from plainfigures.serving.changes import Changes
from plainfigures.serving.making import Answer, do_apart, fault_of
from plainfigures.serving.state import Board, State
from plainfigures.serving.tasks import Made, make_pages
from plainfigures.serving.watching import Inputs, Watch

__all__ = ["Preview"]

_LONG = 5.0
"""Seconds that pages take at least before a newer save may put an end to making them."""
_LONGER = 3
"""How many times longer than the slowest good pages others take before a save may end them."""
_KEPT = 2
"""How many folders of pages are kept: the last of the pages before may be on its way to a reader."""


@dataclass
class Preview:
    """A site that is shown while it is edited.

    `say` is called with each thing to tell, from another thread. `limit` is in seconds. `board` has
    what is shown, and `saves` counts what was saved, the first pages too.
    """

    root: Path
    host: str
    port: int
    say: Callable[[str], object]
    poll: bool = False
    limit: float = LIMIT

    def __post_init__(self) -> None:
        self.board = Board()
        self._inputs = Inputs(self.root)
        self.saves = 0
        self._saved = threading.Event()
        self._stopped = threading.Event()
        self._maker = threading.Thread(target=self._run, name="making", daemon=True)
        self._watch = Watch(self._inputs, self._note, poll=self.poll)
        self._folders: list[Path] = []
        self._slowest = 0.0
        self._changes = Changes(self.root, self.board, self.limit, self._stopped.is_set)
        self._kept = Path()

    def start(self) -> None:
        """Listen, then make the pages and follow what is saved. Raises OSError where nobody can."""
        kept = Path(tempfile.mkdtemp(prefix="plainfigures-"))
        try:
            page, bare = self._changes.page, kept / "bare"
            write_styles(bare)
            shutil.copy(THEME / "assets" / "plainfigures.svg", bare / "assets")
            self._server = Server(self.host, self.port, self.board, page, self._below, bare)
        except Exception:
            shutil.rmtree(kept)
            raise
        self._kept = kept
        self.port = int(self._server.server_address[1])
        self._inputs.look()
        threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True).start()
        self._note()
        self._maker.start()
        self._watch.start()

    def stop(self) -> None:
        """End everything at once, and leave nothing behind."""
        self._stopped.set()
        self._saved.set()
        self._server.shutdown()
        self._server.server_close()
        self._watch.stop()
        self._maker.join(0.3)
        shutil.rmtree(self._kept, ignore_errors=True)

    @property
    def address(self) -> str:
        """Where the site is shown."""
        host = "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}/"

    def _note(self) -> None:
        """Note that something was saved."""
        self.saves += 1
        self._saved.set()

    def _run(self) -> None:
        """Make the pages after each save, until the end; a save meanwhile makes them once more."""
        made = 0
        while not self._stopped.is_set():
            self._saved.wait()
            self._saved.clear()
            while made != self.saves and not self._stopped.is_set():
                made = self.saves
                try:
                    self._make(made)
                except Exception as error:  # noqa: BLE001 - the preview goes on whatever happens
                    self._tell_of([fault_of(error, self.root)])

    def _make(self, save: int) -> None:
        """Make the pages as they stand after this `save`, and show them, or what is wrong."""
        before = self.board.put(making=True)
        began = time.monotonic()
        self._kept.mkdir(parents=True, exist_ok=True)
        target = Path(tempfile.mkdtemp(dir=self._kept)) / "site"

        def outdated() -> bool:
            long = max(_LONG, _LONGER * self._slowest)
            late = self.saves != save and time.monotonic() - began > long
            return late or self._stopped.is_set()

        answer = do_apart(
            self.root,
            make_pages,
            self.root,
            target,
            os.cpu_count() or 1,
            limit=self.limit,
            give_up=outdated,
            heard=lambda made: self.board.put(site=target, versions=made.versions),
        )
        took = time.monotonic() - began
        if isinstance(answer.value, Made) and answer.value.good:
            self._slowest = max(self._slowest, took)
            self._show(before, answer.value, target, took)
            return
        # What was shown before it was looked at is not good: the pages before are shown again.
        self.board.put(site=before.site, versions=before.versions)
        shutil.rmtree(target.parent, ignore_errors=True)
        if not self._stopped.is_set():
            self._tell_of(_findings(answer))

    def _show(self, before: State, made: Made, target: Path, took: float) -> None:
        """Show new pages in the place of those `before`, and let go of the oldest."""
        state = self.board.put(
            making=False,
            attempt=before.attempt + 1,
            site=target,
            versions=made.versions,
            findings=made.findings,
        )
        self._folders.append(target.parent)
        while len(self._folders) > _KEPT:
            shutil.rmtree(self._folders.pop(0), ignore_errors=True)
        self.say(_new_pages(before, state, took))

    def _tell_of(self, findings: Sequence[Finding]) -> None:
        """Show what is wrong; the last good pages stay."""
        before = self.board.state
        attempt = before.attempt + bool(findings)
        found = tuple(findings) or before.findings
        state = self.board.put(making=False, attempt=attempt, findings=found)
        if findings:
            stays = "The last good pages stay" if state.site else "The pages come up"
            until = "until this is mended" if state.site else "once this is mended"
            self.say(f"{as_text(state.errors)}\n{stays} {until}.")

    def _below(self) -> str:
        """Return the path at which the site is published."""
        with contextlib.suppress(PlainFiguresError):
            return urlsplit(read_config(self.root).url).path
        return ""


def _findings(answer: Answer) -> tuple[Finding, ...]:
    """Return what was found, and what stopped the work; nothing where it was given up."""
    if answer.fault:
        return (answer.fault,)
    return answer.value.findings if isinstance(answer.value, Made) else ()


def _new_pages(before: State, state: State, took: float) -> str:
    """Say in one line that pages are new."""
    if before.site is None:
        return f"The pages are ready, after {took:.1f} seconds."
    new = [name for name, version in state.versions.items() if before.versions.get(name) != version]
    gone = set(before.versions) - set(state.versions)
    changed = len(new) + len(gone)
    what = (
        "No page changed"
        if not changed
        else f"{changed} {'page' if changed == 1 else 'pages'} changed"
    )
    mended = "Mended. " if any(one.level == ERROR for one in before.findings) else ""
    return f"{mended}{what}, after {took:.1f} seconds."
