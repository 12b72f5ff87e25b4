"""Where sites are made, and where the one before is kept."""

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from plainfigures.publish import FINISHED

__all__ = [
    "MAKING",
    "PREVIOUS",
    "drop_ownerless",
    "looking",
    "making",
    "note_whose",
    "previous_of",
]

MAKING = "making-"
"""How the name of a folder begins in which a build makes a site; whoever builds may clear it away."""

PREVIOUS = "previous"
"""The folder that holds the site before, and how the name of it begins for a site elsewhere."""

_OF = ".of"


@contextmanager
def making(work: Path) -> Iterator[Path]:
    """Give a place for a site that is to be published; it is gone afterwards.

    It lies in `work`, on the disk of the published one. Only one build at a time may ask for it.
    """
    work.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=MAKING, dir=work))
    try:
        yield folder / FINISHED
    finally:
        # What cannot be cleared away now is cleared away by the next build.
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def looking() -> Iterator[Path]:
    """Give a place for a site that is only looked at; it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="plainfigures-") as folder:
        yield Path(folder) / FINISHED


def previous_of(work: Path, site: Path, usual: Path) -> Path:
    """Return where the site before the one in `site` is kept.

    `usual` is where this project's site is unless a build is told another place. Each place has its
    own, so that nobody goes back to what was never there.
    """
    if site.resolve() == usual.resolve():
        return work / PREVIOUS
    number = hashlib.blake2b(os.fsencode(site.resolve()), digest_size=6).hexdigest()
    return work / f"{PREVIOUS}-{number}"


def note_whose(previous: Path, site: Path) -> None:
    """Note beside a previous site of another place than the usual which place that is."""
    if previous.name != PREVIOUS:
        previous.with_name(previous.name + _OF).write_bytes(os.fsencode(site))


def drop_ownerless(work: Path) -> None:
    """Remove the previous sites of places that are not there any more."""
    for note in work.glob(f"{PREVIOUS}-*{_OF}"):
        with contextlib.suppress(OSError, ValueError):
            if not Path(os.fsdecode(note.read_bytes())).exists():
                shutil.rmtree(note.with_name(note.name.removesuffix(_OF)), ignore_errors=True)
                note.unlink()
