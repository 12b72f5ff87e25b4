"""A site whose builds are killed: its two versions, and what must hold after each kill."""

import hashlib
import os
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.killing.running import Running

__all__ = ["Bed", "Found", "digests", "in_session"]

_LEFT = {"packages", "drawings", "pictures", "tests", "lists", "pages", "rules", "downloads"}
_LEFT |= {"state.json", "previous", "tidied", "lock", "proofs", "written", "rendered", "noted"}
_PATIENCE = 10.0


@dataclass
class Found:
    """What was found after a kill: if the site is the "old" or the "new" one, whether the build was
    done before, what the next one said, and what is wrong.
    """

    kind: str
    site: str
    done: bool
    said: str
    wrong: list[str] = field(default_factory=list)


@dataclass
class Bed:
    """A site in `folder`, with a page and a cell that have two versions; `jobs` for each build.

    Without `pictures`, which take long, none are drawn for sharing.
    """

    folder: Path
    page: Path
    cell: Path
    texts: tuple[str, str]
    as_of: str
    jobs: int = 2
    pictures: bool = False

    def __post_init__(self) -> None:
        self.site = self.folder / "site"
        self.work = self.folder / ".plainfigures"
        self._pages = self.page.read_text("utf-8")
        self._cells = self.cell.read_bytes()
        self.known: list[dict[str, str]] = []
        self.took = 0.0

    def begin(self) -> None:
        """Build both versions, so that their bytes are known, and time the builds."""
        for version in (0, 1, 0, 1):
            self.put(version)
            began = time.monotonic()
            done = self.start()
            if done.wait():
                raise SystemExit(f"The site cannot be built:\n{done.said()}")
            self.took = time.monotonic() - began
            if version == len(self.known):
                self.known.append(digests(self.site))
        if self.known[0] == self.known[1] or digests(self.site) != self.known[1]:
            raise SystemExit("The two versions of the site cannot be told apart.")

    def put(self, version: int) -> None:
        """Put the inputs of a version in place."""
        self.page.write_text(f"{self._pages}\nThis is version {'AB'[version]}.\n", "utf-8")
        old, new = self.texts
        changed = self._cells.replace(old.encode(), new.encode()) if version else self._cells
        self.cell.write_bytes(changed)

    def start(self, prepare: Callable[[], object] = lambda: None) -> Running:
        """Start a build; `prepare` is called in its process first."""
        words = ["--site", str(self.folder), "build", "--as-of", self.as_of]
        words += [] if self.pictures else ["--no-pictures"]
        return Running([*words, "--jobs", str(self.jobs), "--wait", "20"], prepare)

    def version(self, folder: Path) -> str:
        """Return which version a folder holds, byte for byte: "A", "B", or what is wrong with it."""
        found = digests(folder)
        if found in self.known:
            return "AB"[self.known.index(found)]
        nearest = min(self.known, key=lambda one: len(one.items() ^ found.items()))
        differing = sorted({name for name, _ in nearest.items() ^ found.items()})
        return f"neither, by {', '.join(differing[:3])}"

    def look(self, kind: str, process: Running, version: int) -> Found:
        """Look at what a build left that was to make `version`, build again, and look at that."""
        done = process.wait() == 0
        said = process.said()
        there = self.version(self.site)
        sides = {"AB"[version]: "new", "AB"[1 - version]: "old"}
        found = Found(kind, sides.get(there, "neither"), done, said)
        if found.site == "neither":
            found.wrong.append(f"the site is {there}")
        if process.stuck:
            found.wrong.append("the build did not end")
        end = time.monotonic() + _PATIENCE
        while in_session(process.number) and time.monotonic() < end:
            time.sleep(0.02)
        if left := in_session(process.number):
            found.wrong.append(f"{len(left)} processes go on")
        if "Traceback" in said or "fault of plainfigures" in said:
            found.wrong.append(f"it said: {said[-300:]}")
        again = self.start()
        code, told = again.wait(), again.said()
        if code:
            found.wrong.append(f"the next build ended with {code}: {told[-300:]}")
        if self.version(self.site) != "AB"[version]:
            found.wrong.append(f"the next build made {self.version(self.site)}")
        if self.version(self.work / "previous") != "AB"[1 - version]:
            found.wrong.append(f"kept before it is {self.version(self.work / 'previous')}")
        found.wrong += [f"{name} is left" for name in self._leftovers()]
        found.said = told
        return found

    def forget(self) -> None:
        """Forget what builds keep, but not the site before."""
        for one in self.work.iterdir():
            if one.is_dir() and one.name != "previous":
                shutil.rmtree(one)

    def _leftovers(self) -> list[str]:
        left = sorted({one.name for one in self.work.iterdir()} - _LEFT)
        return left + [one.name for one in self.work.rglob(".draft-*")]


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file of a folder."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def in_session(number: int) -> Sequence[int]:
    """Return the processes that are alive and belong to the session `number`."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                parts = (entry / "stat").read_text("utf-8").rpartition(")")[2].split()
            except OSError:
                continue
            if int(parts[3]) == number and parts[0] not in "ZX" and int(entry.name) != os.getpid():
                found.append(int(entry.name))
    return found
